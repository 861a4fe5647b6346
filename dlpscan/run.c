/* dlpscan/run.c - one scan from its settings to its exit status. */

#include "run.h"

#include "command.h"
#include "io_pace.h"
#include "key_choice.h"
#include "message.h"
#include "rulebook.h"
#include "signals.h"
#include "state_conf.h"
#include "threads.h"

#include <string.h>

/* A baseline from before the key was rotated is compared by the older key, as long as the file of the
 * key holds it. */
static void use_key_of_baseline(const struct scan *scan, dlp_key *key)
{
    const char *const id = scan->known.key_id;

    if (id[0] && strcmp(id, dlp_key_id(key)) != 0 && dlp_key_use(key, id) == DLP_OK)
        message_about(scan->settings->baseline,
                      "made with the older key %s, which this run uses, too; "
                      "'dlpscan baseline' renews it",
                      id);
}

/* What the baseline says is compared by what this run has. */
static int compare_known(struct scan *scan, dlp_key *key)
{
    const char *const baseline = scan->settings->baseline;

    if (scan->settings->by_path) {
        message_about(baseline,
                      "compared by rule and path, not by value: what took the place of a "
                      "known value is not told");
        return STATUS_CLEAN;
    }
    if (scan->fork.used)
        return known_fits(&scan->known, baseline,
                          (const char *[]){ scan->fork.plain, scan->fork.slow, NULL });
    use_key_of_baseline(scan, key);
    return known_fits(&scan->known, baseline, (const char *[]){ dlp_key_id(key), NULL });
}

/* What is known, and what is allowed. */
static int load_sieve(struct scan *scan, dlp_key *key)
{
    const struct settings *const settings = scan->settings;
    const bool keyed =
        (settings->baseline || reports_need_key(scan)) && !settings->by_path && !scan->fork.used;
    int status = STATUS_CLEAN;

    if (keyed && (!key || scan->key_is_ours)) {
        message("a baseline is made of keyed tokens: 'dlpscan key create' makes a key");
        return STATUS_USER;
    }
    if (settings->baseline)
        status = compare_known(scan, key);
    if (status == STATUS_CLEAN && settings->exceptions)
        status = exceptions_load(&scan->exceptions, settings->exceptions);
    return status;
}

/* What makes an incident, where the command line asks for it. */
static int load_incidents(struct scan *scan, const dlp_ruleset *rules)
{
    const struct settings *const settings = scan->settings;
    const int status = incidents_wanted(settings)
        ? incidents_load(&scan->incidents, settings, rules)
        : STATUS_CLEAN;

    if (status == STATUS_CLEAN && scan->incidents.of_all && settings->state && scan->key_is_ours) {
        /* What is known from a state has the tokens of the run that saw it. */
        message("a policy counts over all files, which with --state needs a key: "
                "'dlpscan key create' makes one");
        return STATUS_USER;
    }
    return status;
}

static int write_note(const void *data, size_t len, void *user)
{
    (void)user;
    message_raw(data, len);
    return 0;
}

/* Where the last lines of the report are not for people, or left out. */
static void say_incidents(const struct scan *scan)
{
    struct buffer lines = BUFFER_INIT;

    if (scan->settings->quiet || strcmp(scan->settings->format, "text") != 0)
        incidents_words(&lines, &scan->incidents);
    for (char *line = lines.data; line && *line;) {
        char *const end = strchr(line, '\n');

        *end = '\0';
        message("%s", line);
        line = end + 1;
    }
    buffer_free(&lines);
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
    if (scan->fork.left_out)
        message("%zu finding%s %s: more than %d different values would have to be digested slowly",
                scan->fork.left_out, scan->fork.left_out == 1 ? " is" : "s are",
                scan->settings->for_forks ? "left out of the baseline" : "taken as new",
                FORK_SLOW_MAX);
    exceptions_say(&scan->exceptions);
    say_incidents(scan);
    if (caught)
        message("stopped by %s; the report is not whole", caught == SIGINT ? "SIGINT" : "SIGTERM");
    buffer_free(&line);
}

/* Are there as many findings as the user calls a failure? */
static bool fails(const struct scan *scan)
{
    const struct settings *const settings = scan->settings;
    uint64_t count = 0;

    if (!settings->fail_given)
        return scan->tally.findings > 0;
    if (incidents_any(&scan->incidents))
        return true;
    for (int severity = TALLY_SEVERITIES - 1; severity >= 0; severity--) {
        count += scan->tally.severity[severity];
        if (settings->fail_from[severity] && count >= settings->fail_from[severity])
            return true;
    }
    return false;
}

