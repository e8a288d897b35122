USE a; -- x;
SELECT 'it''s; \'';', "b", `c;` /* ; */;
# end
