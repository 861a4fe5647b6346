/* common/place.c - where the rules, the key and the cache are when nobody says. */

#include "place.h"

#include "buffer.h"
#include "mem.h"

#include <dlp/dlp.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *place_rules(void)
{
    const char *const env = getenv("DLP_RULES");

    return env && *env ? env : dlp_rules_path();
}

char *place_key(void)
{
    const char *const config = getenv("XDG_CONFIG_HOME");
    const char *const home = getenv("HOME");
    struct buffer path = BUFFER_INIT;

    if (config && config[0] == '/')
        buffer_format(&path, "%s/dlp/key", config);
    else if (home && home[0] == '/')
        buffer_format(&path, "%s/.config/dlp/key", home);
    return path.data;
}

char *place_cache(void)
{
    const char *const cache = getenv("XDG_CACHE_HOME");
    const char *const home = getenv("HOME");
    struct buffer path = BUFFER_INIT;
    struct stat st;

    /* A home that is not there, as daemons have, is not made. */
    if (cache && cache[0] == '/')
        buffer_format(&path, "%s/dlp", cache);
    else if (home && home[0] == '/' && stat(home, &st) == 0 && S_ISDIR(st.st_mode))
        buffer_format(&path, "%s/.cache/dlp", home);
    return path.data;
}

int place_folders(const char *file)
{
    char *const path = mem_copy(file, strlen(file));
    int error = 0;

    for (char *at = strchr(path + 1, '/'); at && !error; at = strchr(at + 1, '/')) {
        *at = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            error = errno;
        *at = '/';
    }
    mem_free(path);
    return error;
}
