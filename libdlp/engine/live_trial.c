/* engine/live_trial.c - where digits stand rather close together, as in change logs and minified scripts,
 * nobody can tell from their number whether words would spare more events than they cost. So it is
 * tried: of a number of such blocks, one is scanned with live rules and one without. Neither shows
 * in a finding. */

#include "engine/live_trial.h"

#define TRIAL_BLOCKS 32u /* from one trial to the next */
#define PAY_BYTES 200u   /* an event less in so many bytes, or fewer, is worth it */
#define SHARE_BYTES 65536u

void dlp_live_trial_note(dlp_scanner *scanner)
{
    struct dlp_live_trial *const trial = &scanner->live.trial;
    const struct dlp_scan_work *const work = &scanner->work;
    const size_t events = work->asked_of > 0 ? work->events.len * SHARE_BYTES / work->asked_of : 0;

    if (trial->last == DLP_TRIAL_WITH)
        trial->with = events;
    else if (trial->last == DLP_TRIAL_WITHOUT)
        trial->pays = events > trial->with + SHARE_BYTES / PAY_BYTES;
    trial->last = DLP_TRIAL_NONE;
}

bool dlp_live_trial_takes(dlp_scanner *scanner)
{
    struct dlp_live_trial *const trial = &scanner->live.trial;
    const unsigned turn = trial->turn;

    trial->turn = (turn + 1) % TRIAL_BLOCKS;
    if (turn > 1)
        return trial->pays;
    trial->last = turn == 0 ? DLP_TRIAL_WITH : DLP_TRIAL_WITHOUT;
    return turn == 0;
}
