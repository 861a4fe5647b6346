/* scan/known_chains.c - what the tables of digits see of a chain, packed into one word: where its digits and
 * separators stand, the separators themselves, and the kinds of the bytes beside it. */

#include "scan/known_chains.h"

#define WORD DLP_LANE_WORD
#define BYTES_MAX 31u /* of the chain */
#define JOINTS_MAX 4u /* of them that are no digits */
#define JOINTS_AT 32u /* where those begin */

/* What a byte is right behind the chain, one byte further, right before it, and one byte before that. */
enum {
    NEAR_LETTER = 1,
    NEAR_LOW_LINE,
    NEAR_DOT,
    NEAR_SLASH,
    NEAR_DASH,
    NEAR_CELL = DLP_SIDE_CELL,
    NEAR = DLP_SIDE_NEAR,
    FAR_DIGIT = DLP_SIDE_FAR_DIGIT,
    FAR_LETTER = 2 << 3,
    FAR = 3 << 3,
    LEAD_LETTER = DLP_SIDE_LEAD_LETTER,
    LEAD_CELL = DLP_SIDE_LEAD_CELL,
    LEAD_OTHER = 3 << 5, /* told apart by tables */
    LEAD = DLP_SIDE_LEAD,
    LEAD_FAR = 1 << 7 /* a letter */
};

static unsigned near_of(uint8_t byte)
{
    switch (byte) {
    case '_':
        return NEAR_LOW_LINE;
    case '.':
        return NEAR_DOT;
    case '/':
        return NEAR_SLASH;
    case '-':
        return NEAR_DASH;
    default:
        return 0;
    }
}

void dlp_known_sides(struct dlp_live *live, uint8_t delimiter)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        const bool letter = (uint8_t)((byte | 0x20) - 'a') < 26;
        const bool digit = (uint8_t)(byte - '0') < 10;
        const bool cell = byte == delimiter || byte == '\n' || byte == '\r';
        uint64_t held = byte >= 0x80;

        for (size_t i = 0; i < live->db->chains.len; i++)
            held |= live->db->chains.sets[i].holds[byte];
        if (letter)
            live->sides[byte] = NEAR_LETTER | FAR_LETTER | LEAD_LETTER | LEAD_FAR;
        else if (digit)
            live->sides[byte] = FAR_DIGIT | LEAD_OTHER;
        else if (near_of((uint8_t)byte) || held)
            live->sides[byte] = (uint8_t)(near_of((uint8_t)byte) | LEAD_OTHER);
        else
            live->sides[byte] = cell ? NEAR_CELL | LEAD_CELL : 0;
    }
}

struct dlp_known_look dlp_known_look(const struct dlp_lane *lane, unsigned bit, uint64_t digits)
{
    const struct dlp_class_masks *const b = &lane->before, *const h = &lane->here;
    const uint64_t chain = dlp_bits_before(b->digit | b->joint, h->digit | h->joint, bit);
    const unsigned len = dlp_leading_ones(chain);
    const struct dlp_window *const w = lane->window;
    const uint8_t *const sides = lane->live->sides;
    const uint64_t place = lane->base + bit - w->start;
    const uint8_t *const end = w->data + place, *const lead = end - len;
    struct dlp_known_look look = { 0, 0, (uint8_t)len };
    unsigned beside, n = JOINTS_AT;

    if (len > BYTES_MAX || place < BYTES_MAX + 2 || place + 2 > w->len)
        return look;
    beside = (sides[end[0]] & NEAR) | (sides[end[1]] & FAR) | (sides[lead[-1]] & LEAD)
        | (sides[lead[-2]] & LEAD_FAR);
    if ((beside & LEAD) == LEAD_OTHER)
        return look;
    look.shape = UINT64_C(1) << len | digits >> (WORD - len);
    look.sides = (uint8_t)beside;
    for (uint64_t joints = ~digits >> (WORD - len) << (WORD - len); joints; n += 8) {
        const unsigned back = (unsigned)__builtin_clzll(joints);

        if (n == JOINTS_AT + 8 * JOINTS_MAX)
            return (struct dlp_known_look){ 0, 0, 0 };
        look.shape |= (uint64_t)end[-1 - (ptrdiff_t)back] << n;
        joints ^= UINT64_C(1) << (WORD - 1 - back);
    }
    return look;
}

static size_t known_place(const struct dlp_live *live, const struct dlp_known_look *look)
{
    return (look->shape + live->column + look->sides) * UINT64_C(0x9e3779b97f4a7c15)
        >> (64 - DLP_KNOWN_BITS);
}

enum dlp_known_answer dlp_known_answer(struct dlp_live *live, const struct dlp_known_look *look,
                                       uint64_t end)
{
    const struct dlp_known_chain *const known = &live->known[known_place(live, look)];

    if (known->shape != look->shape || known->epoch != live->epoch || known->sides != look->sides
        || known->column != live->column)
        return DLP_KNOWN_NOT;
    return known->wanted || dlp_live_near_any(live, &known->sets, end) ? DLP_KNOWN_WANTED
                                                                       : DLP_KNOWN_IDLE;
}

void dlp_known_begin(struct dlp_live *live, const struct dlp_known_look *look)
{
    live->learnt = &live->known[known_place(live, look)];
    *live->learnt = (struct dlp_known_chain){
        .shape = look->shape, .epoch = live->epoch, .sides = look->sides, .column = live->column
    };
}
