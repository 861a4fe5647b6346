/* dlpscan/inventory/table_file.c - a file's tables: exports as they are, and those inside documents.
 *
 * A document is taken apart by the worker, as for a scan; each text that it holds waits in memory until it
 * is whole, since what it is must be known before its rows are. */

#include "inventory/table_file.h"

#include "inventory/row_readers.h"
#include "mem.h"
#include "pour.h"
#include "printable.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_BYTES ((size_t)64 << 10)
#define PART_BYTES ((size_t)256 << 20) /* of a text in a document that is kept */
#define OPEN_FILE (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

void table_files_note(struct table_files *files, const char *shown, const char *reason)
{
    struct buffer line = BUFFER_INIT;

    for (const char *c = shown; *c; c++)
        buffer_char(&line, *c == '\n' || *c == '\t' ? ' ' : *c);
    buffer_format(&line, "\t%s\n", reason);
    if (!files->notes.data || !strstr(files->notes.data, line.data)) {
        buffer_add(&files->notes, line.data, line.len);
        tally_kinds_add(&files->incomplete, reason);
    }
    buffer_free(&line);
}

/* ---- One text -------------------------------------------------------------------------------------- */

static size_t first_byte(const char *head, size_t len)
{
    size_t at = len >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

    while (at < len
           && (head[at] == ' ' || head[at] == '\n' || head[at] == '\r' || head[at] == '\t'))
        at++;
    return at;
}

/* @param listed  a text with no delimiter is a list of one column, not prose */
static const char *read_rows(FILE *file, struct row_target *target, bool listed)
{
    char *const head = mem_alloc(HEAD_BYTES);
    const size_t len = fread(head, 1, HEAD_BYTES, file);
    const size_t first = first_byte(head, len);
    const char *reason = NULL;
    char delimiter;

    if (memchr(head, '\0', len)) {
        reason = "no_rows";
    } else if (len && first < len) {
        (void)fseek(file, len >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0 ? 3 : 0, SEEK_SET);
        delimiter = csv_delimiter(head, len);
        if (head[first] == '{' || head[first] == '[')
            reason = json_rows(file, target);
        else if (sql_begins(head + first, len - first))
            reason = sql_rows(file, target);
        else if (delimiter || listed)
            reason = csv_rows(file, target, delimiter, false);
        else
            reason = "no_rows";
    }
    explicit_bzero(head, HEAD_BYTES);
    mem_free(head);
    return reason;
}

/* ---- Documents ------------------------------------------------------------------------------------- */

struct unpacking {
    struct table_files *files;
    const char *shown; /* of the file */
    int fd;            /* of the text that waits, or -1 */
    size_t len;
    bool skipped; /* it is no text of its own: the document as it stands */
    bool rows, named;
    size_t tables, texts; /* those without rows */
    struct buffer name, location;
};

static int on_part(const struct dlp_text_part *part, void *user)
{
    struct unpacking *const u = user;

    buffer_cut(&u->name, 0);
    buffer_text(&u->name, u->shown);
    if (part->part)
        buffer_format(&u->name, "!%s", part->part);
    buffer_cut(&u->location, 0);
    buffer_text(&u->location, part->location ? part->location : "");
    u->rows = part->is_rows;
    u->named = part->has_names;
    u->len = 0;
    u->skipped = !part->part && !part->location;
    u->fd = u->skipped ? -1 : memfd_create("dlpscan-rows", MFD_CLOEXEC);
    if (u->fd < 0 && !u->skipped)
        table_files_note(u->files, buffer_string(&u->name), "memory_limit");
    return 0;
}

static int on_data(const void *data, size_t len, void *user)
{
    struct unpacking *const u = user;

    if (u->fd >= 0 && len <= PART_BYTES - u->len && write(u->fd, data, len) == (ssize_t)len) {
        u->len += len;
    } else if (u->fd >= 0) {
        table_files_note(u->files, buffer_string(&u->name), "spool_limit");
        close(u->fd);
        u->fd = -1;
    }
    return 0;
}

