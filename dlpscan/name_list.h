/* dlpscan/name_list.h - the list of --files-from, which another program may still be writing. */
#ifndef DLPSCAN_NAME_LIST_H
#define DLPSCAN_NAME_LIST_H

#include <stdio.h>

/** A stream over `list`, which stays the caller's and of which nothing has been read. Where it has to wait
 *  for more, it calls `waits` first, so that what was named is not kept back; a stop ends it like its end.
 *  @return never NULL: without memory the program ends with status 4. Close it with fclose(). */
FILE *name_list_open(FILE *list, void (*waits)(void *user), void *user);

#endif
