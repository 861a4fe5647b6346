/* base/build.c - which build of the library this is. The Makefile gives the digest of the sources, so
 * that nobody needs to remember a number when a struct changes. */

#include "base/build.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stddef.h>
#include <string.h>
#include <utf8proc.h>

const char *dlp_build_digest(void)
{
#ifdef DLP_BUILD_DIGEST
    return DLP_BUILD_DIGEST;
#else
    return NULL;
#endif
}

static void key_text(crypto_generichash_state *state, const char *text)
{
    crypto_generichash_update(state, (const uint8_t *)text, strlen(text) + 1);
}

int dlp_build_key(crypto_generichash_state *state, const uint8_t magic[8])
{
    const uint32_t layout[] = { (uint32_t)sizeof(void *), (uint32_t)sizeof(long),
                                (uint32_t) _Alignof(max_align_t), 0x01020304u };
    const char *const digest = dlp_build_digest();
    char pcre2[64] = "";

    crypto_generichash_init(state, NULL, 0, 32);
    if (!digest || pcre2_config(PCRE2_CONFIG_VERSION, NULL) > (int)sizeof(pcre2))
        return -1;
    (void)pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
    crypto_generichash_update(state, magic, 8);
    crypto_generichash_update(state, (const uint8_t *)layout, sizeof(layout));
    key_text(state, digest);
    key_text(state, pcre2);
    key_text(state, utf8proc_version());
    key_text(state, utf8proc_unicode_version());
    return 0;
}
