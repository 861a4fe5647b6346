/* SPDX-License-Identifier: Apache-2.0 */
/** @file finding.h
 *  What a scan reports: findings, incompletes and traces. Nothing here holds a raw value
 *  unless the caller asked for it with DLP_SCAN_VALUES. */
#ifndef DLP_FINDING_H
#define DLP_FINDING_H

#include <dlp/ruleset.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A check of the rule and how it went. */
struct dlp_finding_check {
    const char *name;
    int passed; /**< 1 passed, 0 failed */
};

/** A word, key or column name that spoke for (or against) the finding. */
struct dlp_finding_context {
    const char *word; /**< as the rule spells it */
    const char *kind; /**< "label", "word", "key", "column" or "negative" */
    int distance;     /**< bytes from the value: negative before, positive after; 0 for a column */
};

/** Another reading of the same bytes. */
struct dlp_finding_also {
    const char *rule;
    double confidence;
};

/** One finding. Valid until the callback returns. */
struct dlp_finding {
    uint32_t version; /**< DLP_FINDING_VERSION of the library */
    const char *id;   /**< 16 hex digits, stable for the same hint name, rule and place */
    const char *rule;
    const char *title;
    const char *category;
    const char *region; /**< "" when none */
    enum dlp_severity severity;
    double confidence;  /**< 0.01 to 0.99 */
    uint64_t offset;    /**< in bytes from the start of the part */
    uint64_t length;    /**< in bytes */
    uint64_t line;      /**< 1-based; LF, CRLF and CR end a line */
    uint64_t column;    /**< 1-based, in code points; a byte that is not UTF-8 counts one */
    const char *masked; /**< safe to print: no control characters, valid UTF-8 */
    const char *token;  /**< "id:hex" keyed token, or NULL without a key */
    const char *why;    /**< one line: the evidence in words */
    const struct dlp_finding_check *checks;
    size_t checks_len;
    const struct dlp_finding_context *context;
    size_t context_len;
    const struct dlp_finding_also *also;
    size_t also_len;
    const char *const *tags; /**< "test_value", "truncated", ... */
    size_t tags_len;
    const void *value; /**< the raw bytes only with DLP_SCAN_VALUES, else NULL */
    size_t value_len; /**< 0 without DLP_SCAN_VALUES; may be shorter than length for a long block */
    const char *part; /**< the path inside a document, "a.zip!dir/b.txt": '!' and '%' in names, and
                           bytes that are not UTF-8, are %XX, values are masked; NULL: not in one */
    const char
        *location; /**< where extracted text stands, as in "Customers!B12" or "page 3": offset,
                               line and column are then those of the extracted text; else NULL */
    const char *const *via; /**< decoders that the value came through, outermost first */
    size_t via_len;         /**< 0: it stands in the text as it is */
};
#define DLP_FINDING_VERSION 1u

/** Something that was not read, or not judged, and why. Valid until the callback returns. */
struct dlp_incomplete {
    const char *reason; /**< "deadline", "cancelled", "match_limit", "findings_limit", ... */
    const char *rule;   /**< the rule that could not be judged, or NULL */
    uint64_t offset;    /**< first byte not judged */
    uint64_t length;    /**< in bytes; UINT64_MAX when it is not known how many */
    const char *part;   /**< as that of a finding */
};

/** One step in the life of a candidate: why it became a finding, or why not. */
struct dlp_trace {
    const char *rule;
    const char *
        step; /**< "border", "pattern", "must", "column", "check", "looks like", "context", "threshold",
                        "overlap" or "finding" */
    int passed;
    const char *detail; /**< one line, never the value */
    uint64_t offset;
    uint64_t length;
    double confidence; /**< as far as it is known at this step, else 0 */
};

/** Where a scan reports to. Each callback may be NULL. 0 goes on; anything else ends the scan
 *  with DLP_STOPPED. They run on the thread that scans. */
struct dlp_events {
    uint32_t version; /**< DLP_EVENTS_VERSION */
    int (*on_finding)(const struct dlp_finding *finding, void *user);
    int (*on_incomplete)(const struct dlp_incomplete *incomplete, void *user);
    int (*on_trace)(const struct dlp_trace *trace, void *user); /**< slow: for explaining */
    void *user;
};
#define DLP_EVENTS_VERSION 1u
#define DLP_EVENTS_INIT { DLP_EVENTS_VERSION, NULL, NULL, NULL, NULL }

/** What is known of the bytes before they are read; steers context, never hides anything. */
struct dlp_hint {
    uint32_t version; /**< DLP_HINT_VERSION */
    const char *name; /**< path or part name, or NULL */
    const char *mime; /**< MIME type, or NULL */
};
#define DLP_HINT_VERSION 1u
#define DLP_HINT_INIT { DLP_HINT_VERSION, NULL, NULL }

#ifdef __cplusplus
}
#endif
#endif
