/* dlpscan/trail.c - the steps of the candidates near an offset, collected from traces. */

#include "trail.h"

#include "mem.h"
#include "printable.h"

#include <stdlib.h>
#include <string.h>

#define STEPS_MAX 64

static char *copy(const char *text)
{
    return mem_copy(text ? text : "", text ? strlen(text) : 0);
}

/* Do the span and the offset come within TRAIL_NEAR bytes of each other? */
static bool is_near(const struct trail *trail, const struct dlp_trace *trace)
{
    const uint64_t end = trace->offset + trace->length;

    if (trace->offset > trail->at)
        return trace->offset - trail->at <= TRAIL_NEAR;
    return end >= trail->at || trail->at - end <= TRAIL_NEAR;
}

static struct trail_candidate *find(struct trail *trail, const struct dlp_trace *trace)
{
    for (size_t i = 0; i < trail->len; i++) {
        struct trail_candidate *const candidate = &trail->candidate[i];

        if (candidate->offset == trace->offset && candidate->length == trace->length
            && strcmp(candidate->rule, trace->rule) == 0)
            return candidate;
    }
    if (trail->len == TRAIL_CANDIDATES)
        return NULL;
    trail->candidate[trail->len] = (struct trail_candidate){ .rule = copy(trace->rule),
                                                             .offset = trace->offset,
                                                             .length = trace->length };
    return &trail->candidate[trail->len++];
}

static void forget_steps(struct trail_candidate *candidate)
{
    for (size_t i = 0; i < candidate->len; i++) {
        mem_free(candidate->steps[i].step);
        mem_free(candidate->steps[i].detail);
    }
    mem_free(candidate->steps);
    candidate->steps = NULL;
    candidate->len = 0;
}

void trail_add(struct trail *trail, const struct dlp_trace *trace)
{
    struct trail_candidate *candidate;

    trail->seen++;
    if (!is_near(trail, trace))
        return;
    candidate = find(trail, trace);
    if (!candidate) {
        trail->left_out++;
        return;
    }
    if (strcmp(trace->step, "pattern") == 0)
        forget_steps(candidate); /* the same bytes once more, by another shape of the rule */
    if (candidate->len == STEPS_MAX)
        return;
    if (trace->confidence > 0)
        candidate->confidence = trace->confidence;
    candidate->steps = mem_resize(candidate->steps, candidate->len + 1, sizeof(*candidate->steps));
    candidate->steps[candidate->len++] =
        (struct trail_step){ copy(trace->step), copy(trace->detail), trace->passed != 0 };
}

/* The first step that failed, or NULL when all passed. */
static const struct trail_step *failure(const struct trail_candidate *candidate)
{
    const struct trail_step *failed = NULL;

    /* A step may fail and be forgiven: the last one decides. */
    if (candidate->len && candidate->steps[candidate->len - 1].passed)
        return NULL;
    for (size_t i = 0; i < candidate->len && !failed; i++) {
        if (!candidate->steps[i].passed)
            failed = &candidate->steps[candidate->len - 1];
    }
    return failed;
}

static bool is_finding(const struct trail_candidate *candidate)
{
    for (size_t i = 0; i < candidate->len; i++) {
        if (candidate->steps[i].passed && strcmp(candidate->steps[i].step, "finding") == 0)
            return true;
    }
    return false;
}

static void print_candidate(const struct trail_candidate *candidate, struct buffer *out)
{
    const struct trail_step *const failed = failure(candidate);

    printable_text(out, candidate->rule, strlen(candidate->rule));
    buffer_format(out, " at %llu, %llu byte%s: ", (unsigned long long)candidate->offset,
                  (unsigned long long)candidate->length, candidate->length == 1 ? "" : "s");
    if (is_finding(candidate))
        buffer_text(out, "a finding");
    else
        buffer_format(out, "no finding%s%s%s", failed ? ", failed at '" : "",
                      failed ? failed->step : "", failed ? "'" : "");
    if (candidate->confidence > 0)
        buffer_format(out, ", confidence %.2f", candidate->confidence);
    buffer_char(out, '\n');
    for (size_t i = 0; i < candidate->len; i++) {
        const struct trail_step *const step = &candidate->steps[i];

        buffer_format(out, "  %s  %-10s%s", step->passed ? "passed" : "failed", step->step,
                      *step->detail ? "  " : "");
        printable_text(out, step->detail, strlen(step->detail));
        buffer_char(out, '\n');
    }
    buffer_char(out, '\n');
}

/* Where only the trigger was there: one line, and behind all others. */
static void print_trigger(const struct trail_candidate *candidate, struct buffer *out)
{
    printable_text(out, candidate->rule, strlen(candidate->rule));
    buffer_format(out, " up to %llu: no candidate", (unsigned long long)candidate->offset);
    for (size_t i = 0; i < candidate->len; i++) {
        buffer_text(out, i ? "; " : ": ");
        printable_text(out, candidate->steps[i].detail, strlen(candidate->steps[i].detail));
    }
    buffer_char(out, '\n');
}

static int candidate_order(const void *a, const void *b)
{
    const struct trail_candidate *const left = a, *const right = b;

    if ((left->length == 0) != (right->length == 0))
        return left->length == 0 ? 1 : -1;
    if (left->offset != right->offset)
        return left->offset < right->offset ? -1 : 1;
    if (left->length != right->length)
        return left->length > right->length ? -1 : 1;
    return strcmp(left->rule, right->rule);
}

void trail_print(struct trail *trail, struct buffer *out)
{
    qsort(trail->candidate, trail->len, sizeof(trail->candidate[0]), candidate_order);
    for (size_t i = 0; i < trail->len; i++) {
        if (trail->candidate[i].length)
            print_candidate(&trail->candidate[i], out);
        else
            print_trigger(&trail->candidate[i], out);
    }
    if (trail->left_out)
        buffer_format(out, "%llu more steps of other candidates are not shown\n",
                      (unsigned long long)trail->left_out);
}

void trail_free(struct trail *trail)
{
    for (size_t i = 0; i < trail->len; i++) {
        struct trail_candidate *const candidate = &trail->candidate[i];

        forget_steps(candidate);
        mem_free(candidate->rule);
    }
    trail->len = 0;
}
