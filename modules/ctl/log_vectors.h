#ifndef LOG_VECTORS_H
#define LOG_VECTORS_H

#include <stdio.h>

/*
 * ggzyctl log vectors DIR: judge every *.json below a folder as a test vector
 * of the log's proofs, in the form the authors of transparency-dev/merkle use:
 *
 *	inclusion	{leafIdx, treeSize, root, leafHash, proof, wantErr}
 *	consistency	{size1, size2, root1, root2, proof, wantErr}
 *
 * Hashes are base64, proof is a list of them or null, numbers go up to
 * 2^64 - 1; other members are ignored.  A vector agrees if the proof is
 * refused exactly when wantErr says so.  A file that is no vector disagrees.
 *
 * Writes a line for each that disagrees and "N vectors, M disagree".  Returns
 * 0 if there was one at least and all agree, else 1.
 */
int log_vectors_to(const char *dir, FILE *out);
/* The same on standard output. */
int log_vectors(const char *dir);

#endif
