/* engine/view_scan.c - a region -> decoded text -> findings at the bytes they came from.
 *
 * The text is decoded and scanned again as long as decoders find something: one around another is
 * one pass each. */

#include "engine/views.h"

#include "base/alloc.h"

#include <sodium.h>

#define NEAR_BEFORE 64u /* bytes of a finding's context whose decoding may have made it */
#define NEAR_AFTER 16u
#define LOOK_BYTES                                                                                 \
  40u /* around a decoded byte, for the digits of a number or the '@' of an address */
#define LOOK_DIGITS 6u

/* What the callbacks of one scan of a view need. */
struct view_sight {
    dlp_session *session;
    const struct dlp_view_text *text;
    uint64_t ceiling;
    bool own;   /* a finding counts when its own bytes were decoded, not when others near it were */
    bool apart; /* and when nothing else was found there */
};

static bool was_decoded(const struct view_sight *sight, size_t start, size_t end)
{
    const struct dlp_view_text *const text = sight->text;
    const size_t before = sight->own ? 0 : NEAR_BEFORE, after = sight->own ? 0 : NEAR_AFTER;
    const size_t from = start > before ? start - before : 0;
    const size_t to = text->len - end < after ? text->len : end + after;

    for (size_t i = from; i < to; i++)
        if (text->from[i].via)
            return true;
    return false;
}

/* The place in the part of the region's byte at `at`. */
static uint64_t source_of(const struct dlp_views *views, size_t at)
{
    const uint64_t offset = views->start + at;

    return views->map.charset ? dlp_charset_source(&views->map, views->bytes, views->start, offset)
                              : offset;
}

/* Was the same value reported before, as it stands or in another view?
 * @param apart  or anything else there */
static bool is_known(const struct dlp_views *views, const struct dlp_finding *finding,
                     uint64_t start, uint64_t end, bool apart)
{
    const size_t len = views->known_len < DLP_REGION_KNOWN ? views->known_len : DLP_REGION_KNOWN;

    for (size_t i = 0; i < len; i++) {
        const struct dlp_view_known *const known = &views->known[i];

        if (known->start < end && start < known->end
            && (apart || known->rule == finding->rule
                || strcmp(known->category, finding->category) == 0))
            return true;
    }
    return false;
}

static void views_know(struct dlp_views *views, uint64_t start, uint64_t end, const char *rule,
                       const char *category)
{
    views->known[views->known_len++ % DLP_REGION_KNOWN] =
        (struct dlp_view_known){ start, end, rule, category };
}

void dlp_views_note(struct dlp_views *views, const struct dlp_rule *rule, uint64_t start,
                    uint64_t end)
{
    views_know(views, start, end, rule->id, rule->category);
}

static int on_finding(const struct dlp_finding *found, void *user)
{
    const struct view_sight *const sight = user;
    dlp_session *const session = sight->session;
    struct dlp_views *const views = session->views;
    const struct dlp_window window = { views->bytes, views->start, views->len };
    const size_t first = (size_t)found->offset, behind = first + (size_t)found->length;
    struct dlp_finding finding = *found;
    const char *via[1 + DLP_VIEW_DEPTH];
    char id[DLP_ID_TEXT];
    uint32_t from, to;
    uint64_t start, end; /* in the text */

    if (!was_decoded(sight, first, behind))
        return 0;
    dlp_view_source(sight->text, first, behind, &from, &to);
    start = views->start + from;
    end = views->start + to;
    if (end <= views->floor || end > sight->ceiling
        || is_known(views, found, start, end, sight->apart))
        return 0;
    views_know(views, start, end, found->rule, found->category);
    finding.offset = source_of(views, from);
    finding.length = source_of(views, to) - finding.offset;
    dlp_lines_at(&views->lines, &window, start, &finding.line, &finding.column);
    dlp_finding_id(id, &session->emitter, found->rule, finding.offset,
                   finding.offset + finding.length);
    finding.id = id;
    if (views->map.charset && end > views->map.position)
        via[finding.via_len++] = views->map.charset->name;
    finding.via_len += dlp_view_via(sight->text, first, behind, via + finding.via_len);
    finding.via = via;
    if (session->sink.events.on_finding
        && session->sink.events.on_finding(&finding, session->sink.events.user) != 0)
        session->sink.stopped = true;
    return session->sink.stopped;
}

