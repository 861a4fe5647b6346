/* common/rulebook.c - rule files -> a set and a database, with every mistake printed.
 *
 * Nothing is scanned with rules that are wrong: a rule that is left out finds nothing, and
 * "nothing found" is then a lie. All files are read before we give up, so that one run shows
 * every mistake. */

#include "rulebook.h"

#include "buffer.h"
#include "mem.h"
#include "message.h"
#include "place.h"
#include "printable.h"
#include "program.h"

#include <string.h>

void rulebook_complain(const struct dlp_diagnostic *diagnostic, void *user)
{
    struct rulebook *const book = user;
    const bool error = diagnostic->level == DLP_DIAGNOSTIC_ERROR;
    struct buffer line = BUFFER_INIT;

    printable_path(&line, diagnostic->file, strlen(diagnostic->file));
    if (diagnostic->line)
        buffer_format(&line, ":%u", diagnostic->line);
    buffer_format(&line, ": %s: ", error ? "error" : "warning");
    if (diagnostic->rule) {
        buffer_char(&line, '[');
        printable_text(&line, diagnostic->rule, strlen(diagnostic->rule));
        buffer_text(&line, "] ");
    }
    printable_message(&line, diagnostic->message, strlen(diagnostic->message));
    buffer_char(&line, '\n');
    message_raw(line.data, line.len);
    buffer_free(&line);
    if (error)
        book->errors++;
    else
        book->warnings++;
}

/* Say what a call failed of, unless the diagnostics said it already. */
static int fail(const struct rulebook *book, size_t errors_before, dlp_status status,
                const struct dlp_error *err)
{
    if (status != DLP_ERULE || book->errors == errors_before)
        message("%s", err->message[0] ? err->message : dlp_status_name(status));
    return command_status(status);
}

static int load_path(struct rulebook *book, const char *path)
{
    const size_t before = book->errors;
    struct dlp_error err = DLP_ERROR_INIT;
    const dlp_status status = dlp_ruleset_load(book->set, path, rulebook_complain, book, &err);

    if (status == DLP_ENOENT) {
        message_about(path, "no such rule file or folder; name another with --rules");
        return STATUS_USER;
    }
    if (status != DLP_OK)
        return fail(book, before, status, &err);
    return book->errors > before ? STATUS_USER : STATUS_CLEAN;
}

static int load_all(struct rulebook *book, const struct rule_choice *choice, char **more,
                    size_t more_len)
{
    int worst = STATUS_CLEAN;

    for (size_t i = 0; i < choice->rules_len; i++) {
        const int status = load_path(book, choice->rules[i]);

        worst = status > worst ? status : worst;
    }
    for (size_t i = 0; i < more_len; i++) {
        const int status = load_path(book, more[i]);

        worst = status > worst ? status : worst;
    }
    if (choice->rules_len == 0 && more_len == 0)
        worst = load_path(book, place_rules());
    return worst;
}

static int choose_packs(struct rulebook *book, const struct rule_choice *choice)
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_status status;

    if (!choice->packs_len)
        return STATUS_CLEAN;
    status = dlp_ruleset_choose_packs(book->set, (const char *const *)choice->packs, &err);
    if (status == DLP_OK)
        return STATUS_CLEAN;
    message("--pack: %s", err.message[0] ? err.message : dlp_status_name(status));
    return command_status(status);
}

/* What was not chosen by its pack stays off. */
static int switch_bare(struct rulebook *book, const struct rule_choice *choice)
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_status status;

    if (!choice->bare || choice->packs_len)
        return STATUS_CLEAN;
    status = dlp_ruleset_enable_tag(book->set, "bare", 1, NULL, &err);
    return status == DLP_OK ? STATUS_CLEAN : fail(book, book->errors, status, &err);
}

static int switch_rules(struct rulebook *book, const struct rule_choice *choice)
{
    struct dlp_error err = DLP_ERROR_INIT;
    int chosen = choose_packs(book, choice);

    if (chosen == STATUS_CLEAN)
        chosen = switch_bare(book, choice);
    if (chosen != STATUS_CLEAN)
        return chosen;
    for (size_t i = 0; i < choice->switches_len; i++) {
        const struct rule_switch *const glob = &choice->switches[i];
        size_t matched = 0;
        const dlp_status status =
            dlp_ruleset_enable(book->set, glob->glob, glob->on, &matched, &err);

        if (status != DLP_OK)
            return fail(book, book->errors, status, &err);
        if (matched == 0) {
            message("--%s: no rule matches '%s'; 'dlpscan rules list' shows them",
                    glob->on ? "enable" : "disable", glob->glob);
            return STATUS_USER;
        }
    }
    if (choice->low_test_values) {
        const dlp_status status = dlp_ruleset_test_values(book->set, DLP_TEST_VALUES_LOW, &err);

        return status == DLP_OK ? STATUS_CLEAN : fail(book, book->errors, status, &err);
    }
    return STATUS_CLEAN;
}

