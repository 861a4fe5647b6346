/* dlpscan/office_redaction.c - an office document with its findings replaced.
 *
 * What a document says is found by the worker, which joins runs and knows columns, and gives values, not
 * bytes of the file. So the values and what stands for them go to another process, dlp-rewrite, which
 * writes the document anew; the result is scanned in turn. A value that it could not replace is found
 * again, and then nothing is written. */

#include "office_redaction.h"

#include "buffer.h"
#include "command.h"
#include "extract_worker.h"
#include "extraction.h"
#include "mem.h"
#include "message.h"
#include "pour.h"
#include "replaced.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS_MAX 8
#define RECORDS_MAX ((size_t)256 << 20) /* bytes of values and what stands for them */
#define RECORD_MOVES 0x80000000u        /* of a date that goes away and comes back as another one */
#define STAND_IN_MAX 32

struct office {
    struct redaction *redaction;
    struct extraction extraction;
    char *rewriter;
    struct buffer records; /* what dlp-rewrite reads */
    struct buffer moves;   /* the same in the end: what stands in for dates, and the moved dates */
    uint64_t run;          /* of what stands in for dates: nobody can know it before */
    uint32_t dates;        /* that have something that stands in for them */
    bool moved;            /* they are in the document */
    struct seen known;     /* values that have a record, as they stand */
    uint64_t found, added; /* in this round */
    struct buffer place;   /* of the last one that was found */
};

static void add_record(struct buffer *records, const char *value, size_t len,
                       const struct buffer *with, uint32_t flags)
{
    const uint32_t lengths[2] = { (uint32_t)len, (uint32_t)with->len | flags };

    buffer_add(records, (const char *)lengths, sizeof(lengths));
    buffer_add(records, value, len);
    buffer_add(records, buffer_string(with), with->len);
}

/* Nobody could tell a moved date from one that was left. So something that is no date stands in for it until
 * no date is left, and then the moved ones come. It ends as a day does: a time may stand behind it. */
static void add_date(struct office *office, const struct dlp_finding *finding,
                     const struct buffer *moved)
{
    struct buffer stand_in = BUFFER_INIT;

    buffer_format(&stand_in, "D%016llx%08x-00", (unsigned long long)office->run, office->dates++);
    add_record(&office->records, finding->value, finding->value_len, &stand_in, RECORD_MOVES);
    add_record(&office->moves, stand_in.data, stand_in.len, moved, RECORD_MOVES);
    buffer_free(&stand_in);
}

/* Where a value is: of what is in the document, and there. */
static void note_place(struct office *office, const struct dlp_finding *finding)
{
    buffer_cut(&office->place, 0);
    buffer_text(&office->place, finding->part ? finding->part : "");
    if (finding->location)
        buffer_format(&office->place, "%s%s", finding->part ? ", " : "", finding->location);
    else if (!finding->part)
        buffer_text(&office->place, "its bytes");
}

static int on_finding(const struct dlp_finding *finding, void *user)
{
    struct office *const office = user;
    struct redaction *const redaction = office->redaction;
    const bool moves = dlp_redactor_shifts(redaction->redactor, finding);
    struct buffer with = BUFFER_INIT;

    if (moves && office->moved)
        return 0; /* it may be another one's */
    if (redaction->again && !replaced_has(&redaction->values, finding))
        return 0;
    office->found++;
    note_place(office, finding);
    if (dlp_redactor_replace(redaction->redactor, finding, buffer_write, &with) != DLP_OK)
        redaction->failed = true;
    replaced_add(&redaction->values, finding);
    if (finding->value && finding->value_len > 1
        && replaced_add_bytes(&office->known, finding->value, finding->value_len)) {
        if (moves)
            add_date(office, finding, &with);
        else
            add_record(&office->records, finding->value, finding->value_len, &with, 0);
        office->added++;
    }
    buffer_free(&with);
    if (office->records.len > RECORDS_MAX) {
        message("its values take more than %zu MiB; nothing is written", RECORDS_MAX >> 20);
        redaction->failed = true;
    }
    return redaction->failed;
}

static int on_incomplete(const struct dlp_incomplete *incomplete, void *user)
{
    struct office *const office = user;

    office->redaction->incomplete = true;
    message("%s was not judged: %s", incomplete->part ? incomplete->part : "the document",
            incomplete->reason);
    return 0;
}

static int find(struct office *office, int fd)
{
    struct redaction *const redaction = office->redaction;
    struct dlp_events events = DLP_EVENTS_INIT;
    struct dlp_hint hint = DLP_HINT_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_status status;

    office->found = office->added = 0;
    events.on_finding = on_finding;
    events.on_incomplete = on_incomplete;
    events.user = office;
    hint.name = redaction->name;
    status = dlp_document_scan(redaction->scanner, office->extraction.extractor, fd, &hint, &events,
                               &err);
    if (redaction->failed)
        return STATUS_ENVIRONMENT;
    if (status < DLP_OK)
        message_about(redaction->name, "%s",
                      err.message[0] ? err.message : dlp_status_name(status));
    if (status >= DLP_OK && redaction->incomplete) {
        message("not all of the document was judged: nothing is written");
        return STATUS_INCOMPLETE;
    }
    return command_status(status);
}

/* The records as a file of memory, or -1. */
static int give_records(const struct buffer *records)
{
    const int fd = memfd_create("values", MFD_CLOEXEC);

    for (size_t at = 0; fd >= 0 && at < records->len;) {
        const ssize_t n = write(fd, records->data + at, records->len - at);

        if (n < 0 && errno != EINTR) {
            close(fd);
            return -1;
        }
        at += n > 0 ? (size_t)n : 0;
    }
    if (fd >= 0)
        (void)lseek(fd, 0, SEEK_SET);
    return fd;
}