/* What could not be judged in a view was not judged anywhere in its region. */
static int on_incomplete(const struct dlp_incomplete *incomplete, void *user)
{
    const struct view_sight *const sight = user;
    const struct dlp_views *const views = sight->session->views;

    dlp_sink_incomplete(&sight->session->sink, incomplete->reason, incomplete->rule,
                        source_of(views, 0), source_of(views, views->len) - source_of(views, 0));
    return sight->session->sink.stopped;
}

/* A step of a candidate that was decoded: of the others, the text itself has told. */
static int on_trace(const struct dlp_trace *step, void *user)
{
    const struct view_sight *const sight = user;
    dlp_session *const session = sight->session;
    const size_t first = (size_t)step->offset, behind = first + (size_t)step->length;
    struct dlp_trace trace = *step;
    const struct view_sight own = { .text = sight->text, .own = true };
    uint32_t from, to;

    if (!was_decoded(&own, first, behind))
        return 0;
    dlp_view_source(sight->text, first, behind, &from, &to);
    trace.offset = source_of(session->views, from);
    trace.length = source_of(session->views, to) - trace.offset;
    if (session->sink.events.on_trace(&trace, session->sink.events.user) != 0)
        session->sink.stopped = true;
    return session->sink.stopped;
}

static dlp_status tools_make(dlp_scanner *scanner)
{
    struct dlp_scan_options options = scanner->options;
    struct dlp_view_tools *const tools = dlp_calloc(1, sizeof(*tools));
    dlp_status status;

    scanner->view_tools = tools;
    if (!tools)
        return DLP_ENOMEM;
    options.flags &= DLP_SCAN_VALUES;
    options.deadline_ms = 0;
    status = dlp_view_text_init(&tools->text[0], DLP_REGION_MAX);
    if (status == DLP_OK)
        status = dlp_view_text_init(&tools->text[1], DLP_REGION_MAX);
    if (status == DLP_OK && scanner->work.deep)
        status = dlp_view_text_init(&tools->turned, DLP_REGION_MAX);
    if (status == DLP_OK)
        status = dlp_scanner_new(&tools->scanner, scanner->db, &options, NULL);
    if (status != DLP_OK)
        dlp_view_tools_free(scanner);
    return status;
}

void dlp_view_tools_free(dlp_scanner *scanner)
{
    struct dlp_view_tools *const tools = scanner->view_tools;

    if (!tools)
        return;
    dlp_scanner_free(tools->scanner);
    dlp_view_text_free(&tools->text[0]);
    dlp_view_text_free(&tools->text[1]);
    dlp_view_text_free(&tools->turned);
    dlp_free(tools);
    scanner->view_tools = NULL;
}

/* Do the bytes around text[at] look like a value? */
static bool is_near_value(const struct dlp_view_text *text, size_t at)
{
    const size_t from = at > LOOK_BYTES ? at - LOOK_BYTES : 0;
    const size_t to = text->len - at < LOOK_BYTES ? text->len : at + LOOK_BYTES;
    size_t digits = 0;

    for (size_t i = from; i < to; i++) {
        digits += (uint8_t)(text->bytes[i] - '0') < 10;
        if (text->bytes[i] == '@' || digits >= LOOK_DIGITS)
            return true;
    }
    return false;
}

/* Is there anything decoded that a value may be made of? Most of what decoders change in a page or a
 * log is the blanks and quotes between words. */
