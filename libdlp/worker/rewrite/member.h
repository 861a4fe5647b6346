/* worker/rewrite/member.h - one member of an office document with its values replaced. */
#ifndef REWRITE_MEMBER_H
#define REWRITE_MEMBER_H

#include "worker/rewrite/replacements.h"

#include "base/bytes.h"

struct xlsx;

/** Does this member hold text that can be rewritten? */
bool member_is_markup(const char *name);

/** @param book  which styles show dates; NULL: no workbook.
 *  @param out   its new bytes are appended.
 *  @return false when it is no XML that is taken. */
bool member_rewrite(const char *name, const char *data, size_t len, const struct replacements *all,
                    const struct xlsx *book, struct dlp_bytes *out);

#endif
