/* scan/view_high.c - triggers of views that are characters beyond ASCII: digits, what looks like ASCII beside ASCII, and
 * what is not seen inside a value. Each run of them is looked at from its end, a long one in pieces. */

#include "scan/view_lane.h"

#include "extract/chars.h"
#include "extract/hanzi.h"
#include "extract/sight.h"

#define WORD DLP_LANE_WORD
#define HIGH_SEEN 32u  /* bytes of a run that are looked at in one go */
#define HANZI_SEEN 18u /* more, before these: a number may begin in the piece before */
#define HANZI_LEN 3u   /* bytes of a digit of Chinese or Korean */
#define TEXT_SEEN 24u  /* bytes before a run that tell text from a dump */

/* A run of characters beyond ASCII, as far as it is looked at. */
struct high_run {
    struct dlp_view_in in;  /* what stands before the run's end, and two bytes behind it */
    size_t start, end;      /* of the run, in `in`; at most HIGH_SEEN */
    uint8_t before, behind; /* ASCII bytes beside it; 0: none, or too far */
    bool again;             /* there is another such run right behind `behind` */
};

/* Where the character begins that ends at `end`. */
static size_t char_before(const struct high_run *run, size_t end)
{
    size_t start = end - 1;

    while (start > run->start && end - start < 4 && (run->in.bytes[start] & 0xc0) == 0x80)
        start--;
    return start;
}

static struct dlp_sight sight_before(const struct high_run *run, size_t end)
{
    return dlp_sight_at(&run->in, char_before(run, end));
}

/* Does the run's last character, with what is beside the run, ask for a decoder? */
static bool run_matters(const struct high_run *run)
{
    const struct dlp_sight last = sight_before(run, run->end);
    const bool digits = dlp_is_digit(run->before) || dlp_is_digit(run->behind);
    const bool both = dlp_is_digit(run->before) && dlp_is_digit(run->behind);
    const bool valued = dlp_is_alnum(run->before) || run->before == '@' || dlp_is_alnum(run->behind)
        || run->behind == '@';
    const bool soft = run->in.bytes[run->end - 1] == 0xad; /* hyphens stand in every long word */

    switch (last.kind) {
    case DLP_SIGHT_DIGIT:
    case DLP_SIGHT_LETTER:
        return run->end - run->start > 2 || digits;
    case DLP_SIGHT_NOTHING:
        return soft ? digits || run->before == '@' || run->behind == '@'
                    : valued || run->before == '.' || run->behind == '.';
    case DLP_SIGHT_BLANK:
        return both || (last.ascii == '@' && valued);
    case DLP_SIGHT_MARK: /* after one digit, or each single letter */
        return digits || (dlp_is_alnum(run->before) && dlp_is_alnum(run->behind) && run->again);
    case DLP_SIGHT_ALIKE:
        return valued;
    case DLP_SIGHT_OTHER:
        return false;
    }
    return false;
}

/* Is a digit or a full-width letter among a run's characters? Looked for at every eighth byte. */
static bool run_has_digits(const struct high_run *run)
{
    for (size_t at = run->end; at >= run->start + 8; at -= 8) {
        const struct dlp_sight sight = sight_before(run, at);

        if (sight.kind == DLP_SIGHT_DIGIT || sight.kind == DLP_SIGHT_LETTER)
            return true;
    }
    return false;
}

/* Do digits of Chinese or Korean stand here, so many that they are no words? One of six in a row has an eighth byte. */
static bool run_has_hanzi(const struct high_run *run)
{
    for (size_t at = run->end; at >= run->start + HANZI_LEN; at -= at < 8 ? at : 8)
        if (dlp_hanzi_digit(&run->in, char_before(run, at)))
            return dlp_hanzi_are_many(&run->in, 0, run->end);
    return false;
}

static void high_end(const struct dlp_lane *lane, uint64_t end)
{
    const size_t have = dlp_window_before(lane->window, end, HANZI_SEEN + HIGH_SEEN);
    const size_t more = dlp_window_after(lane->window, end, 2);
    struct high_run run = {
        .in = { .bytes = dlp_window_at(lane->window, end - have), .len = have + more }, .end = have
    };
    size_t from;

    run.start = have;
    while (run.start > 0 && have - run.start < HIGH_SEEN && run.in.bytes[run.start - 1] >= 0x80)
        run.start--;
    run.before =
        run.start > 0 && run.in.bytes[run.start - 1] < 0x80 ? run.in.bytes[run.start - 1] : 0;
    run.behind = more > 0 ? run.in.bytes[have] : 0;
    run.again = more > 1 && run.in.bytes[have + 1] >= 0x80;
    from = run.start > TEXT_SEEN ? run.start - TEXT_SEEN : 0;
    if (run.end > run.start && dlp_view_is_text(run.in.bytes + from, run.end - from)
        && (run_matters(&run) || run_has_digits(&run) || run_has_hanzi(&run)))
        dlp_lane_mark(lane, end);
}

/* Does a run of one byte or two end at `end` of which no character is made? So end most in a dump. */
static inline bool is_stray(const struct dlp_lane *lane, uint64_t end)
{
    const uint8_t *const behind = dlp_window_at(lane->window, end);

    if (dlp_window_before(lane->window, end, 3) < 3)
        return false;
    return behind[-2] < 0x80 || (behind[-3] < 0x80 && (behind[-1] & 0xc0) != 0x80);
}

void dlp_view_high(const struct dlp_lane *lane, uint64_t valid)
{
    const uint64_t before = lane->before.high, here = lane->here.high;
    uint64_t ends = ~here & (here << 1 | before >> 63) & valid;
    const unsigned turn = (unsigned)(HIGH_SEEN - lane->base % HIGH_SEEN) % HIGH_SEEN;

    /* A long run is looked at in pieces, too. */
    for (unsigned bit = turn; bit < WORD; bit += HIGH_SEEN)
        if (here >> bit & 1u & valid >> bit)
            ends |= (uint64_t)1 << bit;
    for (; ends; ends &= ends - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(ends);

        if (here >> bit & 1u || !is_stray(lane, lane->base + bit))
            high_end(lane, lane->base + bit);
    }
}
