/* engine/views.c - marks -> regions. */

#include "engine/views.h"

#include "base/alloc.h"

#include <sodium.h>

static uint64_t region_end(const struct dlp_views *views)
{
    return views->start + views->len;
}

dlp_status dlp_views_expect(dlp_session *session)
{
    if (!session->scanner->work.marks.any || session->views)
        return DLP_OK;
    session->views = dlp_alloc(sizeof(*session->views)); /* not zeroed: the ring is most of it */
    if (!session->views)
        return DLP_ENOMEM;
    session->views->open = false;
    session->views->bytes = NULL;
    session->views->used = 0;
    session->views->map = (struct dlp_charset_map){ 0 };
    session->views->known_len = 0;
    return DLP_OK;
}

void dlp_views_free(dlp_session *session)
{
    if (!session->views)
        return;
    dlp_free_wiped(session->views->bytes, session->views->used);
    dlp_free(session->views);
    session->views = NULL;
}

void dlp_views_recode(dlp_session *session, const struct dlp_charset_map *map)
{
    if (session->views)
        session->views->map = *map;
}

/* Move the region's start on, to `at` or up to 3 bytes less, so as not to begin inside a character. */
static void region_begin(struct dlp_views *views, const struct dlp_window *window, uint64_t at)
{
    dlp_lines_advance(&views->lines, window, at);
    views->start = views->lines.position;
    if (views->map.charset && views->start > views->map.position)
        dlp_charset_advance(&views->map, dlp_window_at(window, views->map.position),
                            (size_t)(views->start - views->map.position));
}

static dlp_status region_open(dlp_session *session, const struct dlp_window *window, uint64_t mark)
{
    struct dlp_views *const views = session->views;
    const uint64_t from = mark > DLP_REGION_BEFORE ? mark - DLP_REGION_BEFORE : 0;

    if (!views->bytes)
        views->bytes = dlp_alloc(DLP_REGION_MAX);
    if (!views->bytes)
        return DLP_ENOMEM;
    views->open = true;
    views->len = 0;
    views->floor = 0;
    views->lines = session->emitter.lines;
    if (session->emitter.charset)
        views->map = *session->emitter.charset;
    region_begin(views, window, from);
    return DLP_OK;
}

/* The region is full: read it, and go on with one that shares its end. */
static dlp_status region_turn(dlp_session *session)
{
    struct dlp_views *const views = session->views;
    const struct dlp_window window = { views->bytes, views->start, views->len };
    const uint64_t end = region_end(views), ceiling = end - DLP_REGION_SHARED / 2;
    const uint64_t start = views->start;
    const dlp_status status = dlp_view_scan(session, ceiling);

    views->floor = ceiling;
    region_begin(views, &window, end - DLP_REGION_SHARED);
    views->len = (size_t)(end - views->start);
    memmove(views->bytes, views->bytes + (views->start - start), views->len);
    return status;
}

/* Gather bytes up to `to`. */
static dlp_status region_gather(dlp_session *session, const struct dlp_window *window, uint64_t to,
                                dlp_settle_fn settle)
{
    struct dlp_views *const views = session->views;
    dlp_status status = DLP_OK;

    while (status == DLP_OK && region_end(views) < to) {
        const uint64_t from = region_end(views);
        const size_t room = DLP_REGION_MAX - views->len;
        const size_t take = to - from < room ? (size_t)(to - from) : room;

        memcpy(views->bytes + views->len, dlp_window_at(window, from), take);
        views->len += take;
        views->used = views->len > views->used ? views->len : views->used;
        if (views->len == DLP_REGION_MAX) {
            settle(session, window, region_end(views));
            status = region_turn(session);
        }
    }
    return status;
}

/* Read the region, which ends at `end`, and is known to at `frontier`. */
static dlp_status region_close(dlp_session *session, const struct dlp_window *window, uint64_t end,
                               uint64_t frontier, dlp_settle_fn settle)
{
    struct dlp_views *const views = session->views;
    dlp_status status = region_gather(session, window, end, settle);

    if (status == DLP_OK)
        settle(session, window, frontier);
    if (status == DLP_OK)
        status = dlp_view_scan(session, UINT64_MAX);
    sodium_memzero(views->bytes, views->used);
    views->used = 0;
    views->open = false;
    return status;
}

/* Does an encoded run go on over the region's end? Then so does the region. */
static bool run_goes_on(const struct dlp_window *window, uint64_t end)
{
    const uint8_t *const bytes = dlp_window_at(window, end - 64);

    for (size_t i = 0; i < 64; i++) {
        const uint8_t c = bytes[i];

        if ((uint8_t)(c - '0') >= 10 && (uint8_t)((c | 0x20) - 'a') >= 26 && c != '+' && c != '/'
            && c != '-' && c != '_' && c != '\n' && c != '\r')
            return false;
    }
    return true;
}

/* Close the region if nothing up to `to`, where no other mark is, makes it longer. */
static dlp_status region_settle(dlp_session *session, const struct dlp_window *window, uint64_t to,
                                dlp_settle_fn settle)
{
    struct dlp_views *const views = session->views;
    uint64_t end = views->last + DLP_REGION_AFTER;

    while (to > end + DLP_REGION_BEFORE) {
        if (!run_goes_on(window, end))
            return region_close(session, window, end, end + DLP_REGION_BEFORE, settle);
        views->last += DLP_REGION_AFTER / 2;
        end += DLP_REGION_AFTER / 2;
    }
    return DLP_OK;
}

dlp_status dlp_views_advance(dlp_session *session, const struct dlp_window *window, uint64_t to,
                             bool last, dlp_settle_fn settle)
{
    struct dlp_views *const views = session->views;
    const struct dlp_marks *const marks = &session->scanner->work.marks;
    dlp_status status = DLP_OK;
    uint64_t mark;

    if (!views)
        return DLP_OK;
    mark = marks->any ? dlp_marks_next(marks, marks->from) : UINT64_MAX;
    for (; status == DLP_OK && mark != UINT64_MAX; mark = dlp_marks_next(marks, mark)) {
        if (views->open)
            status = region_settle(session, window, mark, settle);
        if (status == DLP_OK && !views->open)
            status = region_open(session, window, mark);
        views->last = mark;
    }
    if (status == DLP_OK && views->open)
        status = last ? region_close(session, window, to, UINT64_MAX, settle)
                      : region_settle(session, window, to, settle);
    if (status == DLP_OK && views->open) {
        const uint64_t end = views->last + DLP_REGION_AFTER;

        return region_gather(session, window, to < end ? to : end, settle);
    }
    dlp_views_free(session);
    return status;
}
