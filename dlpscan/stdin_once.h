/* dlpscan/stdin_once.h - standard input can be read once. */
#ifndef DLPSCAN_STDIN_ONCE_H
#define DLPSCAN_STDIN_ONCE_H

#include <stdbool.h>

/** Is "-" given more than once? Then it is said.
 *  @param list  a file that is read, too, or NULL */
bool stdin_is_once(char **paths, int count, const char *list);

#endif
