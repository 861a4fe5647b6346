/* compile/cache_trim.h - a folder of cache files does not grow for ever. */
#ifndef COMPILE_CACHE_TRIM_H
#define COMPILE_CACHE_TRIM_H

/** printf's: a name of a cache file, of 32 hexadecimal digits of its key. */
#define DLP_CACHE_NAME "rules-%s.cache"
#define DLP_CACHE_FILES 32 /* so many are kept: each set of rules has its own */

/** Remove our own files of a folder: the oldest beyond DLP_CACHE_FILES, and new ones that were
 *  never finished. What cannot be removed stays. */
void dlp_cache_trim(const char *folder);
#endif
