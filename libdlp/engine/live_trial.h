/* engine/live_trial.h - is it worth while to look for words before the class lane asks? */
#ifndef ENGINE_LIVE_TRIAL_H
#define ENGINE_LIVE_TRIAL_H

#include "engine/scanner.h"

/** After each block: what became of it. */
void dlp_live_trial_note(dlp_scanner *scanner);
/** @return whether the next block, in which digits stand rather close together, is to have live rules */
bool dlp_live_trial_takes(dlp_scanner *scanner);
#endif
