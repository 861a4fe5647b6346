/* model/chain_nfa.h - the patterns of rules with `digits`, all told, as places that are read from a match's last
 * byte to its first. */
#ifndef MODEL_CHAIN_NFA_H
#define MODEL_CHAIN_NFA_H

#include <stddef.h>
#include <stdint.h>

#define DLP_NFA_PLACES 1024u /* of all patterns */
#define DLP_NFA_CLASSES 96u  /* of bytes, with the two below */

/** Sets of places are `words` words each. Every match of a rule of `rules` is a way through its places; a
 *  way may be no match where the rule is not one of `exact`. */
struct dlp_chain_nfa {
    uint64_t rules, exact; /* bits of the first set of struct dlp_chain_tables */
    size_t places, words, classes;
    uint8_t class_of[256];
    uint8_t any_digit, any_letter; /* classes of no byte: whatever a digit, or a letter, may be */
    uint64_t *holds;               /* by class: the places that take it */
    uint64_t *before;              /* by place: the places that may stand before it */
    uint64_t *last;                /* the places that end a match */
    uint64_t *first;               /* and those that begin one, ... */
    uint8_t *owner;                /* ... of the rule of that bit */
};
#endif
