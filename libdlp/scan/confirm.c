/* scan/confirm.c - from an event to the exact value.
 *
 * The subject that PCRE2 sees is cut at fixed distances from the event, never at the window's own
 * ends, so a match cannot depend on how the text came in pieces. */

#include "scan/confirm.h"

#include "scan/border.h"
#include "scan/first_use.h"

/* One attempt to confirm: everything that the steps share. */
struct attempt {
    struct dlp_scan_work *work;
    struct dlp_sink *sink;
    const struct dlp_window *window;
    const struct dlp_rule_code *code;
    const struct dlp_event *event;
    uint64_t start, end;             /* of the match */
    uint64_t value_start, value_end; /* of its group "value" */
    bool undecided;                  /* a limit was hit: nothing can be said */
};

static bool attempt_trace(const struct attempt *a, const char *step, bool passed,
                          const char *detail)
{
    if (dlp_sink_traces(a->sink)) {
        const struct dlp_trace trace = { a->code->rule.id,  step, passed, detail, a->start,
                                         a->end - a->start, 0 };

        dlp_sink_trace(a->sink, &trace);
    }
    return passed;
}

/* Match *code, which may not be there before first use, over [subject, end) from `from` on; the
 * groups are in work->match. */
static bool attempt_run(struct attempt *a, pcre2_code *const *code, uint64_t subject, uint64_t from,
                        uint64_t end, uint32_t options)
{
    const uint8_t *const text = dlp_window_at(a->window, subject);
    const size_t len = (size_t)(end - subject), start = (size_t)(from - subject);
    int found = PCRE2_ERROR_NOMEMORY;

    if (dlp_first_use(a->work->db, (uint32_t)(a->code - a->work->db->rules),
                      code != &a->code->value)) {
        found = pcre2_jit_match(*code, text, len, start, options, a->work->match, a->work->context);
        if (found == PCRE2_ERROR_JIT_BADOPTION) /* there is no machine code of it */
            found = pcre2_match(*code, text, len, start, options, a->work->match, a->work->context);
    }
    if (found == PCRE2_ERROR_NOMATCH)
        return false;
    if (found < 0) {
        /* Limits of matches, JIT stack and memory: what the rule would have said here is not known. */
        dlp_sink_incomplete(a->sink, "match_limit", a->code->rule.id, from, end - from);
        a->undecided = true;
        return false;
    }
    return true;
}

/* The same within the text: only the part's own beginning is a line's. */
static bool attempt_match(struct attempt *a, pcre2_code *const *code, uint64_t subject,
                          uint64_t from, uint64_t end)
{
    return attempt_run(a, code, subject, from, end, subject > 0 ? PCRE2_NOTBOL : 0u);
}

/* The value by itself, as must and must_not see it. */
static bool attempt_match_value(struct attempt *a, pcre2_code *const *code)
{
    return attempt_run(a, code, a->value_start, a->value_start, a->value_end, 0);
}

static uint64_t clip_before(const struct attempt *a, uint64_t offset, uint64_t distance)
{
    return offset - dlp_window_before(a->window, offset, (size_t)distance);
}

static uint64_t clip_after(const struct attempt *a, uint64_t offset, uint64_t distance)
{
    return offset + dlp_window_after(a->window, offset, (size_t)distance);
}

/* Take match and value from PCRE2's groups. */
static bool attempt_take(struct attempt *a, uint64_t subject)
{
    const PCRE2_SIZE *const at = pcre2_get_ovector_pointer(a->work->match);
    const uint32_t group = a->code->value_group;

    a->start = subject + at[0];
    a->end = subject + at[1];
    a->value_start = a->start;
    a->value_end = a->end;
    if (group > 0 && group < pcre2_get_ovector_count(a->work->match)
        && at[2 * group] != PCRE2_UNSET) {
        a->value_start = subject + at[2 * group];
        a->value_end = subject + at[2 * group + 1];
    }
    return a->value_end > a->value_start;
}

/* The smallest start within the rule's width at which the pattern matches exactly up to the event. */
static bool confirm_end(struct attempt *a)
{
    const uint64_t end = a->event->at;
    /* A chain's match starts at a group that has enough digits behind it, or just before one. */
    const uint64_t width =
        a->event->kind == DLP_EVENT_CHAIN ? a->event->back + DLP_CHAIN_GAP : a->code->width;
    uint64_t from = clip_before(a, end, width < a->code->width ? width : a->code->width);
    const uint8_t *const first = dlp_window_at(a->window, from);
    const uint8_t *byte = dlp_window_at(a->window, end);
    uint64_t subject;

    a->start = a->end = end;
    if (!dlp_border_after(a->code->rule.border, a->window, end))
        return attempt_trace(a, "border", false, "the byte behind continues it");
    while (byte > first && dlp_bitmap_has(a->code->alphabet, byte[-1]))
        byte--;
    from = a->window->start + (uint64_t)(byte - a->window->data);
    subject = clip_before(a, from, DLP_LOOKBEHIND);
    if (!attempt_match(a, &a->code->value, subject, from, end) || !attempt_take(a, subject))
        return attempt_trace(a, "pattern", false, "the pattern does not match up to here");
    if (a->value_end + DLP_CONTEXT_AFTER < end)
        return attempt_trace(a, "pattern", false, "the value ends over 64 bytes before the match");
    return attempt_trace(a, "pattern", true, "the pattern matches");
}