/* Why dlp-rewrite ended; put.h of it has the numbers. */
static int rewriter_status(const struct office *office, int ended)
{
    if (WIFEXITED(ended) && WEXITSTATUS(ended) == 0)
        return STATUS_CLEAN;
    if (WIFEXITED(ended) && WEXITSTATUS(ended) == 2)
        message_about(office->redaction->name,
                      "it is no docx, xlsx or pptx that can be rewritten; nothing is written");
    else
        message_about(office->rewriter, "it ended without a result (%s %d); nothing is written",
                      WIFSIGNALED(ended) ? "signal" : "status",
                      WIFSIGNALED(ended) ? WTERMSIG(ended) : WEXITSTATUS(ended));
    return WIFEXITED(ended) && WEXITSTATUS(ended) == 2 ? STATUS_USER : STATUS_ENVIRONMENT;
}

static int run_rewriter(const struct office *office, int from, int to, int records)
{
    int ends[2], ended = 0, error;
    pid_t pid;
    bool poured;

    if (pipe2(ends, O_CLOEXEC) != 0) {
        message("cannot make a pipe: %s", strerror(errno));
        return STATUS_ENVIRONMENT;
    }
    error = extract_worker_spawn(office->rewriter, (int[]){ from, ends[1], STDERR_FILENO, records },
                                 4, &pid);
    close(ends[1]);
    if (error) {
        message_about(office->rewriter, "cannot start it: %s", strerror(error));
        close(ends[0]);
        return STATUS_ENVIRONMENT;
    }
    poured = pour(ends[0], to);
    error = errno;
    close(ends[0]);
    while (waitpid(pid, &ended, 0) < 0 && errno == EINTR)
        ;
    if (poured)
        return rewriter_status(office, ended);
    message("cannot write the redacted document: %s", strerror(error));
    return STATUS_ENVIRONMENT;
}

static int rewrite(const struct office *office, const struct buffer *values, int from, int to)
{
    const int records = give_records(values);
    int status = STATUS_ENVIRONMENT;

    if (records < 0 || ftruncate(to, 0) != 0 || lseek(to, 0, SEEK_SET) != 0)
        message("cannot keep the values in memory: %s", strerror(errno));
    else
        status = run_rewriter(office, from, to, records);
    if (records >= 0)
        close(records);
    return status;
}

static int cannot_replace(const struct office *office)
{
    message_about(office->redaction->name,
                  "a value in %s cannot be replaced; nothing is written: take that part out, or "
                  "redact what it holds apart",
                  buffer_string(&office->place));
    return STATUS_INCOMPLETE;
}

/* Until none of the values is found. */
static int rounds(struct office *office, int from, const int to[2], int *in)
{
    struct redaction *const redaction = office->redaction;
    int status;

    *in = from;
    for (int i = 0; i < ROUNDS_MAX; i++) {
        redaction->again = i > 0;
        status = find(office, *in);
        redaction->replaced += office->found;
        if (status != STATUS_CLEAN || office->found == 0)
            return status;
        if (office->added == 0)
            break;
        status = rewrite(office, &office->records, *in, to[i % 2]);
        if (status != STATUS_CLEAN)
            return status;
        *in = to[i % 2];
    }
    return cannot_replace(office);
}

/* Then the moved dates come, and none of the other values with them. */
static int move_dates(struct office *office, const int to[2], int *in)
{
    const int out = *in == to[0] ? to[1] : to[0];
    int status = rewrite(office, &office->moves, *in, out);

    if (status != STATUS_CLEAN)
        return status;
    *in = out;
    office->moved = office->redaction->again = true;
    status = find(office, out);
    return status == STATUS_CLEAN && office->found > 0 ? cannot_replace(office) : status;
}

static void wipe(struct buffer *records)
{
    if (records->cap)
        explicit_bzero(records->data, records->cap);
    buffer_free(records);
}

/* dlp-rewrite lies beside the worker. */
static char *rewriter_path(const char *worker)
{
    static const char name[] = "dlp-rewrite";
    const char *const slash = strrchr(worker, '/');
    const size_t folder = slash ? (size_t)(slash - worker) + 1 : 0;
    char *const path = mem_alloc(folder + sizeof(name));

    memcpy(path, worker, folder);
    memcpy(path + folder, name, sizeof(name));
    return path;
}

int office_redaction_run(struct redaction *redaction, const struct settings *settings, int from,
                         const int to[2], int *in)
{
    struct office office = { .redaction = redaction, .records = BUFFER_INIT, .place = BUFFER_INIT };
    int status = extraction_init(&office.extraction, settings);

    if (getrandom(&office.run, sizeof(office.run), 0) != (ssize_t)sizeof(office.run)) {
        message("the system gives no random numbers: %s", strerror(errno));
        status = STATUS_ENVIRONMENT;
    }
    if (status == STATUS_CLEAN && !office.extraction.extractor) {
        message_about(redaction->name, "no worker to read documents; see --extractor");
        status = STATUS_USER;
    }
    if (status == STATUS_CLEAN) {
        office.rewriter = rewriter_path(office.extraction.path);
        status = rounds(&office, from, to, in);
    }
    if (status == STATUS_CLEAN && office.dates > 0)
        status = move_dates(&office, to, in);
    extraction_free(&office.extraction);
    wipe(&office.records);
    wipe(&office.moves);
    buffer_free(&office.place);
    seen_free(&office.known);
    mem_free(office.rewriter);
    return status;
}
