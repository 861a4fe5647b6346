/* dlpd/app/percent_text.c - something percent-encoded is a text of its own where decoding changes it. */

#include "app/percent_text.h"

#include "app/percent.h"
#include "mem.h"

#include <string.h>
#include <strings.h>

void percent_text(struct inspection *in, unsigned side, const void *data, size_t len, bool plus,
                  const char *part)
{
    struct percent percent = { .plus = plus };
    uint8_t *out;
    size_t written;
    struct text *text;

    if (len == 0 || !inspect_wants(in, side))
        return;
    out = mem_alloc(len + 4);
    written = percent_decode(&percent, data, len, out);
    written += percent_end(&percent, out + written);
    if (percent.changed) {
        text = inspect_text_open(in, side, part);
        inspect_text_add(text, out, written);
        inspect_text_close(text);
    }
    explicit_bzero(out, len + 4);
    mem_free(out);
}

void percent_header(struct inspection *in, unsigned side, const void *name, size_t name_len,
                    const void *value, size_t len)
{
    static const char *const encoded[] = { "cookie", "referer" };

    for (size_t i = 0; i < sizeof(encoded) / sizeof(encoded[0]); i++) {
        if (name_len == strlen(encoded[i]) && strncasecmp(name, encoded[i], name_len) == 0)
            percent_text(in, side, value, len, false, "http.header");
    }
}
