/* SPDX-License-Identifier: Apache-2.0 */
/** @file database.h
 *  A frozen, compiled rule set.
 *  Threads: immutable after dlp_database_compile(); share it freely. */
#ifndef DLP_DATABASE_H
#define DLP_DATABASE_H

#include <dlp/ruleset.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Compiled rules. Reference-counted; every scanner holds a reference. */
typedef struct dlp_database dlp_database;

/** What a database promises; see the radius law in docs/design.md. */
struct dlp_database_info {
    uint32_t version;     /**< in: DLP_DATABASE_INFO_VERSION */
    size_t rules;         /**< enabled rules */
    size_t width;         /**< W: the widest match, in bytes */
    size_t before;        /**< B: context before a match, in bytes */
    size_t after;         /**< A: a finding is emitted when this many bytes behind it are known */
    size_t session_bytes; /**< what one open session holds, in bytes */
    char digest[65];      /**< of the enabled rules' meaning, lower-case hex, NUL-terminated */
};
#define DLP_DATABASE_INFO_VERSION 1u

/** Freeze the enabled rules of a set.
 *  @param out  set to the database, or to NULL on failure; release with dlp_database_release().
 *  @param on_diagnostic  told of each rule that does not compile; may be NULL.
 *  @return DLP_OK, DLP_ENOMEM, or DLP_ERULE for an empty set, one that was loaded with errors,
 *          or one with a rule that does not compile: no rule is ever left out in silence. */
DLP_API DLP_NODISCARD dlp_status dlp_database_compile(dlp_database **out, const dlp_ruleset *set,
                                                      dlp_diagnostic_fn on_diagnostic, void *user,
                                                      struct dlp_error *err);

/** How to compile. Start from DLP_COMPILE_OPTIONS_INIT. */
struct dlp_compile_options {
    uint32_t version;              /**< DLP_COMPILE_OPTIONS_VERSION */
    uint32_t flags;                /**< DLP_COMPILE_... */
    const char *const *cache_dirs; /**< folders to look for a cache file in, in this order;
                                        NULL-terminated; NULL: none */
    const char *cache_write_dir;   /**< where to write one when none could be used; made, mode
                                        0700, when it is missing; NULL: nowhere */
};
#define DLP_COMPILE_OPTIONS_VERSION 1u
/** Say nothing when cache_write_dir cannot be written. */
#define DLP_COMPILE_CACHE_QUIET 1u
/** No cache. */
#define DLP_COMPILE_OPTIONS_INIT { DLP_COMPILE_OPTIONS_VERSION, 0, NULL, NULL }

/** As dlp_database_compile(), with a cache on disk of what takes long: the database is the same with
 *  it and without. A cache file is taken only from the same rules, library and kind of processor, and
 *  only when it and its folder belong to this user or root and nobody else may write them. One that
 *  is damaged or unsafe is a warning (with the path as `file`, line 0), never a failure; so is a
 *  cache_write_dir that cannot be written. One that is missing or out of date is silent.
 *  @param options  NULL: no cache
 *  @return as dlp_database_compile(); DLP_EINVAL for options of another version, unknown flags, or
 *          the name of a folder that is empty.
 *  Threads: any number, and processes, may use one folder at the same time. */
DLP_API DLP_NODISCARD dlp_status dlp_database_compile_with(
    dlp_database **out, const dlp_ruleset *set, const struct dlp_compile_options *options,
    dlp_diagnostic_fn on_diagnostic, void *user, struct dlp_error *err);

/** What loading the paths one after the other would give, from the cache: without reading a rule.
 *  The files are read, since a cache file is taken only from the same names and bytes, and the same
 *  build of the library. What is said of cache files is as of dlp_database_compile_with().
 *  @param set    empty and new
 *  @param paths  of dlp_ruleset_load(), NULL-terminated
 *  @return DLP_OK      the set has the rules, and nothing is wrong with them
 *          DLP_ENOENT  the cache has none: the set is as it was; load the paths
 *          DLP_EINVAL, DLP_ENOMEM; the set is as it was
 *  Threads: any number, and processes, may use one folder at the same time. */
DLP_API DLP_NODISCARD dlp_status dlp_ruleset_restore(dlp_ruleset *set, const char *const *paths,
                                                     const struct dlp_compile_options *options,
                                                     dlp_diagnostic_fn on_diagnostic, void *user,
                                                     struct dlp_error *err);

/** Write what was loaded to options->cache_write_dir, for dlp_ruleset_restore(): after the last load
 *  and before dlp_ruleset_enable(). A set with mistakes or warnings is not written, so that they are
 *  told again. A folder that cannot be written is a warning, never a failure.
 *  @return DLP_OK, also when nothing was written; DLP_EINVAL for options that are not valid; DLP_ENOMEM */
DLP_API DLP_NODISCARD dlp_status dlp_ruleset_keep(const dlp_ruleset *set,
                                                  const struct dlp_compile_options *options,
                                                  dlp_diagnostic_fn on_diagnostic, void *user,
                                                  struct dlp_error *err);

/** Take another reference. Returns its argument; NULL is allowed. Any thread. */
DLP_API dlp_database *dlp_database_retain(dlp_database *database);

/** Give one reference back; the last one frees. NULL is allowed. Any thread. */
DLP_API void dlp_database_release(dlp_database *database);

/** Fill *info; set info->version first. */
DLP_API DLP_NODISCARD dlp_status dlp_database_info(const dlp_database *database,
                                                   struct dlp_database_info *info);

/** The lane that the compiler chose for a rule: "literal", "digits", "run" or "head";
 *  NULL when the database has no such rule. Static storage. */
DLP_API const char *dlp_database_lane(const dlp_database *database, const char *rule_id);

/** Receives text in pieces; not 0 stops the writer, which then returns DLP_STOPPED. */
typedef int (*dlp_write_fn)(const void *data, size_t len, void *user);

/** Describe one compiled rule for a person: pattern, width, lane, checks, words, confidence.
 *  @return DLP_ENOENT when the database has no such rule or alias. */
DLP_API DLP_NODISCARD dlp_status dlp_database_explain(const dlp_database *database,
                                                      const char *rule_id, dlp_write_fn write,
                                                      void *user, struct dlp_error *err);

/** Scan every rule's examples and counter-examples and report each that does not hold.
 *  @return DLP_OK, or DLP_ERULE when an example is not found or a counter-example is. */
DLP_API DLP_NODISCARD dlp_status dlp_database_prove(dlp_database *database,
                                                    dlp_diagnostic_fn on_diagnostic, void *user,
                                                    struct dlp_error *err);

#ifdef __cplusplus
}
#endif
#endif