static bool confirm_from(struct attempt *a, uint64_t from)
{
    const uint64_t subject = clip_before(a, from, DLP_LOOKBEHIND);
    const uint64_t end = clip_after(a, from, a->code->width + DLP_CONTEXT_AFTER);

    a->start = from;
    a->end = a->event->at;
    if (!attempt_match(a, &a->code->value, subject, from, end) || !attempt_take(a, subject))
        return attempt_trace(a, "pattern", false, "the pattern does not match from here");
    return attempt_trace(a, "pattern", true, "the pattern matches");
}

/* Each assignment speaks for its own value: the event lies in that or at its end. */
static bool confirm_named(struct attempt *a)
{
    if (!confirm_from(a, a->event->at - a->event->back))
        return false;
    return (a->value_start < a->event->at && a->value_end >= a->event->at)
        || attempt_trace(a, "pattern", false, "the value is not this assignment's");
}

static bool confirm_shape(struct attempt *a)
{
    a->start = a->value_start = a->event->at - a->event->back;
    a->end = a->value_end = a->event->at;
    return attempt_trace(a, "pattern", true, "digit groups of the rule's shape");
}

static bool confirm_run(struct attempt *a)
{
    const uint64_t start = a->event->at - a->event->back;
    const uint64_t subject = clip_before(a, start, DLP_LOOKBEHIND);

    a->start = start;
    a->end = a->event->at;
    if (!attempt_match(a, &a->code->value, subject, start, a->event->at)
        || !attempt_take(a, subject) || a->start != start)
        return attempt_trace(a, "pattern", false, "the run does not match the pattern");
    return attempt_trace(a, "pattern", true, "the run matches the pattern");
}

static bool confirm_span(struct attempt *a)
{
    switch ((enum dlp_event_kind)a->event->kind) {
    case DLP_EVENT_CHAIN:
        return a->event->passed ? confirm_shape(a) : confirm_end(a);
    case DLP_EVENT_END:
        return confirm_end(a);
    case DLP_EVENT_KEYWORD:
        return confirm_from(a, a->event->at);
    case DLP_EVENT_NAMED:
        return confirm_named(a);
    case DLP_EVENT_PREFIX:
    case DLP_EVENT_HEAD:
        return confirm_from(a, a->event->at - a->event->back);
    case DLP_EVENT_SHAPE:
        return confirm_shape(a);
    case DLP_EVENT_RUN:
        return confirm_run(a);
    case DLP_EVENT_BEGIN:
    case DLP_EVENT_CLOSE:
        break; /* scan/armor.c */
    }
    return false;
}

/* A keyword's tail starts at the keyword, so only its end and its value have borders. */
static bool confirm_borders(const struct attempt *a)
{
    const enum dlp_border border = a->code->rule.border;
    const bool named = a->event->kind == DLP_EVENT_KEYWORD || a->event->kind == DLP_EVENT_NAMED;
    const uint64_t start = named ? a->value_start : a->start;

    if (!dlp_border_after(border, a->window, a->end))
        return attempt_trace(a, "border", false, "the byte behind continues it");
    if (!dlp_border_before(border, a->window, start))
        return attempt_trace(a, "border", false, "the byte before continues it");
    return attempt_trace(a, "border", true, "nothing continues it on either side");
}

/* Where the answer for bytes that a side of the rule looks at is kept; NULL: they are not all there, or more
 * count. */
static struct dlp_side_answer *side_answer(const struct attempt *a, bool ahead)
{
    const uint32_t rule = (uint32_t)(a->code - a->work->db->rules);
    const uint64_t at = ahead ? a->end : a->start;
    struct dlp_side_answer want = { .side = 2 * rule + 1 + ahead }, *answer;
    unsigned sees;

    if (!dlp_first_use(a->work->db, rule, true))
        return NULL;
    sees = ahead ? a->code->after_sees : a->code->before_sees;
    if (sees == 0
        || (ahead ? dlp_window_after(a->window, at, sees) : dlp_window_before(a->window, at, sees))
            < sees)
        return NULL;
    for (unsigned i = 0; i < sees; i++)
        want.seen = want.seen << 8 | dlp_window_at(a->window, ahead ? at : at - sees)[i];
    answer = &a->work->sides[((want.seen * 0x9e3779b1u) ^ (want.side * 0x85ebca6bu)) >> 23];
    if (answer->side != want.side || answer->seen != want.seen)
        *answer = want;
    return answer;
}

