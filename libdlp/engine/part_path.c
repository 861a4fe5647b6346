/* engine/part_path.c - the path of a part inside its document, fit to be reported.
 *
 * As with paths of files, a name that holds something is scanned twice: the first scan says where, so
 * that the second can report it under a path that is masked already. */

#include "engine/part_path.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/utf8.h"

#include <string.h>

#define PATH_MAX_BYTES ((size_t)256 << 10)
#define SPANS_MAX 16u
#define PATH_CONFIDENCE 0.5 /* below, a name is neither masked nor reported */
#define TAGS_MAX 16u

struct span {
    uint64_t start, end;
    char masked[256];
};

struct naming {
    const struct dlp_events *events;
    const char *path; /* once it is made */
    struct span span[SPANS_MAX];
    size_t len;
    bool crowded; /* more than fit */
};

static int keep_span(const struct dlp_finding *finding, void *user)
{
    struct naming *const naming = user;
    struct span *const span = &naming->span[naming->len];
    const size_t len = strlen(finding->masked);

    if (finding->confidence < PATH_CONFIDENCE)
        return 0;
    if (naming->len == SPANS_MAX || len >= sizeof(span->masked)) {
        naming->crowded = true;
        return 1;
    }
    span->start = finding->offset;
    span->end = finding->offset + finding->length;
    memcpy(span->masked, finding->masked, len + 1);
    naming->len++;
    return 0;
}

static int report(const struct dlp_finding *finding, void *user)
{
    const struct naming *const naming = user;
    struct dlp_finding changed = *finding;
    const char *tags[TAGS_MAX];
    size_t len = finding->tags_len < TAGS_MAX - 1 ? finding->tags_len : TAGS_MAX - 1;

    if (finding->confidence < PATH_CONFIDENCE || !naming->events->on_finding)
        return 0;
    for (size_t i = 0; i < len; i++)
        tags[i] = finding->tags[i];
    tags[len++] = "path";
    changed.tags = tags;
    changed.tags_len = len;
    changed.part = naming->path;
    return naming->events->on_finding(&changed, naming->events->user);
}

static dlp_status scan_name(struct naming *naming, dlp_scanner *scanner, const uint8_t *name,
                            size_t len, int (*on_finding)(const struct dlp_finding *, void *))
{
    struct dlp_events events = DLP_EVENTS_INIT;
    struct dlp_hint hint = DLP_HINT_INIT;

    hint.name = naming->path;
    events.on_finding = on_finding;
    events.user = naming;
    return dlp_scanner_scan(scanner, name, len, &hint, &events, NULL);
}

static dlp_status add_escaped(struct dlp_bytes *out, const uint8_t *name, size_t len)
{
    dlp_status status = DLP_OK;

    for (size_t i = 0; i < len && status == DLP_OK;) {
        int32_t code;
        const size_t n = dlp_utf8_next(name + i, len - i, &code);

        if (code < 0 || code == '!' || code == '%' || code == 0)
            status = dlp_bytes_printf(out, "%%%02X", name[i]);
        else
            status = dlp_bytes_append(out, name + i, n);
        i += n;
    }
    return status;
}

static dlp_status add_masked(struct dlp_bytes *out, const struct naming *naming,
                             const uint8_t *name, size_t len)
{
    dlp_status status = DLP_OK;
    size_t at = 0;

    for (size_t i = 0; i < naming->len && status == DLP_OK; i++) {
        const struct span *const span = &naming->span[i];

        if (span->start < at || span->end > len)
            continue; /* findings come in order of their ends: this one lies in the last */
        status = add_escaped(out, name + at, (size_t)span->start - at);
        if (status == DLP_OK)
            status = dlp_bytes_puts(out, span->masked);
        at = (size_t)span->end;
    }
    return status == DLP_OK ? add_escaped(out, name + at, len - at) : status;
}

/* Where it could not be checked for values, no byte of the name is shown. */
static dlp_status make_path(struct dlp_bytes *out, struct naming *naming, const char *above,
                            const uint8_t *name, size_t len, bool judged, bool raw)
{
    dlp_status status = DLP_OK;

    if (above)
        status = dlp_bytes_puts(out, above);
    if (above && status == DLP_OK)
        status = dlp_bytes_puts(out, "!");
    if (status == DLP_OK && !judged)
        status = dlp_bytes_puts(out, "(a name that could not be checked for values)");
    else if (status == DLP_OK && raw)
        status = add_escaped(out, name, len);
    else if (status == DLP_OK)
        status = add_masked(out, naming, name, len);
    return status == DLP_OK ? dlp_bytes_append(out, "", 1) : status;
}

dlp_status dlp_part_path(char **out, dlp_scanner *scanner, const char *above, const uint8_t *name,
                         size_t len, const struct dlp_events *events)
{
    struct naming naming = { .events = events };
    struct dlp_bytes path = DLP_BYTES_INIT(PATH_MAX_BYTES);
    const dlp_status seen = scan_name(&naming, scanner, name, len, keep_span);
    const bool judged = seen == DLP_OK && !naming.crowded;
    dlp_status status = seen < DLP_OK ? seen : DLP_OK;

    *out = NULL;
    if (status == DLP_OK)
        status = make_path(&path, &naming, above, name, len, judged,
                           (scanner->options.flags & DLP_SCAN_VALUES) != 0);
    if (status == DLP_OK)
        *out = dlp_strndup((const char *)path.data, path.len - 1);
    dlp_bytes_free(&path);
    if (status == DLP_ELIMIT || (status == DLP_OK && !*out))
        return DLP_ENOMEM;
    if (status != DLP_OK)
        return status;
    if (naming.len == 0 && judged)
        return DLP_OK;
    naming.path = *out;
    status = scan_name(&naming, scanner, name, len, report);
    return status == DLP_OK && !judged ? DLP_PARTIAL : status;
}
