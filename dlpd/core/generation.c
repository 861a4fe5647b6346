/* dlpd/core/generation.c - rules as they were when they were read. */

#include "core/generation.h"

#include "mem.h"
#include "message.h"
#include "policy_choice.h"
#include "program.h"

/* What a label behind the value, which did not come yet, may add to its confidence. */
#define LABEL_ADDS 0.4
#define LEAST 0.01

static dlp_scanner *scanner_new(const struct generation *generation, double min_confidence,
                                const dlp_key *key)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_scanner *scanner = NULL;

    options.min_confidence = min_confidence;
    options.key = key;
    if (dlp_scanner_new(&scanner, generation->book.database, &options, &err) != DLP_OK)
        message("%s", err.message[0] ? err.message : "the rules cannot be used");
    return scanner;
}

static int open_scanners(struct generation *generation, const struct settings *settings,
                         const dlp_key *key, bool ends)
{
    const double low = settings->min_confidence - LABEL_ADDS;

    generation->min_confidence = settings->min_confidence;
    generation->info.version = DLP_DATABASE_INFO_VERSION;
    if (dlp_database_info(generation->book.database, &generation->info) != DLP_OK) {
        message("the rules cannot be used");
        return STATUS_ENVIRONMENT;
    }
    generation->scanner = scanner_new(generation, settings->min_confidence, key);
    if (ends)
        generation->ends = scanner_new(generation, low > LEAST ? low : LEAST, key);
    return generation->scanner && (!ends || generation->ends) ? STATUS_CLEAN : STATUS_ENVIRONMENT;
}

struct generation *generation_new(const struct settings *settings, const dlp_key *key, bool ends,
                                  int *status)
{
    struct generation *const generation = mem_array(1, sizeof(*generation));

    generation->refs = 1;
    *status = rulebook_open(&generation->book, &settings->choice);
    if (generation->book.errors)
        message("%zu mistake%s in the rules; nothing was scanned", generation->book.errors,
                generation->book.errors == 1 ? "" : "s");
    if (*status == STATUS_CLEAN)
        *status = open_scanners(generation, settings, key, ends);
    if (*status == STATUS_CLEAN && settings->policy)
        generation->policy = policy_choose(settings->policy, generation->book.set, status);
    if (*status == STATUS_CLEAN)
        return generation;
    generation_drop(generation);
    return NULL;
}

void generation_hold(struct generation *generation)
{
    if (generation)
        generation->refs++;
}

void generation_drop(struct generation *generation)
{
    if (!generation || --generation->refs > 0)
        return;
    dlp_scanner_free(generation->scanner);
    dlp_scanner_free(generation->ends);
    policy_free(generation->policy);
    rulebook_free(&generation->book);
    mem_free(generation);
}
