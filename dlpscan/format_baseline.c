/* dlpscan/format_baseline.c - what is known: RULE TOKEN COUNT, one sorted line each.
 *
 * Lines of two branches merge as lines do. None says where a value is, but for those of --by-path. */

#include "known_path.h"
#include "mem.h"
#include "reasons.h"
#include "reports.h"
#include "scan.h"

#include <stdlib.h>
#include <string.h>

#define FORK_PENDING_LONG ":l:"
#define FORK_PENDING_SHORT ":s:"
#define PENDING_LEN (sizeof(FORK_PENDING_LONG) - 1)

struct baseline {
    struct buffer lines; /* RULE TOKEN, newline */
    size_t count;
};

static void baseline_open(struct scan *scan, struct report *report)
{
    (void)scan;
    report->state = mem_array(1, sizeof(struct baseline));
}

/* Slow digests are made once all is known, each once: until then the digest, and whether it is of a long
 * value, stand in their place. */
static void add_fork_line(struct buffer *line, const struct dlp_finding *finding)
{
    const char *const digest = strchr(finding->token, ':');

    if (digest)
        buffer_format(line, "%s %s%s\n", finding->rule,
                      finding->length >= FORK_LONG ? FORK_PENDING_LONG : FORK_PENDING_SHORT,
                      digest + 1);
}

static void baseline_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    const struct scan *const scan = to->scan;
    struct buffer line = BUFFER_INIT;
    char place[KNOWN_PATH_MAX];

    (void)in_path;
    if (finding->token && scan->fork.used)
        add_fork_line(&line, finding);
    else if (finding->token && scan->key && !scan->key_is_ours) /* a path may have none */
        buffer_format(&line, "%s %s\n", finding->rule, finding->token);
    if (scan->settings->by_path) {
        known_path(place, finding->part, to->item->path.data);
        buffer_format(&line, "%s %s\n", finding->rule, place);
    }
    spill_write(line.data, line.len, to->body);
    buffer_free(&line);
}

/* Once, however often: what is not read of a place is not counted. Reasons of the moment the next run shall say,
 * too. */
static void baseline_incomplete(struct reporting *to, const struct dlp_incomplete *incomplete)
{
    struct buffer line = BUFFER_INIT;
    char place[KNOWN_PATH_MAX];

    if (!to->scan->settings->incompletes || to->item->path.len == 0
        || !reason_is_lasting(incomplete->reason))
        return;
    known_path(place, incomplete->part, to->item->path.data);
    buffer_format(&line, KNOWN_INCOMPLETE "%s %s\n", incomplete->reason, place);
    spill_write(line.data, line.len, to->body);
    buffer_free(&line);
}

static void baseline_print(struct scan *scan, struct report *report, struct item *item,
                           struct spill *body)
{
    struct baseline *const baseline = report->state;

    (void)scan;
    (void)item;
    (void)spill_drain(body, buffer_write, &baseline->lines); /* the caller asks for errors */
}

static int line_order(const void *a, const void *b)
{
    const char *const *const left = a, *const *const right = b;

    return strcmp(*left, *right);
}

/* Cut the lines apart; the list is to be freed. */
static char **split(struct baseline *baseline)
{
    char **const list = mem_array(baseline->lines.len / 4 + 1, sizeof(*list));
    char *at = baseline->lines.data;

    for (char *end; at && (end = strchr(at, '\n')) != NULL; at = end + 1) {
        *end = '\0';
        list[baseline->count++] = at;
    }
    return list;
}

/* In the places of the digests, what the baseline may know. The new lines are of the same number, but for
 * those that are too many. */
static void make_fork_tokens(struct scan *scan, struct baseline *baseline)
{
    struct buffer made = BUFFER_INIT;
    char token[FORK_TOKEN_MAX];

    for (char *line = baseline->lines.data, *end; line && (end = strchr(line, '\n')) != NULL;
         line = end + 1) {
        char *const pending = strchr(line, ' ') + 1;

        *end = '\0';
        if (*pending != ':') {
            buffer_format(&made, "%s\n", line);
            continue;
        }
        pending[-1] = '\0';
        if (fork_token(&scan->fork, line, pending + PENDING_LEN,
                       strncmp(pending, FORK_PENDING_LONG, PENDING_LEN) == 0, token))
            buffer_format(&made, "%s %s\n", line, token);
    }
    if (baseline->lines.data)
        explicit_bzero(baseline->lines.data, baseline->lines.len);
    buffer_free(&baseline->lines);
    baseline->lines = made;
}

static void add_head(const struct scan *scan, struct buffer *out)
{
    char line[FORK_LINE_MAX];

    buffer_format(out, "# dlpscan baseline: rule, %s%s, how often\n",
                  scan->fork.used ? "public digest" : "keyed token",
                  scan->settings->by_path || scan->settings->incompletes ? " or path's digest"
                                                                         : "");
    if (scan->fork.used) {
        fork_key_line(&scan->fork, line);
        buffer_format(out, "%s\n", line);
    }
}

static void baseline_summary(struct scan *scan, struct report *report)
{
    struct baseline *const baseline = report->state;
    struct buffer out = BUFFER_INIT;
    char **list;
    size_t same = 0;

    if (scan->fork.used)
        make_fork_tokens(scan, baseline);
    list = split(baseline);
    if (baseline->count)
        qsort(list, baseline->count, sizeof(*list), line_order);
    add_head(scan, &out);
    for (size_t i = 0; i < baseline->count; i++) {
        same++;
        if (i + 1 < baseline->count && strcmp(list[i], list[i + 1]) == 0)
            continue;
        buffer_format(&out, "%s %zu\n", list[i], same);
        output_write(out.data, out.len, &report->out);
        buffer_cut(&out, 0);
        same = 0;
    }
    output_write(out.data, out.len, &report->out);
    buffer_free(&out);
    mem_free(list);
    buffer_free(&baseline->lines);
    mem_free(baseline);
}

const struct reporter reporter_baseline = {
    .name = "baseline",
    .keyed = true,
    .open = baseline_open,
    .finding = baseline_finding,
    .incomplete = baseline_incomplete,
    .print = baseline_print,
    .summary = baseline_summary,
};
