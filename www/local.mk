INSTALL_TREES += %D%/site %D%/page %D%/seal
