/* scan/lane.h - what the parts of the class lane share. Inside scan/. */
#ifndef SCAN_LANE_H
#define SCAN_LANE_H

#include "model/marks.h"
#include "scan/class_lane.h"
#include "scan/event_list.h"

#define DLP_LANE_WORD 64u /* bytes, and bits */

/** Where the current word's cells end: scan/cell_columns.h. */
struct dlp_lane_cells {
    bool on;
    uint32_t column; /* of the word's first byte, or of live->cells.from, if that comes later */
    uint64_t known;  /* from there on */
    uint64_t delimiter, breaks; /* bits */
};

struct dlp_lane {
    struct dlp_event_list *out;
    const struct dlp_database *db;
    const struct dlp_window *window;
    uint64_t from, to;
    enum dlp_lane_depth depth;
    struct dlp_live *live;   /* NULL: all rules are */
    struct dlp_costs *costs; /* NULL: nothing is counted */
    struct dlp_marks *marks; /* NULL: nothing is decoded */
    bool learns;             /* what live rules want of digits: scan/known_chains.h */
    bool learning;           /* that, just now */
    size_t asked;            /* groups and runs so far that a rule may want */
    uint64_t base;           /* offset of bit 0 of the current word */
    struct dlp_class_masks before, here;
    struct dlp_lane_cells cells;
};

/** Bit 63 is the byte before `bit` of the current word, bit 62 the one before that, and so on.
 *  @param bit  0 to 64: a run may end where the word does */
static inline uint64_t dlp_bits_before(uint64_t before, uint64_t here, unsigned bit)
{
    return bit == 0 ? before : (here << (DLP_LANE_WORD - bit)) | (before >> 1 >> (bit - 1));
}

static inline unsigned dlp_leading_ones(uint64_t bits)
{
    return bits == UINT64_MAX ? DLP_LANE_WORD : (unsigned)__builtin_clzll(~bits);
}

/** Digits that end before `from` belong to this block when a shape's tail stands behind them, and those
 *  that end at `to` do not: so `at` decides, here.
 *  @param passed  see struct dlp_event */
static inline void dlp_lane_emit_as(const struct dlp_lane *lane, uint64_t at, unsigned back,
                                    uint32_t rule, enum dlp_event_kind kind, bool passed)
{
    const struct dlp_event event = { at, back, rule, (uint8_t)kind, passed };

    if (at > lane->from && at <= lane->to)
        dlp_event_list_add(lane->out, &event);
}
static inline void dlp_lane_emit(const struct dlp_lane *lane, uint64_t at, unsigned back,
                                 uint32_t rule, enum dlp_event_kind kind)
{
    dlp_lane_emit_as(lane, at, back, rule, kind,
                     kind == DLP_EVENT_SHAPE && lane->depth == DLP_LANE_CHECKS);
}

/** What ends at `at` asks to be decoded; lane->marks is not NULL. */
static inline void dlp_lane_mark(const struct dlp_lane *lane, uint64_t at)
{
    if (at > lane->from && at <= lane->to)
        dlp_marks_add(lane->marks, at);
}

/** What cuts the tables down to the live rules; NULL: nothing does, as where all that a rule may ever want is
 *  learnt. */
static inline struct dlp_live *dlp_lane_live(const struct dlp_lane *lane)
{
    return lane->learning ? NULL : lane->live;
}

static inline bool dlp_lane_wants(const struct dlp_lane *lane, uint32_t rule)
{
    return !lane->live || dlp_live_has(lane->live, rule);
}

/** A group of digits that nothing joins to another one has ended at `end`; bit 63 of bits is the byte
 *  before `end`, and so on. */
void dlp_group_end(const struct dlp_lane *lane, uint64_t end, uint64_t bits);
/** The same for one that has a separator and another group before it. */
void dlp_chain_end(const struct dlp_lane *lane, uint64_t end, uint64_t bits);
/** A group of digits has ended there that a letter stands beside, or one byte and then a letter. */
void dlp_sided_end(const struct dlp_lane *lane, uint64_t end, uint64_t bits);
/** A run of letters and digits has ended there; bits, digits and smalls say which of the bytes before
 *  are of it, digits and small letters.
 *  @return whether any rule may want it, live or not */
bool dlp_run_end(const struct dlp_lane *lane, uint64_t end, uint64_t bits, uint64_t digits,
                 uint64_t smalls);
/** A run of a token's bytes has its first DLP_TOKEN_RUN ones before `at`. */
void dlp_prefix_lane(const struct dlp_lane *lane, uint64_t at);
/** A head ends at `at`. */
void dlp_head_end(const struct dlp_lane *lane, uint64_t at);
#endif
