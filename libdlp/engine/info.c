/* engine/info.c - what a database promises (dlp_database_info()). */

#include "engine/tail.h"

#include <string.h>

dlp_status dlp_database_info(const dlp_database *database, struct dlp_database_info *info)
{
    if (info->version != DLP_DATABASE_INFO_VERSION)
        return DLP_EINVAL;
    info->rules = database->rules_len;
    info->width = database->width;
    info->before = DLP_CONTEXT_BEFORE;
    info->after = (size_t)database->ahead + DLP_OVERLAPS_KNOWN;
    info->session_bytes = sizeof(struct dlp_session) + database->stream_size
        + dlp_tail_reach(database) + (database->blocks_len + 1) * sizeof(struct dlp_armor *)
        + DLP_PENDING_KEPT * sizeof(struct dlp_pending);
    memcpy(info->digest, database->digest, sizeof(info->digest));
    return DLP_OK;
}
