/* dlpscan/spill_records.h - a spill of records: it gives its bytes in pieces that end anywhere. */
#ifndef DLPSCAN_SPILL_RECORDS_H
#define DLPSCAN_SPILL_RECORDS_H

#include "spill.h"

#define RECORD_WRONG SIZE_MAX

/** Take one record. @param len  of what is there of it and of those behind it; may be 0
 *  @return its length; 0 when it is not whole yet; RECORD_WRONG when it is none: nothing more is given */
typedef size_t (*record_take_fn)(const char *data, size_t len, void *user);

/** Give the records, in order, to take(). Copies are wiped.
 *  @return false, and the spill has an error, when they were not stored or not read back, or when one was wrong or
 *          ended too early */
bool spill_each(struct spill *spill, record_take_fn take, void *user);

#endif
