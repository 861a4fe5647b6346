/* dlpscan/cmd_import.c - `dlpscan rules import`: rules of other scanners as ours, on standard output.
 *
 * A rule is printed only when the library takes it and finds an example of it: so what is printed passes
 * `rules check`. What is lost is said on standard error, rule by rule. */

#include "command.h"
#include "import_yaml.h"
#include "mem.h"
#include "message.h"
#include "output.h"

#include <dlp/dlp.h>

#include <stdlib.h>
#include <string.h>

#define HEAD "version = 1;\n\nrules = (\n"
#define TAIL "\n);\n"

/* One run: what was printed, and under which ids. */
struct import {
    struct buffer out;
    struct import_list ids;
    size_t seen;
};

static const char *name_of(const struct import_rule *rule)
{
    return rule->id ? rule->id : rule->name ? rule->name : "a rule without a name";
}

static const char *base_name(const char *path)
{
    const char *const slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static void note(const struct import_rule *rule, const char *what)
{
    message("%s: %s", name_of(rule), what);
}

/* What is carried over without. */
static void note_losses(const struct import_rule *rule, bool bounded)
{
    if (bounded)
        note(rule, "open repeats (* + {n,}) end at 200 more");
    if (rule->has_entropy)
        note(rule, "min_entropy has no counterpart: more will be found");
    if (rule->has_dependence)
        note(rule, "depends_on_rule has no counterpart: it is found alone");
    if (rule->has_validation)
        note(rule, "validation is left out: dlpscan asks nobody");
    for (size_t i = 0; i < rule->unknown_needs.len; i++)
        message("%s: pattern_requirements: %s has no counterpart", name_of(rule),
                rule->unknown_needs.at[i]);
}

/* The marks of an example cannot stand in one. */
static void list_usable(struct import_list *out, const struct import_list *texts)
{
    for (size_t i = 0; i < texts->len; i++)
        if (!strstr(texts->at[i], "<<") && !strstr(texts->at[i], ">>") && texts->at[i][0])
            import_list_add(out, texts->at[i], strlen(texts->at[i]));
}

/* Keep those of texts whose outcome is as wanted; the others are told of. */
static void list_holding(struct import_list *out, const struct import_rule *rule,
                         const struct import_list *texts, const bool *found, bool wanted)
{
    size_t lost = 0;

    for (size_t i = 0; i < texts->len; i++) {
        if (found[i] == wanted)
            import_list_add(out, texts->at[i], strlen(texts->at[i]));
        else
            lost++;
    }
    if (lost)
        message("%s: %zu of %zu %s left out: %s", name_of(rule), lost, texts->len,
                wanted ? "examples" : "negative examples", wanted ? "not found" : "found");
}

/* The rule with all of its examples, to see which hold. @return NULL, or why there is no such rule */
static const char *try_rule(bool *found, const struct import_rule *rule, const char *id,
                            const struct buffer *pattern, bool ignore_case,
                            const struct import_list *texts)
{
    struct import_list one = { NULL, 0 };
    struct buffer text = BUFFER_INIT;
    const char *why;

    import_list_add(&one, "x", 1); /* a rule file wants one; nothing is proven here */
    buffer_text(&text, HEAD);
    import_write(&text, rule, id, pattern, ignore_case, &one, &one, "imported");
    buffer_text(&text, TAIL);
    why = import_try(found, buffer_string(&text), texts);
    buffer_free(&text);
    import_list_free(&one);
    return why;
}

/* @return NULL when the rule was printed, or why not */
static const char *import_examples(struct import *import, const struct import_rule *rule,
                                   const char *id, const struct buffer *pattern, bool ignore_case,
                                   const char *source)
{
    struct import_list examples = { NULL, 0 }, negatives = { NULL, 0 }, all = { NULL, 0 },
                       good = { NULL, 0 }, bad = { NULL, 0 };
    const char *why;
    bool *found;

    list_usable(&examples, &rule->examples);
    list_usable(&negatives, &rule->negatives);
    if (!negatives.len) /* a rule has to have one */
        import_list_add(&negatives, "nothing to be found", strlen("nothing to be found"));
    for (size_t i = 0; i < examples.len + negatives.len; i++) {
        const char *const text = i < examples.len ? examples.at[i] : negatives.at[i - examples.len];

        import_list_add(&all, text, strlen(text));
    }
    found = mem_array(all.len, sizeof(*found));
    why = examples.len ? try_rule(found, rule, id, pattern, ignore_case, &all)
                       : "it has no example that can be used";
    if (!why) {
        list_holding(&good, rule, &examples, found, true);
        list_holding(&bad, rule, &negatives, found + examples.len, false);
        why = !good.len ? "none of its examples is found"
            : !bad.len  ? "all of its negative examples are found"
                        : NULL;
    }
    if (!why) {
        buffer_text(&import->out, import->ids.len ? ",\n" : "");
        import_write(&import->out, rule, id, pattern, ignore_case, &good, &bad, source);
        import_list_add(&import->ids, id, strlen(id));
    }
    mem_free(found);
    import_list_free(&examples);
    import_list_free(&negatives);
    import_list_free(&all);
    import_list_free(&good);
    import_list_free(&bad);
    return why;
}

static bool id_is_taken(const struct import *import, const char *id)
{
    for (size_t i = 0; i < import->ids.len; i++)
        if (strcmp(import->ids.at[i], id) == 0)
            return true;
    return false;
}

static void import_one(struct import *import, const struct import_rule *rule, const char *source)
{
    struct buffer pattern = BUFFER_INIT, id = BUFFER_INIT;
    bool ignore_case = false, bounded = false;
    const char *why = NULL;

    import->seen++;
    if (!rule->name && !rule->id)
        why = "it has neither 'id' nor 'name'";
    else if (!rule->pattern)
        why = "it has no 'pattern'";
    if (!why)
        why = import_pattern(&pattern, &ignore_case, &bounded, rule->pattern);
    if (!why)
        import_id(&id, rule);
    if (!why && id_is_taken(import, buffer_string(&id)))
        why = "another rule has its id";
    if (!why)
        why = import_examples(import, rule, buffer_string(&id), &pattern, ignore_case, source);
    if (why)
        message("%s: left out: %s", name_of(rule), why);
    else
        note_losses(rule, bounded);
    buffer_free(&pattern);
    buffer_free(&id);
}

int cmd_rules_import(const struct settings *settings, char **args, int count)
{
    struct import import = { BUFFER_INIT, { NULL, 0 }, 0 };
    int status = STATUS_CLEAN;

    (void)settings;
    buffer_text(&import.out, HEAD);
    for (int i = 0; i < count; i++) {
        struct import_file file;

        if (!import_file_read(&file, args[i])) {
            status = STATUS_USER;
            continue;
        }
        for (size_t r = 0; r < file.len; r++)
            import_one(&import, &file.rules[r], base_name(args[i]));
        import_file_free(&file);
    }
    buffer_text(&import.out, TAIL);
    message("%zu of %zu rules imported", import.ids.len, import.seen);
    if (import.ids.len && !output_now(import.out.data, import.out.len))
        status = STATUS_ENVIRONMENT;
    if (!import.ids.len && status == STATUS_CLEAN)
        status = STATUS_USER;
    buffer_free(&import.out);
    import_list_free(&import.ids);
    return status;
}
