/* common/buffer.h - a growing piece of text. */
#ifndef COMMON_BUFFER_H
#define COMMON_BUFFER_H

#include <stddef.h>

struct buffer {
    char *data; /* always ends in NUL once anything was added; NULL before */
    size_t len, cap;
};
#define BUFFER_INIT { NULL, 0, 0 }

void buffer_add(struct buffer *buffer, const char *data, size_t len);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_char(struct buffer *buffer, char c);
/** In decimal, without printf: for what is written for every finding. */
void buffer_number(struct buffer *buffer, unsigned long long number);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));

/** Keep the first len bytes; len is at most buffer->len. */
void buffer_cut(struct buffer *buffer, size_t len);

/** Free the memory; the buffer is empty and can be used again. */
void buffer_free(struct buffer *buffer);

/** The text, never NULL. Valid until the next change. */
const char *buffer_string(const struct buffer *buffer);

/** A dlp_write_fn: adds to the struct buffer that user points to. */
int buffer_write(const void *data, size_t len, void *user);

#endif
