/* rules/read_pack.h - one group of "packs". */
#ifndef RULES_READ_PACK_H
#define RULES_READ_PACK_H

#include "rules/rule_reader.h"

#define DLP_PACKS_MAX 256u
#define DLP_PACK_GLOB_MAX 256u /* bytes: fnmatch is slow on hostile globs */

/** Read a group onto *out, which is zeroed and has its file. A mistake is complained of, and the
 *  count of errors has grown.
 *  @param r  r->rule is not used
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_read_pack(struct dlp_pack *out, struct dlp_rule_reader *r,
                         const config_setting_t *group);
#endif
