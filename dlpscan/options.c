/* dlpscan/options.c - the table of options, and the settings that they come to. */

#include "options.h"

#include "exceptions.h"
#include "kinds.h"
#include "marks.h"
#include "mem.h"
#include "numeral.h"
#include "reporter.h"
#include "setters.h"
#include "since.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define THREADS_MAX 256
#define ROWS_USUAL 10000u
#define PER_RULE_USUAL 5u

/* clang-format off */
SET_FLAG(no_ignore, no_ignore)
SET_FLAG(one_file_system, one_file_system)
SET_FLAG(null, null_ends)
SET_FLAG(list_skipped, list_skipped)
SET_FLAG(staged, staged)
SET_FLAG(show_values, show_values)
SET_FLAG(deep, deep)
SET_FLAG(quiet, quiet)
SET_FLAG(stats, stats)
SET_FLAG(by_path, by_path)
SET_FLAG(incompletes, incompletes)
SET_FLAG(shift_dates, shift_dates)
SET_FLAG(day_first, day_first)
SET_FLAG(no_sandbox, no_sandbox)
SET_FLAG(ocr, ocr)
SET_FLAG(no_config, conf.none)
SET_FLAG(print_config, conf.print)
SET_TEXT(files_from, files_from)
SET_TEXT(baseline, baseline)
SET_TEXT(exceptions, exceptions)
SET_TEXT(for_forks, for_forks)
SET_TEXT(purpose, purpose)
SET_TEXT(allow, allow)
SET_TEXT(receiver, receiver)
SET_TEXT(state, state)
SET_TEXT(config, conf.named)
/* clang-format on */

static bool set_format(struct settings *s, const char *value)
{
    s->format = value;
    return strcmp(value, "text") == 0 || strcmp(value, "jsonl") == 0;
}

static bool set_report_format(struct settings *s, const char *value)
{
    s->format = value;
    return reporter_find(value) != NULL;
}

static bool set_output(struct settings *s, const char *value)
{
    const char *const colon = strchr(value, ':');
    struct setting_output *const output = &s->outputs[s->outputs_len];
    char format[16];
    const struct reporter *reporter;

    if (!colon || (size_t)(colon - value) >= sizeof(format) || colon[1] == '\0'
        || s->outputs_len == SETTING_OUTPUTS)
        return false;
    memcpy(format, value, (size_t)(colon - value));
    format[colon - value] = '\0';
    reporter = reporter_find(format);
    if (!reporter)
        return false;
    output->format = reporter->name;
    output->path = colon + 1;
    s->outputs_len++;
    return true;
}

static void add_text(struct setting_globs *globs, const char *text)
{
    globs->glob = mem_resize(globs->glob, globs->len + 1, sizeof(*globs->glob));
    globs->glob[globs->len++] = text;
}

static bool add_glob(struct setting_globs *globs, const char *glob)
{
    add_text(globs, glob);
    return *glob != '\0' && *glob != '!' && *glob != '#' && !strchr(glob, '\n');
}

static bool set_include(struct settings *s, const char *value)
{
    return add_glob(&s->includes, value);
}

static bool set_exclude(struct settings *s, const char *value)
{
    return add_glob(&s->excludes, value);
}

static bool set_max_size(struct settings *s, const char *value)
{
    return number_bytes(value, &s->max_size) && s->max_size > 0;
}

static bool set_type(struct settings *s, const char *value)
{
    return kinds_choose(value, &s->kinds);
}

static bool set_io_limit(struct settings *s, const char *value)
{
    return number_bytes(value, &s->io_limit) && s->io_limit > 0;
}

static bool set_since(struct settings *s, const char *value)
{
    return since_read(value, &s->since);
}

static bool set_marks(struct settings *s, const char *value)
{
    return marks_choose(value, &s->marks);
}

/* The file of "policy:FILE", "" for "policy", each once. */
static bool add_policy(struct setting_globs *policies, const char *file)
{
    for (size_t i = 0; i < policies->len; i++) {
        if (strcmp(policies->glob[i], file) == 0)
            return true;
    }
    add_text(policies, file);
    return true;
}

