/* dlpscan/glob.h - the patterns of ignore files. */
#ifndef DLPSCAN_GLOB_H
#define DLPSCAN_GLOB_H

#include <stdbool.h>
#include <stddef.h>

/** Does a name, which holds no '/', match? Knows * ? [a-z] [!a-z] [[:digit:]] and \ before any of them.
 *  A pattern that is broken matches nothing. Takes time in proportion to name_len * pattern_len. */
bool glob_name(const char *pattern, size_t pattern_len, const char *name, size_t name_len);

/** Does a path match, its names one by one? A name of the pattern that is "**" stands for any number
 *  of names, and as the last one for at least one. As glob_name() otherwise. */
bool glob_path(const char *pattern, const char *path);

#endif
