/* dlpscan/commands.c - the table of commands. */

#include "command.h"
#include "grammar.h"
#include "mem.h"

#include <limits.h>
#include <string.h>

/* What every command takes that heeds a file of settings. */
#define CONF_OPTIONS OPTION_CONFIG, OPTION_NO_CONFIG, OPTION_PRINT_CONFIG
/* What every command that scans takes; OPTION_END follows. */
#define SCAN_OPTIONS                                                                               \
  OPTION_REPORT_FORMAT, OPTION_OUTPUT, OPTION_RULES, OPTION_PACK, OPTION_ENABLE, OPTION_DISABLE,   \
      OPTION_BASELINE, OPTION_BY_PATH, OPTION_EXCEPTIONS, OPTION_MARKS, OPTION_FAIL_ON,            \
      OPTION_MIN_CONFIDENCE, OPTION_THREADS, OPTION_KEY_FILE, OPTION_INCOMPLETE,                   \
      OPTION_SHOW_VALUES, OPTION_TEST_VALUES, OPTION_DEEP, OPTION_COLOR, OPTION_QUIET,             \
      OPTION_STATS, OPTION_LIST_SKIPPED, OPTION_PER_RULE, OPTION_NO_CACHE, OPTION_CACHE_DIR,       \
      OPTION_EXTRACTOR, OPTION_PASSWORD, OPTION_LIMIT, OPTION_NO_SANDBOX, OPTION_OCR, CONF_OPTIONS
/* And what every command that walks. */
#define WALK_OPTIONS                                                                               \
  OPTION_NO_IGNORE, OPTION_INCLUDE, OPTION_EXCLUDE, OPTION_MAX_SIZE, OPTION_TYPE, OPTION_SINCE,    \
      OPTION_IO_LIMIT, OPTION_ONE_FILE_SYSTEM, OPTION_FILES_FROM, OPTION_NULL, OPTION_STATE

static const int no_options[] = { OPTION_END };
static const int scan_options[] = { SCAN_OPTIONS, WALK_OPTIONS, OPTION_END };
static const int baseline_options[] = { OPTION_FOR_FORKS, OPTION_INCOMPLETES, SCAN_OPTIONS,
                                        WALK_OPTIONS, OPTION_END };
static const int git_options[] = { OPTION_STATE,    OPTION_STAGED,  OPTION_DIFF, SCAN_OPTIONS,
                                   OPTION_INCLUDE,  OPTION_EXCLUDE, OPTION_TYPE, OPTION_IO_LIMIT,
                                   OPTION_MAX_SIZE, OPTION_END };
static const int inventory_options[] = {
    OPTION_THREADS,     OPTION_TABLE_FORMAT, OPTION_ALLOW,
    OPTION_RECEIVER,    OPTION_RULES,        OPTION_PACK,
    OPTION_ENABLE,      OPTION_DISABLE,      OPTION_MIN_CONFIDENCE,
    OPTION_TEST_VALUES, OPTION_INCOMPLETE,   OPTION_QUIET,
    OPTION_NO_CACHE,    OPTION_CACHE_DIR,    OPTION_EXTRACTOR,
    OPTION_PASSWORD,    OPTION_LIMIT,        OPTION_NO_SANDBOX,
    OPTION_OCR,         CONF_OPTIONS,        OPTION_END
};
static const int db_options[] = { OPTION_ROWS,           OPTION_TABLE,       OPTION_TABLE_FORMAT,
                                  OPTION_ALLOW,          OPTION_RECEIVER,    OPTION_RULES,
                                  OPTION_PACK,           OPTION_ENABLE,      OPTION_DISABLE,
                                  OPTION_MIN_CONFIDENCE, OPTION_TEST_VALUES, OPTION_INCOMPLETE,
                                  OPTION_QUIET,          OPTION_NO_CACHE,    OPTION_CACHE_DIR,
                                  CONF_OPTIONS,          OPTION_END };
static const int adopt_options[] = { OPTION_OWNER,   OPTION_EXPIRES,        OPTION_KEY_FILE,
                                     OPTION_RULES,   OPTION_PACK,           OPTION_ENABLE,
                                     OPTION_DISABLE, OPTION_MIN_CONFIDENCE, OPTION_INCOMPLETE,
                                     OPTION_QUIET,   OPTION_NO_CACHE,       OPTION_CACHE_DIR,
                                     OPTION_END };
