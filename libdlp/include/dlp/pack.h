/* SPDX-License-Identifier: Apache-2.0 */
/** @file pack.h
 *  Packs: groups of rules for a purpose ("pci", "gdpr"), as rule files define them (docs/packs.md).
 *  Threads: as of ruleset.h, a rule set belongs to one thread at a time. */
#ifndef DLP_PACK_H
#define DLP_PACK_H

#include <dlp/ruleset.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One way in which the findings of one document become an incident. */
struct dlp_pack_condition {
    const char *const
        *rules;        /**< globs of rule ids, NULL-terminated; none: all rules of the pack */
    uint32_t values;   /**< so many distinct values of these rules, 1 or more */
    double confidence; /**< each found with this confidence or more, 0.01 to 0.99 */
};

/** What a pack is. Strings and lists live with the rule set. */
struct dlp_pack_info {
    uint32_t version; /**< in: DLP_PACK_INFO_VERSION */
    const char *name;
    const char *title;
    const char *description;
    const char *source; /**< the law or standard that it serves */
    const char *file;
    unsigned line;
    size_t rules; /**< how many rules of the set are in it, those that are off included */
    const struct dlp_pack_condition *policy; /**< the default policy: any of them is an incident */
    size_t policy_len;
};
#define DLP_PACK_INFO_VERSION 1u

/** How many packs the files define. */
DLP_API size_t dlp_ruleset_pack_count(const dlp_ruleset *set);

/** Describe one pack, in order of reading. Which rules it has is told by dlp_rule_info.packs.
 *  @return DLP_EINVAL when index is not below dlp_ruleset_pack_count(), or for another version. */
DLP_API DLP_NODISCARD dlp_status dlp_ruleset_pack(const dlp_ruleset *set, size_t index,
                                                  struct dlp_pack_info *out);

/** Switch off every rule that is in none of the packs. A rule that is off stays off; what shall be
 *  on or off besides is said with dlp_ruleset_enable() afterwards.
 *  @param packs  names, NULL-terminated: of packs that the files define, or that a rule names
 *  @return DLP_OK; DLP_ENOENT for a name that is neither (err lists the known ones), DLP_EINVAL for an
 *          empty list; the set is then as it was. */
DLP_API DLP_NODISCARD dlp_status dlp_ruleset_choose_packs(dlp_ruleset *set,
                                                          const char *const *packs,
                                                          struct dlp_error *err);

#ifdef __cplusplus
}
#endif
#endif
