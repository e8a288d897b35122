EXTRA_DIST += %D%/site
INSTALL_TREES += %D%/site
