#ifndef OPENAPI_H
#define OPENAPI_H
#include "worker.h"

/* Prints the worker's part of the OpenAPI 3.1 description as JSON. */
void openapi_print(const struct worker *);

#endif
