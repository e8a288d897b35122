noinst_LIBRARIES += %D%/libtrade.a
%C%_libtrade_a_SOURCES =
