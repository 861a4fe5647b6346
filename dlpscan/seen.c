/* dlpscan/seen.c - a set of what was seen, as 128 bits each. */

#include "seen.h"

#include "mem.h"

/* The keys are digests: their own bits are as good as a hash of them. */
static size_t slot_of(const struct seen *seen, struct seen_key key)
{
    size_t at = (size_t)key.half[0] & (seen->slots - 1);

    while ((seen->key[at].half[0] || seen->key[at].half[1])
           && (seen->key[at].half[0] != key.half[0] || seen->key[at].half[1] != key.half[1]))
        at = (at + 1) & (seen->slots - 1);
    return at;
}

static void grow(struct seen *seen)
{
    const struct seen old = *seen;

    seen->slots = old.slots ? 2 * old.slots : 1024;
    seen->key = mem_array(seen->slots, sizeof(*seen->key));
    for (size_t i = 0; i < old.slots; i++) {
        if (old.key[i].half[0] || old.key[i].half[1])
            seen->key[slot_of(seen, old.key[i])] = old.key[i];
    }
    mem_free(old.key);
}

bool seen_add(struct seen *seen, struct seen_key key)
{
    size_t at;

    if (2 * (seen->len + 1) > seen->slots)
        grow(seen);
    at = slot_of(seen, key);
    if (seen->key[at].half[0] || seen->key[at].half[1])
        return false;
    seen->key[at] = key;
    seen->len++;
    return true;
}

bool seen_has(const struct seen *seen, struct seen_key key)
{
    size_t at;

    if (seen->slots == 0)
        return false;
    at = slot_of(seen, key);
    return seen->key[at].half[0] || seen->key[at].half[1];
}

void seen_free(struct seen *seen)
{
    mem_free(seen->key);
    *seen = (struct seen){ 0 };
}
