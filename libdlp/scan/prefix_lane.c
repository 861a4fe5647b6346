/* scan/prefix_lane.c - prefixes, and values of assignments, where a run of a token's bytes begins. */

#include "scan/lane.h"
#include "scan/name_lane.h"

#include <string.h>

/* Where the run begins, what stands before it, and what it is asked about at. */
struct prefix_place {
    const uint8_t *run;
    size_t before;
    uint64_t at;
};

static inline void prefixes_look(const struct dlp_lane *lane, const struct prefix_place *place,
                                 enum dlp_prefix_key way)
{
    const struct dlp_prefix_table *const table = &lane->db->prefixes;
    const unsigned key = dlp_prefix_key(way, place->run);

    if ((table->has[way][key >> 3] >> (key & 7u) & 1u) == 0)
        return; /* as nearly always */
    for (uint32_t i = table->first[key]; i < table->first[key + 1]; i++) {
        const struct dlp_prefix_entry *const e = &table->entries[i];

        if (e->way == way && (e->first == place->run[0] || e->rest == 0) && e->head <= place->before
            && memcmp(place->run - e->head, e->text, (size_t)e->head + e->rest) == 0)
            dlp_lane_emit(lane, place->at, DLP_TOKEN_RUN + e->head, e->rule, DLP_EVENT_PREFIX);
    }
}

void dlp_prefix_lane(const struct dlp_lane *lane, uint64_t at)
{
    const uint64_t start = at - DLP_TOKEN_RUN;
    const struct prefix_place place = { dlp_window_at(lane->window, start),
                                        dlp_window_before(lane->window, start, UINT8_MAX), at };

    prefixes_look(lane, &place, DLP_PREFIX_LONG);
    prefixes_look(lane, &place, DLP_PREFIX_SHORT);
    if (place.before >= 2)
        prefixes_look(lane, &place, DLP_PREFIX_HEAD);
    if (at > lane->from && at <= lane->to)
        dlp_value_lane(lane->out, lane->db, lane->window, at);
}
