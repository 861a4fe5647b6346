/* base/cache_trim.h - a folder of cache files does not grow for ever. */
#ifndef BASE_CACHE_TRIM_H
#define BASE_CACHE_TRIM_H

/** What the name of a cache file begins with; "-", 32 hexadecimal digits of its key and ".cache"
 *  stand behind it. */
#define DLP_CACHE_NAME "rules" /* compiled rules */
#define DLP_CACHE_READ "files" /* rules as they were read */
#define DLP_CACHE_FILES 64     /* so many are kept: each set of rules has one of either kind */

/** Remove our own files of a folder: the oldest beyond DLP_CACHE_FILES, and new ones that were
 *  never finished. What cannot be removed stays. */
void dlp_cache_trim(const char *folder);
#endif
