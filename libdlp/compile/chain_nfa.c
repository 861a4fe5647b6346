/* compile/chain_nfa.c - a pattern's places, as Glushkov numbered them: one for each byte that the expression
 * may read, and for each of them those that may be read just before.
 *
 * Look-around says nothing here, and a reference back takes what its group may be: then a way through the
 * places may be no match. A pattern with a construct that is not known has no places at all. */

#include "compile/chain_nfa.h"

#include "base/alloc.h"
#include "base/bitmap.h"

#include <ctype.h>
#include <string.h>

#define WORDS (DLP_NFA_PLACES / 64)
#define NESTING_MAX 16u
#define GROUPS_MAX 8u
#define TIMES_MAX 64u
#define ATOMS_MAX 8192u /* that are read, again or not: groups of groups of nothing end here */

struct places {
    uint64_t set[WORDS];
};
struct bytes {
    uint64_t set[4];
};

/* A piece of an expression: the places that it may begin and end with. */
struct piece {
    struct places first, last;
    bool empty; /* it may read nothing */
};

struct builder {
    size_t len;
    struct bytes holds[DLP_NFA_PLACES];
    struct places before[DLP_NFA_PLACES];
    struct places first, last; /* of all rules */
    uint8_t owner[DLP_NFA_PLACES];
};

struct nfa_reader {
    struct builder *b;
    const char *at;
    const char *groups[GROUPS_MAX]; /* where the capturing ones begin */
    unsigned groups_len, depth, atoms;
    bool ignore_case;
    bool lost;  /* something is not known: nothing can be said */
    bool loose; /* there may be ways that are no match */
};

static void places_add(struct places *sum, const struct places *more)
{
    dlp_bits_unite(sum->set, more->set, WORDS);
}

static void bytes_add(struct bytes *bytes, unsigned from, unsigned to)
{
    for (unsigned byte = from; byte <= to && byte < 256; byte++)
        dlp_bit_add(bytes->set, byte);
}

static void bytes_fold(struct bytes *bytes)
{
    for (unsigned byte = 'A'; byte <= 'Z'; byte++)
        if (dlp_bit_has(bytes->set, byte) || dlp_bit_has(bytes->set, byte | 0x20u)) {
            bytes_add(bytes, byte, byte);
            bytes_add(bytes, byte | 0x20u, byte | 0x20u);
        }
}

static struct piece piece_empty(void)
{
    return (struct piece){ .empty = true };
}

/* One place that takes these bytes. */
static struct piece piece_of(struct nfa_reader *r, struct bytes bytes)
{
    struct piece piece = { .empty = false };
    const size_t place = r->b->len;

    if (place == DLP_NFA_PLACES) {
        r->lost = true;
        return piece;
    }
    if (r->ignore_case)
        bytes_fold(&bytes);
    r->b->holds[place] = bytes;
    r->b->len++;
    dlp_bit_add(piece.first.set, place);
    dlp_bit_add(piece.last.set, place);
    return piece;
}

/* One behind the other. */
static void piece_append(struct builder *b, struct piece *piece, const struct piece *next)
{
    for (size_t i = 0; i < WORDS; i++)
        for (uint64_t left = next->first.set[i]; left; left &= left - 1)
            places_add(&b->before[i * 64 + (size_t)__builtin_ctzll(left)], &piece->last);
    if (piece->empty)
        places_add(&piece->first, &next->first);
    if (!next->empty)
        memset(&piece->last, 0, sizeof(piece->last));
    places_add(&piece->last, &next->last);
    piece->empty = piece->empty && next->empty;
}