static const int redact_options[] = { OPTION_MODE,      OPTION_PURPOSE,        OPTION_SHIFT_DATES,
                                      OPTION_DAY_FIRST, OPTION_KEY_FILE,       OPTION_RULES,
                                      OPTION_PACK,      OPTION_TEST_VALUES,    OPTION_ENABLE,
                                      OPTION_DISABLE,   OPTION_MIN_CONFIDENCE, OPTION_QUIET,
                                      OPTION_NO_CACHE,  OPTION_CACHE_DIR,      OPTION_EXTRACTOR,
                                      OPTION_LIMIT,     CONF_OPTIONS,          OPTION_END };
static const int list_options[] = { OPTION_FORMAT,    OPTION_RULES,   OPTION_PACK,
                                    OPTION_ENABLE,    OPTION_DISABLE, OPTION_NO_CACHE,
                                    OPTION_CACHE_DIR, CONF_OPTIONS,   OPTION_END };
static const int packs_options[] = { OPTION_FORMAT, OPTION_RULES, CONF_OPTIONS, OPTION_END };
static const int check_options[] = { OPTION_RULES, OPTION_END };
static const int rule_options[] = { OPTION_RULES, OPTION_NO_CACHE, OPTION_CACHE_DIR, CONF_OPTIONS,
                                    OPTION_END };
static const int compile_options[] = { OPTION_RULES,  OPTION_PACK,    OPTION_TEST_VALUES,
                                       OPTION_ENABLE, OPTION_DISABLE, OPTION_CACHE_DIR,
                                       CONF_OPTIONS,  OPTION_END };
static const int cost_options[] = { OPTION_FORMAT, OPTION_RULES,   OPTION_PACK,
                                    OPTION_ENABLE, OPTION_DISABLE, OPTION_MIN_CONFIDENCE,
                                    CONF_OPTIONS,  OPTION_END };
static const int key_options[] = { OPTION_KEY_FILE, OPTION_END };
static const int explain_options[] = {
    OPTION_AT,      OPTION_RULES,          OPTION_PACK,     OPTION_TEST_VALUES, OPTION_ENABLE,
    OPTION_DISABLE, OPTION_MIN_CONFIDENCE, OPTION_NO_CACHE, OPTION_CACHE_DIR,   CONF_OPTIONS,
    OPTION_END
};

static const struct command commands[] = {
    { "scan", NULL, "PATH...", "Find personal data and secrets in files ('-' is standard input).",
      scan_options, 0, -1, cmd_scan },
    { "git", NULL, "[REPO]", "Scan the history of a git repository, or a change of it.",
      git_options, 0, 1, cmd_git },
    { "baseline", "import", "FILE...",
      "Make a baseline of a .gitleaksignore or detect-secrets' baseline; exceptions of gitleaks' "
      "allowlists.",
      adopt_options, 1, -1, cmd_baseline_import },
    { "baseline", NULL, "PATH...",
      "Write what is found to a file, so that later scans report only what is new.",
      baseline_options, 0, -1, cmd_baseline },
    { "inventory", NULL, "FILE...",
      "Say which personal data the columns of exports hold, and of how many persons ('-' is standard "
      "input).",
      inventory_options, 1, -1, cmd_inventory },
    { "db", NULL, "URL",
      "Say which personal data the columns of a database hold (PostgreSQL, MySQL, SQLite).",
      db_options, 1, 1, cmd_db },
    { "redact", NULL, "IN OUT",
      "Copy a text with what is found in it replaced ('-' is standard input or output).",
      redact_options, 2, 2, cmd_redact },
    { "explain", NULL, "FILE --at OFFSET",
      "Say why, or why not, the rules find something near an offset.", explain_options, 1, 1,
      cmd_explain },
    { "rules", "list", "", "Print the rules: id, severity, lane, title.", list_options, 0, 0,
      cmd_rules_list },
    { "rules", "check", "[FILE|DIR...]",
      "Check rule files, and prove every rule's examples and counter-examples.", check_options, 0,
      -1, cmd_rules_check },
    { "rules", "packs", "", "Print the packs: groups of rules for a law or a standard.",
      packs_options, 0, 0, cmd_rules_packs },
    { "rules", "import", "FILE...",
      "Print Nosey Parker's or Kingfisher's rules (YAML) in our rule language.", no_options, 1, -1,
      cmd_rules_import },
    { "rules", "explain", "ID", "Describe one rule.", rule_options, 1, 1, cmd_rules_explain },
    { "rules", "cost", "FILE...", "Say what each rule costs on files ('-' is standard input).",
      cost_options, 1, -1, cmd_rules_cost },
    { "rules", "compile", "", "Compile the rules and keep them, so that later runs start fast.",
      compile_options, 0, 0, cmd_rules_compile },
    { "key", "create", "", "Make a key for tokens.", key_options, 0, 0, cmd_key_create },
    { "key", "rotate", "", "Put a new key before the old ones.", key_options, 0, 0,
      cmd_key_rotate },
    { "key", "id", "", "Print the id that tokens of the key start with.", key_options, 0, 0,
      cmd_key_id },
    { "completions", NULL, "SHELL", "Print what a shell completes: bash, zsh or fish.", no_options,
      1, 1, cmd_completions },
};

