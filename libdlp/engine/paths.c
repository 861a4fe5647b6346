/* engine/paths.c - the one object that knows a path: the build gives it. */

#include <dlp/dlp.h>

#ifndef DLP_RULES_DIR
#  define DLP_RULES_DIR "/usr/local/share/dlp/patterns"
#endif

const char *dlp_rules_path(void)
{
    return DLP_RULES_DIR;
}
