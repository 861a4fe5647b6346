/* dlpscan/markup.h - text for XML and HTML. */
#ifndef DLPSCAN_MARKUP_H
#define DLPSCAN_MARKUP_H

#include "buffer.h"

/** Add text with & < > " ' escaped. Controls, which XML cannot hold, become '?'. */
void markup_text(struct buffer *out, const char *text);

/** Add a blank and name="text". */
void markup_attribute(struct buffer *out, const char *name, const char *text);

#endif
