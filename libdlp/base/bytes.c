/* base/bytes.c - growable bytes. They may hold scanned values and keys, so storage that is given
 * up is wiped first; that is why growth copies instead of calling realloc. */

#include "base/bytes.h"

#include "base/alloc.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define BYTES_FIRST_CAP 64u

/* One byte more than cap is allocated, for the NUL that vsnprintf insists on. */
static size_t bytes_storage(const struct dlp_bytes *b)
{
    return b->data ? b->cap + 1 : 0;
}

dlp_status dlp_bytes_reserve(struct dlp_bytes *b, size_t more)
{
    uint8_t *grown;
    size_t want, cap;

    if (more > b->max || b->len > b->max - more)
        return DLP_ELIMIT;
    want = b->len + more;
    if (b->data && want <= b->cap)
        return DLP_OK;
    cap = b->cap;
    if (!b->data)
        cap = want < BYTES_FIRST_CAP ? BYTES_FIRST_CAP : want;
    while (cap < want)
        cap = cap > SIZE_MAX / 2 ? want : cap * 2;
    if (cap > b->max)
        cap = b->max;
    if (cap == SIZE_MAX)
        return DLP_ENOMEM;
    grown = dlp_alloc(cap + 1);
    if (!grown)
        return DLP_ENOMEM;
    if (b->data)
        memcpy(grown, b->data, b->len);
    dlp_free_wiped(b->data, bytes_storage(b));
    b->data = grown;
    b->cap = cap;
    return DLP_OK;
}

dlp_status dlp_bytes_append(struct dlp_bytes *b, const void *data, size_t len)
{
    const dlp_status status = dlp_bytes_reserve(b, len);

    if (status != DLP_OK)
        return status;
    if (len)
        memcpy(b->data + b->len, data, len);
    b->len += len;
    return DLP_OK;
}

dlp_status dlp_bytes_puts(struct dlp_bytes *b, const char *text)
{
    return dlp_bytes_append(b, text, strlen(text));
}

dlp_status dlp_bytes_printf(struct dlp_bytes *b, const char *format, ...)
{
    va_list args;
    dlp_status status;
    int wanted;

    va_start(args, format);
    wanted = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (wanted < 0)
        return DLP_EINVAL;
    status = dlp_bytes_reserve(b, (size_t)wanted);
    if (status != DLP_OK)
        return status;
    va_start(args, format);
    vsnprintf((char *)b->data + b->len, (size_t)wanted + 1, format, args);
    va_end(args);
    b->len += (size_t)wanted;
    return DLP_OK;
}

void dlp_bytes_clear(struct dlp_bytes *b)
{
    if (b->data)
        sodium_memzero(b->data, b->len);
    b->len = 0;
}

static void bytes_forget(struct dlp_bytes *b)
{
    b->data = NULL;
    b->len = 0;
    b->cap = 0;
}

void dlp_bytes_free(struct dlp_bytes *b)
{
    dlp_free_wiped(b->data, bytes_storage(b));
    bytes_forget(b);
}

void dlp_bytes_release(struct dlp_bytes *b)
{
    dlp_free(b->data);
    bytes_forget(b);
}
