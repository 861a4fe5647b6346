/* engine/live_trial.c - where digits stand rather close together, as in change logs and minified scripts,
 * nobody can tell from their number whether words would spare more events than they cost. So it is
 * tried: of each half a megabyte of such blocks, 16 KiB are scanned with live rules and as many without. Neither shows
 * in a finding. */

#include "engine/live_trial.h"

#define TRIAL_BYTES 16384u             /* of each kind: one block, or some packets */
#define REST_BYTES (30u * TRIAL_BYTES) /* from one trial to the next */
#define PAY_BYTES 200u                 /* an event less in so many bytes, or fewer, is worth it */

void dlp_live_trial_note(dlp_scanner *scanner)
{
    struct dlp_live_trial *const trial = &scanner->live.trial;

    if (trial->asked && trial->now != DLP_TRIAL_OVER) {
        trial->events[trial->now] += scanner->work.events.len;
        trial->bytes[trial->now] += scanner->work.asked_of;
    }
    trial->asked = false;
}

/* Both kinds have been seen. */
static void trial_end(struct dlp_live_trial *trial)
{
    const size_t with = trial->events[DLP_TRIAL_WITH] * trial->bytes[DLP_TRIAL_WITHOUT]
        / trial->bytes[DLP_TRIAL_WITH]; /* as many bytes as without */

    trial->pays =
        trial->events[DLP_TRIAL_WITHOUT] > with + trial->bytes[DLP_TRIAL_WITHOUT] / PAY_BYTES;
    trial->now = DLP_TRIAL_OVER;
    trial->since = 0;
}

bool dlp_live_trial_takes(dlp_scanner *scanner)
{
    struct dlp_live_trial *const trial = &scanner->live.trial;

    if (trial->now == DLP_TRIAL_OVER && trial->since >= REST_BYTES)
        *trial = (struct dlp_live_trial){ .now = DLP_TRIAL_WITH };
    if (trial->now == DLP_TRIAL_WITH && trial->bytes[DLP_TRIAL_WITH] >= TRIAL_BYTES)
        trial->now = DLP_TRIAL_WITHOUT;
    if (trial->now == DLP_TRIAL_WITHOUT && trial->bytes[DLP_TRIAL_WITHOUT] >= TRIAL_BYTES)
        trial_end(trial);
    trial->asked = true;
    trial->since += scanner->work.asked_of;
    return trial->now == DLP_TRIAL_WITH || (trial->now == DLP_TRIAL_OVER && trial->pays);
}
