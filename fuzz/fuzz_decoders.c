/* fuzz/fuzz_decoders.c - text-level decoders on any bytes: each byte that they write says which bytes of
 * the input it came from and by which decoders, and they never write more than they read. */

#include "fuzz.h"

#include "extract/decoder.h"

#define TEXT_MAX ((size_t)16 << 10)

/* What holds for any text that decoders made of `len` source bytes. */
static void check_text(const struct dlp_view_text *text, size_t len)
{
    const char *names[DLP_VIEW_DEPTH];
    uint32_t from, to;

    FUZZ_CHECK(text->len <= text->cap);
    for (size_t i = 0; i < text->len; i++) {
        const struct dlp_view_from *const at = &text->from[i];

        FUZZ_CHECK(at->start < at->end && at->end <= len);
        FUZZ_CHECK((dlp_view_via(text, i, i + 1, names) > 0) == (at->via != 0));
    }
    if (text->len == 0)
        return;
    dlp_view_source(text, 0, text->len, &from, &to);
    FUZZ_CHECK(from < to && to <= len);
    FUZZ_CHECK(dlp_view_via(text, 0, text->len, names) <= DLP_VIEW_DEPTH);
}

static void decode(const uint8_t *data, size_t len, uint32_t decoders)
{
    struct dlp_view_text text[2];

    FUZZ_CHECK(dlp_view_text_init(&text[0], len + 1) == DLP_OK);
    FUZZ_CHECK(dlp_view_text_init(&text[1], len + 1) == DLP_OK);
    dlp_view_text_set(&text[0], data, len);
    for (unsigned depth = 0; depth < DLP_VIEW_DEPTH; depth++) {
        const struct dlp_view_text *const in = &text[depth & 1];
        struct dlp_view_text *const out = &text[(depth + 1) & 1];
        /* Exactly the bytes that there are: a read behind them hits the red zone. */
        uint8_t *const copy = fuzz_copy(in->bytes, in->len);
        const struct dlp_view_text exact = { copy, in->from, in->len, in->len };
        const struct dlp_view_pass pass = dlp_view_decode(out, &exact, decoders);

        check_text(out, len);
        free(copy);
        if (pass.full)
            break; /* what was packed has no room: nothing else makes more bytes than it takes */
        if (pass.changed == 0) {
            FUZZ_CHECK(out->len == in->len && memcmp(out->bytes, in->bytes, in->len) == 0);
            break;
        }
    }
    dlp_view_text_free(&text[0]);
    dlp_view_text_free(&text[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    if (len > TEXT_MAX)
        return 0;
    for (size_t d = 0; d < DLP_DECODERS; d++)
        decode(data, len, 1u << d);
    decode(data, len, UINT32_MAX);
    return 0;
}
