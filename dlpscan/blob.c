/* dlpscan/blob.c - a file of a git repository: where it first appeared, and its bytes.
 *
 * Of a change the whole new file is scanned, since a value needs the words and the column header around
 * it; what is reported is what touches a changed line. */

#include "blob.h"

#include "gitlib.h"
#include "mem.h"

#include <string.h>

struct blob *blob_new(const git_oid *oid)
{
    struct blob *const blob = mem_array(1, sizeof(*blob));

    git_oid_cpy(&blob->oid, oid);
    return blob;
}

void blob_free(struct blob *blob)
{
    if (!blob)
        return;
    blob_drop(blob);
    mem_free(blob->range);
    mem_free(blob);
}

void blob_add_line(struct blob *blob, uint64_t line)
{
    if (blob->len && blob->range[blob->len - 1].to == line) {
        blob->range[blob->len - 1].to++;
        return;
    }
    blob->range = mem_resize(blob->range, blob->len + 1, sizeof(*blob->range));
    blob->range[blob->len++] = (struct blob_range){ line, line + 1 };
}

/* Lines as git counts them, by LF alone -> bytes. */
static void lines_to_bytes(struct blob *blob)
{
    const char *const end = blob->data + blob->data_len;
    const char *at = blob->data;
    uint64_t line = 1;

    for (size_t i = 0; i < blob->len; i++) {
        struct blob_range *const range = &blob->range[i];
        uint64_t *const edge[] = { &range->from, &range->to };

        for (size_t e = 0; e < 2; e++) {
            while (line < *edge[e] && at < end) {
                const char *const newline = memchr(at, '\n', (size_t)(end - at));

                at = newline ? newline + 1 : end;
                line++;
            }
            *edge[e] = (uint64_t)(at - blob->data);
        }
    }
}

const char *blob_read(struct blob *blob, git_odb *odb)
{
    git_object_t type;
    size_t len;

    if (git_odb_read_header(&len, &type, odb, &blob->oid) != 0)
        return REASON_NO_OBJECT;
    if (len > BLOB_MAX)
        return REASON_BLOB_LIMIT;
    if (git_odb_read(&blob->object, odb, &blob->oid) != 0)
        return REASON_NO_OBJECT;
    blob->data = git_odb_object_data(blob->object);
    blob->data_len = git_odb_object_size(blob->object);
    lines_to_bytes(blob);
    return NULL;
}

void blob_drop(struct blob *blob)
{
    if (blob->object)
        git_odb_object_free(blob->object);
    blob->object = NULL;
    blob->data = NULL;
    blob->data_len = 0;
}

bool blob_wants(const struct blob *blob, const struct dlp_finding *finding)
{
    size_t from = 0, to = blob->len;

    if (!blob->changed_only)
        return true;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;

        if (blob->range[middle].to <= finding->offset)
            from = middle + 1;
        else
            to = middle;
    }
    return from < blob->len && blob->range[from].from < finding->offset + finding->length;
}
