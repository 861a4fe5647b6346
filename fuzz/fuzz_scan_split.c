/* fuzz/fuzz_scan_split.c - a text that arrives in any pieces has the findings of the whole, to the last
 * detail: place, line and column, confidence, masked value, token, other readings, order.
 *
 * The first byte says how many of the next give the sizes of the pieces, by turns; the rest is the
 * text. Its upper half says sometimes that what is encoded is decoded (10 to 12), that columns are judged
 * by a sample of them (12, 13 and 15), or that
 * the text is repeated until it is longer than one step of a scan and than that sample (14 and 15). */

#include "fuzz.h"

#include "engine/scanner.h"
#include "redact/key.h"
#include "tests/support/scan_log.h"
#include "tests/unit/engine/small_rules.h"

#define LONG_BYTES ((size_t)34 << 10)
#define SIZES_MAX 8u
#define FEEDS_MAX 300u /* then the rest at once: sizes may all be 0 */

/* How a text is cut. */
struct cuts {
    const uint8_t *sizes;
    size_t len, next;
    size_t times; /* each size counts so often: long texts in tiny pieces take too long */
};

static size_t cuts_next(struct cuts *cuts, size_t left)
{
    const size_t byte = cuts->sizes[cuts->next++ % cuts->len];
    const size_t size = (byte * byte / 16 + byte % 16) * cuts->times; /* 0 to 4 KiB */

    return size < left ? size : left;
}

static int on_finding(const struct dlp_finding *f, void *user)
{
    scan_log_line(user, "%s ", f->token);
    for (size_t i = 0; i < f->checks_len; i++)
        scan_log_line(user, "%s%c ", f->checks[i].name, f->checks[i].passed ? '+' : '-');
    return scan_log_finding(f, user);
}

/* Scan in the pieces that cuts gives; NULL: whole. */
static void scan(struct scan_log *log, dlp_scanner *scanner, const uint8_t *data, size_t len,
                 struct cuts *cuts)
{
    const struct dlp_events events = { DLP_EVENTS_VERSION, on_finding, scan_log_incomplete, NULL,
                                       log };
    dlp_session *session = NULL;
    size_t at = 0;

    FUZZ_CHECK(dlp_session_open(&session, scanner, NULL, &events, NULL) == DLP_OK);
    for (size_t fed = 0; at < len; fed++) {
        const size_t size = !cuts ? len : fed > FEEDS_MAX ? len - at : cuts_next(cuts, len - at);
        uint8_t *const piece = fuzz_copy(data + at, size);

        FUZZ_CHECK(dlp_session_feed(session, piece, size, NULL) >= DLP_OK);
        free(piece);
        at += size;
    }
    FUZZ_CHECK(dlp_session_finish(session, NULL) >= DLP_OK);
    dlp_session_close(session);
}

static void compare(dlp_scanner *scanner, const uint8_t *text, size_t len, struct cuts *cuts)
{
    struct scan_log whole = { 0 }, split = { 0 };

    scan(&whole, scanner, text, len, NULL);
    scan(&split, scanner, text, len, cuts);
    if (!scan_log_equal(&whole, &split))
        fprintf(stderr, "whole:\n%.*ssplit:\n%.*s", (int)whole.len, whole.text ? whole.text : "",
                (int)split.len, split.text ? split.text : "");
    FUZZ_CHECK(scan_log_equal(&whole, &split));
    scan_log_clear(&whole);
    scan_log_clear(&split);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static const struct dlp_key key = { 1, { { { 7 }, "k00000007" } } };
    static dlp_scanner *scanner; /* made once: compiling takes longer than a scan */
    struct cuts cuts = { .len = len > 0 ? 1 + data[0] % SIZES_MAX : 1, .times = 1 };
    struct scan_log text = { 0 };
    size_t times = 1;
    unsigned mode;

    if (!scanner) {
        scanner = scan_log_scanner(SMALL_RULES);
        scanner->options.key = &key;
        dlp_token_maker_init(&scanner->maker, &key);
    }
    if (len <= 1 + cuts.len)
        return 0;
    cuts.sizes = data + 1;
    mode = data[0] >> 4;
    scanner->options.flags = mode == 12 || mode == 13 || mode == 15 ? DLP_SCAN_COLUMNS : 0;
    scanner->work.views = mode >= 10 && mode <= 12;
    if (mode == 11 || mode >= 14) {
        times = 1 + LONG_BYTES / (len - 1 - cuts.len);
        cuts.times = 16;
    }
    text.cap = (len - 1 - cuts.len) * times;
    text.text = malloc(text.cap);
    FUZZ_CHECK(text.text != NULL);
    for (; text.len < text.cap; text.len += len - 1 - cuts.len)
        memcpy(text.text + text.len, data + 1 + cuts.len, len - 1 - cuts.len);
    compare(scanner, (const uint8_t *)text.text, text.len, &cuts);
    scan_log_clear(&text);
    return 0;
}
