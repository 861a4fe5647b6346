/* compile/compile.h - what the tests ask of the compiler beyond <dlp/database.h>. */
#ifndef COMPILE_COMPILE_H
#define COMPILE_COMPILE_H

#include <dlp/database.h>
#include <stdbool.h>

/** As dlp_database_compile().
 *  @param one_lane  put what the class lane finds into the Hyperscan database, too, and leave that
 *                   lane idle: slow, and the same findings. The oracle of tests/property/test_lanes.c
 *                   and fuzz/fuzz_lanes.c. */
dlp_status dlp_database_compile_lanes(dlp_database **out, const dlp_ruleset *set, bool one_lane,
                                      dlp_diagnostic_fn on_diagnostic, void *user,
                                      struct dlp_error *err);
#endif
