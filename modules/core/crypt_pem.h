#ifndef CRYPT_PEM_H
#define CRYPT_PEM_H

/*
 * For every PEM_read function.  A text may say that it is locked; without this
 * the library would ask at the terminal for the password, whoever sent the
 * text: a list of revocation, a bundle.
 */
int pem_unasked(char *password, int size, int writing, void *);

#endif
