/* dlpscan/reports.c - the reports of one run: each a format and where it goes. */

#include "reports.h"

#include "command.h"
#include "message.h"
#include "scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHOWN_REPEATS 3 /* of one value in one file, where not all is shown */

static bool wants_color(const struct settings *settings, bool on_terminal)
{
    const char *const no_color = getenv("NO_COLOR");
    const char *const term = getenv("TERM");

    if (settings->color != COLOR_AUTO)
        return settings->color == COLOR_ALWAYS;
    return !(no_color && *no_color) && on_terminal && term && strcmp(term, "dumb") != 0;
}

/* Values that were asked for are for the user's eyes only. */
static int open_file(const struct scan *scan, const char *path)
{
    const mode_t mode = scan->settings->show_values ? 0600 : 0666;

    return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY | O_CLOEXEC, mode);
}

static int report_open(struct scan *scan, const char *format, const char *path)
{
    struct report *const report = &scan->report[scan->reports_len];
    int fd = STDOUT_FILENO;
    struct stat st;

    *report = (struct report){ .reporter = reporter_find(format), .path = path };
    if (path) {
        fd = open_file(scan, path);
        if (fd < 0) {
            message_about(path, "cannot write the report: %s", strerror(errno));
            return STATUS_USER;
        }
        if (fstat(fd, &st) == 0 && own_is(&scan->own, &st)) {
            message_about(path, "two outputs cannot be one file");
            close(fd);
            return STATUS_USER;
        }
        own_add(&scan->own, fd);
    }
    report->colored = wants_color(scan->settings, !path && isatty(STDOUT_FILENO));
    output_init(&report->out, fd, path);
    scan->reports_len++;
    if (report->reporter->open)
        report->reporter->open(scan, report);
    return STATUS_CLEAN;
}

int reports_open(struct scan *scan)
{
    const struct settings *const settings = scan->settings;
    int status = report_open(scan, settings->format, NULL);

    for (size_t i = 0; i < settings->outputs_len && status == STATUS_CLEAN; i++)
        status = report_open(scan, settings->outputs[i].format, settings->outputs[i].path);
    return status;
}

static void turn_to(struct reporting *to, size_t i)
{
    to->report = &to->scan->report[i];
    to->body = &to->item->body[i];
}

/* One of many: of a value, or of a rule? */
static bool is_hidden(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    const uint64_t most = to->scan->settings->per_rule;
    struct rule_count *rule;
    bool hidden;

    if (!to->scan->folds || most == 0)
        return false;
    rule = rule_counts_add(to->rules, finding->rule);
    if (in_path)
        return false;
    hidden =
        repeats_add(to->repeats, finding) >= SHOWN_REPEATS || rule->findings - rule->hidden > most;
    rule->hidden += hidden;
    return hidden;
}

void reports_finding(struct reporting *to, const struct dlp_finding *finding, bool in_path)
{
    to->hidden = is_hidden(to, finding, in_path);
    for (size_t i = 0; i < to->scan->reports_len; i++) {
        turn_to(to, i);
        to->report->reporter->finding(to, finding, in_path);
    }
}

void reports_incomplete(struct reporting *to, const struct dlp_incomplete *incomplete)
{
    for (size_t i = 0; i < to->scan->reports_len; i++) {
        turn_to(to, i);
        if (to->report->reporter->incomplete)
            to->report->reporter->incomplete(to, incomplete);
    }
}

void reports_skipped(struct reporting *to, const char *reason)
{
    for (size_t i = 0; i < to->scan->reports_len; i++) {
        turn_to(to, i);
        if (to->report->reporter->skipped)
            to->report->reporter->skipped(to, reason);
    }
}

void reports_item_end(struct reporting *to)
{
    tally_rules(&to->scan->tally, to->rules);
    for (size_t i = 0; i < to->scan->reports_len; i++) {
        turn_to(to, i);
        if (to->report->reporter->item_end)
            to->report->reporter->item_end(to);
    }
}

void reports_incident(struct reporting *to, const struct incident_condition *condition,
                      uint32_t count)
{
    for (size_t i = 0; i < to->scan->reports_len; i++) {
        turn_to(to, i);
        if (to->report->reporter->incident)
            to->report->reporter->incident(to, condition, count);
    }
}

void reports_print(struct scan *scan, struct item *item)
{
    for (size_t i = 0; i < scan->reports_len; i++)
        scan->report[i].reporter->print(scan, &scan->report[i], item, &item->body[i]);
}

void reports_flush(struct scan *scan)
{
    for (size_t i = 0; i < scan->reports_len; i++)
        output_flush(&scan->report[i].out);
}

void reports_summary(struct scan *scan)
{
    for (size_t i = 0; i < scan->reports_len; i++)
        scan->report[i].reporter->summary(scan, &scan->report[i]);
}

bool reports_failed(const struct scan *scan)
{
    bool failed = false;

    for (size_t i = 0; i < scan->reports_len; i++)
        failed = failed || scan->report[i].out.error != 0;
    return failed;
}

static bool any_format(const struct scan *scan, bool (*is)(const struct reporter *))
{
    const struct settings *const settings = scan->settings;
    bool found = is(reporter_find(settings->format));

    for (size_t i = 0; i < settings->outputs_len; i++)
        found = found || is(reporter_find(settings->outputs[i].format));
    return found;
}

static bool folds(const struct reporter *reporter)
{
    return reporter->folds;
}

static bool notes(const struct reporter *reporter)
{
    return reporter->notes;
}

static bool keyed(const struct reporter *reporter)
{
    return reporter->keyed;
}

bool reports_need_key(const struct scan *scan)
{
    return any_format(scan, keyed);
}

bool reports_fold(const struct scan *scan)
{
    return any_format(scan, folds);
}

bool reports_note(const struct scan *scan)
{
    return any_format(scan, notes);
}

bool reports_close(struct scan *scan)
{
    bool written = true;

    /* Standard output last: a closed pipe there ends the program. */
    for (size_t i = scan->reports_len; i-- > 0;)
        written = output_close(&scan->report[i].out) && written;
    scan->reports_len = 0;
    return written;
}
