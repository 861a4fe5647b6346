/* dlpscan/known_path.h - where a finding is, as a token: what a baseline knows without a key. */
#ifndef DLPSCAN_KNOWN_PATH_H
#define DLPSCAN_KNOWN_PATH_H

#include <dlp/dlp.h>

#define KNOWN_PATH_ID "path" /* stands where keyed tokens have the id of their key */
#define KNOWN_PATH_MAX 40

/** "path:" and 32 hex digits: a digest without a key (BLAKE2b) of the path, and of the part of a
 *  document below it (NULL: none). A "./" before the path does not count. */
void known_path(char token[KNOWN_PATH_MAX], const char *part, const char *path);

#endif
