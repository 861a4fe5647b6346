/* worker/rewrite/rewrite_package.c - an archive of members with other values in them, and those inside it.
 *
 * An office document may hold others: a workbook behind a chart, a file that was put into a text. What is
 * a zip in it is rewritten as it is, members first; texts have the values replaced wherever they stand as a
 * word. What cannot be rewritten stays: whoever asked looks whether a value is left. */

#include "worker/rewrite/rewrite_package.h"

#include "worker/office.h"
#include "worker/rewrite/member.h"
#include "worker/rewrite/put.h"

#include "base/alloc.h"

#include <archive_entry.h>
#include <string.h>

bool package_look(struct package *package, struct archive *in)
{
    struct archive_entry *entry;
    int status;

    *package = (struct package){ .book = xlsx_new() };
    while ((status = archive_read_next_header(in, &entry)) == ARCHIVE_OK
           || status == ARCHIVE_WARN) {
        const char *const name = archive_name(entry);

        package->typed = package->typed || strcmp(name, "[Content_Types].xml") == 0;
        package->odd = package->odd || strcmp(name, "mimetype") == 0;
        if ((strcmp(name, "xl/workbook.xml") == 0 || strcmp(name, "xl/styles.xml") == 0)
            && xlsx_prepare(package->book, in, name) != DLP_REASON_NONE)
            return false;
    }
    return status == ARCHIVE_EOF;
}

void package_free(struct package *package)
{
    xlsx_free(package->book);
    *package = (struct package){ 0 };
}

/* ---- A package inside ------------------------------------------------------------------------------ */

static struct archive *open_inside(const char *data, size_t len)
{
    struct archive *const in = archive_read_new();

    if (!in)
        _exit(REWRITE_NO_MEMORY);
    archive_read_support_format_zip_seekable(in);
    if (archive_read_open_memory(in, data, len) == ARCHIVE_OK)
        return in;
    (void)archive_read_free(in);
    return NULL;
}

static la_ssize_t on_write(struct archive *out, void *user, const void *data, size_t len)
{
    (void)out;
    put(user, data, len);
    return (la_ssize_t)len;
}

static bool copy_inside(const struct package *package, struct archive *in,
                        const struct replacements *all, unsigned depth, struct dlp_bytes *result,
                        bool *changed)
{
    struct archive *const out = archive_write_new();
    bool whole;

    if (!out)
        _exit(REWRITE_NO_MEMORY);
    whole = archive_write_set_format_zip(out) == ARCHIVE_OK
        && archive_write_set_bytes_in_last_block(out, 1) == ARCHIVE_OK
        && archive_write_open(out, result, NULL, on_write, NULL) == ARCHIVE_OK
        && package_copy(package, in, out, all, depth, changed)
        && archive_write_close(out) == ARCHIVE_OK;
    (void)archive_write_free(out);
    return whole;
}

/* True when result is another package. Else it stays as it is. */
static bool package_inside(const char *data, size_t len, const struct replacements *all,
                           unsigned depth, struct dlp_bytes *result)
{
    struct archive *in = len > 4 && memcmp(data, "PK\3\4", 4) == 0 && depth < PACKAGE_DEPTH
        ? open_inside(data, len)
        : NULL;
    struct package package = { 0 };
    bool changed = false, whole;

    if (!in)
        return false;
    whole = package_look(&package, in) && !package.odd;
    (void)archive_read_free(in);
    in = whole ? open_inside(data, len) : NULL;
    whole = in && copy_inside(&package, in, all, depth + 1, result, &changed);
    if (in)
        (void)archive_read_free(in);
    package_free(&package);
    return whole && changed;
}

/* ---- Members --------------------------------------------------------------------------------------- */

static bool text_rewrite(const char *text, size_t len, const struct replacements *all,
                         struct dlp_bytes *result)
{
    size_t done = 0, at = 0;

    while (at < len) {
        const struct replacement *const value = replacements_find(all, text, len, at);

        if (!value) {
            at++;
            continue;
        }
        put(result, text + done, at - done);
        put(result, value->with, value->with_len);
        at += value->value_len;
        done = at;
    }
    if (done)
        put(result, text + done, len - done);
    return done > 0;
}

static bool member_write(struct archive *out, struct archive_entry *entry, const void *data,
                         size_t len)
{
    archive_entry_set_size(entry, (la_int64_t)len);
    return archive_write_header(out, entry) == ARCHIVE_OK
        && (len == 0 || archive_write_data(out, data, len) == (la_ssize_t)len);
}

/* The member's new bytes, or none when it stays. False when it is damaged. */
static bool new_bytes(const struct package *package, const char *name, const char *data, size_t len,
                      const struct replacements *all, unsigned depth, struct dlp_bytes *result)
{
    if (package->typed && member_is_markup(name))
        return member_rewrite(name, data, len, all, package->book, result);
    if (!package_inside(data, len, all, depth, result)) {
        dlp_bytes_clear(result);
        if (len > 0 && memchr(data, '\0', len) == NULL)
            (void)text_rewrite(data, len, all, result);
    }
    return true;
}

static bool copy_member(const struct package *package, struct archive *in, struct archive *out,
                        struct archive_entry *entry, const struct replacements *all, unsigned depth,
                        bool *changed)
{
    struct dlp_bytes result = DLP_BYTES_INIT(2 * REWRITE_MEMBER_MAX);
    size_t len;
    char *const data = archive_load(in, REWRITE_MEMBER_MAX, &len);
    bool done = data != NULL;

    if (done)
        done = new_bytes(package, archive_name(entry), data, len, all, depth, &result);
    if (done && result.len > 0) {
        *changed = *changed || result.len != len || memcmp(result.data, data, len) != 0;
        done = member_write(out, entry, result.data, result.len);
    } else if (done) {
        done = member_write(out, entry, data, len);
    }
    dlp_bytes_free(&result);
    dlp_free_wiped(data, len);
    return done;
}

bool package_copy(const struct package *package, struct archive *in, struct archive *out,
                  const struct replacements *all, unsigned depth, bool *changed)
{
    struct archive_entry *entry;
    int status;

    while ((status = archive_read_next_header(in, &entry)) == ARCHIVE_OK
           || status == ARCHIVE_WARN) {
        if (!copy_member(package, in, out, entry, all, depth, changed))
            return false;
    }
    return status == ARCHIVE_EOF;
}
