/* worker/rewrite/rewrite_package.h - an archive of members with other values in them, and those inside it. */
#ifndef REWRITE_PACKAGE_H
#define REWRITE_PACKAGE_H

#include "worker/rewrite/replacements.h"

#include "base/bytes.h"

#include <archive.h>

#define PACKAGE_DEPTH 4u /* packages in a package that are rewritten */

/** What is known of a package before its members are rewritten. */
struct package {
    struct xlsx *book; /* which styles show dates */
    bool typed;        /* it is a document of OOXML */
    bool odd;          /* its first member has to stand as it is: ODF, EPUB */
};

/** Look at all members. False when it cannot be read. Free it either way. */
bool package_look(struct package *package, struct archive *in);
void package_free(struct package *package);

/** Copy all members, rewritten.
 *  @param depth    0 for the document itself
 *  @param changed  set to true when one is not as it was
 *  @return false when one cannot be read or written. */
bool package_copy(const struct package *package, struct archive *in, struct archive *out,
                  const struct replacements *all, unsigned depth, bool *changed);

#endif
