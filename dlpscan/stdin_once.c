/* dlpscan/stdin_once.c - standard input can be read once. */

#include "stdin_once.h"

#include "message.h"

#include <stddef.h>
#include <string.h>

bool stdin_is_once(char **paths, int count, const char *list)
{
    int stdins = list && strcmp(list, "-") == 0;

    for (int i = 0; i < count; i++)
        stdins += strcmp(paths[i], "-") == 0;
    if (stdins > 1)
        message("'-' is given %d times; standard input can be read once", stdins);
    return stdins <= 1;
}
