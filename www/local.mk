EXTRA_DIST += %D%/site %D%/page
INSTALL_TREES += %D%/site %D%/page
