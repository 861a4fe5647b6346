/* dlpscan/spill.c - text that waits for its turn: in memory first, then in a private file.
 *
 * Output keeps the order of the walk, so the result of a file that was scanned early waits for
 * the files before it. One result may take RESULT_MAX of memory and all together RESULTS_MAX;
 * what is more goes to an unnamed file that only we can open and that ends with us. */

#include "spill.h"

#include "mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RESULT_FIRST ((size_t)1 << 10) /* always granted */
#define RESULT_MAX ((size_t)256 << 10)
#define RESULTS_MAX ((long long)8 << 20)
#define DRAIN_BYTES ((size_t)64 << 10)

static atomic_llong results_bytes; /* held by all spills */

void spill_init(struct spill *spill)
{
    *spill = (struct spill){ .fd = -1 };
}

/* O_TMPFILE where the file system can, else a name that is gone before anything is written. */
static int spill_open(void)
{
    const char *const env = getenv("TMPDIR");
    const char *const folder = env && *env ? env : "/tmp";
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    char *name;
    size_t len;

    if (fd >= 0)
        return fd;
    len = strlen(folder);
    name = mem_alloc(len + sizeof("/dlpscan-XXXXXX"));
    memcpy(name, folder, len);
    memcpy(name + len, "/dlpscan-XXXXXX", sizeof("/dlpscan-XXXXXX"));
    fd = mkostemp(name, O_CLOEXEC); /* mode 0600 */
    if (fd >= 0)
        unlink(name);
    mem_free(name);
    return fd;
}

static void spill_store(struct spill *spill, const char *data, size_t len)
{
    if (spill->fd < 0 && !spill->error) {
        spill->fd = spill_open();
        if (spill->fd < 0)
            spill->error = errno;
    }
    while (len > 0 && !spill->error) {
        const ssize_t done = write(spill->fd, data, len);

        if (done < 0 && errno != EINTR)
            spill->error = errno;
        if (done > 0) {
            data += done;
            len -= (size_t)done;
            spill->stored += (uint64_t)done;
        }
    }
}

/* More memory, as long as this spill and all of them keep to their limits. */
static bool spill_grow(struct spill *spill, size_t need)
{
    size_t cap = spill->cap ? spill->cap : RESULT_FIRST;
    long long more;

    while (cap < need && cap < RESULT_MAX)
        cap *= 2;
    if (cap < need || cap == spill->cap)
        return false;
    more = (long long)(cap - spill->cap);
    if (atomic_fetch_add(&results_bytes, more) + more > RESULTS_MAX && cap > RESULT_FIRST) {
        atomic_fetch_sub(&results_bytes, more);
        return false;
    }
    spill->data = mem_resize(spill->data, cap, 1);
    spill->cap = cap;
    return true;
}

int spill_write(const void *data, size_t len, void *user)
{
    struct spill *const spill = user;

    if (len > spill->cap - spill->len && !spill_grow(spill, spill->len + len)) {
        spill_store(spill, spill->data, spill->len);
        spill->len = 0;
    }
    if (len > spill->cap - spill->len) {
        spill_store(spill, data, len);
    } else if (len > 0) {
        memcpy(spill->data + spill->len, data, len);
        spill->len += len;
    }
    return spill->error != 0;
}

bool spill_drain(struct spill *spill, int (*write)(const void *data, size_t len, void *user),
                 void *user)
{
    char *const piece = spill->stored ? mem_alloc(DRAIN_BYTES) : NULL;
    uint64_t at = 0;

    while (at < spill->stored) {
        const ssize_t got = pread(spill->fd, piece, DRAIN_BYTES, (off_t)at);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            spill->error = got < 0 ? errno : EIO;
            break;
        }
        if (write(piece, (size_t)got, user) != 0)
            break; /* the reader's own failure, which it remembers */
        at += (uint64_t)got;
    }
    if (piece)
        explicit_bzero(piece, DRAIN_BYTES);
    mem_free(piece);
    if (spill->len)
        write(spill->data, spill->len, user);
    return spill->error == 0;
}

bool spill_is_empty(const struct spill *spill)
{
    return spill->len == 0 && spill->stored == 0;
}

void spill_free(struct spill *spill)
{
    if (spill->fd >= 0)
        close(spill->fd);
    if (spill->data)
        explicit_bzero(spill->data, spill->cap);
    if (spill->cap)
        atomic_fetch_sub(&results_bytes, (long long)spill->cap);
    mem_free(spill->data);
    spill_init(spill);
}