/* "none", "high", "medium:100", "policy" or "policy:FILE". */
static bool set_fail_on(struct settings *s, const char *value)
{
    const size_t len = strcspn(value, ":");
    uint64_t count = 1;

    s->fail_given = true;
    if (strcmp(value, "none") == 0)
        return true;
    if (strcmp(value, "policy") == 0)
        return add_policy(&s->fail_policies, "");
    if (strncmp(value, SETTING_POLICY, strlen(SETTING_POLICY)) == 0)
        return value[strlen(SETTING_POLICY)]
            && add_policy(&s->fail_policies, value + strlen(SETTING_POLICY));
    if (value[len] && (!number_read(value + len + 1, &count) || count == 0))
        return false;
    for (int severity = 0; severity < SETTING_SEVERITIES; severity++) {
        const char *const name = dlp_severity_name((enum dlp_severity)severity);

        if (strlen(name) == len && memcmp(name, value, len) == 0) {
            s->fail_from[severity] = count;
            return true;
        }
    }
    return false;
}

static bool set_diff(struct settings *s, const char *value)
{
    s->diff = value;
    return *value != '\0' && *value != '-';
}

static bool set_mode(struct settings *s, const char *value)
{
    static const char *const names[] = { "mask", "pseudonym", "shape" };

    for (int mode = 0; mode < 3; mode++) {
        if (strcmp(value, names[mode]) == 0) {
            s->redact_mode = (enum dlp_redact_mode)mode;
            return true;
        }
    }
    return false;
}

static bool set_pack(struct settings *s, const char *value)
{
    return rule_choice_packs(&s->choice, value);
}

static bool set_threads(struct settings *s, const char *value)
{
    uint64_t n = 0;

    if (!number_read(value, &n) || n < 1 || n > THREADS_MAX)
        return false;
    s->threads = (unsigned)n;
    return true;
}

static bool set_per_rule(struct settings *s, const char *value)
{
    return number_read(value, &s->per_rule);
}

static bool set_color(struct settings *s, const char *value)
{
    s->color = strcmp(value, "always") == 0 ? COLOR_ALWAYS
        : strcmp(value, "never") == 0       ? COLOR_NEVER
                                            : COLOR_AUTO;
    return s->color != COLOR_AUTO || strcmp(value, "auto") == 0;
}

static bool set_test_values(struct settings *s, const char *value)
{
    s->choice.low_test_values = strcmp(value, "low") == 0;
    return s->choice.low_test_values || strcmp(value, "full") == 0;
}

static bool set_at(struct settings *s, const char *value)
{
    s->at_given = true;
    return number_read(value, &s->at);
}

static bool set_password(struct settings *s, const char *value)
{
    s->passwords = mem_resize(s->passwords, s->passwords_len + 2, sizeof(*s->passwords));
    s->passwords[s->passwords_len++] = value;
    s->passwords[s->passwords_len] = NULL;
    return *value != '\0';
}

static bool set_limit(struct settings *s, const char *value)
{
    return limits_set(&s->limits, value);
}

static bool set_table_format(struct settings *s, const char *value)
{
    return set_format(s, value) || strcmp(value, "csv") == 0;
}

static bool set_rows(struct settings *s, const char *value)
{
    s->rows = 0;
    return strcmp(value, "all") == 0 || (number_read(value, &s->rows) && s->rows > 0);
}

static bool set_table(struct settings *s, const char *value)
{
    return add_glob(&s->tables, value);
}

static bool set_owner(struct settings *s, const char *value)
{
    s->owner = value;
    return *value != '\0' && !strpbrk(value, " \t\r\n");
}

static bool set_expires(struct settings *s, const char *value)
{
    s->expires = value;
    return exception_is_day(value);
}

