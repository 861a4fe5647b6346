/* dlpd/gate/condemned.c - flows that were ended, remembered when their records are long told. */

#include "gate/condemned.h"

void condemned_add(struct condemned *condemned, uint64_t hash, uint64_t now_ms)
{
    condemned_add_for(condemned, hash, now_ms, CONDEMNED_MS);
}

void condemned_add_for(struct condemned *condemned, uint64_t hash, uint64_t now_ms, uint64_t ms)
{
    const size_t at = (size_t)hash & (CONDEMNED_PLACES - 1);

    condemned->place[at].hash = hash;
    condemned->place[at].until_ms = now_ms + ms;
}

bool condemned_has(const struct condemned *condemned, uint64_t hash, uint64_t now_ms)
{
    const size_t at = (size_t)hash & (CONDEMNED_PLACES - 1);

    return condemned->place[at].hash == hash && condemned->place[at].until_ms > now_ms;
}
