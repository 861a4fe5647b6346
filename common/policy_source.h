/* common/policy_source.h - the text of a policy file -> a libconfig tree. */
#ifndef COMMON_POLICY_SOURCE_H
#define COMMON_POLICY_SOURCE_H

#include "buffer.h"
#include "policy_reader.h"

#define SOURCE_MAX ((size_t)4 << 20) /* of a policy file */

/** Read a whole file of at most max bytes. What is wrong was told.
 *  @return DLP_OK, DLP_ENOENT, DLP_EIO, DLP_ELIMIT. */
dlp_status source_read(struct policy_reader *reader, struct buffer *out, const char *path,
                       size_t max);

/** The first line with an @include, or 0. libconfig takes the word for an order wherever a line begins with
 *  it, also in a comment or a string over several lines; so does this. */
unsigned source_include(const char *text);

/** @param config  initialised. False when the text is no libconfig: that was told. */
bool source_parse(struct policy_reader *reader, config_t *config, const char *text, size_t len);

#endif
