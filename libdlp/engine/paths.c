/* engine/paths.c - the one object that knows paths: the build gives them. In the tree there is no
 * system-wide cache: DLP_CACHE_DIR is left out. */

#include <dlp/dlp.h>

#ifndef DLP_RULES_DIR
#  define DLP_RULES_DIR "/usr/local/share/dlp/patterns"
#endif
#ifndef DLP_EXTRACT_PATH
#  define DLP_EXTRACT_PATH "/usr/local/libexec/dlp-extract"
#endif

const char *dlp_rules_path(void)
{
    return DLP_RULES_DIR;
}

const char *dlp_cache_path(void)
{
#ifdef DLP_CACHE_DIR
    return DLP_CACHE_DIR;
#else
    return NULL;
#endif
}

const char *dlp_extract_path(void)
{
    return DLP_EXTRACT_PATH;
}
