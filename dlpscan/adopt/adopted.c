/* dlpscan/adopt/adopted.c - what other scanners were told to know: places of secrets in files. */

#include "adopt/adopted.h"

#include "buffer.h"
#include "mem.h"
#include "message.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha1.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX ((size_t)16 << 20)

void adopted_init(struct adopted *adopted)
{
    *adopted = (struct adopted){ .len = 0 };
    pthread_mutex_init(&adopted->lock, NULL);
}

void adopted_free(struct adopted *adopted)
{
    for (size_t i = 0; i < adopted->len; i++)
        mem_free(adopted->place[i].path);
    mem_free(adopted->place);
    pthread_mutex_destroy(&adopted->lock);
}

char *adopt_read(const char *path)
{
    const int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct buffer text = BUFFER_INIT;
    char piece[4096];
    ssize_t got = -1;
    struct stat st;

    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        while ((got = read(fd, piece, sizeof(piece))) > 0 && text.len <= FILE_MAX)
            buffer_add(&text, piece, (size_t)got);
    }
    if (got != 0 || (text.len && memchr(text.data, '\0', text.len))) {
        message_about(path, "%s",
                      fd < 0 ? strerror(errno) : "not a text file of 16 MiB at the most");
        buffer_free(&text);
    } else if (!text.data) {
        buffer_text(&text, "\n");
    }
    if (fd >= 0)
        close(fd);
    return text.data;
}

struct adopted_place *adopted_add(struct adopted *adopted, const char *source, const char *file,
                                  size_t file_len, uint64_t line)
{
    const char *const slash = strrchr(source, '/');
    struct buffer path = BUFFER_INIT;
    struct adopted_place *place;

    if (slash)
        buffer_add(&path, source, (size_t)(slash - source) + 1);
    while (file_len > 2 && file[0] == '.' && file[1] == '/') {
        file += 2;
        file_len -= 2;
    }
    buffer_add(&path, file, file_len);
    adopted->place = mem_resize(adopted->place, adopted->len + 1, sizeof(*adopted->place));
    place = &adopted->place[adopted->len++];
    *place = (struct adopted_place){ .path = mem_copy(buffer_string(&path), path.len),
                                     .line = line,
                                     .source = source };
    buffer_free(&path);
    return place;
}

static bool same_digest(const struct adopted_place *place, const struct dlp_finding *finding)
{
    uint8_t digest[ADOPTED_DIGEST];
    struct sha1_ctx sha1;

    if (!place->has_digest || !finding->value)
        return false;
    sha1_init(&sha1);
    sha1_update(&sha1, finding->value_len, finding->value);
    sha1_digest(&sha1, sizeof(digest), digest);
    return memcmp(digest, place->digest, sizeof(digest)) == 0;
}

bool adopted_has(struct adopted *adopted, const struct dlp_finding *finding, const char *path)
{
    bool any = false;

    if (strcmp(finding->category, "secret") != 0 || finding->part)
        return false;
    pthread_mutex_lock(&adopted->lock);
    for (size_t i = 0; i < adopted->len; i++) {
        struct adopted_place *const place = &adopted->place[i];
        bool by_digest;

        if (strcmp(place->path, path) != 0)
            continue;
        by_digest = same_digest(place, finding);
        if (!by_digest && place->line != finding->line)
            continue;
        place->found = any = true;
        place->by_digest = place->by_digest || by_digest;
    }
    pthread_mutex_unlock(&adopted->lock);
    return any;
}

void adopted_say(const struct adopted *adopted)
{
    size_t by_line = 0;

    for (size_t i = 0; i < adopted->len; i++) {
        const struct adopted_place *const place = &adopted->place[i];

        by_line += place->found && place->has_digest && !place->by_digest;
        if (!place->found)
            message_about(place->path,
                          "line %llu: no secret is found there; nothing is known of it",
                          (unsigned long long)place->line);
    }
    if (by_line)
        message(
            "%zu of them by their line alone: the value is another, or another part of it; look at them",
            by_line);
}
