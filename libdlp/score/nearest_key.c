/* score/nearest_key.c - the JSON, YAML, XML, form, query or environment key of a value (decision D5).
 *
 * We walk left from the value, on its line, to the nearest thing that ends a key (':', '=', '=>',
 * '>'), over the value's own text and over earlier elements of an array; then we read the name. */

#include "score/context.h"

#include <string.h>

#define NAME_MAX_BYTES 64u
#define TAG_MAX_BYTES 128u

/* 1: may stand in a name without quotes. */
static bool is_name(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80u
        || c == '_' || c == '-' || c == '.' || c == '$' || c == '@' || c == '[' || c == ']';
}

static bool is_quote(uint8_t c)
{
    return c == '"' || c == '\'' || c == '`';
}

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t';
}

static bool has_letter(const uint8_t *text, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        if ((text[i] | 0x20u) >= 'a' && ((text[i] | 0x20u) <= 'z' || text[i] >= 0x80u))
            return true;
    }
    return false;
}

/* The name that ends before text[end], where the separator stands. */
static bool name_before(const uint8_t *text, size_t end, bool open, struct dlp_key_place *out)
{
    size_t at = end;
    uint8_t quote;

    while (at > 0 && is_blank(text[at - 1]))
        at--;
    if (at == 0)
        return false;
    quote = is_quote(text[at - 1]) ? text[--at] : 0;
    if (quote && at > 0 && text[at - 1] == '\\')
        at--; /* JSON inside a JSON string */
    out->end = at;
    while (at > 0 && out->end - at <= NAME_MAX_BYTES
           && (quote ? text[at - 1] != quote && text[at - 1] != '\n' : is_name(text[at - 1])))
        at--;
    if (out->end - at > NAME_MAX_BYTES)
        return false;
    if (quote ? at == 0 || text[at - 1] != quote : at == 0 && open)
        return false; /* cut, or no string at all */
    out->start = at;
    out->bare = quote == 0;
    return has_letter(text, out->start, out->end);
}

/* The name of the tag that text[close] == '>' ends. */
static bool tag_name(const uint8_t *text, size_t close, struct dlp_key_place *out)
{
    size_t at = close;

    if (close > 0 && text[close - 1] == '/')
        return false;
    while (at > 0 && close - at <= TAG_MAX_BYTES && text[at - 1] != '<' && text[at - 1] != '>'
           && text[at - 1] != '\n')
        at--;
    if (at == 0 || text[at - 1] != '<')
        return false;
    out->start = at;
    while (at < close && (is_name(text[at]) || text[at] == ':'))
        at++;
    out->end = at; /* empty for "</", "<!" and "<?" */
    out->bare = false;
    return has_letter(text, out->start, out->end);
}

/* Is text[at] (':' or '=') the end of a key? */
static bool separator(const uint8_t *text, size_t len, size_t at, bool open,
                      struct dlp_key_place *out)
{
    const uint8_t c = text[at];
    size_t end = at;

    if (c == ':' && at + 1 < len && (text[at + 1] == '/' || text[at + 1] == ':'))
        return false; /* http:// and C++ */
    while (c == '=' && end > 0 && text[end - 1] != 0 && strchr(":=!+?", text[end - 1]))
        end--;
    if (c == ':' && end > 0 && text[end - 1] == ':')
        return false;
    if (!name_before(text, end, open, out))
        return false;
    if (c == '=')
        out->bare = false;
    for (size_t i = at + 1; i < len && out->bare; i++)
        out->bare = !is_quote(text[i]);
    return true;
}

/* The bytes at which the walk to the left must think. */
static const uint8_t stops[256] = {
    ['\n'] = 1, ['\r'] = 1, ['{'] = 1, ['}'] = 1, [']'] = 1, ['&'] = 1, [';'] = 1,
    ['<'] = 1,  ['>'] = 1,  [','] = 1, ['['] = 1, [':'] = 1, ['='] = 1,
};

bool dlp_key_find(const uint8_t *before, size_t before_len, bool before_open,
                  struct dlp_key_place *out)
{
    bool comma = false; /* an element of a list lies between */
    size_t at = before_len;

    while (at-- > 0) {
        const uint8_t c = before[at];

        if (!stops[c])
            continue;
        switch (c) {
        case '\n':
        case '\r':
        case '{':
        case '}':
        case ']':
        case '&':
        case ';':
        case '<':
            return false;
        case ',':
            comma = true;
            break;
        case '[': /* the list's own key stands before it */
            comma = false;
            while (at > 0 && is_blank(before[at - 1]))
                at--;
            if (at == 0 || (before[at - 1] != ':' && before[at - 1] != '='))
                return false;
            break;
        case '>':
            if (at == 0 || before[at - 1] != '=') {
                if (at > 0 && before[at - 1] == '-')
                    break;
                return tag_name(before, at, out);
            }
            at--; /* => */
            if (comma)
                return false;
            return separator(before, before_len, at, before_open, out);
        case ':':
        case '=':
            if (comma)
                return false;
            if (separator(before, before_len, at, before_open, out))
                return true;
            break;
        default:
            break;
        }
    }
    return false;
}

struct dlp_key_cache *dlp_key_at(const struct dlp_score_input *in, const struct dlp_scope *scope)
{
    struct dlp_key_cache *const key = &in->cache->key;
    struct dlp_key_place place = { 0, 0, false };

    if (!key->known || key->value != in->start || key->before_len != scope->before_len
        || key->before_open != scope->before_open) {
        key->known = true;
        key->value = in->start;
        key->before_len = scope->before_len;
        key->before_open = scope->before_open;
        key->found = dlp_key_find(scope->before, scope->before_len, scope->before_open, &place);
        key->start = place.start;
        key->end = place.end;
        key->bare = place.bare;
        key->read = false;
    }
    return key->found ? key : NULL;
}

void dlp_key_match(const struct dlp_score_input *in, const struct dlp_scope *scope,
                   struct dlp_hit *out, bool *bare)
{
    struct dlp_key_cache *const key = in->words->uses_len > 0 ? dlp_key_at(in, scope) : NULL;
    const struct dlp_token *tokens;
    size_t n;

    *out = (struct dlp_hit){ NULL, 0, 0 };
    *bare = key && key->bare;
    if (!key)
        return;
    if (!key->read)
        key->len = dlp_tokenize(scope->before + key->start, key->end - key->start, key->tokens,
                                DLP_KEY_TOKENS);
    key->read = true;
    tokens = key->tokens;
    n = key->len;
    for (size_t i = 0; i < n; i++) {
        uint64_t phrase = 0;

        for (size_t j = i; j < n && j - i < in->words->phrase_max; j++) {
            const struct dlp_word_slot *slot;
            const struct dlp_word_use *use;

            phrase = dlp_phrase_add(phrase, tokens[j].hash);
            slot = dlp_words_find(in->words, phrase);
            if (!slot)
                break;
            use = dlp_words_use(in->words, slot, in->rule_index);
            if (use && (use->role & (DLP_WORD_CONTEXT | DLP_WORD_KEY))
                && (!out->use || use->tokens > out->use->tokens)) {
                const int32_t start = (int32_t)key->start - (int32_t)scope->before_len;

                *out = (struct dlp_hit){ use, start + (int32_t)tokens[i].start,
                                         start + (int32_t)tokens[j].end };
            }
        }
    }
}
