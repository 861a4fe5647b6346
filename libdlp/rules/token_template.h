/* rules/token_template.h - the shape of a token, "dop_v1_{hex:64}", as an expression and as samples.
 *
 *   text           itself; every printable ASCII character but { } ( ) | \
 *   {class:n}      n characters of the class; {class:n-m} n to m of them
 *   {uuid}         a UUID
 *   (a|b|c)        one of them; each may hold text and classes, no further brackets
 *   (a|b)?         one of them, or nothing */
#ifndef RULES_TOKEN_TEMPLATE_H
#define RULES_TOKEN_TEMPLATE_H

#include "base/bytes.h"

#include <stdbool.h>

#define DLP_TEMPLATE_MESSAGE_MAX 120

/** Append the regular expression of template to out (not NUL-terminated).
 *  @param message  why the template cannot be read; "" when it can
 *  @return DLP_OK also with a message; DLP_ENOMEM */
dlp_status dlp_template_regex(struct dlp_bytes *out, const char *template,
                              char message[DLP_TEMPLATE_MESSAGE_MAX]);

/** Append a made-up token of that shape, the same one for the same seed. The template is good. */
dlp_status dlp_template_sample(struct dlp_bytes *out, const char *template, uint64_t seed);

/** The bytes of text at the template's start: what the token's owners say of it in public. */
size_t dlp_template_prefix(const char *template);

/** Append each text with which a token can start, a NUL behind each: "sk_live_" and "sk_test_" of
 *  "sk_(live|test)_{alnum:24}".
 *  @param n  how many; 0 when there are more than max, or one of them has fewer than 2 bytes
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_template_prefixes(struct dlp_bytes *out, size_t *n, const char *template,
                                 size_t max);

/** Where the template's first text of 3 bytes or more begins, or its first alternatives of such texts:
 *  a matcher that looks for that and for what follows is quick. NULL when there is none, or when the
 *  template begins with it. */
const char *dlp_template_anchor(const char *template);

/** At least as many bytes as the widest token has. */
size_t dlp_template_widest(const char *template);

/** Has it a class that is not random by its nature ("token", "any")? */
bool dlp_template_is_loose(const char *template);
#endif
