/* worker/child.h - the process that reads one document. */
#ifndef WORKER_CHILD_H
#define WORKER_CHILD_H

#include "extract/frame.h"

/** Read the document and end the process. */
_Noreturn void child_run(const struct dlp_request *request, int document, int reply);

#endif
