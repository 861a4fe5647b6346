/* findings/pending.h - findings whose overlaps are not settled yet (decision D8). */
#ifndef FINDINGS_PENDING_H
#define FINDINGS_PENDING_H

#include "model/armor.h"
#include "model/compiled.h"
#include "model/evidence.h"

#define DLP_ALSO_MAX 24 /* other readings that go with a finding: the strongest */
/* Bytes behind a value after which its overlaps are known: what ends up to 64 bytes behind it, less
 * what a match of the same rule swallows that ends up to 64 bytes behind that, and is known up to 64
 * bytes late, since a value may end so far before its match. */
#define DLP_OVERLAPS_KNOWN 192u
#define DLP_PENDING_KEPT 4u /* pending findings that a session has room for between two feeds */

struct dlp_pending {
    uint64_t start, end;
    uint32_t rule;
    bool truncated;
    bool lost; /* gave way to another reading */
    uint8_t also_len;
    struct {
        uint32_t rule : 24;
        uint32_t confidence : 8; /* hundredths */
    } also[DLP_ALSO_MAX];
    struct dlp_evidence evidence;
    struct dlp_armor *armor; /* a block's: owned here */
};

/** In order of (end, start, rule). */
struct dlp_pending_list {
    struct dlp_pending *at;
    size_t len, cap;
};

/** Add one; a same-rule match that lies inside another is dropped. Takes pending->armor.
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_pending_add(struct dlp_pending_list *list, const struct dlp_pending *pending);

/** Settle the overlaps of every finding that ends at least DLP_OVERLAPS_KNOWN before `frontier` (all of
 *  them when it is UINT64_MAX). Those that lost are marked and their readings noted in `also`.
 *  @return how many, from the list's start, are settled */
size_t dlp_pending_settle(struct dlp_pending_list *list, const struct dlp_database *db,
                          uint64_t frontier);
/** Drop the first n, with their armors. */
void dlp_pending_drop(struct dlp_pending_list *list, size_t n);
/** Give back the room that dense text needed, down to DLP_PENDING_KEPT. */
void dlp_pending_trim(struct dlp_pending_list *list);
void dlp_pending_free(struct dlp_pending_list *list);
#endif
