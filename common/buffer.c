/* common/buffer.c - a growing piece of text. */

#include "buffer.h"

#include "mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define BUFFER_FIRST ((size_t)128)

static void buffer_room(struct buffer *buffer, size_t more)
{
    const size_t need = buffer->len + more + 1;
    size_t cap = buffer->cap ? buffer->cap : BUFFER_FIRST;

    if (need <= buffer->cap)
        return;
    while (cap < need)
        cap *= 2;
    buffer->data = mem_resize(buffer->data, cap, 1);
    buffer->cap = cap;
}

void buffer_add(struct buffer *buffer, const char *data, size_t len)
{
    buffer_room(buffer, len);
    if (len)
        memcpy(buffer->data + buffer->len, data, len);
    buffer->len += len;
    buffer->data[buffer->len] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

void buffer_char(struct buffer *buffer, char c)
{
    buffer_add(buffer, &c, 1);
}

void buffer_number(struct buffer *buffer, unsigned long long number)
{
    char digits[24];
    size_t at = sizeof(digits);

    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    buffer_add(buffer, digits + at, sizeof(digits) - at);
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list args, again;
    int len;

    va_start(args, format);
    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    if (len > 0) {
        buffer_room(buffer, (size_t)len);
        vsnprintf(buffer->data + buffer->len, (size_t)len + 1, format, again);
        buffer->len += (size_t)len;
    }
    va_end(again);
    va_end(args);
}

void buffer_cut(struct buffer *buffer, size_t len)
{
    if (!buffer->data)
        return;
    buffer->len = len;
    buffer->data[len] = '\0';
}

void buffer_free(struct buffer *buffer)
{
    mem_free(buffer->data);
    buffer->data = NULL;
    buffer->len = buffer->cap = 0;
}

const char *buffer_string(const struct buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}

int buffer_write(const void *data, size_t len, void *user)
{
    buffer_add(user, data, len);
    return 0;
}