/* Add the byte or class behind a backslash to *bytes. */
static void escape_read(struct nfa_reader *r, struct bytes *bytes)
{
    const char c = *r->at++;

    switch (c) {
    case 'd':
        bytes_add(bytes, '0', '9');
        break;
    case 'w':
        bytes_add(bytes, '0', '9');
        bytes_add(bytes, 'A', 'Z');
        bytes_add(bytes, 'a', 'z');
        bytes_add(bytes, '_', '_');
        break;
    case 's':
        bytes_add(bytes, '\t', '\r');
        bytes_add(bytes, ' ', ' ');
        break;
    case 't':
        bytes_add(bytes, '\t', '\t');
        break;
    default:
        if (c == '\0' || isalnum((unsigned char)c))
            r->lost = true;
        else
            bytes_add(bytes, (unsigned char)c, (unsigned char)c);
    }
}

/* A class, behind its '['. */
static struct piece class_read(struct nfa_reader *r)
{
    struct bytes bytes = { { 0 } };

    if (*r->at == '^' || *r->at == ']')
        r->lost = true;
    while (!r->lost && *r->at && *r->at != ']') {
        const unsigned char c = (unsigned char)*r->at++;

        if (c == '[') {
            r->lost = true;
        } else if (c == '\\') {
            escape_read(r, &bytes);
            r->lost = r->lost || (*r->at == '-' && r->at[1] != ']'); /* a range from an escape */
        } else if (*r->at == '-' && r->at[1] && r->at[1] != ']') {
            r->lost = r->at[1] == '\\';
            bytes_add(&bytes, c, (unsigned char)r->at[1]);
            r->at += 2;
        } else {
            bytes_add(&bytes, c, c);
        }
    }
    if (*r->at != ']')
        r->lost = true;
    r->at += !r->lost;
    return piece_of(r, bytes);
}

static struct piece alternatives_read(struct nfa_reader *r);

/* What a look-around holds is not looked at. */
static void around_skip(struct nfa_reader *r)
{
    struct builder *const b = r->b;
    const size_t len = b->len;

    (void)alternatives_read(r);
    memset(b->before + len, 0, (b->len - len) * sizeof(*b->before));
    b->len = len;
    r->loose = true;
}

/* A group, behind its '('. */
static struct piece group_read(struct nfa_reader *r)
{
    struct piece piece = piece_empty();
    const char *const p = r->at;
    bool around = false;

    if (p[0] != '?') {
        if (p[0] == '*' || r->groups_len == GROUPS_MAX)
            r->lost = true;
        else
            r->groups[r->groups_len++] = p;
    } else if (p[1] == ':') {
        r->at += 2;
    } else {
        around = p[1] == '=' || p[1] == '!' || (p[1] == '<' && (p[2] == '=' || p[2] == '!'));
        r->lost = !around;
        r->at += p[1] == '<' ? 3 : 2;
    }
    if (++r->depth > NESTING_MAX)
        r->lost = true;
    if (r->lost)
        return piece;
    if (around)
        around_skip(r);
    else
        piece = alternatives_read(r);
    if (*r->at != ')')
        r->lost = true;
    r->at += !r->lost;
    r->depth--;
    return piece;
}

/* "\g{1}", behind its backslash: as the group is, once more. */
static struct piece reference_read(struct nfa_reader *r)
{
    const unsigned group = (unsigned)(r->at[1] == '{' ? r->at[2] - '0' : 0);
    const unsigned known = r->groups_len;
    struct piece piece = piece_empty();
    const char *behind;

    if (group == 0 || group > known || r->at[3] != '}' || ++r->depth > NESTING_MAX) {
        r->lost = true;
        return piece;
    }
    behind = r->at + 4;
    r->at = r->groups[group - 1];
    piece = alternatives_read(r);
    r->groups_len = known;
    r->at = behind;
    r->loose = true;
    r->depth--;
    return piece;
}

static struct piece atom_read(struct nfa_reader *r)
{
    const char c = *r->at++;
    struct bytes bytes = { { 0 } };

