-- Sealed bids in every domain: two numbers hold for all of them.
UPDATE ggzy_core.rule SET class = 'ALL', domain = 'all'
 WHERE rule_key IN ('ebid.trustee.count', 'ebid.trustee.threshold')
   AND class = 'GC';
