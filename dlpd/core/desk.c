/* dlpd/core/desk.c - where documents are read.
 *
 * The thread of the packets keeps a document's bytes in a file without a name, seals it when it is whole, and
 * puts it into a queue. Readers take it out, each with a scanner of its own, and put it into a second one;
 * the thread of the packets learns of it by a descriptor that it waits on anyhow. Nothing else is
 * shared. */

#include "core/desk.h"

#include "core/desk_read.h"
#include "mem.h"
#include "message.h"
#include "signals.h"
#include "util/launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define THREADS_MOST 4u
#define PARTS_MOST 20000u /* of one document: members, sheets, pages */
#define RATIO_BYTES 8u    /* what a document unpacks to, at most, of all that may be kept */

struct queue {
    struct document *first, *last;
};

struct reader {
    struct desk *desk;
    pthread_t thread;
    dlp_database *database; /* that the scanner is of */
    dlp_scanner *scanner;   /* NULL: none yet */
};

struct desk {
    struct desk_options options;
    dlp_extractor *extractor;
    void (*done)(struct document *, void *);
    void *user;
    uint64_t kept; /* bytes */
    unsigned documents;
    unsigned asked; /* and not told of yet */
    int ready;      /* eventfd; or -1 */
    unsigned readers;
    struct reader reader[THREADS_MOST];
    pthread_mutex_t lock; /* of the rest */
    pthread_cond_t work;
    bool ending;
    struct queue waiting, read;
};

/* ---- Readers ----------------------------------------------------------------------------- */

static void put(struct queue *queue, struct document *document)
{
    document->queued = NULL;
    *(queue->last ? &queue->last->queued : &queue->first) = document;
    queue->last = document;
}

static struct document *take(struct queue *queue)
{
    struct document *const document = queue->first;

    if (document) {
        queue->first = document->queued;
        if (!queue->first)
            queue->last = NULL;
    }
    return document;
}

/* The scanner of a reader, for those rules. With the lock held, since it may be cancelled by others. */
static dlp_scanner *scanner_of(struct reader *reader, dlp_database *database)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;

    if (reader->scanner && reader->database == database)
        return reader->scanner;
    dlp_scanner_free(reader->scanner);
    options.flags = DLP_SCAN_COLUMNS;
    options.min_confidence = reader->desk->options.min_confidence;
    options.key = reader->desk->options.key;
    if (dlp_scanner_new(&reader->scanner, database, &options, &err) != DLP_OK) {
        message("%s", err.message[0] ? err.message : "documents cannot be scanned");
        reader->scanner = NULL;
    }
    reader->database = database;
    if (reader->scanner && reader->desk->ending)
        dlp_scanner_cancel(reader->scanner);
    return reader->scanner;
}

static void *run(void *user)
{
    struct reader *const reader = user;
    struct desk *const desk = reader->desk;
    const uint64_t one = 1;

    pthread_mutex_lock(&desk->lock);
    for (;;) {
        struct document *document;
        dlp_scanner *scanner;

        while (!(document = take(&desk->waiting)) && !desk->ending)
            pthread_cond_wait(&desk->work, &desk->lock);
        if (!document)
            break;
        scanner = scanner_of(reader, document->generation->book.database);
        pthread_mutex_unlock(&desk->lock);
        desk_read(document, scanner, desk->extractor);
        pthread_mutex_lock(&desk->lock);
        put(&desk->read, document);
        if (write(desk->ready, &one, sizeof(one)) < 0 && errno != EAGAIN)
            message("a document was read, and nobody can be told: %s", strerror(errno));
    }
    pthread_mutex_unlock(&desk->lock);
    return NULL;
}

/* ---- Making ------------------------------------------------------------------------------ */

static int connect_worker(void *user)
{
    const struct desk *const desk = user;

    return desk->options.launcher < 0 ? -1 : launcher_ask(desk->options.launcher);
}

static bool open_extractor(struct desk *desk)
{
    struct dlp_extractor_options options = DLP_EXTRACTOR_OPTIONS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;

    options.connect = connect_worker;
    options.user = desk;
    options.max_time_ms = desk->options.time_ms;
    options.max_parts = PARTS_MOST;
    options.max_bytes = RATIO_BYTES * desk->options.all_most;
    options.max_spool = desk->options.document_most;
    if (dlp_extractor_new(&desk->extractor, &options, &err) == DLP_OK)
        return true;
    message("%s", err.message);
    return false;
}

/* Signals are for the main thread. */
static bool start_readers(struct desk *desk)
{
    sigset_t before;

    signals_block(&before);
    while (desk->readers < desk->options.threads && desk->readers < THREADS_MOST) {
        struct reader *const reader = &desk->reader[desk->readers];

        if (pthread_create(&reader->thread, NULL, run, reader) != 0)
            break;
        desk->readers++;
    }
    signals_restore(&before);
    return desk->readers > 0 || desk->options.threads == 0;
}