/* What a file of settings means to a command; all others look at all of their arguments. */
static const struct conf_target {
    int (*run)(const struct settings *settings, char **args, int count);
    int count; /* so many of its arguments are what is looked at: the file belongs to those */
    bool wary; /* as of conf_load() */
} conf_targets[] = {
    /* Where the result goes says nothing. What is left in it is not for whoever wrote the tree to say. */
    { cmd_redact, 1, true },
    /* Names of rules, or files of them. */
    { cmd_rules_list, 0, false },
    { cmd_rules_packs, 0, false },
    { cmd_rules_explain, 0, false },
    { cmd_rules_compile, 0, false },
};

static const struct conf_target *conf_target_of(const struct command *command)
{
    static const struct conf_target other = { NULL, INT_MAX, false };

    for (size_t i = 0; i < sizeof(conf_targets) / sizeof(conf_targets[0]); i++) {
        if (conf_targets[i].run == command->run)
            return &conf_targets[i];
    }
    return &other;
}

static void note_option(struct settings *settings, const struct option_spec *spec,
                        const char *value)
{
    if (!settings->conf.sealed)
        conf_note(&settings->conf, spec, value ? value : "true", 0);
}

static bool takes_conf(const struct command *command)
{
    for (const int *id = command->options; *id; id++) {
        if (*id == OPTION_CONFIG)
            return true;
    }
    return false;
}

/* The file that is named, or that belongs to the targets. */
static int choose_conf(struct settings *settings, const struct command *command, char **targets,
                       int count)
{
    struct conf *const conf = &settings->conf;
    const int wanted = conf_target_of(command)->count;

    if (count > wanted)
        count = wanted;
    if (conf->named) {
        conf->file = mem_copy(conf->named, strlen(conf->named));
    } else if (!conf->none) {
        if (!conf_find(&conf->file, targets, count))
            return STATUS_USER;
        conf->found = conf->file != NULL;
    }
    return STATUS_CLEAN;
}

/* The command line was read to know the targets; now it is read again, over what their file says. */
static int add_conf(struct settings *settings, const struct command *command, int argc, char **argv,
                    int *first)
{
    struct settings fresh;
    int status = choose_conf(settings, command, argv + *first, argc - *first);

    if (status != STATUS_CLEAN || !settings->conf.file)
        return status;
    settings_init(&fresh);
    fresh.conf = settings->conf;
    fresh.conf.sealed = true;
    settings->conf = (struct conf){ 0 };
    settings_free(settings);
    *settings = fresh;
    status = conf_load(settings, command, conf_target_of(command)->wary);
    if (status != STATUS_CLEAN || !grammar_read(settings, command, argc, argv, first, &status))
        return status;
    return STATUS_CLEAN;
}

static int command_run(const struct command *command, int argc, char **argv)
{
    struct settings settings;
    int first = 0, status = STATUS_CLEAN;
    bool go;

    settings_init(&settings);
    go = grammar_read(&settings, command, argc, argv, &first, &status);
    if (go && takes_conf(command)) {
        status = add_conf(&settings, command, argc, argv, &first);
        go = status == STATUS_CLEAN;
    }
    if (go && settings.conf.print)
        status = conf_print(&settings, command);
    else if (go) {
        conf_say(&settings.conf);
        status = command->run(&settings, argv + first, argc - first);
    }
    settings_free(&settings);
    return status;
}

const struct program program = {
    .name = "dlpscan",
    .manual = "dlpscan(1)",
    .commands = commands,
    .commands_len = sizeof(commands) / sizeof(commands[0]),
    .options = option_specs,
    .options_len = OPTION_SPECS,
    .note = note_option,
    .run = command_run,
};