static int on_end(void *user)
{
    struct unpacking *const u = user;
    FILE *const file = u->fd >= 0 ? fdopen(u->fd, "re") : NULL;
    struct row_target target = { .chunk = &u->files->chunk,
                                 .file = buffer_string(&u->name),
                                 .table = buffer_string(&u->location) };
    const char *reason;

    u->fd = -1;
    if (!file)
        return 0;
    rewind(file);
    reason = u->rows ? csv_rows(file, &target, ',', u->named) : read_rows(file, &target, false);
    fclose(file);
    u->texts += reason && strcmp(reason, "no_rows") == 0;
    u->tables += !reason || strcmp(reason, "no_rows") != 0;
    if (reason && strcmp(reason, "no_rows") != 0)
        table_files_note(u->files, buffer_string(&u->name), reason);
    if (target.cut)
        table_files_note(u->files, buffer_string(&u->name), "cell_limit");
    return 0;
}

static int on_incomplete(const struct dlp_incomplete *incomplete, void *user)
{
    struct unpacking *const u = user;
    struct buffer name = BUFFER_INIT;

    buffer_text(&name, u->shown);
    if (incomplete->part)
        buffer_format(&name, "!%s", incomplete->part);
    table_files_note(u->files, buffer_string(&name), incomplete->reason);
    buffer_free(&name);
    return 0;
}

static void read_document(struct table_files *files, int fd, const char *shown)
{
    struct unpacking u = { .files = files, .shown = shown, .fd = -1 };
    const struct dlp_texts texts = {
        DLP_TEXTS_VERSION, on_part, on_data, on_end, on_incomplete, &u
    };

    if (dlp_document_read(files->chunk.scanner, files->extraction->extractor, fd, &texts, NULL)
        < DLP_OK)
        files->broken = true;
    if (u.texts && !u.tables)
        table_files_note(files, shown, "no_rows");
    if (u.fd >= 0)
        close(u.fd);
    buffer_free(&u.name);
    buffer_free(&u.location);
}

/* ---- Files ----------------------------------------------------------------------------------------- */

static void read_file(struct table_files *files, int fd, const char *shown)
{
    struct row_target target = { .chunk = &files->chunk, .file = shown, .table = "" };
    char head[4096];
    const ssize_t len = pread(fd, head, sizeof(head), 0);
    const bool document = len > 0 && dlp_document_format(head, (size_t)len) != NULL;
    const char *reason = NULL;
    FILE *file;

    explicit_bzero(head, sizeof(head));
    if (document) {
        read_document(files, fd, shown);
        close(fd);
        return;
    }
    file = fdopen(fd, "re");
    if (!file) {
        close(fd);
        files->broken = true;
        return;
    }
    reason = read_rows(file, &target, true);
    fclose(file);
    if (reason)
        table_files_note(files, shown, reason);
    if (target.cut)
        table_files_note(files, shown, "cell_limit");
}

/* A descriptor that can be read twice: what standard input holds is kept meanwhile. */
static int open_table(const char *path, const char **wrong)
{
    const bool is_stdin = strcmp(path, "-") == 0;
    const int fd = is_stdin ? pour_scratch() : open(path, OPEN_FILE);
    struct stat st;

    *wrong = NULL;
    if (fd < 0 || (is_stdin && (!pour(STDIN_FILENO, fd) || lseek(fd, 0, SEEK_SET) != 0))
        || fstat(fd, &st) != 0)
        *wrong = strerror(errno);
    else if (!S_ISREG(st.st_mode))
        *wrong = "no regular file; give exports, or '-' for standard input";
    if (*wrong && fd >= 0)
        close(fd);
    return fd;
}

void table_file_read(struct table_files *files, const char *path, struct table_file_error *error)
{
    char *const safe = chunk_safe_name(&files->chunk, path, strlen(path));
    const int fd = open_table(path, &error->text);

    buffer_cut(&error->shown, 0);
    printable_percent(&error->shown, safe, strlen(safe));
    mem_free(safe);
    if (error->text)
        return;
    read_file(files, fd, buffer_string(&error->shown));
    chunk_table(&files->chunk, NULL);
    if (files->chunk.failed < DLP_OK)
        files->broken = true;
}