static int new_set(struct rulebook *book)
{
    struct dlp_error err = DLP_ERROR_INIT;
    const dlp_status status = dlp_ruleset_new(&book->set, &err);

    return status == DLP_OK ? STATUS_CLEAN : fail(book, book->errors, status, &err);
}

int rulebook_load(struct rulebook *book, const struct rule_choice *choice, char **more,
                  size_t more_len)
{
    int result = new_set(book);

    if (result == STATUS_CLEAN)
        result = load_all(book, choice, more, more_len);
    if (result == STATUS_CLEAN)
        result = switch_rules(book, choice);
    return result;
}

/* The folders of the cache that was asked for. */
struct cache {
    struct dlp_compile_options options;
    const char *folders[3];
    char *usual; /* to be freed */
};

static void cache_find(struct cache *cache, const struct rule_choice *choice)
{
    const char *own = choice->cache_dir;
    size_t len = 0;

    *cache = (struct cache){ .options = DLP_COMPILE_OPTIONS_INIT };
    if (choice->no_cache)
        return;
    if (!own) {
        own = cache->usual = place_cache();
        cache->options.flags = DLP_COMPILE_CACHE_QUIET; /* nobody asked for it */
    }
    if (own)
        cache->folders[len++] = own;
    if (dlp_cache_path())
        cache->folders[len++] = dlp_cache_path();
    cache->options.cache_dirs = cache->folders;
    cache->options.cache_write_dir = own;
}

/* Of a folder that cannot be written compiling will tell: it is said once. */
static int keep(struct rulebook *book, const struct dlp_compile_options *options)
{
    struct dlp_compile_options quiet = *options;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_status status;

    quiet.flags |= DLP_COMPILE_CACHE_QUIET;
    status = dlp_ruleset_keep(book->set, &quiet, rulebook_complain, book, &err);
    return status == DLP_OK ? STATUS_CLEAN : fail(book, book->errors, status, &err);
}

/* The rules from the cache. False when they are to be loaded. */
static bool restore(struct rulebook *book, const struct rule_choice *choice,
                    const struct dlp_compile_options *options)
{
    const size_t len = choice->rules_len;
    const char **const paths = mem_array(len + 2, sizeof(*paths));
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_status status;

    for (size_t i = 0; i < len; i++)
        paths[i] = choice->rules[i];
    if (len == 0)
        paths[0] = place_rules();
    status = dlp_ruleset_restore(book->set, paths, options, rulebook_complain, book, &err);
    mem_free(paths);
    return status == DLP_OK;
}

static int load_cached(struct rulebook *book, const struct rule_choice *choice,
                       const struct dlp_compile_options *options)
{
    int result = new_set(book);

    if (result == STATUS_CLEAN && !restore(book, choice, options)) {
        result = load_all(book, choice, NULL, 0);
        if (result == STATUS_CLEAN)
            result = keep(book, options);
    }
    if (result == STATUS_CLEAN)
        result = switch_rules(book, choice);
    return result;
}

static int compile(struct rulebook *book, const struct dlp_compile_options *options)
{
    const size_t before = book->errors;
    struct dlp_error err = DLP_ERROR_INIT;
    const dlp_status status = dlp_database_compile_with(&book->database, book->set, options,
                                                        rulebook_complain, book, &err);

    return status == DLP_OK ? STATUS_CLEAN : fail(book, before, status, &err);
}

int rulebook_compile(struct rulebook *book)
{
    return compile(book, NULL);
}

int rulebook_open(struct rulebook *book, const struct rule_choice *choice)
{
    struct cache cache;
    int status;

    cache_find(&cache, choice);
    status = load_cached(book, choice, &cache.options);
    if (status == STATUS_CLEAN)
        status = compile(book, choice->no_cache ? NULL : &cache.options);
    mem_free(cache.usual);
    return status;
}

int rulebook_compile_into(struct rulebook *book, const struct rule_choice *choice,
                          const char *folder)
{
    struct dlp_compile_options options = DLP_COMPILE_OPTIONS_INIT;
    const size_t before = book->warnings;
    int status = new_set(book);

    options.cache_write_dir = folder;
    if (status == STATUS_CLEAN)
        status = load_all(book, choice, NULL, 0);
    if (status == STATUS_CLEAN)
        status = keep(book, &options);
    if (status == STATUS_CLEAN)
        status = switch_rules(book, choice);
    if (status == STATUS_CLEAN)
        status = compile(book, &options);
    return status == STATUS_CLEAN && book->warnings > before ? STATUS_ENVIRONMENT : status;
}

int rulebook_prove(struct rulebook *book)
{
    const size_t before = book->errors;
    struct dlp_error err = DLP_ERROR_INIT;
    const dlp_status status = dlp_database_prove(book->database, rulebook_complain, book, &err);

    return status == DLP_OK ? STATUS_CLEAN : fail(book, before, status, &err);
}

void rulebook_free(struct rulebook *book)
{
    dlp_database_release(book->database);
    dlp_ruleset_free(book->set);
    *book = (struct rulebook)RULEBOOK_INIT;
}
