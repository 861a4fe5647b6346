/* dlpscan/record.h - findings that wait to be judged: copied into a spill, and given back later. */
#ifndef DLPSCAN_RECORD_H
#define DLPSCAN_RECORD_H

#include "packed.h"
#include "spill.h"

/** Copy a finding. A failure is remembered by the spill. */
void record_put(struct spill *spill, const struct dlp_finding *finding, bool in_path);

/** Give all of them to on_record, in order. False when some were lost. */
bool record_replay(struct spill *spill, record_fn on_record, void *user);

#endif
