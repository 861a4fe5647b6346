/* SPDX-License-Identifier: Apache-2.0 */
/** @file dlp.h
 *  libdlp: find personal data and secrets in bytes. The smallest complete program:
 *
 *      #include <dlp/dlp.h>
 *      #include <stdio.h>
 *      #include <string.h>
 *
 *      static int print(const struct dlp_finding *f, void *user)
 *      {
 *          (void)user;
 *          return printf("%s %s\n", f->rule, f->masked) < 0;
 *      }
 *
 *      int main(void)
 *      {
 *          const char *text = "card 4111 1111 1111 1111";
 *          struct dlp_events events = DLP_EVENTS_INIT;
 *          struct dlp_error err = DLP_ERROR_INIT;
 *          dlp_ruleset *rules = NULL;
 *          dlp_database *db = NULL;
 *          dlp_scanner *scanner = NULL;
 *
 *          events.on_finding = print;
 *          if (dlp_ruleset_new(&rules, &err) || dlp_ruleset_load(rules, dlp_rules_path(), NULL, NULL, &err)
 *              || dlp_database_compile(&db, rules, NULL, NULL, &err)
 *              || dlp_scanner_new(&scanner, db, NULL, &err)
 *              || dlp_scanner_scan(scanner, text, strlen(text), NULL, &events, &err))
 *              fprintf(stderr, "%s\n", err.message);
 *          dlp_scanner_free(scanner);
 *          dlp_database_release(db);
 *          dlp_ruleset_free(rules);
 *          return err.status != DLP_OK;
 *      }
 *
 *  rule files -> dlp_ruleset -> dlp_database (frozen, shared) -> dlp_scanner (one a thread).
 *  The library has no global state and prints nothing. */
#ifndef DLP_DLP_H
#define DLP_DLP_H

#include <dlp/cost.h>
#include <dlp/database.h>
#include <dlp/document.h>
#include <dlp/extract.h>
#include <dlp/finding.h>
#include <dlp/key.h>
#include <dlp/pack.h>
#include <dlp/redact.h>
#include <dlp/report.h>
#include <dlp/ruleset.h>
#include <dlp/scanner.h>
#include <dlp/session.h>
#include <dlp/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Where the rules that came with this build were installed. Static storage. */
DLP_API const char *dlp_rules_path(void);

/** The system-wide folder of compiled rules of this build, for cache_dirs of struct
 *  dlp_compile_options; NULL when it has none. Static storage. */
DLP_API const char *dlp_cache_path(void);

#ifdef __cplusplus
}
#endif
#endif