const struct option_spec option_specs[OPTION_SPECS] = {
    { OPTION_FORMAT, 'f', "format", "FORMAT", "text (default) or jsonl: one JSON object a line",
      set_format, "text or jsonl" },
    { OPTION_REPORT_FORMAT, 'f', "format", "FORMAT",
      "the report on standard output: " REPORTER_NAMES, set_report_format,
      "one of: " REPORTER_NAMES },
    { OPTION_OUTPUT, 'o', "output", "FORMAT:FILE",
      "write another report to a file; up to 7 in one run", set_output,
      "FORMAT:FILE, up to 7 times; FORMAT is one of: " REPORTER_NAMES },
    { OPTION_RULES, 'r', "rules", "DIR|FILE",
      "rules to use instead of the default ones; may be repeated", set_rules,
      "a rule file, or a folder of them" },
    { OPTION_NO_IGNORE, 0, "no-ignore", NULL,
      "heed no .gitignore, .ignore or .dlpignore, and enter .git/objects", set_no_ignore, NULL },
    { OPTION_INCLUDE, 0, "include", "GLOB",
      "of folders, scan only files that match, as in .gitignore; may be repeated", set_include,
      "a pattern as in .gitignore, without '!'" },
    { OPTION_EXCLUDE, 0, "exclude", "GLOB",
      "of folders, skip what matches, as in .gitignore; may be repeated", set_exclude,
      "a pattern as in .gitignore, without '!'" },
    { OPTION_MAX_SIZE, 0, "max-size", "BYTES", "skip larger files; 10M is 10 MiB", set_max_size,
      "a number of bytes above 0, as in 500K, 10M or 2G" },
    { OPTION_TYPE, 0, "type", "NAMES", "scan only files of these types: " KIND_NAMES, set_type,
      "some of " KIND_NAMES ", with commas between them" },
    { OPTION_SINCE, 0, "since", "WHEN",
      "skip files that changed before: a day as 2026-01-31, or how long ago as 90m, 12h, 7d or 4w",
      set_since, "a day as 2026-01-31, or a number with m, h, d or w" },
    { OPTION_IO_LIMIT, 0, "io-limit", "BYTES", "read at most so many bytes a second; 20M is 20 MiB",
      set_io_limit, "a number of bytes above 0, as in 500K, 10M or 2G" },
    { OPTION_ONE_FILE_SYSTEM, 'x', "one-file-system", NULL,
      "enter no folder on another file system than its PATH", set_one_file_system, NULL },
    { OPTION_FILES_FROM, 0, "files-from", "FILE",
      "scan the paths in FILE, too, one a line; '-' is standard input", set_files_from,
      "a file of paths" },
    { OPTION_NULL, '0', "null", NULL, "a NUL, not a newline, ends each path of --files-from",
      set_null, NULL },
    { OPTION_PER_RULE, 0, "per-rule", "N",
      "text: of each rule show N findings in a file and count the others (default 5; 0: all)",
      set_per_rule, "a number of findings, or 0" },
    { OPTION_LIST_SKIPPED, 0, "list-skipped", NULL, "say what was skipped, and why",
      set_list_skipped, NULL },
    { OPTION_BASELINE, 'b', "baseline", "FILE",
      "report only findings that are not in this file of 'dlpscan baseline'", set_baseline,
      "a file" },
    { OPTION_BY_PATH, 0, "by-path", NULL,
      "baseline: know findings by rule and path, too; with --baseline: compare by these alone, "
      "without a key",
      set_by_path, NULL },
    { OPTION_INCOMPLETES, 0, "incompletes", NULL,
      "know what is not read whole, too, by reason and path", set_incompletes, NULL },
    { OPTION_FOR_FORKS, 0, "for-forks", "NAME",
      "know values by public digests that need no key, slow ones where they can be guessed; NAME is "
      "their salt, as the repository's address",
      set_for_forks, "a name that no other repository has, as its address" },
    { OPTION_EXCEPTIONS, 0, "exceptions", "FILE", "leave out what this file allows; see dlpscan(1)",
      set_exceptions, "a file" },
    { OPTION_MARKS, 0, "marks", "NAMES",
      "marks in files that are honoured: all (default), none, or some of dlp,gitleaks,"
      "trufflehog,kingfisher,detect-secrets",
      set_marks, "all, none, or names of dlp,gitleaks,trufflehog,kingfisher,detect-secrets" },
    { OPTION_FAIL_ON, 0, "fail-on", "WHAT",
      "exit 1 only for that: SEVERITY[:N], N findings (default 1) of it or higher; policy[:FILE], "
      "an incident by a policy of the packs or of FILE; none",
      set_fail_on,
      "none; low, medium, high or critical, with a count behind ':' as in medium:10; policy, or "
      "policy:FILE" },
    { OPTION_STAGED, 0, "staged", NULL, "scan what the next commit changes, for a hook", set_staged,
      NULL },
    { OPTION_DIFF, 0, "diff", "BASE..HEAD",
      "scan what HEAD changes against BASE; '...': since it left BASE", set_diff,
      "two commits, as in main..HEAD" },
    { OPTION_MODE, 'm', "mode", "MODE",
      "put there: mask (default), pseudonym, or shape: a value of the same kind", set_mode,
      "mask, pseudonym or shape" },
    { OPTION_PURPOSE, 'p', "purpose", "TEXT", "what for: another purpose has other pseudonyms",
      set_purpose, "a text" },
    { OPTION_SHIFT_DATES, 0, "shift-dates", NULL,
      "move dates by a number of days, the same for all of a key and purpose; other values as --mode "
      "says",
      set_shift_dates, NULL },
    { OPTION_DAY_FIRST, 0, "day-first", NULL, "read 03/04/2001 as the third of April",
      set_day_first, NULL },
    { OPTION_ENABLE, 'e', "enable", "GLOB",
      "switch on the rules whose id matches; in order with --disable", set_enable,
      "a glob of rule ids, as in 'card.*'" },
    { OPTION_DISABLE, 'd', "disable", "GLOB",
      "switch off the rules whose id matches; in order with --enable", set_disable,
      "a glob of rule ids, as in 'card.*'" },
    { OPTION_PACK, 'p', "pack", "NAME[,NAME]",
      "only the rules of these packs (see 'dlpscan rules packs')", set_pack,
      "names of packs with commas between them, as in pci,gdpr" },
    { OPTION_MIN_CONFIDENCE, 'c', "min-confidence", "X",
      "report findings from this confidence on, 0 to 1 (default 0.5)", set_min_confidence,
      "a number from 0 to 1, as in 0.75" },
    { OPTION_TEST_VALUES, 0, "test-values", "HOW",
      "test cards and the like: full (default), or low: confidence 0.30 at the most",
      set_test_values, "full or low" },
    { OPTION_THREADS, 'j', "threads", "N",
      "files to scan at once, 1 to 256 (default: one a processor)", set_threads,
      "a whole number from 1 to 256" },
    { OPTION_KEY_FILE, 'k', "key-file", "FILE",
      "the key that tokens are made with (see 'dlpscan key create')", set_key_file, "a file" },
    { OPTION_INCOMPLETE, 0, "incomplete", "MODE",
      "warn (default), or fail: exit 3 when something was not read whole", set_incomplete,
      "warn or fail" },
    { OPTION_SHOW_VALUES, 0, "show-values", NULL, "print the values themselves, not masked",
      set_show_values, NULL },
    { OPTION_DEEP, 0, "deep", NULL,
      "decode all of every text, and read it backwards, too: several times slower", set_deep,
      NULL },
    { OPTION_COLOR, 0, "color", "WHEN", "auto (default), always or never; NO_COLOR is honoured",
      set_color, "auto, always or never" },
    { OPTION_QUIET, 'q', "quiet", NULL, "no summary, and only one line about what was not read",
      set_quiet, NULL },
    { OPTION_STATS, 0, "stats", NULL,
      "say what each stage and the dearest rules took, on standard error; a little slower",
      set_stats, NULL },
    { OPTION_AT, 'a', "at", "OFFSET", "the byte to explain, counted from 0; 0x10 is hexadecimal",
      set_at, "a byte offset, as in 4096 or 0x1000" },
    { OPTION_NO_CACHE, 0, "no-cache", NULL, "compile the rules anew; read and write no cache",
      set_no_cache, NULL },
    { OPTION_CACHE_DIR, 0, "cache-dir", "DIR", "keep compiled rules here (default: ~/.cache/dlp)",
      set_cache_dir, "a folder" },
    { OPTION_EXTRACTOR, 0, "extractor", "FILE|none",
      "the program that takes documents apart; none: they are incomplete", set_extractor,
      "a program, or none" },
    { OPTION_NO_SANDBOX, 0, "no-sandbox", NULL, "read documents without seccomp and rlimits",
      set_no_sandbox, NULL },
    { OPTION_OCR, 0, "ocr", NULL, "read letters in pictures and scanned pages; takes seconds each",
      set_ocr, NULL },
    { OPTION_PASSWORD, 0, "password", "TEXT",
      "try it on what is encrypted; may be repeated; other users can see it", set_password,
      "a password" },
    { OPTION_LIMIT, 'l', "limit", "NAME=N",
      "of a document: depth, parts, bytes, ratio, seconds, memory or spool; may be repeated",
      set_limit, LIMITS_WANTS },
    { OPTION_TABLE_FORMAT, 'f', "format", "FORMAT", "text (default), jsonl or csv",
      set_table_format, "text, jsonl or csv" },
    { OPTION_ALLOW, 0, "allow", "GLOB[,GLOB]",
      "what a receiver may get, by rule ids: the rest is over-collected", set_allow,
      "globs of rule ids with commas between them, as in contact.email,person.*" },
    { OPTION_RECEIVER, 0, "receiver", "FILE",
      "a file that says what a receiver may get: allow, deny", set_receiver, "a file" },
    { OPTION_STATE, 0, "state", "FILE",
      "remember what was found, and scan only what changed since; made when it is missing",
      set_state, "a file" },
    { OPTION_ROWS, 0, "rows", "N|all", "rows of each table, a sample (default 10000)", set_rows,
      "a number above 0, or all" },
    { OPTION_TABLE, 0, "table", "GLOB", "only tables that match; may be repeated", set_table,
      "a glob of names, as in 'public.*'" },
    { OPTION_OWNER, 0, "owner", "NAME", "who answers for imported exceptions", set_owner,
      "a name without blanks" },
    { OPTION_EXPIRES, 0, "expires", "DAY", "the last day of imported exceptions, as 2027-01-31",
      set_expires, "a day as 2027-01-31" },
    { OPTION_CONFIG, 0, "config", "FILE",
      "take settings from FILE, not from a .dlpscan.conf at or above the PATH", set_config,
      "a file" },
    { OPTION_NO_CONFIG, 0, "no-config", NULL, "take no settings from a file", set_no_config, NULL },
    { OPTION_PRINT_CONFIG, 0, "print-config", NULL,
      "print the settings in force and where each comes from, and end", set_print_config, NULL },
};

void settings_init(struct settings *settings)
{
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    const char *const key_file = getenv("DLP_KEY_FILE");

    *settings = (struct settings){ .format = "text",
                                   .min_confidence = 0.5,
                                   .marks = MARKS_ALL,
                                   .kinds = KINDS_ALL,
                                   .rows = ROWS_USUAL,
                                   .per_rule = PER_RULE_USUAL };
    settings->threads = online < 1 ? 1 : online > THREADS_MAX ? THREADS_MAX : (unsigned)online;
    if (key_file && *key_file)
        settings->key_file = key_file;
}

void settings_free(struct settings *settings)
{
    rule_choice_free(&settings->choice);
    mem_free(settings->includes.glob);
    mem_free(settings->excludes.glob);
    mem_free(settings->tables.glob);
    mem_free(settings->fail_policies.glob);
    mem_free(settings->passwords);
    conf_free(&settings->conf);
    *settings = (struct settings){ 0 };
}
