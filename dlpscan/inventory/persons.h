/* dlpscan/inventory/persons.h - about how many persons rows are about.
 *
 * Identifiers that stand in one row are one person's, and so are those that a chain of such rows ties together.
 * A telephone that two persons share does not make them one where each has a number of a state of his own;
 * and what has tied several together already (an office's telephone) ties no more. */
#ifndef DLPSCAN_PERSONS_H
#define DLPSCAN_PERSONS_H

#include "inventory/distinct.h"

#define PERSONS_MAX ((size_t)1 << 21) /* identifiers that are remembered: 96 MiB */
#define PERSONS_TIES 6u               /* others that one identifier may be tied to */

/** An identifier in a row. */
struct person_id {
    uint64_t token;
    uint32_t
        kind; /* of a number that a person has one of, which tells persons apart; 0: others may share it */
};

struct identifier {
    uint64_t token;
    uint32_t parent;
    uint32_t ties;
    uint32_t kind, own; /* of a root: what tells this person apart, or kind 0 */
};

struct persons {
    struct identifier *node;
    uint32_t *slot; /* index into node, plus one */
    size_t len, cap, slots, max;
    uint64_t ties;          /* that joined two */
    uint64_t rows;          /* with an identifier */
    uint64_t bare;          /* rows with personal data and no identifier */
    struct distinct beyond; /* first identifiers of rows that did not fit */
    size_t used;            /* of beyond */
};

/** @param max  identifiers to remember, PERSONS_MAX but for tests. */
void persons_init(struct persons *persons, size_t max);
void persons_free(struct persons *persons);

/** A row's identifiers; len 0: it holds personal data and none of them. */
void persons_row(struct persons *persons, const struct person_id *id, size_t len);

/** Persons so far. */
uint64_t persons_count(const struct persons *persons);

/** Did all identifiers fit? Else the count is an estimate. */
bool persons_is_exact(const struct persons *persons);

#endif