    if (++r->atoms > ATOMS_MAX)
        r->lost = true;
    if (c == '(')
        return group_read(r);
    if (c == '[')
        return class_read(r);
    if (c == '\\' && *r->at == 'g')
        return reference_read(r);
    if (c == '\\')
        escape_read(r, &bytes);
    else if (strchr(".^$*+?{", c) || (unsigned char)c >= 0x80)
        r->lost = true;
    else
        bytes_add(&bytes, (unsigned char)c, (unsigned char)c);
    return piece_of(r, bytes);
}

static unsigned number_read(struct nfa_reader *r)
{
    unsigned n = 0;

    for (; isdigit((unsigned char)*r->at); r->at++)
        n = n > TIMES_MAX ? n : n * 10 + (unsigned)(*r->at - '0');
    return n;
}

/* The quantifier at r->at. */
static void times_read(struct nfa_reader *r, unsigned *least, unsigned *most)
{
    *least = *most = 1;
    if (*r->at == '?') {
        *least = 0;
    } else if (*r->at == '{') {
        r->at++;
        *least = *most = number_read(r);
        if (*r->at == ',') {
            r->at++;
            *most = number_read(r);
        }
        r->lost = r->lost || *r->at != '}' || *most > TIMES_MAX || *most < *least;
    } else {
        r->lost = r->lost || *r->at == '*' || *r->at == '+';
        return;
    }
    r->at += !r->lost;
    if (*r->at == '+')
        r->lost = true; /* possessive */
    r->at += *r->at == '?';
}

/* An atom as often as it may stand: read again each time, so that it has places of its own. */
static struct piece repeated_read(struct nfa_reader *r)
{
    const char *const atom = r->at;
    const unsigned groups = r->groups_len;
    struct piece one = atom_read(r), all = piece_empty();
    unsigned least, most, known;
    const char *behind;

    if (r->lost)
        return all;
    times_read(r, &least, &most);
    behind = r->at;
    known = r->groups_len;
    for (unsigned i = 0; i < most && !r->lost; i++) {
        if (i > 0) {
            r->at = atom;
            r->groups_len = groups;
            one = atom_read(r);
        }
        one.empty = one.empty || i >= least;
        piece_append(r->b, &all, &one);
    }
    r->groups_len = known;
    r->at = behind;
    return all;
}

static struct piece sequence_read(struct nfa_reader *r)
{
    struct piece all = piece_empty();

    while (*r->at && *r->at != '|' && *r->at != ')' && !r->lost) {
        const struct piece one = repeated_read(r);

        piece_append(r->b, &all, &one);
    }
    return all;
}

static struct piece alternatives_read(struct nfa_reader *r)
{
    struct piece any = sequence_read(r);

    while (*r->at == '|' && !r->lost) {
        struct piece other;

        r->at++;
        other = sequence_read(r);
        places_add(&any.first, &other.first);
        places_add(&any.last, &other.last);
        any.empty = any.empty || other.empty;
    }
    return any;
}

/* The places of the rule of that bit. @return false when it has none */
static bool rule_read(struct builder *b, const struct dlp_rule *rule, unsigned bit, bool *loose)
{
    struct nfa_reader r = { .b = b, .at = rule->pattern, .ignore_case = rule->ignore_case };
    const size_t len = b->len;
    struct piece all;

    if (!rule->pattern)
        return false;
    all = alternatives_read(&r);
    if (r.lost || *r.at != '\0' || all.empty) {
        memset(b->before + len, 0, (b->len - len) * sizeof(*b->before));
        b->len = len;
        return false;
    }
    places_add(&b->first, &all.first);
    places_add(&b->last, &all.last);
    memset(b->owner + len, (int)bit, b->len - len);
    *loose = r.loose;
    return true;
}

