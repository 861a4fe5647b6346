/* SPDX-License-Identifier: Apache-2.0 */
/** @file report.h
 *  One finding as one JSON object: what the programs print and embedders log.
 *  The objects are a contract (docs/jsonl.md): fields are added, never changed.
 *  Threads: pure functions. */
#ifndef DLP_REPORT_H
#define DLP_REPORT_H

#include <dlp/database.h>
#include <dlp/finding.h>
#include <dlp/pack.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Write {"schema":1,"kind":"finding",...} and a newline.
 *  @param path  of the part, raw bytes of any length without NUL; escaped here (D9: bytes that
 *               are not UTF-8 become %XX). Already masked by the caller where it holds a value.
 *  @return DLP_OK, DLP_STOPPED when write asked to, DLP_ENOMEM. */
DLP_API DLP_NODISCARD dlp_status dlp_report_finding(const struct dlp_finding *finding,
                                                    const char *path, dlp_write_fn write,
                                                    void *user);

/** Write {"schema":1,"kind":"incomplete",...} and a newline. */
DLP_API DLP_NODISCARD dlp_status dlp_report_incomplete(const struct dlp_incomplete *incomplete,
                                                       const char *path, dlp_write_fn write,
                                                       void *user);

/** Write {"schema":1,"kind":"rule",...} and a newline.
 *  @param lane  of dlp_database_lane(), or NULL for a rule that is not compiled. */
DLP_API DLP_NODISCARD dlp_status dlp_report_rule(const struct dlp_rule_info *rule, const char *lane,
                                                 dlp_write_fn write, void *user);

/** Write {"schema":1,"kind":"pack",...} and a newline. */
DLP_API DLP_NODISCARD dlp_status dlp_report_pack(const struct dlp_pack_info *pack,
                                                 dlp_write_fn write, void *user);

/** Write a JSON string with its quotes, from bytes that need not be UTF-8 (they become %XX). */
DLP_API DLP_NODISCARD dlp_status dlp_report_string(const char *text, size_t len, dlp_write_fn write,
                                                   void *user);

#ifdef __cplusplus
}
#endif
#endif
