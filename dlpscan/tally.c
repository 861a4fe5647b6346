/* dlpscan/tally.c - what the summary counts.
 *
 * Sums do not depend on who adds first, so threads add as they go. */

#include "tally.h"

#include <stdio.h>
#include <string.h>

void tally_init(struct tally *tally)
{
    memset(tally, 0, sizeof(*tally));
    pthread_mutex_init(&tally->lock, NULL);
}

void tally_free(struct tally *tally)
{
    pthread_mutex_destroy(&tally->lock);
    rule_counts_clear(&tally->rules);
}

void tally_kinds_add(struct tally_kinds *kinds, const char *name)
{
    size_t at = 0;

    kinds->total++;
    while (at < kinds->len && strcmp(kinds->kind[at].name, name) < 0)
        at++;
    if (at == kinds->len || strcmp(kinds->kind[at].name, name) != 0) {
        if (kinds->len == TALLY_KINDS)
            return; /* still in the total */
        memmove(&kinds->kind[at + 1], &kinds->kind[at], (kinds->len - at) * sizeof(kinds->kind[0]));
        snprintf(kinds->kind[at].name, sizeof(kinds->kind[at].name), "%s", name);
        kinds->kind[at].count = 0;
        kinds->len++;
    }
    kinds->kind[at].count++;
}

void tally_file(struct tally *tally, uint64_t bytes)
{
    pthread_mutex_lock(&tally->lock);
    tally->files++;
    tally->bytes += bytes;
    pthread_mutex_unlock(&tally->lock);
}

void tally_finding(struct tally *tally, enum dlp_severity severity)
{
    pthread_mutex_lock(&tally->lock);
    tally->findings++;
    if ((unsigned)severity < TALLY_SEVERITIES)
        tally->severity[severity]++;
    pthread_mutex_unlock(&tally->lock);
}

void tally_rules(struct tally *tally, const struct rule_counts *item)
{
    if (item->len == 0)
        return; /* as of most files */
    pthread_mutex_lock(&tally->lock);
    rule_counts_unite(&tally->rules, item);
    pthread_mutex_unlock(&tally->lock);
}

void tally_incomplete(struct tally *tally, const char *reason)
{
    pthread_mutex_lock(&tally->lock);
    tally_kinds_add(&tally->incomplete, reason);
    pthread_mutex_unlock(&tally->lock);
}

void tally_skipped(struct tally *tally, const char *what)
{
    pthread_mutex_lock(&tally->lock);
    tally_kinds_add(&tally->skipped, what);
    pthread_mutex_unlock(&tally->lock);
}

void tally_allowed(struct tally *tally, const char *why)
{
    pthread_mutex_lock(&tally->lock);
    tally_kinds_add(&tally->allowed, why);
    pthread_mutex_unlock(&tally->lock);
}

void tally_broken(struct tally *tally)
{
    pthread_mutex_lock(&tally->lock);
    tally->broken = true;
    pthread_mutex_unlock(&tally->lock);
}

void tally_unchanged(struct tally *tally)
{
    pthread_mutex_lock(&tally->lock);
    tally->unchanged++;
    pthread_mutex_unlock(&tally->lock);
}

void tally_missing(struct tally *tally)
{
    pthread_mutex_lock(&tally->lock);
    tally->missing = true;
    pthread_mutex_unlock(&tally->lock);
}