static int scan_status(const struct scan *scan, bool written)
{
    const struct tally *const tally = &scan->tally;

    if (!written || tally->broken)
        return STATUS_ENVIRONMENT;
    if (tally->missing)
        return STATUS_USER;
    if (fails(scan))
        return STATUS_FINDINGS;
    if (tally->incomplete.total && scan->settings->incomplete_fails)
        return STATUS_INCOMPLETE;
    return STATUS_CLEAN;
}

/* The state of --state, for these rules and options. */
static int open_state(struct scan *scan)
{
    struct buffer conf = BUFFER_INIT;
    bool opened = true;

    if (scan->settings->state && scan->settings->show_values) {
        message("a state holds no values: leave out --show-values, or --state");
        return STATUS_USER;
    }
    if (scan->settings->state) {
        state_conf_add(&conf, scan);
        opened = state_open(&scan->state, scan->settings->state, &conf, &scan->own);
        explicit_bzero(conf.data, conf.cap);
        buffer_free(&conf);
    }
    return opened ? STATUS_CLEAN : STATUS_USER;
}

static int scan_all(struct scan *scan)
{
    bool written;
    int status;

    tally_init(&scan->tally);
    pace_set(scan->settings->io_limit);
    spill_init(&scan->notes);
    own_init(&scan->own);
    status = reports_open(scan);
    if (status == STATUS_CLEAN)
        status = open_state(scan);
    if (status == STATUS_CLEAN)
        threads_run(scan);
    state_close(&scan->state);
    written = reports_close(scan);
    if (status == STATUS_CLEAN) {
        if (written)
            print_notes(scan);
        signals_end();
        status = scan_status(scan, written);
    }
    spill_free(&scan->notes);
    tally_free(&scan->tally);
    return status;
}

/* A key that anybody can make: its tokens go no further than one of this run. */
static int choose_fork_key(struct scan *scan, dlp_key **key, const dlp_ruleset *rules)
{
    if (scan->settings->state) {
        message(
            "a state would keep digests that anybody can try values against: leave out --state, "
            "or take a baseline with a key");
        return STATUS_USER;
    }
    scan->key_is_ours = true;
    fork_key_rules(&scan->fork, rules);
    return command_status(fork_key_make(&scan->fork, key));
}

static int choose_key(struct scan *scan, dlp_key **key, const dlp_ruleset *rules)
{
    const struct settings *const settings = scan->settings;

    if (settings->for_forks)
        fork_key_name(&scan->fork, settings->for_forks);
    else if (scan->known.forks && !settings->by_path
             && !fork_key_take(&scan->fork, scan->known.forks))
        return known_wrong_forks(settings->baseline, scan->known.forks_number);
    if (scan->fork.used)
        return choose_fork_key(scan, key, rules);
    return key_choose(key, settings->key_file,
                      scan->folds || settings->state || incidents_wanted(settings),
                      &scan->key_is_ours);
}

int run_scan(struct scan *scan)
{
    struct rulebook book = RULEBOOK_INIT;
    dlp_key *key = NULL;
    int status = rulebook_open(&book, &scan->settings->choice);

    scan->folds = reports_fold(scan);
    scan->notes_wanted = reports_note(scan);
    if (status == STATUS_CLEAN && scan->settings->baseline)
        status = known_read(&scan->known, scan->settings->baseline);
    if (status == STATUS_CLEAN)
        status = choose_key(scan, &key, book.set);
    scan->key = key;
    if (status == STATUS_CLEAN)
        status = load_sieve(scan, key);
    if (status == STATUS_CLEAN)
        status = load_incidents(scan, book.set);
    if (status == STATUS_CLEAN)
        status = extraction_init(&scan->extraction, scan->settings);
    if (book.errors)
        message("%zu mistake%s in the rules; nothing was scanned", book.errors,
                book.errors == 1 ? "" : "s");
    if (status == STATUS_CLEAN) {
        scan->database = book.database;
        scan->rules = book.set;
        scan->info.version = DLP_DATABASE_INFO_VERSION;
        if (dlp_database_info(scan->database, &scan->info) == DLP_OK)
            status = scan_all(scan);
        else
            status = STATUS_ENVIRONMENT;
    }
    known_free(&scan->known);
    fork_key_free(&scan->fork);
    exceptions_free(&scan->exceptions);
    incidents_free(&scan->incidents);
    extraction_free(&scan->extraction);
    dlp_key_free(key);
    rulebook_free(&book);
    return status;
}
