/* dlpscan/kinds.h - what a file is, as --type names it. */
#ifndef DLPSCAN_KINDS_H
#define DLPSCAN_KINDS_H

#include <stdbool.h>
#include <stddef.h>

#define KIND_TEXT 1u
#define KIND_BINARY 2u
#define KIND_DOCUMENT 4u
#define KINDS_ALL 7u
#define KIND_NAMES "text,binary,document"

/** Names with commas between them -> kinds; false when one is unknown. */
bool kinds_choose(const char *names, unsigned *kinds);

/** Of what begins so and is no document, which is what would be taken apart: a binary file has a zero byte in
 *  its first 4 KiB, and no byte order mark. */
unsigned kind_of_head(const char *head, size_t len);

#endif
