/* dlpscan/office_redaction.h - an office document with its findings replaced. */
#ifndef DLPSCAN_OFFICE_REDACTION_H
#define DLPSCAN_OFFICE_REDACTION_H

#include "redaction.h"

/** As redaction_run(), of a docx, xlsx or pptx: every value that is found is replaced wherever the document
 *  has it as a word of its own, until scanning the result finds none of them. */
int office_redaction_run(struct redaction *redaction, const struct settings *settings, int from,
                         const int to[2], int *in);

#endif
