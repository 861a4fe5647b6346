/* dlpscan/cmd_explain.c - `dlpscan explain`: why, or why not, near an offset.
 *
 * The whole file is scanned, not only the surroundings: line, columns and blocks depend on what
 * stands before. */

#include "alone.h"
#include "buffer.h"
#include "command.h"
#include "mem.h"
#include "message.h"
#include "output.h"
#include "rulebook.h"
#include "trail.h"

static int on_trace(const struct dlp_trace *trace, void *user)
{
    trail_add(user, trace);
    return 0;
}

static int explain_scan(const struct settings *settings, dlp_database *database, const char *path,
                        struct reading *reading, struct trail *trail)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    struct dlp_events events = DLP_EVENTS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_scanner *scanner = NULL;
    int status;

    options.min_confidence = settings->min_confidence;
    options.flags = DLP_SCAN_COLUMNS | DLP_SCAN_VIEWS;
    events.on_trace = on_trace;
    events.on_incomplete = alone_incomplete;
    events.user = trail;
    status = command_status(dlp_scanner_new(&scanner, database, &options, &err));
    if (status == STATUS_CLEAN)
        status = alone_scan(scanner, path, reading, &events);
    else
        message("%s", err.message);
    dlp_scanner_free(scanner);
    return status;
}

static void explain_nothing(const struct trail *trail, size_t rules, struct buffer *out)
{
    buffer_format(out, "No candidate of the %zu rules came within %d bytes of offset %llu.\n",
                  rules, TRAIL_NEAR, (unsigned long long)trail->at);
    buffer_text(out,
                "This may be why:\n"
                "- no rule knows this kind of value, or its rule is off: 'dlpscan rules list'\n"
                "- the value's length, prefix or separators are not those of the rule:\n"
                "  'dlpscan rules explain ID' says what it looks for\n"
                "- the text is encoded or compressed, so that the bytes there are others\n"
                "- the value stands elsewhere: the offset is in bytes from 0, not in characters\n");
    if (trail->seen == 0)
        buffer_text(out, "There is no candidate anywhere in the file.\n");
}

static int explain_print(struct trail *trail, const struct reading *reading, size_t rules)
{
    struct buffer out = BUFFER_INIT;
    bool written;

    if (trail->at >= reading->got) {
        message("--at %llu is behind the end: there are %llu bytes, the first one is 0",
                (unsigned long long)trail->at, (unsigned long long)reading->got);
        return STATUS_USER;
    }
    if (trail->len)
        trail_print(trail, &out);
    else
        explain_nothing(trail, rules, &out);
    written = output_now(buffer_string(&out), out.len);
    buffer_free(&out);
    return written ? STATUS_CLEAN : STATUS_ENVIRONMENT;
}

int cmd_explain(const struct settings *settings, char **args, int count)
{
    struct dlp_database_info info = { .version = DLP_DATABASE_INFO_VERSION };
    struct rulebook book = RULEBOOK_INIT;
    struct reading reading = { .fd = -1 };
    struct trail *const trail = mem_array(1, sizeof(*trail));
    int status = STATUS_USER;

    (void)count;
    trail->at = settings->at;
    if (!settings->at_given)
        message("explain: say where with --at OFFSET; see 'dlpscan explain --help'");
    else
        status = alone_open(&reading, args[0]);
    if (status == STATUS_CLEAN)
        status = rulebook_open(&book, &settings->choice);
    if (status == STATUS_CLEAN)
        status = explain_scan(settings, book.database, args[0], &reading, trail);
    if (status == STATUS_CLEAN)
        status = command_status(dlp_database_info(book.database, &info));
    if (status == STATUS_CLEAN)
        status = explain_print(trail, &reading, info.rules);
    alone_close(&reading);
    rulebook_free(&book);
    trail_free(trail);
    mem_free(trail);
    return status;
}