bool desk_new(struct desk **out, const struct desk_options *options,
              void (*done)(struct document *document, void *user), void *user)
{
    struct desk *desk;

    *out = NULL;
    desk = mem_array(1, sizeof(*desk));
    desk->options = *options;
    desk->done = done;
    desk->user = user;
    desk->ready = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&desk->lock, NULL);
    pthread_cond_init(&desk->work, NULL);
    for (unsigned i = 0; i < THREADS_MOST; i++)
        desk->reader[i].desk = desk;
    if (desk->ready >= 0 && open_extractor(desk) && start_readers(desk))
        *out = desk;
    if (*out)
        return true;
    message("no thread for documents");
    desk_free(desk);
    return false;
}

/* ---- Keeping ----------------------------------------------------------------------------- */

void desk_drop(struct desk *desk, struct document *document)
{
    if (document->fd < 0)
        return;
    close(document->fd);
    document->fd = -1;
    desk->kept -= document->len;
    desk->documents--;
    document->len = 0;
}

bool desk_has_room(const struct desk *desk)
{
    return desk->documents < DESK_DOCUMENTS / 2;
}

void desk_take(struct desk *desk, struct document *document, int fd)
{
    document->fd = fd;
    desk->documents++;
}

const char *desk_open(struct desk *desk, struct document *document)
{
    if (desk->documents == DESK_DOCUMENTS)
        return "document_memory";
    document->fd = memfd_create("document", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    document->len = 0;
    desk->documents += document->fd >= 0;
    return document->fd >= 0 ? NULL : "document_memory";
}

const char *desk_keep(struct desk *desk, struct document *document, const void *data, size_t len)
{
    const char *const from = data;
    const char *failed = NULL;
    size_t done = 0;

    if (len > desk->options.document_most - document->len)
        failed = "document_size";
    else if (len > desk->options.all_most - desk->kept)
        failed = "document_memory";
    while (!failed && done < len) {
        const ssize_t n = write(document->fd, from + done, len - done);

        if (n >= 0)
            done += (size_t)n;
        else if (errno != EINTR)
            failed = "document_memory";
    }
    document->len += done;
    desk->kept += done;
    if (failed)
        desk_drop(desk, document);
    return failed;
}

/* ---- Asking ------------------------------------------------------------------------------ */

static void tell(struct desk *desk, struct document *document)
{
    desk_drop(desk, document);
    desk->asked--;
    desk->done(document, desk->user);
}

void desk_ask(struct desk *desk, struct document *document)
{
    dlp_database *const database = document->generation->book.database;
    struct reader *const own = &desk->reader[0];

    /* Now nobody can change it, whoever has its descriptor. */
    (void)fcntl(document->fd, F_ADD_SEALS,
                F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
    document->asked = true;
    desk->asked++;
    if (desk->options.threads == 0) {
        const bool known = own->scanner && own->database == database;
        dlp_scanner *const scanner = scanner_of(own, database);

        if (!known && scanner)
            signals_watch(scanner);
        desk_read(document, scanner, desk->extractor);
        tell(desk, document);
        return;
    }
    pthread_mutex_lock(&desk->lock);
    put(&desk->waiting, document);
    pthread_cond_signal(&desk->work);
    pthread_mutex_unlock(&desk->lock);
}

int desk_fd(const struct desk *desk)
{
    return desk && desk->readers ? desk->ready : -1;
}

void desk_run(struct desk *desk)
{
    struct document *document;
    uint64_t count;

    if (!desk || (read(desk->ready, &count, sizeof(count)) < 0 && errno != EAGAIN))
        return;
    for (;;) {
        pthread_mutex_lock(&desk->lock);
        document = take(&desk->read);
        pthread_mutex_unlock(&desk->lock);
        if (!document)
            return;
        tell(desk, document);
    }
}

static void cancel(struct desk *desk)
{
    pthread_mutex_lock(&desk->lock);
    desk->ending = true;
    for (unsigned i = 0; i < desk->readers; i++) {
        if (desk->reader[i].scanner)
            dlp_scanner_cancel(desk->reader[i].scanner);
    }
    pthread_cond_broadcast(&desk->work);
    pthread_mutex_unlock(&desk->lock);
}

void desk_finish(struct desk *desk, uint64_t most_ms)
{
    const struct timespec moment = { .tv_nsec = 2000000 };

    for (uint64_t waited = 0; desk && desk->asked > 0; waited += 2) {
        if (waited == most_ms)
            cancel(desk);
        nanosleep(&moment, NULL);
        desk_run(desk);
    }
}

void desk_free(struct desk *desk)
{
    if (!desk)
        return;
    cancel(desk);
    for (unsigned i = 0; i < desk->readers; i++)
        pthread_join(desk->reader[i].thread, NULL);
    for (unsigned i = 0; i < THREADS_MOST; i++)
        dlp_scanner_free(desk->reader[i].scanner);
    dlp_extractor_free(desk->extractor);
    if (desk->options.launcher >= 0)
        close(desk->options.launcher);
    if (desk->ready >= 0)
        close(desk->ready);
    pthread_cond_destroy(&desk->work);
    pthread_mutex_destroy(&desk->lock);
    mem_free(desk);
}
