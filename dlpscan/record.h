/* dlpscan/record.h - findings that wait to be judged: copied into a spill, and given back later. */
#ifndef DLPSCAN_RECORD_H
#define DLPSCAN_RECORD_H

#include "spill.h"

#include <dlp/dlp.h>

#include <stdbool.h>

/** Called for each; the finding is valid until it returns. */
typedef void (*record_fn)(const struct dlp_finding *finding, bool in_path, void *user);

/** Copy a finding. A failure is remembered by the spill. */
void record_put(struct spill *spill, const struct dlp_finding *finding, bool in_path);

/** Give all of them to on_record, in order. False when some were lost. */
bool record_replay(struct spill *spill, record_fn on_record, void *user);

#endif
