/* dlpd/policy/policy_source.h - the text of a policy file -> a libconfig tree. */
#ifndef DLPD_POLICY_SOURCE_H
#define DLPD_POLICY_SOURCE_H

#include "buffer.h"
#include "policy/policy_reader.h"

#define SOURCE_MAX ((size_t)4 << 20)       /* of a policy file */
#define RANGE_FILE_MAX ((size_t)256 << 20) /* of a file of users or countries */

/** Read a whole file of at most max bytes. What is wrong was told.
 *  @return DLP_OK, DLP_ENOENT, DLP_EIO, DLP_ELIMIT. */
dlp_status source_read(struct policy_reader *reader, struct buffer *out, const char *path,
                       size_t max);

/** @param config  initialised. False when the text is no libconfig: that was told. */
bool source_parse(struct policy_reader *reader, config_t *config, const char *text, size_t len);

#endif
