/* dlpscan/cmd_scan.c - `dlpscan scan`: files in, findings out. */

#include "command.h"
#include "mem.h"
#include "message.h"
#include "place.h"
#include "rulebook.h"
#include "scan.h"
#include "signals.h"
#include "threads.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool wants_color(const struct settings *settings)
{
    const char *const no_color = getenv("NO_COLOR");
    const char *const term = getenv("TERM");

    if (settings->color != COLOR_AUTO)
        return settings->color == COLOR_ALWAYS;
    return !(no_color && *no_color) && isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

static int check_paths(char **paths, int count)
{
    int stdins = 0;

    for (int i = 0; i < count; i++) {
        stdins += strcmp(paths[i], "-") == 0;
        if (*paths[i] == '\0') {
            message("a path is empty; '.' is the current folder");
            return STATUS_USER;
        }
    }
    if (stdins > 1) {
        message("'-' is given %d times; standard input can be read once", stdins);
        return STATUS_USER;
    }
    return STATUS_CLEAN;
}

static int load_key(dlp_key **key, const char *path)
{
    struct dlp_error err = DLP_ERROR_INIT;
    const dlp_status status = dlp_key_load(key, path, &err);

    if (status == DLP_OK)
        return STATUS_CLEAN;
    message("%s; 'dlpscan key create' makes a key, and only its owner may read it",
            err.message[0] ? err.message : dlp_status_name(status));
    return command_status(status);
}

/* The key that was named, else the one that `dlpscan key create` made, else one of this run
 * where the report folds repeats. */
static int choose_key(struct scan *scan, dlp_key **key)
{
    char *const usual = place_key();
    int result = STATUS_CLEAN;

    if (scan->settings->key_file)
        result = load_key(key, scan->settings->key_file);
    else if (usual && access(usual, F_OK) == 0)
        result = load_key(key, usual);
    else if (scan->reporter->folds) {
        if (dlp_key_ephemeral(key, NULL) != DLP_OK)
            *key = NULL; /* repeats are then not folded */
        scan->key_is_ours = true;
    }
    scan->key = *key;
    mem_free(usual);
    return result;
}

static int write_note(const void *data, size_t len, void *user)
{
    (void)user;
    message_raw(data, len);
    return 0;
}

/* In words, on standard error, behind the report: what was not read, and why. */
static void print_notes(struct scan *scan)
{
    const struct tally_kinds *const kinds = &scan->tally.incomplete;
    struct buffer line = BUFFER_INIT;
    const int caught = signals_caught();

    (void)spill_drain(&scan->notes, write_note, NULL);
    if (kinds->total) {
        for (size_t i = 0; i < kinds->len; i++)
            buffer_format(&line, "%s%s %llu", i ? ", " : "", kinds->kind[i].name,
                          (unsigned long long)kinds->kind[i].count);
        message("%llu incomplete: %s; what was not read is not known to be clean",
                (unsigned long long)kinds->total, line.data);
    }
    if (caught)
        message("stopped by %s; the report is not whole", caught == SIGINT ? "SIGINT" : "SIGTERM");
    buffer_free(&line);
}

static int scan_status(const struct scan *scan, bool written)
{
    const struct tally *const tally = &scan->tally;

    if (!written || tally->broken)
        return STATUS_ENVIRONMENT;
    if (tally->missing)
        return STATUS_USER;
    if (tally->findings)
        return STATUS_FINDINGS;
    if (tally->incomplete.total && scan->settings->incomplete_fails)
        return STATUS_INCOMPLETE;
    return STATUS_CLEAN;
}

static int scan_run(struct scan *scan)
{
    bool written;

    tally_init(&scan->tally);
    output_init(&scan->out);
    spill_init(&scan->notes);
    threads_run(scan);
    written = output_close(&scan->out);
    if (written)
        print_notes(scan);
    signals_end();
    spill_free(&scan->notes);
    tally_free(&scan->tally);
    return scan_status(scan, written);
}

int cmd_scan(const struct settings *settings, char **args, int count)
{
    struct scan *const scan = mem_array(1, sizeof(*scan));
    struct rulebook book = RULEBOOK_INIT;
    dlp_key *key = NULL;
    int status = check_paths(args, count);

    scan->settings = settings;
    scan->paths = args;
    scan->paths_len = count;
    scan->reporter = reporter_find(settings->format);
    scan->colored = wants_color(settings);
    if (status == STATUS_CLEAN)
        status = rulebook_open(&book, &settings->choice);
    if (status == STATUS_CLEAN)
        status = choose_key(scan, &key);
    if (book.errors)
        message("%zu mistake%s in the rules; nothing was scanned", book.errors,
                book.errors == 1 ? "" : "s");
    if (status == STATUS_CLEAN) {
        scan->database = book.database;
        status = scan_run(scan);
    }
    dlp_key_free(key);
    rulebook_free(&book);
    mem_free(scan);
    return status;
}
