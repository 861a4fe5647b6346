/* scan/run_lane.c - runs of letters and digits, and heads: which rules may want them. */

#include "base/bitmap.h"
#include "extract/chars.h"
#include "scan/view_lane.h"

/* The run's bytes, counted to one more than any rule wants. A run that fills the word is followed
 * byte by byte, and only where a rule wants such long ones. */
static size_t run_width(const struct dlp_lane *lane, uint64_t end, uint64_t bits)
{
    const size_t most = dlp_window_before(lane->window, end, lane->db->runs.max + 1);
    const uint8_t *const bytes = dlp_window_at(lane->window, end) - most;
    size_t width = dlp_leading_ones(bits);

    if (width == DLP_LANE_WORD)
        while (width < most && dlp_is_alnum(bytes[most - 1 - width]))
            width++;
    return width;
}

/* Of a run wider than the word, not all bytes are known. */
static inline bool run_fits(const struct dlp_run_fit *fit, unsigned code, size_t width,
                            unsigned digits, bool small)
{
    return (fit->first >> code & 1u) != 0 && (fit->small || !small)
        && (width > DLP_LANE_WORD || (digits >= fit->digits && width - digits >= fit->letters));
}

bool dlp_run_end(const struct dlp_lane *lane, uint64_t end, uint64_t bits, uint64_t digits,
                 uint64_t smalls)
{
    const struct dlp_run_tables *const runs = &lane->db->runs;
    const size_t width = run_width(lane, end, bits);
    const size_t place = width < DLP_RUN_WIDTHS ? width : DLP_RUN_WIDTHS - 1;
    const struct dlp_range range = runs->by_width[place];
    const unsigned out = width < DLP_LANE_WORD ? (unsigned)(DLP_LANE_WORD - width) : 0; /* bytes */
    const bool small = smalls >> out != 0;
    unsigned first, have;
    bool fits = false;

    if (range.len == 0)
        return false;
    first = dlp_run_code(*dlp_window_at(lane->window, end - width));
    if (lane->depth != DLP_LANE_PLACES && !(runs->firsts[place] >> first & 1u))
        return false;
    if (lane->live && lane->depth == DLP_LANE_CHECKS) {
        if (!lane->live->runs_ready)
            dlp_live_runs_make(lane->live);
        if (!(lane->live->runs[small][place] >> first & 1u))
            return true;
    }
    have = dlp_bits_count(digits >> out);
    if (lane->depth != DLP_LANE_PLACES
        && (have < (small ? runs->least_small : runs->least)[place]
            || (have == width && !(runs->bare_firsts[place] >> first & 1u))))
        return false;
    for (uint32_t i = range.first; i < range.first + range.len; i++) {
        const struct dlp_rule_code *code;

        if (lane->depth != DLP_LANE_PLACES && !run_fits(&runs->fits[i], first, width, have, small))
            continue;
        /* The widest ones share a range. */
        code = &lane->db->rules[runs->refs[i]];
        if (width < code->rule.run_min || width > code->rule.run_max || width > code->width)
            continue;
        fits = true;
        if (lane->depth == DLP_LANE_PLACES || dlp_lane_wants(lane, runs->refs[i]))
            dlp_lane_emit(lane, end, (unsigned)width, runs->refs[i], DLP_EVENT_RUN);
    }
    return fits;
}

void dlp_head_end(const struct dlp_lane *lane, uint64_t at)
{
    const struct dlp_head_tables *const heads = &lane->db->heads;
    const uint8_t *const head = dlp_window_at(lane->window, at - 4);
    const struct dlp_range range = lane->depth == DLP_LANE_PLACES
        ? heads->all
        : heads->by_pair[dlp_head_pair(head[0], head[1])];

    if (lane->marks && range.len > 0)
        dlp_view_head(lane, at);
    for (uint32_t i = 0; i < range.len; i++)
        if (dlp_lane_wants(lane, heads->refs[range.first + i]))
            dlp_lane_emit(lane, at, 4, heads->refs[range.first + i], DLP_EVENT_HEAD);
}
