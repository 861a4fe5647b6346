/* fuzz/fuzz_rules.c - any text may stand in a rule file: every complaint names its file and says
 * something, the result agrees with the complaints, and loading twice comes to the same. */

#include "fuzz.h"

#include <dlp/ruleset.h>

struct outcome {
    dlp_status status;
    size_t rules, errors, warnings;
};

static void on_diagnostic(const struct dlp_diagnostic *d, void *user)
{
    struct outcome *const outcome = user;

    FUZZ_CHECK(d->file && strcmp(d->file, "fuzz") == 0);
    FUZZ_CHECK(d->message && d->message[0] && !strchr(d->message, '\n'));
    if (d->level == DLP_DIAGNOSTIC_ERROR)
        outcome->errors++;
    else
        outcome->warnings++;
}

static struct outcome load(const uint8_t *data, size_t len)
{
    struct outcome outcome = { DLP_OK, 0, 0, 0 };
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *set = NULL;

    FUZZ_CHECK(dlp_ruleset_new(&set, &err) == DLP_OK);
    outcome.status =
        dlp_ruleset_load_text(set, "fuzz", (const char *)data, len, on_diagnostic, &outcome, &err);
    FUZZ_CHECK(outcome.status == DLP_OK || outcome.status == DLP_ERULE);
    FUZZ_CHECK((outcome.status == DLP_ERULE) == (outcome.errors > 0));
    FUZZ_CHECK((err.message[0] != '\0') == (outcome.status != DLP_OK));
    outcome.rules = dlp_ruleset_count(set);
    for (size_t i = 0; i < outcome.rules; i++) {
        struct dlp_rule_info info;

        FUZZ_CHECK(dlp_ruleset_rule(set, i, &info) == DLP_OK);
        FUZZ_CHECK(info.id[0] && info.title[0] && info.description[0] && info.source[0]);
        FUZZ_CHECK(info.category[0] && info.line > 0 && info.packs);
    }
    dlp_ruleset_free(set);
    return outcome;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    uint8_t *const copy = fuzz_copy(data, len);
    const struct outcome once = load(copy, len);
    const struct outcome twice = load(copy, len);

    FUZZ_CHECK(once.status == twice.status && once.rules == twice.rules);
    FUZZ_CHECK(once.errors == twice.errors && once.warnings == twice.warnings);
    free(copy);
    return 0;
}