/* Does the side's expression match, which stands in [from, to)? */
static bool side_matches(struct attempt *a, bool ahead, uint64_t subject, uint64_t from,
                         uint64_t to)
{
    pcre2_code *const *const code = ahead ? &a->code->after : &a->code->before;
    struct dlp_side_answer *const answer = side_answer(a, ahead);

    if (answer && answer->known)
        return answer->passes;
    if (!answer)
        return attempt_match(a, code, subject, from, to);
    answer->passes = attempt_match(a, code, subject, from, to);
    answer->known = !a->undecided;
    return answer->passes;
}

static bool confirm_sides(struct attempt *a)
{
    const struct dlp_rule_code *const code = a->code;

    _Static_assert(DLP_SIDE_ANSWERS == 1u << (32 - 23), "a place for each hash");
    if (code->rule.before) {
        const uint64_t from = clip_before(a, a->start, code->before_width);
        const uint64_t subject = clip_before(a, from, DLP_LOOKBEHIND);

        if (!side_matches(a, false, subject, from, a->start))
            return attempt_trace(a, "border", false, "what `before` asks for is not there");
    }
    if (code->rule.after) {
        const uint64_t end = clip_after(a, a->end, DLP_CONTEXT_AFTER);
        const uint64_t subject = clip_before(a, a->end, DLP_LOOKBEHIND);

        if (!side_matches(a, true, subject, a->end, end))
            return attempt_trace(a, "border", false, "what `after` asks for is not there");
    }
    return true;
}

static bool confirm_must(struct attempt *a)
{
    const struct dlp_rule_code *const code = a->code;

    for (size_t i = 0; i < code->rule.must.len; i++)
        if (!attempt_match_value(a, &code->must[i]))
            return attempt_trace(a, "must", false, "a `must` expression does not match");
    for (size_t i = 0; i < code->rule.must_not.len; i++)
        if (attempt_match_value(a, &code->must_not[i]))
            return attempt_trace(a, "must", false, "a `must_not` expression matches");
    return !a->undecided;
}

static struct attempt attempt_at(struct dlp_scan_work *work, struct dlp_sink *sink,
                                 const struct dlp_window *window, uint32_t rule,
                                 const struct dlp_event *event)
{
    return (struct attempt){
        .work = work, .sink = sink, .window = window, .code = &work->db->rules[rule], .event = event
    };
}

bool dlp_confirm_place(struct dlp_candidate *out, struct dlp_scan_work *work, struct dlp_sink *sink,
                       const struct dlp_window *window, const struct dlp_event *event)
{
    struct attempt a = attempt_at(work, sink, window, event->rule, event);

    if (!confirm_span(&a) || !confirm_borders(&a))
        return false;
    *out = (struct dlp_candidate){ .code = a.code,
                                   .rule = event->rule,
                                   .passed = event->passed,
                                   .start = a.value_start,
                                   .end = a.value_end,
                                   .match_start = a.start,
                                   .match_end = a.end };
    return true;
}

bool dlp_confirm_sides(const struct dlp_candidate *candidate, struct dlp_scan_work *work,
                       struct dlp_sink *sink, const struct dlp_window *window)
{
    struct attempt a = attempt_at(work, sink, window, candidate->rule, NULL);

    a.start = candidate->match_start;
    a.end = candidate->match_end;
    a.value_start = candidate->start;
    a.value_end = candidate->end;
    return confirm_sides(&a) && confirm_must(&a);
}

bool dlp_confirm(struct dlp_candidate *out, struct dlp_scan_work *work, struct dlp_sink *sink,
                 const struct dlp_window *window, const struct dlp_event *event)
{
    return dlp_confirm_place(out, work, sink, window, event)
        && dlp_confirm_sides(out, work, sink, window);
}

bool dlp_confirm_cell(struct dlp_candidate *out, struct dlp_scan_work *work, struct dlp_sink *sink,
                      const struct dlp_window *window, uint32_t rule, uint64_t start, uint64_t end)
{
    struct attempt a = attempt_at(work, sink, window, rule, NULL);

    a.start = a.value_start = start;
    a.end = a.value_end = end;
    if (!attempt_match_value(&a, &a.code->cell))
        return attempt_trace(&a, "pattern", false, "the cell is no such value");
    *out = (struct dlp_candidate){ .code = a.code,
                                   .rule = rule,
                                   .start = start,
                                   .end = end,
                                   .match_start = start,
                                   .match_end = end };
    return attempt_trace(&a, "pattern", true, "a whole cell of a column that is named for it");
}

bool dlp_confirm_begin(uint64_t *start, struct dlp_scan_work *work, struct dlp_sink *sink,
                       const struct dlp_window *window, const struct dlp_event *event)
{
    struct attempt a = attempt_at(work, sink, window, event->rule, event);

    if (!confirm_end(&a))
        return false;
    *start = a.start;
    return true;
}