static bool is_worthwhile(const struct dlp_view_text *text)
{
    for (size_t i = 0; i < text->len; i++)
        if (text->from[i].via) {
            if (is_near_value(text, i))
                return true;
            i += LOOK_BYTES / 4;
        }
    return false;
}

static dlp_status view_read(dlp_session *session, const struct dlp_view_text *text,
                            uint64_t ceiling, bool own, bool apart)
{
    struct view_sight sight = { session, text, ceiling, own, apart };
    struct dlp_events events = DLP_EVENTS_INIT;
    dlp_status status;

    events.on_finding = on_finding;
    events.on_incomplete = on_incomplete;
    events.on_trace = session->sink.events.on_trace ? on_trace : NULL;
    events.user = &sight;
    status = dlp_scanner_scan(session->scanner->view_tools->scanner, text->bytes, text->len, NULL,
                              &events, NULL);
    return status < 0 ? status : DLP_OK;
}

/* With DLP_SCAN_DEEP: the text backwards, and with the letters of ROT13. */
static dlp_status deep_read(dlp_session *session, const struct dlp_view_text *text,
                            uint64_t ceiling)
{
    struct dlp_view_text *const turned = &session->scanner->view_tools->turned;
    dlp_status status;

    dlp_view_turn(turned, text);
    status = view_read(session, turned, ceiling, false, false);
    if (status == DLP_OK && !session->sink.stopped) {
        dlp_view_rot13(turned, text);
        status = view_read(session, turned, ceiling, true, false);
    }
    sodium_memzero(turned->bytes, turned->len);
    return status;
}

/* What came out of an encoding, turned around; `spare` is overwritten. */
static dlp_status turned_read(dlp_session *session, const struct dlp_view_text *text,
                              struct dlp_view_text *spare, uint64_t ceiling)
{
    dlp_status status = DLP_OK;

    for (unsigned rot13 = 0; rot13 < 2 && status == DLP_OK && !session->sink.stopped; rot13++)
        if (dlp_view_turn_decoded(spare, text, rot13))
            status = view_read(session, spare, ceiling, true, true);
    return status;
}

/* Something of the open region was not read. */
static void region_incomplete(dlp_session *session, const char *reason)
{
    const struct dlp_views *const views = session->views;

    dlp_sink_incomplete(&session->sink, reason, NULL, source_of(views, 0),
                        source_of(views, views->len) - source_of(views, 0));
}

dlp_status dlp_view_scan(dlp_session *session, uint64_t ceiling)
{
    const struct dlp_views *const views = session->views;
    const bool deep = session->scanner->work.deep;
    struct dlp_view_tools *tools = session->scanner->view_tools;
    dlp_status status = tools ? DLP_OK : tools_make(session->scanner);
    bool more = true;

    if (status != DLP_OK)
        return status;
    tools = session->scanner->view_tools;
    tools->scanner->pieces = views->start > 0;
    dlp_view_text_set(&tools->text[0], views->bytes, views->len);
    if (deep)
        status = deep_read(session, &tools->text[0], ceiling);
    for (unsigned depth = 0; status == DLP_OK && more && !session->sink.stopped; depth++) {
        struct dlp_view_text *const text = &tools->text[(depth + 1) & 1];
        struct dlp_view_pass pass;

        if (depth == DLP_VIEW_DEPTH) {
            region_incomplete(session, "decoding_depth");
            break;
        }
        pass = dlp_view_decode(text, &tools->text[depth & 1], UINT32_MAX);
        more = pass.changed > 0;
        if (pass.full)
            region_incomplete(session, "decoding_room");
        if (more && is_worthwhile(text))
            status = view_read(session, text, ceiling, false, false);
        if (more && status == DLP_OK && !session->sink.stopped)
            status = deep ? deep_read(session, text, ceiling)
                          : turned_read(session, text, &tools->text[depth & 1], ceiling);
    }
    for (size_t i = 0; i < 2; i++)
        sodium_memzero(tools->text[i].bytes, tools->text[i].len);
    return status;
}
