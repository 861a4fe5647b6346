/* scan/work.h - what one thread needs to scan: scratch of both engines and the event list. */
#ifndef SCAN_WORK_H
#define SCAN_WORK_H

#include "model/candidate.h"
#include "model/costs.h"
#include "model/marks.h"
#include "model/sink.h"
#include "scan/class_masks.h"
#include "scan/live.h"

#define DLP_SIDE_ANSWERS 512u
/** What a side of a rule said of the bytes beside a value. */
struct dlp_side_answer {
    uint32_t side; /* the rule's index, twice, + 1 for `before`, + 2 for `after`; 0: none */
    uint32_t seen; /* the bytes */
    bool known;    /* it was asked */
    bool passes;
};

struct dlp_scan_work {
    struct dlp_database *db;
    hs_scratch_t *scratch;
    pcre2_match_context *context;
    pcre2_match_data *match;
    pcre2_jit_stack *stack;
    dlp_class_masks_fn classify;                    /* the quickest one; tests put others here */
    struct dlp_side_answer sides[DLP_SIDE_ANSWERS]; /* of late, by side and bytes */
    struct dlp_event_list events;
    size_t asked, asked_of;  /* groups and runs that matter in the last block; its bytes */
    struct dlp_costs *costs; /* the engine's; NULL: nothing is counted */
    bool views;              /* mark what asks to be decoded */
    bool deep;               /* mark all of the text */
    struct dlp_marks marks;  /* of the last block */
};

/** @return DLP_OK or DLP_ENOMEM; clear in both cases. */
dlp_status dlp_scan_work_init(struct dlp_scan_work *work, struct dlp_database *db);
void dlp_scan_work_clear(struct dlp_scan_work *work);

/** Run both lanes over [from, to) of the part and leave the events with from < at <= to in
 *  work->events, in order, and with work->views the places to decode in work->marks. The window holds the
 *  bytes, W + B before `from`, and db->ahead behind `to` (or the part's first and last byte).
 *  @param stream  has been fed [0, from); NULL when the database has no literal lane
 *  @param last    the part ends at `to`
 *  @param live    the rules whose digits, runs and heads matter; NULL: all
 *  @return DLP_OK, DLP_ENOMEM, DLP_EINTERNAL */
dlp_status dlp_scan_block(struct dlp_scan_work *work, hs_stream_t *stream,
                          const struct dlp_window *window, uint64_t from, uint64_t to, bool last,
                          bool keep_all, struct dlp_live *live);
#endif
