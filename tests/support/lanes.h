/* tests/support/lanes.h - one rule set compiled twice: in two lanes, and with everything in Hyperscan.
 * Used by the property test and the fuzz target that compare them. */
#ifndef SUPPORT_LANES_H
#define SUPPORT_LANES_H

#include "compile/compile.h"
#include "engine/scanner.h"

#include <dlp/dlp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LANES_RULE(id, finder)                                                                     \
  "{ id = \"t." id "\"; title = \"t\"; description = \"t\"; source = \"t\"; severity = \"low\"; "  \
  "class = \"strong\"; " finder " examples = [ \"x\" ]; counter_examples = [ \"y\" ]; }"

/* Every kind of rule that the class lane finds, at the limits of its words too. */
static const char lanes_rules[] = "version = 1; rules = ("
    /* clang-format off */
    LANES_RULE("card", "shape = [ \"13:19\", \"4 4 4 4\", \"4-4-4-4\" ];") ","
    LANES_RULE("dots", "shape = [ \"1:3.1:3.1:3.1:3\", \"3.2\" ];") ","
    LANES_RULE("plus", "shape = [ \"6+4\", \"6_4\", \"3#3\" ]; border = \"none\";") ","
    LANES_RULE("eight", "shape = [ \"1:4 1:4 1:4 1:4 1:4 1:4 1:4 1:4\", \"2-2-2-2-2-2-2-2\" ];") ","
    LANES_RULE("wide", "shape = [ \"64\", \"60 3\", \"63X\", \"62-1\" ]; border = \"none\";") ","
    LANES_RULE("letter", "shape = [ \"17X\", \"8-8A\", \"1:2K\" ]; border = \"none\";") ","
    LANES_RULE("sides", "shape = [ \"A3\", \"@@2\", \"@ 1 1 @\", \"2-AX\", \"GB 3 3@\", \"1 ABCDEF\" ]; border = \"none\";") ","
    LANES_RULE("one", "shape = [ \"1\" ]; border = \"word\";") ","
    LANES_RULE("chain", "digits = \"7:15\"; pattern = \"\\\\+?[0-9][0-9 ().\\\\-/]{5,40}[0-9]\";") ","
    LANES_RULE("chain_plus", "digits = \"10:10\"; pattern = \"[0-9]{3}.[0-9]{7}\";") ","
    LANES_RULE("chain_few", "digits = \"1:3\"; pattern = \"[0-9]{1,3}\"; border = \"none\";") ","
    LANES_RULE("chain_many", "digits = \"30:64\"; pattern = \"[0-9][0-9 ().\\\\-/]{28,70}[0-9]\";") ","
    LANES_RULE("run", "run = \"26:35\"; pattern = \"[13][A-Za-z0-9]{25,34}\";") ","
    LANES_RULE("run_few", "run = \"3:8\"; pattern = \"[a-f0-9]{3,8}\";") ","
    LANES_RULE("run_64", "run = \"64:64\"; pattern = \"[A-Za-z0-9]{64}\"; border = \"none\";") ","
    LANES_RULE("run_many", "run = \"60:300\"; pattern = \"[A-Za-z0-9]{60,300}\";") ","
    LANES_RULE("run_less", "run = \"10:4096\"; pattern = \"[A-Za-z0-9]{10,80}\";") ","
    LANES_RULE("head", "head = \"AA99\"; pattern = \"[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{4,30}\";") ","
    LANES_RULE("literal", "keyword = \"id=\"; tail = \"(?<value>[0-9a-z]{4,20})\";")
    /* clang-format on */
    " );";

/** Scanners over one rule set: [0] in two lanes, [1] in one. Aborts when the rules are
 *  wrong. Free both.
 *  @param rules_text  NULL: the shipped rules
 *  @param only        the id of the one rule to keep on, or NULL for all */
static inline void lanes_scanners_at(dlp_scanner *out[2], const char *rules_text, const char *only,
                                     double threshold)
{
    struct dlp_scan_options options = DLP_SCAN_OPTIONS_INIT;
    struct dlp_error err = DLP_ERROR_INIT;
    dlp_ruleset *set = NULL;
    dlp_status status = dlp_ruleset_new(&set, &err);

    options.min_confidence = threshold;
    if (status == DLP_OK && rules_text)
        status =
            dlp_ruleset_load_text(set, "test", rules_text, strlen(rules_text), NULL, NULL, &err);
    else if (status == DLP_OK)
        status = dlp_ruleset_load(set, dlp_rules_path(), NULL, NULL, &err);
    if (status == DLP_OK && only)
        status = dlp_ruleset_enable(set, "*", 0, NULL, &err);
    if (status == DLP_OK && only)
        status = dlp_ruleset_enable(set, only, 1, NULL, &err);
    for (int one = 0; one < 2; one++) {
        dlp_database *db = NULL;

        if (status == DLP_OK)
            status = dlp_database_compile_lanes(&db, set, one == 1, NULL, NULL, &err);
        if (status == DLP_OK)
            status = dlp_scanner_new(&out[one], db, &options, &err);
        dlp_database_release(db);
    }
    if (status != DLP_OK) {
        fprintf(stderr, "%s\n", err.message);
        abort();
    }
    dlp_ruleset_free(set);
}

/** The same at threshold 0. */
static inline void lanes_scanners(dlp_scanner *out[2], const char *rules_text, const char *only)
{
    lanes_scanners_at(out, rules_text, only, 0);
}

static inline void lanes_free(dlp_scanner *scanners[2])
{
    dlp_scanner_free(scanners[0]);
    dlp_scanner_free(scanners[1]);
    scanners[0] = scanners[1] = NULL;
}
#endif
