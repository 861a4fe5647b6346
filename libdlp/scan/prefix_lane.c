/* scan/prefix_lane.c - prefixes, where a run of a token's bytes begins. */

#include "scan/lane.h"

#include <string.h>

void dlp_prefix_lane(const struct dlp_lane *lane, uint64_t at)
{
    const struct dlp_prefix_table *const table = &lane->db->prefixes;
    const uint64_t start = at - DLP_TOKEN_RUN;
    const size_t before = dlp_window_before(lane->window, start, UINT8_MAX);
    const uint8_t *const run = dlp_window_at(lane->window, start);

    for (unsigned way = 0; way < (before < 2 ? DLP_PREFIX_HEAD : DLP_PREFIX_WAYS); way++) {
        const unsigned key = dlp_prefix_key((enum dlp_prefix_key)way, run);

        for (uint32_t i = table->first[key]; i < table->first[key + 1]; i++) {
            const struct dlp_prefix_entry *const e = &table->entries[i];

            if (e->way == way && e->head <= before
                && memcmp(run - e->head, e->text, (size_t)e->head + e->rest) == 0)
                dlp_lane_emit(lane, at, DLP_TOKEN_RUN + e->head, e->rule, DLP_EVENT_PREFIX);
        }
    }
}
