/* dlpscan/state.c - what an earlier scan found: files that did not change are not scanned again. */

#include "state.h"

#include "io_pace.h"
#include "mem.h"
#include "reasons.h"
#include "state_store.h"

#include <sodium.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PIECE ((size_t)256 << 10)
#define RECORDS_MAX                                                                                \
  ((size_t)8 << 20)          /* bytes kept of one file: what holds more is scanned every time */
#define RACY_NS 2000000000LL /* a file changed so shortly ago may change again unseen by stat */

/* ---- What is not read the same way the next time --------------------------------------------------- */

void state_finding(struct state_file *file, const struct dlp_finding *finding)
{
    if (file->unfit)
        return;
    packed_put(&file->records, finding, false);
    if (file->records.len > RECORDS_MAX) {
        file->unfit = true;
        buffer_free(&file->records);
    }
}

static void put_text(struct buffer *out, const char *text)
{
    if (text)
        buffer_text(out, text);
    buffer_char(out, '\0');
}

void state_lost(struct state_file *file, const struct dlp_incomplete *incomplete)
{
    const uint64_t place[2] = { incomplete->offset, incomplete->length };

    if (!reason_is_lasting(incomplete->reason) || file->lost.len > RECORDS_MAX)
        file->unfit = true;
    if (file->unfit)
        return;
    buffer_add(&file->lost, (const char *)place, sizeof(place));
    put_text(&file->lost, incomplete->reason);
    put_text(&file->lost, incomplete->rule);
    put_text(&file->lost, incomplete->part);
}

/* A text and its NUL; "" stands for none. NULL when it does not end. */
static const char *take_text(const char **at, const char *end)
{
    const char *const text = *at;
    const char *const nul = memchr(text, '\0', (size_t)(end - text));

    if (!nul)
        return NULL;
    *at = nul + 1;
    return text;
}

static bool give_lost(const struct buffer *lost, state_lost_fn on_lost, void *user)
{
    const char *at = buffer_string(lost), *const end = at + lost->len;

    while (at < end) {
        struct dlp_incomplete incomplete = { 0 };
        uint64_t place[2];

        if ((size_t)(end - at) < sizeof(place))
            return false;
        memcpy(place, at, sizeof(place));
        at += sizeof(place);
        incomplete.offset = place[0];
        incomplete.length = place[1];
        incomplete.reason = take_text(&at, end);
        incomplete.rule = incomplete.reason ? take_text(&at, end) : NULL;
        incomplete.part = incomplete.rule ? take_text(&at, end) : NULL;
        if (!incomplete.part || !reason_is_lasting(incomplete.reason))
            return false;
        incomplete.rule = *incomplete.rule ? incomplete.rule : NULL;
        incomplete.part = *incomplete.part ? incomplete.part : NULL;
        if (on_lost)
            on_lost(&incomplete, user);
    }
    return true;
}

bool state_give(const struct state_file *file, record_fn on_finding, state_lost_fn on_lost,
                void *user)
{
    if (!give_lost(&file->lost, NULL, NULL)
        || !packed_get_all(buffer_string(&file->records), file->records.len, on_finding, user))
        return false;
    return give_lost(&file->lost, on_lost, user);
}

/* ---- Files ----------------------------------------------------------------------------------------- */

static int64_t ns_of(const struct timespec *time)
{
    return (int64_t)time->tv_sec * 1000000000LL + time->tv_nsec;
}

static struct state_row row_of(const struct stat *st)
{
    struct timespec now = { 0, 0 };
    struct state_row row = { .device = (int64_t)st->st_dev,
                             .inode = (int64_t)st->st_ino,
                             .size = st->st_size,
                             .mtime_ns = ns_of(&st->st_mtim),
                             .ctime_ns = ns_of(&st->st_ctim) };

    (void)clock_gettime(CLOCK_REALTIME, &now);
    if (ns_of(&now) - row.ctime_ns < RACY_NS || ns_of(&now) - row.mtime_ns < RACY_NS)
        row.mtime_ns = 0;
    return row;
}

