/* SPDX-License-Identifier: Apache-2.0 */
/** @file cost.h
 *  What rules cost on the input that a scanner has seen: for those who write rules.
 *  Threads: as the scanner. */
#ifndef DLP_COST_H
#define DLP_COST_H

#include <dlp/scanner.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One rule since its scanner was made. Each number counts a part of the one before. */
struct dlp_rule_cost {
    uint32_t version;    /**< in: DLP_RULE_COST_VERSION */
    const char *rule;    /**< its id; lives with the database */
    const char *lane;    /**< of dlp_database_lane() */
    uint64_t triggers;   /**< places to which a lane pointed */
    uint64_t candidates; /**< where the value stood: pattern, borders, `before`, `after`, `must` */
    uint64_t checked;    /**< which no check dropped */
    uint64_t findings;   /**< which were reported */
    uint64_t ns;         /**< nanoseconds of confirming, checking and weighing: an estimate, since
                              of cheap triggers only one in 17 is timed */
};
#define DLP_RULE_COST_VERSION 1u

/** A scanner's work since it was made, in bytes and nanoseconds. What is left of ns beside the lanes,
 *  the rules and the tables went into order, overlaps, lines, columns and reports. */
struct dlp_scan_cost {
    uint32_t version; /**< in: DLP_SCAN_COST_VERSION */
    size_t rules;     /**< rules that dlp_scanner_rule_cost() knows */
    uint64_t bytes;   /**< that went through the lanes */
    uint64_t ns;
    uint64_t literal_ns; /**< in the literal lane: Hyperscan */
    uint64_t class_ns;   /**< in the class lane: digits, runs, heads */
    uint64_t rules_ns;   /**< the sum over all rules */
    uint64_t table_ns;   /**< in following the columns of CSV and SQL, for whichever rule */
};
#define DLP_SCAN_COST_VERSION 1u

/** Fill *out; set out->version first.
 *  @return DLP_OK, DLP_EINVAL (another version), or DLP_ESTATE: the scanner was made without
 *          DLP_SCAN_COSTS */
DLP_API DLP_NODISCARD dlp_status dlp_scanner_cost(const dlp_scanner *scanner,
                                                  struct dlp_scan_cost *out);

/** As dlp_scanner_cost(), for one rule, in the order in which the rules were read.
 *  @return DLP_EINVAL also when index is not below dlp_scan_cost.rules */
DLP_API DLP_NODISCARD dlp_status dlp_scanner_rule_cost(const dlp_scanner *scanner, size_t index,
                                                       struct dlp_rule_cost *out);

#ifdef __cplusplus
}
#endif
#endif
