/* base/cache_trim.c - a folder of cache files does not grow for ever.
 *
 * Every set of rules has files of its own, and a changed rule makes new ones. */

#include "base/cache_trim.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define NAME_HEAD (sizeof(DLP_CACHE_NAME "-") - 1)
_Static_assert(sizeof(DLP_CACHE_NAME) == sizeof(DLP_CACHE_READ), "names of one length");
#define NAME_HEX 32u
#define NAME_LEN (NAME_HEAD + NAME_HEX + sizeof(".cache") - 1)
#define NAME_TEMP (NAME_LEN + 17u) /* "." and 16 digits: base/file.c writes there first */
#define HALF_WRITTEN 3600          /* seconds after which nobody writes it any more */

static bool is_hex(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!strchr("0123456789abcdef", text[i]))
            return false;
    return true;
}

static bool is_ours(const char *name, bool *temp)
{
    const size_t len = strlen(name);

    *temp = len == NAME_TEMP;
    return (len == NAME_LEN || *temp)
        && (memcmp(name, DLP_CACHE_NAME "-", NAME_HEAD) == 0
            || memcmp(name, DLP_CACHE_READ "-", NAME_HEAD) == 0)
        && is_hex(name + NAME_HEAD, NAME_HEX)
        && memcmp(name + NAME_HEAD + NAME_HEX, ".cache", sizeof(".cache") - 1) == 0
        && (!*temp || (name[NAME_LEN] == '.' && is_hex(name + NAME_LEN + 1, 16)));
}

/* One look through the folder: remove what was never finished, count the rest, find its oldest. */
static size_t trim_look(DIR *dir, char oldest[NAME_LEN + 1])
{
    const time_t now = time(NULL);
    const struct dirent *entry;
    struct timespec age = { 0, 0 };
    size_t files = 0;

    rewinddir(dir);
    while ((entry = readdir(dir)) != NULL) {
        struct stat st;
        bool temp;

        if (!is_ours(entry->d_name, &temp)
            || fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (temp) {
            if (st.st_mtim.tv_sec < now - HALF_WRITTEN)
                (void)unlinkat(dirfd(dir), entry->d_name, 0);
            continue;
        }
        if (files++ == 0 || st.st_mtim.tv_sec < age.tv_sec
            || (st.st_mtim.tv_sec == age.tv_sec && st.st_mtim.tv_nsec < age.tv_nsec)) {
            age = st.st_mtim;
            memcpy(oldest, entry->d_name, NAME_LEN + 1);
        }
    }
    return files;
}

void dlp_cache_trim(const char *folder)
{
    DIR *const dir = opendir(folder);
    char oldest[NAME_LEN + 1];

    if (!dir)
        return;
    while (trim_look(dir, oldest) > DLP_CACHE_FILES)
        if (unlinkat(dirfd(dir), oldest, 0) != 0)
            break;
    (void)closedir(dir);
}