static bool same_stat(const struct state_row *row, const struct stat *st)
{
    return row->mtime_ns != 0 && row->device == (int64_t)st->st_dev
        && row->inode == (int64_t)st->st_ino && row->size == st->st_size
        && row->mtime_ns == ns_of(&st->st_mtim) && row->ctime_ns == ns_of(&st->st_ctim);
}

/* All of its content, whose length is known. */
static bool digest_file(int fd, off_t size, unsigned char digest[STATE_DIGEST])
{
    crypto_generichash_state hash;
    unsigned char *const piece = mem_alloc(PIECE);
    off_t at = 0;
    ssize_t got = 1;

    crypto_generichash_init(&hash, NULL, 0, STATE_DIGEST);
    while (at < size && got > 0) {
        const off_t left = size - at;

        got = pread(fd, piece, left < (off_t)PIECE ? (size_t)left : PIECE, at);
        if (got > 0) {
            pace_take((uint64_t)got);
            crypto_generichash_update(&hash, piece, (size_t)got);
            at += got;
        }
    }
    crypto_generichash_final(&hash, digest, STATE_DIGEST);
    explicit_bzero(piece, PIECE);
    mem_free(piece);
    return at == size;
}

void state_look(struct state *state, const char *path, int fd, struct state_file *file)
{
    struct state_row row;
    bool found;

    *file = (struct state_file){ 0 };
    if (fstat(fd, &file->st) != 0) {
        file->unfit = true;
        return;
    }
    pthread_mutex_lock(&state->lock);
    found = store_get(state->store, path, state->conf, &row, &file->records, &file->lost);
    pthread_mutex_unlock(&state->lock);
    if (found && same_stat(&row, &file->st)) {
        memcpy(file->digest, row.digest, STATE_DIGEST);
        file->digested = file->known = true;
        file->fresh = row.age < STATE_FRESH;
    } else {
        file->digested = digest_file(fd, file->st.st_size, file->digest);
        file->unfit = !file->digested;
        file->known = found && file->digested && row.size == file->st.st_size
            && memcmp(file->digest, row.digest, STATE_DIGEST) == 0;
    }
    if (file->known && !state_give(file, NULL, NULL, NULL))
        file->known = file->fresh = false; /* damaged */
    if (!file->known) {
        buffer_cut(&file->records, 0);
        buffer_cut(&file->lost, 0);
    }
}

void state_keep(struct state *state, const char *path, int fd, struct state_file *file)
{
    struct state_row row = row_of(&file->st);
    struct stat st;

    if (file->unfit || !file->digested || fstat(fd, &st) != 0 || st.st_size != file->st.st_size
        || ns_of(&st.st_mtim) != ns_of(&file->st.st_mtim)
        || ns_of(&st.st_ctim) != ns_of(&file->st.st_ctim))
        return;
    memcpy(row.digest, file->digest, STATE_DIGEST);
    pthread_mutex_lock(&state->lock);
    if (file->known && !file->fresh)
        store_touch(state->store, path, &row);
    else if (!file->known)
        store_put(state->store, path, state->conf, &row, &file->records, &file->lost);
    pthread_mutex_unlock(&state->lock);
}

void state_file_free(struct state_file *file)
{
    buffer_free(&file->records);
    buffer_free(&file->lost);
    *file = (struct state_file){ 0 };
}

/* ---- The state ------------------------------------------------------------------------------------- */

bool state_open(struct state *state, const char *path, const struct buffer *conf, struct own *own)
{
    struct buffer journal = BUFFER_INIT;
    bool damaged = false;

    crypto_generichash(state->conf, STATE_DIGEST, (const unsigned char *)buffer_string(conf),
                       conf->len, NULL, 0);
    state->store = store_open(path, &damaged);
    if (state->store)
        pthread_mutex_init(&state->lock, NULL);
    buffer_format(&journal, "%s-journal", path);
    own_add_path(own, path);
    own_add_path(own, buffer_string(&journal));
    buffer_free(&journal);
    return state->store || damaged;
}

void state_close(struct state *state)
{
    if (!state->store)
        return;
    store_close(state->store);
    pthread_mutex_destroy(&state->lock);
    state->store = NULL;
}
