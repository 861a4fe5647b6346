/* worker/sandbox.h - what a process that reads a document may still do. */
#ifndef WORKER_SANDBOX_H
#define WORKER_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>

/** Make the filter, once, before any document is there. False when the system has none. */
bool sandbox_prepare(void);

/** Take everything away but reading memory, the document and writing to the answer. There is no way back.
 *  @param memory   bytes that may be added to what the process has
 *  @param seconds  of processor time
 *  @return false when something could not be taken away. */
bool sandbox_enter(uint64_t memory, uint64_t seconds);

#endif