/* The class of that byte, which may be a new one. */
static void class_add(struct dlp_chain_nfa *nfa, const struct builder *b, unsigned byte)
{
    uint64_t *const own = nfa->holds + nfa->classes * nfa->words;
    size_t at = 0;

    memset(own, 0, nfa->words * sizeof(*own));
    for (size_t place = 0; place < nfa->places; place++)
        if (dlp_bit_has(b->holds[place].set, byte))
            dlp_bit_add(own, place);
    while (memcmp(nfa->holds + at * nfa->words, own, nfa->words * sizeof(*own)) != 0)
        at++;
    nfa->class_of[byte] = (uint8_t)at;
    nfa->classes += at == nfa->classes;
}

/* A class that takes what any of these bytes is taken by. */
static uint8_t class_unite(struct dlp_chain_nfa *nfa, const char *bytes)
{
    uint64_t *const own = nfa->holds + nfa->classes * nfa->words;

    memset(own, 0, nfa->words * sizeof(*own));
    for (; *bytes; bytes++)
        dlp_bits_unite(own, nfa->holds + nfa->class_of[(unsigned char)*bytes] * nfa->words,
                       nfa->words);
    return (uint8_t)nfa->classes++;
}

static dlp_status nfa_freeze(struct dlp_chain_nfa *nfa, const struct builder *b)
{
    nfa->places = b->len;
    nfa->words = b->len / 64 + 1;
    /* Each byte may be a class, and two are made of others. */
    nfa->holds = dlp_calloc((size_t)(256 + 2) * nfa->words, sizeof(*nfa->holds));
    nfa->before = dlp_calloc(nfa->places * nfa->words, sizeof(*nfa->before));
    nfa->last = dlp_calloc(nfa->words, sizeof(*nfa->last));
    nfa->first = dlp_calloc(nfa->words, sizeof(*nfa->first));
    nfa->owner = dlp_calloc(nfa->places, sizeof(*nfa->owner));
    if (!nfa->holds || !nfa->before || !nfa->last || !nfa->first || !nfa->owner)
        return DLP_ENOMEM;
    for (size_t place = 0; place < nfa->places; place++)
        memcpy(nfa->before + place * nfa->words, b->before[place].set,
               nfa->words * sizeof(*nfa->before));
    memcpy(nfa->last, b->last.set, nfa->words * sizeof(*nfa->last));
    memcpy(nfa->first, b->first.set, nfa->words * sizeof(*nfa->first));
    memcpy(nfa->owner, b->owner, nfa->places);
    for (unsigned byte = 0; byte < 256; byte++)
        class_add(nfa, b, byte);
    nfa->any_digit = class_unite(nfa, "0123456789");
    nfa->any_letter = class_unite(nfa, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    if (nfa->classes > DLP_NFA_CLASSES)
        nfa->rules = 0;
    return DLP_OK;
}

dlp_status dlp_chain_nfa_build(struct dlp_chain_nfa *nfa, const struct dlp_chain_set *set,
                               const struct dlp_rule_code *rules)
{
    struct builder *const b = dlp_calloc(1, sizeof(*b));
    dlp_status status = DLP_ENOMEM;

    _Static_assert(DLP_NFA_CLASSES < 256, "a class is a byte");
    *nfa = (struct dlp_chain_nfa){ 0 };
    if (!b)
        return DLP_ENOMEM;
    for (uint64_t left = set->all; left; left &= left - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(left);
        bool loose = false;

        if (!rule_read(b, &rules[set->rules[bit]].rule, bit, &loose))
            continue;
        nfa->rules |= UINT64_C(1) << bit;
        nfa->exact |= (uint64_t)!loose << bit;
    }
    status = b->len > 0 ? nfa_freeze(nfa, b) : DLP_OK;
    dlp_free(b);
    return status;
}

void dlp_chain_nfa_free(struct dlp_chain_nfa *nfa)
{
    dlp_free(nfa->holds);
    dlp_free(nfa->before);
    dlp_free(nfa->last);
    dlp_free(nfa->first);
    dlp_free(nfa->owner);
    *nfa = (struct dlp_chain_nfa){ 0 };
}
