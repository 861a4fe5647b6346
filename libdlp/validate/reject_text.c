/* validate/reject_text.c - placeholders, parts of URLs, and addresses that are reserved for
 * documentation. */

#include "validate/checks.h"
#include "validate/reject_tests.h"

#include <string.h>

bool dlp_text_is(const uint8_t *text, size_t len, const char *word)
{
    for (size_t i = 0; i < len; i++) {
        if (word[i] == '\0' || dlp_lower(text[i]) != (uint8_t)word[i])
            return false;
    }
    return word[len] == '\0';
}

/* Does the text begin with the word? */
static bool text_starts(const uint8_t *text, size_t len, const char *word)
{
    for (size_t i = 0; word[i] != '\0'; i++) {
        if (i >= len || dlp_lower(text[i]) != (uint8_t)word[i])
            return false;
    }
    return true;
}

/* Digits, with single separators between them: no word and no sign of a template. */
static bool text_is_number(const uint8_t *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const bool separator = text[i] == ' ' || text[i] == '-' || text[i] == '.' || text[i] == '/';

        if (!dlp_is_digit(text[i]) && (!separator || i == 0 || !dlp_is_digit(text[i - 1])))
            return false;
    }
    return true;
}

#define WHOLE_MAX 11u /* letters of the longest of them */

#define LETTER(c) (UINT32_C(1) << ((c) - 'a'))
static bool is_small(uint8_t byte)
{
    return (uint8_t)(byte - 'a') < 26;
}

/* Words that a value is as a whole, and words or signs anywhere in it. */
static bool placeholder_words(const uint8_t *text, size_t len)
{
    static const char *const whole[] = {
        "null",     "nil",      "none",     "undefined", "true",       "false",
        "empty",    "password", "passwd",   "pass",      "pwd",        "secret",
        "token",    "string",   "redacted", "masked",    "hidden",     "removed",
        "optional", "required", "unset",    "default",   "mypassword", "my_password",
    };
    static const char *const parts[] = {
        "changeme", "change_me", "change-me",    "changeit",    "example",   "placeholder",
        "your_",    "your-",     "yourpassword", "yoursecret",  "yourtoken", "yourkey",
        "insert_",  "replace_",  "replaceme",    "enter_",      "xxxx",      "****",
        "....",     "____",      "os.environ",   "process.env", "getenv(",   "env.",
        "env[",     "env(",      "secrets.",     "%(",          "%s",        "{{",
        "${",       "$(",        "#{",           "<%",
    };

    /* The bytes that a part begins with, a bit each. */
    static const uint32_t part_starts[4] = {
        0, /* controls */
        1u << ('#' - 32) | 1u << ('$' - 32) | 1u << ('%' - 32) | 1u << ('*' - 32) | 1u << ('.' - 32)
            | 1u << ('<' - 32),
        1u << ('_' - 64),
        1u << ('c' - 96) | 1u << ('e' - 96) | 1u << ('p' - 96) | 1u << ('y' - 96) | 1u << ('m' - 96)
            | 1u << ('i' - 96) | 1u << ('r' - 96) | 1u << ('x' - 96) | 1u << ('o' - 96)
            | 1u << ('g' - 96) | 1u << ('s' - 96) | 1u << ('{' - 96),
    };

    /* And behind a letter that one begins with, the second. */
    static const uint32_t part_seconds[26] = {
        ['c' - 'a'] = LETTER('h'), ['e' - 'a'] = LETTER('x') | LETTER('n'),
        ['g' - 'a'] = LETTER('e'), ['i' - 'a'] = LETTER('n'),
        ['o' - 'a'] = LETTER('s'), ['p' - 'a'] = LETTER('l') | LETTER('r'),
        ['r' - 'a'] = LETTER('e'), ['s' - 'a'] = LETTER('e'),
        ['x' - 'a'] = LETTER('x'), ['y' - 'a'] = LETTER('o'),
    };

    if (text_is_number(text, len))
        return false; /* most values are: spare them the comparisons */
    for (size_t i = 0; len <= WHOLE_MAX && i < sizeof(whole) / sizeof(whole[0]); i++) {
        if (whole[i][0] == (char)dlp_lower(text[0]) && dlp_text_is(text, len, whole[i]))
            return true;
    }
    for (size_t at = 0; at < len; at++) {
        const uint8_t first = dlp_lower(text[at]);

        if (first >= 0x80 || !(part_starts[first >> 5] >> (first & 31u) & 1u))
            continue;
        if (is_small(first)
            && (at + 1 == len || !is_small(dlp_lower(text[at + 1]))
                || !(part_seconds[first - 'a'] & LETTER(dlp_lower(text[at + 1])))))
            continue;
        for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
            if (first == (uint8_t)parts[i][0] && text_starts(text + at, len - at, parts[i]))
                return true;
        }
    }
    return false;
}

/* The value stands inside marks that a template fills, or brings them along. */
static bool placeholder_marks(const struct dlp_surroundings *s)
{
    const uint8_t first = s->value[0], last = s->value[s->len - 1];
    const uint8_t before = dlp_before(s, 1), behind = dlp_behind(s, 0);

    if ((first == '<' && last == '>') || (first == '[' && last == ']')
        || (first == '{' && last == '}') || (first == '%' && last == '%'))
        return true;
    if (before == '<' && behind == '>')
        return true;
    if (behind != '}' || before != '{')
        return false;
    return dlp_before(s, 2) == '$' || dlp_before(s, 2) == '#'
        || (dlp_before(s, 2) == '{' && dlp_behind(s, 1) == '}');
}

