/* engine/prove.c - rules carry their own proof: every example is found, no counter-example is. */

#include "engine/scanner.h"

#include "base/diag.h"
#include "base/error.h"

#include <string.h>

/* One example on its way through a scan. */
struct proof {
    const struct dlp_rule *rule;
    const struct dlp_rule_example *example;
    bool found;  /* a finding of the rule, at the marked place where there is one */
    bool beside; /* a finding of the rule elsewhere */
};

static int proof_finding(const struct dlp_finding *finding, void *user)
{
    struct proof *const proof = user;
    const struct dlp_rule_example *const e = proof->example;
    bool named = strcmp(finding->rule, proof->rule->id) == 0;

    for (size_t i = 0; i < finding->also_len; i++)
        named = named || strcmp(finding->also[i].rule, proof->rule->id) == 0;
    if (!named)
        return 0;
    if (e->end == 0 || (finding->offset == e->start && finding->length == e->end - e->start))
        proof->found = true;
    else
        proof->beside = true;
    return 0;
}

static dlp_status prove_one(dlp_scanner *scanner, struct proof *proof, struct dlp_error *err)
{
    struct dlp_events events = DLP_EVENTS_INIT;
    dlp_status status;

    events.on_finding = proof_finding;
    events.user = proof;
    status =
        dlp_scanner_scan(scanner, proof->example->text, proof->example->len, NULL, &events, err);
    return status == DLP_PARTIAL ? DLP_OK : status;
}

static dlp_status prove_rule(dlp_scanner *scanner, const struct dlp_rule *rule,
                             struct dlp_diag *diag, struct dlp_error *err)
{
    for (size_t i = 0; i < rule->examples_len; i++) {
        struct proof proof = { rule, &rule->examples[i], false, false };
        const dlp_status status = prove_one(scanner, &proof, err);

        if (status != DLP_OK)
            return status;
        if (!proof.found)
            dlp_diag_error(diag, rule->file, proof.example->line, rule->id,
                           proof.beside ? "example %zu is found, but not at its <<marked>> place"
                                        : "example %zu is not found (dlpscan explain shows why)",
                           i + 1);
    }
    for (size_t i = 0; i < rule->counter_examples_len; i++) {
        struct proof proof = { rule, &rule->counter_examples[i], false, false };
        const dlp_status status = prove_one(scanner, &proof, err);

        if (status != DLP_OK)
            return status;
        if (proof.found || proof.beside)
            dlp_diag_error(diag, rule->file, proof.example->line, rule->id,
                           "counter-example %zu is found (dlpscan explain shows why)", i + 1);
    }
    return DLP_OK;
}

dlp_status dlp_database_prove(dlp_database *database, dlp_diagnostic_fn on_diagnostic, void *user,
                              struct dlp_error *err)
{
    struct dlp_diag diag = { on_diagnostic, user, 0, 0 };
    dlp_scanner *scanner = NULL;
    dlp_status status = dlp_scanner_new(&scanner, database, NULL, err);

    for (size_t i = 0; status == DLP_OK && i < database->rules_len; i++)
        status = prove_rule(scanner, &database->rules[i].rule, &diag, err);
    dlp_scanner_free(scanner);
    if (status == DLP_OK && diag.errors > 0)
        return dlp_error_set(err, DLP_ERULE, "%zu examples do not hold", diag.errors);
    return status;
}
