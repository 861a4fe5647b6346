/* scan/block.c - one block of bytes through both lanes. */

#include "scan/border.h"
#include "scan/class_lane.h"
#include "scan/event_list.h"
#include "scan/name_lane.h"
#include "scan/plain_lane.h"
#include "scan/work.h"

#include "base/alloc.h"
#include "base/clock.h"

#include <assert.h>

/* A pattern that needs more is catastrophic on this text: the scan says so and goes on. */
#define MATCH_LIMIT 200000u
#define JIT_STACK_START ((size_t)32 << 10) /* bytes */
#define JIT_STACK_MAX ((size_t)256 << 10)  /* bytes */
#define DEEP_STEP 256u                     /* bytes from one mark to the next */
#define GROUPS_MAX 64u                     /* capturing groups whose places are kept */

static void *pcre_alloc(size_t size, void *user)
{
    (void)user;
    return dlp_alloc(size);
}

static void pcre_free(void *p, void *user)
{
    (void)user;
    dlp_free(p);
}

dlp_status dlp_scan_work_init(struct dlp_scan_work *work, struct dlp_database *db)
{
    pcre2_general_context *general;

    *work = (struct dlp_scan_work){ .db = db, .classify = dlp_class_masks_best() };
    general = pcre2_general_context_create(pcre_alloc, pcre_free, NULL);
    if (!general)
        return DLP_ENOMEM;
    work->context = pcre2_match_context_create(general);
    work->match = pcre2_match_data_create(GROUPS_MAX, general);
    work->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MAX, general);
    pcre2_general_context_free(general);
    if (!work->context || !work->match)
        return DLP_ENOMEM;
    /* No stack only means that no executable memory may be had: the interpreter needs none. */
    if (work->stack)
        pcre2_jit_stack_assign(work->context, NULL, work->stack);
    (void)pcre2_set_match_limit(work->context, MATCH_LIMIT);
    if (db->scratch && hs_clone_scratch(db->scratch, &work->scratch) != HS_SUCCESS)
        return DLP_ENOMEM;
    return DLP_OK;
}

void dlp_scan_work_clear(struct dlp_scan_work *work)
{
    (void)hs_free_scratch(work->scratch);
    pcre2_match_data_free(work->match);
    pcre2_match_context_free(work->context);
    pcre2_jit_stack_free(work->stack);
    dlp_event_list_free(&work->events);
    *work = (struct dlp_scan_work){ 0 };
}

/* What a callback of Hyperscan needs. */
struct block_ends {
    struct dlp_scan_work *work;
    const struct dlp_window *window;
    bool keep_all;
};

/* Is it no end, since the value goes on behind `to`? An expression with an open end has one at each byte of it.
 * And no tail begins with the byte behind most keywords: "ci" is one, and "city" has it. */
static bool end_is_idle(const struct block_ends *ends, const struct dlp_trigger *trigger,
                        uint64_t to)
{
    const struct dlp_scan_work *const work = ends->work;
    const struct dlp_rule_code *const code = &work->db->rules[trigger->rule];

    if (ends->keep_all
        || (trigger->role != DLP_TRIGGER_END && trigger->role != DLP_TRIGGER_KEYWORD))
        return false;
    if (trigger->role == DLP_TRIGGER_KEYWORD
            ? dlp_window_after(ends->window, to, 1) == 0
                || dlp_bitmap_has(code->first, *dlp_window_at(ends->window, to))
            : dlp_border_after(code->rule.border, ends->window, to))
        return false;
    if (work->costs)
        work->costs->rules[trigger->rule].triggers++;
    return true;
}

static int on_end(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                  void *user)
{
    const struct block_ends *const ends = user;
    struct dlp_event_list *const events = &ends->work->events;
    const struct dlp_trigger *const trigger = &ends->work->db->triggers[id];
    const uint32_t back = trigger->role == DLP_TRIGGER_PREFIX ? trigger->shape : 0;
    const struct dlp_event event = { to, back, trigger->rule, trigger->role, false };

    _Static_assert((int)DLP_TRIGGER_END == (int)DLP_EVENT_END
                       && (int)DLP_TRIGGER_HEAD == (int)DLP_EVENT_HEAD,
                   "a trigger's role is the kind of its events");
    (void)from;
    (void)flags;
    if (trigger->role == DLP_TRIGGER_VIEW) {
        if (ends->work->views && to > ends->work->marks.from)
            dlp_marks_add(&ends->work->marks, to);
        return 0;
    }
    if (trigger->role == DLP_TRIGGER_VALUE)
        dlp_value_lane(events, ends->work->db, ends->window, to);
    else if (trigger->role == DLP_TRIGGER_NAMED)
        dlp_name_lane(events, ends->work->db, ends->window, to);
    else if (trigger->role >= DLP_TRIGGER_SHAPE)
        dlp_plain_lane(events, ends->work->db, ends->window, trigger, to);
    else if (!end_is_idle(ends, trigger, to))
        dlp_event_list_add(events, &event);
    return events->failed;
}

static dlp_status literal_lane(struct dlp_scan_work *work, hs_stream_t *stream,
                               const struct dlp_window *window, uint64_t from, uint64_t to,
                               bool last, bool keep_all)
{
    struct block_ends ends = { work, window, keep_all };

    if (stream && to > from) {
        const hs_error_t code =
            hs_scan_stream(stream, (const char *)dlp_window_at(window, from), (unsigned)(to - from),
                           0, work->scratch, on_end, &ends);

        if (work->events.failed)
            return DLP_ENOMEM;
        if (code != HS_SUCCESS)
            return DLP_EINTERNAL;
    }
    if (stream && last && hs_reset_stream(stream, 0, work->scratch, on_end, &ends) != HS_SUCCESS)
        return work->events.failed ? DLP_ENOMEM : DLP_EINTERNAL;
    return DLP_OK;
}

/* Mark all of the block: its 256th bytes, and where the part ends. */
static void marks_all(struct dlp_marks *marks, uint64_t from, uint64_t to, bool last)
{
    for (uint64_t at = (from / DEEP_STEP + 1) * DEEP_STEP; at <= to; at += DEEP_STEP)
        dlp_marks_add(marks, at);
    if (last && to > from)
        dlp_marks_add(marks, to);
}

dlp_status dlp_scan_block(struct dlp_scan_work *work, hs_stream_t *stream,
                          const struct dlp_window *window, uint64_t from, uint64_t to, bool last,
                          bool keep_all, struct dlp_live *live)
{
    const uint64_t began = work->costs ? dlp_clock_ns() : 0;
    uint64_t between;
    size_t literal;
    dlp_status status;

    assert(to - from <= DLP_MARKS_MAX);
    work->events.len = 0;
    work->events.failed = false;
    dlp_marks_begin(&work->marks, from);
    if (work->deep)
        marks_all(&work->marks, from, to, last);
    status = literal_lane(work, stream, window, from, to, last, keep_all);
    if (status != DLP_OK)
        return status;
    literal = work->events.len;
    between = work->costs ? dlp_clock_ns() : 0;
    work->asked_of = (size_t)(to - from);
    if (!work->db->one_lane)
        work->asked = dlp_class_lane(
            &work->events, work->db, window, from, to, keep_all ? DLP_LANE_PLACES : DLP_LANE_CHECKS,
            live, work->costs, work->views ? &work->marks : NULL, work->classify);
    if (work->costs) {
        work->costs->literal_ns += between - began;
        work->costs->class_ns += dlp_clock_ns() - between;
    }
    if (work->events.failed)
        return DLP_ENOMEM;
    dlp_event_list_sort(&work->events, literal);
    return DLP_OK;
}