bool dlp_reject_placeholder(const struct dlp_surroundings *s)
{
    if (s->len == 0)
        return false;
    return (s->len >= 3 && dlp_all_equal(s->value, s->len)) || placeholder_marks(s)
        || placeholder_words(s->value, s->len);
}

#define KEY_MAX 16u /* bytes of the longest of the names below, and more */

/* The name that stands before "=", or between quotes before ":", directly before the value. */
static size_t key_before(const struct dlp_surroundings *s, const uint8_t **name)
{
    size_t back = 1, len = 0;

    if (dlp_before(s, back) == '"' || dlp_before(s, back) == '\'')
        back++;
    while (back < 4 && dlp_before(s, back) == ' ')
        back++;
    if (dlp_before(s, back) != '=' && dlp_before(s, back) != ':')
        return 0;
    back++;
    if (dlp_before(s, back) == '"' || dlp_before(s, back) == '\'')
        back++;
    while (len <= KEY_MAX
           && (dlp_is_alpha(dlp_before(s, back + len)) || dlp_is_digit(dlp_before(s, back + len))
               || dlp_before(s, back + len) == '_' || dlp_before(s, back + len) == '-'))
        len++;
    if (len == 0 || len > KEY_MAX)
        return 0;
    *name = s->value - (back + len - 1);
    return len;
}

bool dlp_reject_machine_key(const struct dlp_surroundings *s)
{
    static const char *const names[] = {
        "sid",       "session",     "sessionid", "session_id", "session-id", "jsessionid",
        "phpsessid", "trace",       "traceid",   "trace_id",   "trace-id",   "span",
        "spanid",    "span_id",     "span-id",   "requestid",  "request_id", "request-id",
        "reqid",     "req_id",      "nonce",     "etag",       "hash",       "digest",
        "checksum",  "fingerprint", "guid",      "uuid",       "visitor_id", "visitorid",
        "client_id", "clientid",    "_ga",       "gclid",      "fbclid",     "correlation_id",
    };
    const uint8_t *name = NULL;
    const size_t len = key_before(s, &name);

    for (size_t i = 0; len > 0 && i < sizeof(names) / sizeof(names[0]); i++) {
        if (dlp_text_is(name, len, names[i]))
            return true;
    }
    return false;
}

static bool url_byte(uint8_t c)
{
    return c > 0x20 && c != 0x7f && c != '"' && c != '\'' && c != '<' && c != '>' && c != '`';
}

/* Behind "://" and a slash, before any '?': a segment of a path. The query is left to its keys. */
static bool url_path(const struct dlp_surroundings *s)
{
    bool slash = false;

    for (size_t back = 1; back <= s->before && url_byte(dlp_before(s, back)); back++) {
        const uint8_t c = dlp_before(s, back);

        if (c == '?' || c == '#')
            return false;
        if (c != '/')
            continue;
        if (dlp_before(s, back + 1) == '/' && dlp_before(s, back + 2) == ':')
            return slash;
        slash = true;
    }
    return false;
}

bool dlp_reject_url(const struct dlp_surroundings *s)
{
    if (s->len == 0)
        return false;
    if (dlp_is_digit(s->value[0]) && dlp_before(s, 1) == '/'
        && (dlp_is_alpha(dlp_before(s, 2)) || dlp_before(s, 2) == '_' || dlp_before(s, 2) == '-'))
        return true;
    return url_path(s);
}

/* The host in an e-mail address, a URL, or the value as a whole. */
static const uint8_t *documentation_host(const struct dlp_surroundings *s, size_t *len)
{
    size_t start = 0, end;

    for (size_t i = 0; i + 2 < s->len; i++) {
        if (memcmp(s->value + i, "://", 3) == 0) {
            start = i + 3;
            break;
        }
    }
    for (end = start; end < s->len && !strchr("/?#", s->value[end] ? s->value[end] : 'x'); end++) {
        if (s->value[end] == '@')
            start = end + 1;
    }
    for (size_t i = start; i < end; i++) {
        if (s->value[i] == ':')
            end = i;
    }
    *len = end - start;
    return s->value + start;
}

/* Is host this domain or below it? */
static bool documentation_under(const uint8_t *host, size_t len, const char *domain)
{
    const size_t n = strlen(domain);

    return len >= n && dlp_text_is(host + len - n, n, domain)
        && (len == n || host[len - n - 1] == '.');
}

/* RFC 2606, RFC 6761 (names) and RFC 5737 (addresses). */
bool dlp_reject_documentation(const struct dlp_surroundings *s)
{
    static const char *const domains[] = { "example.com", "example.org", "example.net",
                                           "example.edu", "example",     "test",
                                           "invalid",     "localhost" };
    uint8_t octets[4];
    size_t len;
    const uint8_t *const host = documentation_host(s, &len);

    if (dlp_ipv4_parse(host, len, octets))
        return dlp_ipv4_documentation(octets);
    for (size_t i = 0; i < sizeof(domains) / sizeof(domains[0]); i++) {
        if (documentation_under(host, len, domains[i]))
            return true;
    }
    return false;
}
