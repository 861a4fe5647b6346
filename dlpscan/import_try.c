/* dlpscan/import_try.c - does an imported rule compile, and what of its examples does it find?
 *
 * The library is asked, not this program: it is the one that will read the file. */

#include "import_rule.h"

#include <dlp/dlp.h>

#include <string.h>

/* The first complaint, or the failure's text. */
static char trouble[sizeof(((struct dlp_error *)0)->message)];

static void keep_first(const struct dlp_diagnostic *diagnostic, void *user)
{
    size_t len = strlen(diagnostic->message);

    (void)user;
    if (trouble[0] || diagnostic->level != DLP_DIAGNOSTIC_ERROR)
        return;
    if (len >= sizeof(trouble))
        len = sizeof(trouble) - 1;
    memcpy(trouble, diagnostic->message, len);
    trouble[len] = '\0';
}

static int heard(const struct dlp_finding *finding, void *user)
{
    (void)finding;
    *(bool *)user = true;
    return 0;
}

static dlp_status scan_all(bool *found, dlp_database *database, const struct import_list *texts,
                           struct dlp_error *err)
{
    struct dlp_events events = DLP_EVENTS_INIT;
    dlp_scanner *scanner = NULL;
    dlp_status status = dlp_scanner_new(&scanner, database, NULL, err);

    events.on_finding = heard;
    for (size_t i = 0; i < texts->len && status >= DLP_OK; i++) {
        found[i] = false;
        events.user = &found[i];
        status = dlp_scanner_scan(scanner, texts->at[i], strlen(texts->at[i]), NULL, &events, err);
    }
    dlp_scanner_free(scanner);
    return status;
}

const char *import_try(bool *found, const char *text, const struct import_list *texts)
{
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *set = NULL;
    dlp_database *database = NULL;
    dlp_status status = dlp_ruleset_new(&set, &err);

    trouble[0] = '\0';
    if (status == DLP_OK)
        status = dlp_ruleset_load_text(set, "imported", text, strlen(text), keep_first, NULL, &err);
    if (status == DLP_OK)
        status = dlp_ruleset_enable(set, "*", 1, NULL, &err);
    if (status == DLP_OK)
        status = dlp_database_compile(&database, set, keep_first, NULL, &err);
    if (status == DLP_OK)
        status = scan_all(found, database, texts, &err);
    dlp_database_release(database);
    dlp_ruleset_free(set);
    if (status >= DLP_OK)
        return NULL;
    return trouble[0]    ? trouble
        : err.message[0] ? memcpy(trouble, err.message, sizeof(trouble))
                         : dlp_status_name(status);
}
