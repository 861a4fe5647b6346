/* dlpscan/sieve.c - which findings are reported: not what is allowed, and not what is known. */

#include "sieve.h"

#include "adopt/adopted.h"
#include "known_path.h"
#include "part.h"
#include "reasons.h"
#include "record.h"
#include "scan.h"

#include <string.h>

bool sieve_defers(const struct scan *scan, const struct item *item)
{
    return scan->settings->baseline || (item->stream && scan->settings->marks);
}

/* Lines of the file say nothing of what is in a document: that has lines of its own, or none. */
static const char *allowed_by_line(struct reporting *to, const struct dlp_finding *finding)
{
    if (finding->part || finding->location)
        return NULL;
    if (to->item->blob && to->item->blob->data && !blob_wants(to->item->blob, finding))
        return ALLOWED_UNCHANGED;
    return marks_allow(&to->item->marks, finding) ? ALLOWED_INLINE : NULL;
}

static const char *allowed_by(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    const char *const by_line = in_path ? NULL : allowed_by_line(to, finding);

    if (by_line)
        return by_line;
    if (exceptions_allow(&to->scan->exceptions, finding, to->item->path.data))
        return ALLOWED_EXCEPTION;
    return NULL;
}

static void pass_on(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    const struct part_paths file = part_enter(to, finding->part);

    to->item->findings++;
    tally_finding(&to->scan->tally, finding->severity);
    incidents_finding(to, finding);
    reports_finding(to, finding, in_path);
    part_leave(to, file);
}

/* The file is looked at for marks once something was found in it. */
static void read_marks(struct reporting *to)
{
    struct item *const item = to->item;

    const unsigned marks = to->scan->settings->marks;
    const bool in_blob = item->blob && item->blob->data;

    if (item->marks.read || !marks || (!in_blob && item->fd < 0))
        return;
    item->marks.read = true;
    if (in_blob)
        marks_feed(&item->marks, marks, item->blob->data, item->blob->data_len, true);
    else
        marks_read(&item->marks, marks, item->fd);
}

void sieve_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    const char *allowed = NULL;

    if (to->scan->adopted
        && (in_path || !adopted_has(to->scan->adopted, finding, to->item->path.data)))
        return;
    if (!to->item->stream) {
        if (!in_path && !finding->part && !finding->location)
            read_marks(to);
        allowed = allowed_by(to, finding, in_path);
    }
    if (allowed)
        tally_allowed(&to->scan->tally, allowed);
    else if (sieve_defers(to->scan, to->item))
        record_put(&to->item->records, finding, in_path);
    else
        pass_on(to, finding, in_path);
}

/* By a digest that needs no key; of rules that the baseline has, since it may take its time. */
static bool is_known_to_forks(struct scan *scan, const struct dlp_finding *finding)
{
    const char *const digest = finding->token ? strchr(finding->token, ':') : NULL;
    char token[FORK_TOKEN_MAX];

    return digest && known_rule(&scan->known, finding->rule)
        && fork_token(&scan->fork, finding->rule, digest + 1, finding->length >= FORK_LONG, token)
        && known_take(&scan->known, finding->rule, token);
}

static bool is_known(struct reporting *to, const struct dlp_finding *finding)
{
    struct known *const known = &to->scan->known;
    char place[KNOWN_PATH_MAX];

    if (to->scan->fork.used)
        return is_known_to_forks(to->scan, finding);
    if (!to->scan->settings->by_path)
        return finding->token && known_take(known, finding->rule, finding->token);
    known_path(place, finding->part, to->item->path.data);
    return known_take(known, finding->rule, place);
}

bool sieve_knows_lost(const struct reporting *to, const struct dlp_incomplete *incomplete)
{
    struct buffer rule = BUFFER_INIT;
    char place[KNOWN_PATH_MAX];
    bool known;

    if (to->scan->known.len == 0 || to->item->path.len == 0
        || !reason_is_lasting(incomplete->reason))
        return false;
    known_path(place, incomplete->part, to->item->path.data);
    buffer_format(&rule, KNOWN_INCOMPLETE "%s", incomplete->reason);
    known = known_has(&to->scan->known, rule.data, place);
    buffer_free(&rule);
    return known;
}

static void replay_one(const struct dlp_finding *finding, bool in_path, void *user)
{
    struct reporting *const to = user;
    struct scan *const scan = to->scan;
    const char *allowed = allowed_by(to, finding, in_path);

    if (!allowed && scan->settings->baseline && is_known(to, finding))
        allowed = ALLOWED_BASELINE;
    if (allowed)
        tally_allowed(&scan->tally, allowed);
    else
        pass_on(to, finding, in_path);
}

bool sieve_replay(struct reporting *to)
{
    return record_replay(&to->item->records, replay_one, to);
}
