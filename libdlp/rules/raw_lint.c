/* rules/raw_lint.c - libconfig's grammar, checked with bounds before libconfig sees the text.
 *
 * Stricter than libconfig where that helps the author: a number must end at its end, and a comma
 * may not stand before a closing bracket (which old versions refuse). */

#include "rules/raw_lint.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "rules/setting_table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define DEPTH_MAX 16u
#define VALUES_MAX 1000000u
#define ELEMENTS_MAX 100000u
#define MEMBERS_MAX 256u

struct raw {
    struct dlp_raw_lint *out;
    const char *at, *end;
    unsigned line;
    unsigned depth;
    size_t values;
    const char *name; /* of the innermost named setting */
    size_t name_len;
    uint8_t section;
    size_t index;
    dlp_status status;
};

static bool raw_value(struct raw *r);

DLP_PRINTF(2, 3) static bool raw_fail(struct raw *r, const char *format, ...)
{
    va_list args;

    if (r->status != DLP_OK)
        return false;
    r->status = DLP_ERULE;
    r->out->error_line = r->line;
    va_start(args, format);
    (void)vsnprintf(r->out->error, sizeof(r->out->error), format, args);
    va_end(args);
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static char printable(char c)
{
    return c > ' ' && c < 0x7f ? c : '?';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_word(char c)
{
    return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '*';
}

/* Skip a comment that starts at r->at, if one does. */
static bool raw_comment(struct raw *r, bool *skipped)
{
    const size_t left = (size_t)(r->end - r->at);
    const bool block = left >= 2 && r->at[0] == '/' && r->at[1] == '*';
    const unsigned first = r->line;

    *skipped = block || *r->at == '#' || (left >= 2 && r->at[0] == '/' && r->at[1] == '/');
    if (!*skipped)
        return true;
    if (!block) {
        const char *stop = memchr(r->at, '\n', left);

        r->at = stop ? stop : r->end;
        return true;
    }
    for (r->at += 2; r->end - r->at >= 2; r->at++) {
        if (r->at[0] == '*' && r->at[1] == '/') {
            r->at += 2;
            return true;
        }
        r->line += *r->at == '\n';
    }
    r->line = first;
    return raw_fail(r, "a comment is not closed: \"*/\" is missing");
}

/* To the next byte that means something; 0 at the end of the text. */
static char raw_peek(struct raw *r)
{
    while (r->status == DLP_OK && r->at < r->end) {
        bool skipped;

        if (is_blank(*r->at)) {
            r->line += *r->at == '\n';
            r->at++;
            continue;
        }
        if (!raw_comment(r, &skipped))
            return 0;
        if (!skipped)
            return *r->at;
    }
    return 0;
}

static bool raw_note_value(struct raw *r)
{
    struct dlp_raw_lint *out = r->out;

    if (++r->values > VALUES_MAX)
        return raw_fail(r, "more than %u values in one file", VALUES_MAX);
    if (out->lines_len == out->lines_cap) {
        const size_t cap = out->lines_cap ? out->lines_cap * 2 : 256;
        uint32_t *const grown = dlp_realloc(out->lines, cap, sizeof(*grown));

        if (!grown) {
            r->status = DLP_ENOMEM;
            return false;
        }
        out->lines = grown;
        out->lines_cap = cap;
    }
    out->lines[out->lines_len++] = r->line;
    return true;
}

static bool raw_note_mistake(struct raw *r, char letter, bool in_regex)
{
    struct dlp_raw_lint *out = r->out;

    if (out->mistakes_len >= DLP_RAW_MISTAKES_MAX)
        return true;
    if (out->mistakes_len == out->mistakes_cap) {
        const size_t cap = out->mistakes_cap ? out->mistakes_cap * 2 : 16;
        struct dlp_raw_mistake *const grown = dlp_realloc(out->mistakes, cap, sizeof(*grown));

        if (!grown) {
            r->status = DLP_ENOMEM;
            return false;
        }
        out->mistakes = grown;
        out->mistakes_cap = cap;
    }
    out->mistakes[out->mistakes_len++] = (struct dlp_raw_mistake){
        .line = r->line,
        .section = r->section,
        .in_regex = in_regex,
        .letter = letter,
        .index = r->index,
    };
    return true;
}

/* r->at is on a backslash inside a string: skip it and what belongs to it. */
static bool raw_escape(struct raw *r)
{
    const bool in_regex = dlp_setting_is_regex(r->name, r->name_len);
    const size_t left = (size_t)(r->end - r->at);
    const char c = left > 1 ? r->at[1] : 0;
    const bool hex = (c == 'x' || c == 'X') && left > 3 && is_hex(r->at[2]) && is_hex(r->at[3]);

    if (c == '\\' || c == '"') {
        r->at += 2;
        return true;
    }
    r->at += 1;
    if (hex && r->at[1] == '0' && r->at[2] == '0')
        return raw_note_mistake(r, 0, in_regex);
    if (!in_regex && (hex || (c && strchr("nrtf", c))))
        return true;
    return raw_note_mistake(r, printable(c), in_regex);
}

/* One string literal; r->at is on its opening quote. */
static bool raw_string(struct raw *r)
{
    const unsigned first = r->line;

    r->at++;
    while (r->at < r->end && *r->at != '"') {
        if (*r->at == '\\') {
            if (!raw_escape(r))
                return false;
            continue;
        }
        r->line += *r->at == '\n';
        r->at++;
    }
    if (r->at == r->end) {
        r->line = first;
        return raw_fail(r, "a string is not closed: '\"' is missing");
    }
    r->at++;
    return true;
}

static size_t count_digits(const char *at, const char *end, bool hex)
{
    size_t n = 0;

    while (at + n < end && (hex ? is_hex(at[n]) : is_digit(at[n])))
        n++;
    return n;
}

/* Does word[0, len) read as an integer, a hexadecimal or a floating point number? */
static bool number_is_good(const char *word, size_t len)
{
    const char *at = word;
    const char *const end = word + len;
    size_t digits;

    if (len > 2 && word[0] == '0' && (word[1] == 'x' || word[1] == 'X'))
        return len <= 10 && count_digits(word + 2, end, true) == len - 2;
    at += at < end && (*at == '-' || *at == '+');
    digits = count_digits(at, end, false);
    at += digits;
    if (digits > 18)
        return false; /* would not fit 64 bits */
    if (at < end && *at == '.') {
        const size_t decimals = count_digits(at + 1, end, false);

        digits += decimals;
        at += 1 + decimals;
    }
    if (!digits)
        return false;
    if (at < end && (*at == 'e' || *at == 'E')) {
        at += 1 + (at + 1 < end && (at[1] == '-' || at[1] == '+'));
        digits = count_digits(at, end, false);
        at += digits;
        if (!digits)
            return false;
    }
    return at == end;
}

/* A number or a boolean. */
static bool raw_plain(struct raw *r)
{
    const char *const word = r->at;
    size_t len = 0;

    while (word + len < r->end && (is_word(word[len]) || strchr("+.", word[len])))
        len++;
    r->at += len;
    if (len == 4 && strncasecmp(word, "true", 4) == 0)
        return true;
    if (len == 5 && strncasecmp(word, "false", 5) == 0)
        return true;
    if (!len)
        return raw_fail(r, "syntax error: a value is missing before '%c'", printable(*word));
    if (is_letter(*word))
        return raw_fail(r, "syntax error: '%.*s' is no value: a string stands in quotes",
                        len > 60 ? 60 : (int)len, word);
    if (!number_is_good(word, len))
        return raw_fail(r, "syntax error: '%.*s' is no number", len > 60 ? 60 : (int)len, word);
    return true;
}

static bool raw_scalar(struct raw *r)
{
    if (!raw_note_value(r))
        return false;
    if (*r->at != '"')
        return raw_plain(r);
    do {
        if (!raw_string(r))
            return false;
    } while (raw_peek(r) == '"');
    return r->status == DLP_OK;
}

/* ( ... ) or [ ... ] */
static bool raw_list(struct raw *r, char close)
{
    const bool top = r->depth == 1;
    size_t count = 0;
    char c;

    r->at++;
    for (c = raw_peek(r); c != close; c = raw_peek(r)) {
        if (count && c != ',')
            return raw_fail(r, "syntax error: ',' or '%c' is missing", close);
        if (count) {
            r->at++;
            c = raw_peek(r);
            if (c == close)
                return raw_fail(r, "syntax error: ',' before '%c': leave it out", close);
        }
        if (close == ']' && c && strchr("({[", c))
            return raw_fail(r, "syntax error: '%c' in [ ]: write ( ) around groups and lists", c);
        if (top)
            r->index = count;
        if (++count > ELEMENTS_MAX)
            return raw_fail(r, "more than %u elements in one list", ELEMENTS_MAX);
        if (!raw_value(r))
            return false;
    }
    r->at++;
    return true;
}

/* name = value, with one ; or , behind it. */
static bool raw_setting(struct raw *r)
{
    char c;

    r->name = r->at;
    while (r->at < r->end && is_word(*r->at))
        r->at++;
    r->name_len = (size_t)(r->at - r->name);
    if (r->depth == 0) {
        r->section = DLP_RAW_FILE;
        if (r->name_len == 5 && memcmp(r->name, "rules", 5) == 0)
            r->section = DLP_RAW_RULES;
        if (r->name_len == 7 && memcmp(r->name, "changes", 7) == 0)
            r->section = DLP_RAW_CHANGES;
        if (r->name_len == 7 && memcmp(r->name, "vendors", 7) == 0)
            r->section = DLP_RAW_VENDORS;
    }
    c = raw_peek(r);
    if (c != '=' && c != ':')
        return raw_fail(r, "syntax error: '=' is missing behind '%.*s'",
                        r->name_len > 60 ? 60 : (int)r->name_len, r->name);
    r->at++;
    if (!raw_peek(r))
        return raw_fail(r, "syntax error: a value is missing at the end of the file");
    if (!raw_value(r))
        return false;
    c = raw_peek(r);
    if (c == ';' || c == ',')
        r->at++;
    return r->status == DLP_OK;
}

/* Settings up to close, which is '}' or, for the whole file, 0. */
static bool raw_settings(struct raw *r, char close)
{
    size_t count = 0;
    char c;

    while ((c = raw_peek(r)) != 0) {
        if (c == close) {
            r->at++;
            return true;
        }
        if (c == '@')
            return raw_fail(r, "@include is not allowed: give the folder of the files instead");
        if (!is_letter(c) && c != '*')
            return raw_fail(r, "syntax error: unexpected '%c'", printable(c));
        if (++count > MEMBERS_MAX)
            return raw_fail(r, "more than %u settings in one group", MEMBERS_MAX);
        if (!raw_setting(r))
            return false;
    }
    if (r->status == DLP_OK && close)
        return raw_fail(r, "syntax error: '}' is missing at the end of the file");
    return r->status == DLP_OK;
}

static bool raw_value(struct raw *r)
{
    const char c = raw_peek(r);
    bool good;

    if (!c)
        return raw_fail(r, "syntax error: the file ends inside a list");
    if (!strchr("({[", c))
        return raw_scalar(r);
    if (++r->values > VALUES_MAX)
        return raw_fail(r, "more than %u values in one file", VALUES_MAX);
    if (++r->depth > DEPTH_MAX)
        return raw_fail(r, "groups and lists are nested more than %u deep", DEPTH_MAX);
    if (c == '{') {
        r->at++;
        good = raw_settings(r, '}');
    } else {
        good = raw_list(r, c == '(' ? ')' : ']');
    }
    r->depth--;
    return good;
}

/* No NUL, and valid UTF-8 throughout: other bytes are written \xNN. */
static bool raw_encoding(struct raw *r)
{
    const uint8_t *const text = (const uint8_t *)r->at;
    const size_t len = (size_t)(r->end - r->at);
    unsigned line = 1;

    for (size_t i = 0; i < len;) {
        int32_t cp;

        if (text[i] && text[i] < 0x80) {
            line += text[i++] == '\n';
            continue;
        }
        i += dlp_utf8_next(text + i, len - i, &cp);
        if (cp > 0)
            continue;
        r->line = line;
        return raw_fail(r,
                        cp == 0 ? "the file holds a NUL byte" : "the file is not valid UTF-8 here");
    }
    return true;
}

dlp_status dlp_raw_lint(struct dlp_raw_lint *out, const char *text, size_t len)
{
    struct raw r = { .out = out, .at = text, .end = text + len, .line = 1, .name = "" };

    if (raw_encoding(&r))
        (void)raw_settings(&r, 0);
    return r.status;
}

void dlp_raw_lint_free(struct dlp_raw_lint *lint)
{
    dlp_free(lint->lines);
    dlp_free(lint->mistakes);
    *lint = (struct dlp_raw_lint)DLP_RAW_LINT_INIT;
}
