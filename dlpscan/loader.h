/* dlpscan/loader.h - libraries that only some commands need, loaded by them. */
#ifndef DLPSCAN_LOADER_H
#define DLPSCAN_LOADER_H

#include <stdbool.h>

/** Set the pointer to a function that `pointer` points to. False when the library has none of that name. */
bool loader_find(void *library, void *pointer, const char *name);

#endif
