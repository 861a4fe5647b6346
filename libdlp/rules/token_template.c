/* rules/token_template.c - the shape of a token, "dop_v1_{hex:64}", as an expression and as samples. */

#include "rules/token_template.h"

#include <stdio.h>
#include <string.h>

#define COUNT_MAX 2048u
#define PREFIX_GROUPS 2u /* of alternatives at the start */
#define PREFIX_MIN 2u    /* bytes */
#define ANCHOR_MIN 3u    /* bytes */
#define UUID_REGEX "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"

struct class_ {
    const char *name;
    const char *regex;
    const char *sample; /* characters of samples: letters and digits stand first */
    bool loose;         /* words are made of these characters, too */
};

#define DIGITS "0123456789"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static const struct class_ classes[] = {
    { "digit", "[0-9]", DIGITS, false },
    { "hex", "[0-9a-fA-F]", DIGITS "abcdef", false },
    { "lhex", "[0-9a-f]", DIGITS "abcdef", false },
    { "uhex", "[0-9A-F]", DIGITS "ABCDEF", false },
    { "az", "[a-z]", LOWER, false },
    { "letter", "[A-Za-z]", LOWER UPPER, false },
    { "lower", "[a-z0-9]", DIGITS LOWER, false },
    { "upper", "[A-Z0-9]", DIGITS UPPER, false },
    { "alnum", "[A-Za-z0-9]", DIGITS LOWER UPPER, false },
    { "word", "[A-Za-z0-9_]", DIGITS LOWER UPPER, false },
    { "url", "[A-Za-z0-9_\\-]", DIGITS LOWER UPPER, false },
    { "dot", "[A-Za-z0-9_.\\-]", DIGITS LOWER UPPER, false },
    { "b32", "[A-Z2-7]", "234567" UPPER, false },
    { "b64", "[A-Za-z0-9+/]", DIGITS LOWER UPPER, false },
    { "b64p", "[A-Za-z0-9+/=]", DIGITS LOWER UPPER, false },
    { "urlp", "[A-Za-z0-9_\\-=]", DIGITS LOWER UPPER, false },
    { "tilde", "[A-Za-z0-9_.~\\-]", DIGITS LOWER UPPER, false },
    { "pct", "[A-Za-z0-9%_\\-]", DIGITS LOWER UPPER, false },
    { "token", "[A-Za-z0-9_\\-]", DIGITS LOWER UPPER, true },
    { "any", "[!#-&*-+\\--:=?-_a-z|~]", DIGITS LOWER UPPER, true },
};

/* One element of a template: text of one byte, a class, a UUID or a sign. */
struct element {
    const struct class_ *class_; /* NULL: none */
    unsigned min, max;
    bool uuid;
    char text; /* text, or one of ( | ) ? */
    bool sign;
};

/* Where reading has come to. */
struct reader {
    const char *at;
    bool open;   /* between ( and ) */
    bool closed; /* right behind ) */
};

static const struct class_ *class_find(const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
        if (strlen(classes[i].name) == len && memcmp(classes[i].name, name, len) == 0)
            return &classes[i];
    return NULL;
}

/* A number of 1 to 4 digits; 0 when there is none. */
static unsigned count_read(struct reader *r)
{
    unsigned n = 0;

    for (unsigned i = 0; i < 4 && *r->at >= '0' && *r->at <= '9'; i++)
        n = n * 10 + (unsigned)(*r->at++ - '0');
    return n;
}

/* "class:n}" or "class:n-m}" or "uuid}", behind the bracket. False: not like that. */
static bool class_read(struct element *e, struct reader *r)
{
    const char *const name = r->at;
    const size_t len = strcspn(name, ":}");

    r->at += len;
    e->uuid = len == 4 && memcmp(name, "uuid", 4) == 0 && *r->at == '}';
    if (!e->uuid) {
        e->class_ = class_find(name, len);
        if (!e->class_ || *r->at++ != ':')
            return false;
        e->min = e->max = count_read(r);
        if (*r->at == '-') {
            r->at++;
            e->max = count_read(r);
        }
        if (!e->min || e->max < e->min || e->max > COUNT_MAX)
            return false;
    }
    return *r->at++ == '}';
}

/* The next element; false for what cannot be read. */
static bool element_read(struct element *e, struct reader *r)
{
    const char c = *r->at++;
    const bool closed = r->closed;

    *e = (struct element){ .text = c };
    r->closed = c == ')';
    if (c == '{')
        return class_read(e, r);
    if (c == '(' || c == '|' || c == ')') {
        e->sign = r->open == (c != '(');
        r->open = c != ')';
        return e->sign;
    }
    e->sign = c == '?' && closed;
    return e->sign || (c > ' ' && c < 0x7f && c != '}' && c != '\\');
}

static dlp_status element_regex(struct dlp_bytes *out, const struct element *e)
{
    if (e->uuid)
        return dlp_bytes_puts(out, UUID_REGEX);
    if (e->class_ && e->min == e->max)
        return dlp_bytes_printf(out, "%s{%u}", e->class_->regex, e->min);
    if (e->class_)
        return dlp_bytes_printf(out, "%s{%u,%u}", e->class_->regex, e->min, e->max);
    if (e->sign)
        return e->text == '(' ? dlp_bytes_puts(out, "(?:") : dlp_bytes_append(out, &e->text, 1);
    if (strchr(".^$*+?[]-/#&~", e->text))
        return dlp_bytes_printf(out, "\\%c", e->text);
    return dlp_bytes_append(out, &e->text, 1);
}

dlp_status dlp_template_regex(struct dlp_bytes *out, const char *template,
                              char message[DLP_TEMPLATE_MESSAGE_MAX])
{
    struct reader r = { .at = template };
    dlp_status status = DLP_OK;

    message[0] = '\0';
    while (*r.at && status == DLP_OK) {
        const char *const start = r.at;
        struct element e;

        if (!element_read(&e, &r)) {
            (void)snprintf(message, DLP_TEMPLATE_MESSAGE_MAX,
                           "cannot be read from byte %zu on: \"%.20s\"", (size_t)(start - template),
                           start);
            return DLP_OK;
        }
        status = element_regex(out, &e);
    }
    if (r.open)
        (void)snprintf(message, DLP_TEMPLATE_MESSAGE_MAX, "has '(' without ')'");
    else if (r.at == template)
        (void)snprintf(message, DLP_TEMPLATE_MESSAGE_MAX, "is empty");
    return status;
}

/* xorshift64*: samples need variety, not secrecy. */
static unsigned random_below(uint64_t *state, unsigned n)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (unsigned)((*state * UINT64_C(2685821657736338717)) >> 33) % n;
}

static dlp_status sample_class(struct dlp_bytes *out, const struct class_ *class_, unsigned n,
                               uint64_t *state)
{
    const unsigned kinds = (unsigned)strlen(class_->sample);
    dlp_status status = DLP_OK;

    for (unsigned i = 0; i < n && status == DLP_OK; i++) {
        unsigned pick = random_below(state, kinds);

        if (i == 1 && n > 3) /* a digit and a letter in every sample that may have both */
            pick = random_below(state, kinds < 6 ? kinds : 6);
        else if (i == 2 && n > 3)
            pick = kinds - 1 - random_below(state, kinds < 6 ? kinds : 6);
        status = dlp_bytes_append(out, &class_->sample[pick], 1);
    }
    return status;
}

static dlp_status sample_uuid(struct dlp_bytes *out, uint64_t *state)
{
    static const char shape[] = "xxxxxxxx-xxxx-4xxx-9xxx-xxxxxxxxxxxx";
    dlp_status status = DLP_OK;

    for (const char *c = shape; *c && status == DLP_OK; c++)
        status = *c == 'x' ? dlp_bytes_append(out, &"0123456789abcdef"[random_below(state, 16)], 1)
                           : dlp_bytes_append(out, c, 1);
    return status;
}

dlp_status dlp_template_sample(struct dlp_bytes *out, const char *template, uint64_t seed)
{
    uint64_t state = seed | 1;
    struct reader r = { .at = template };
    bool skip = false; /* of alternatives, the first is taken */
    dlp_status status = DLP_OK;

    while (*r.at && status == DLP_OK) {
        struct element e;

        if (!element_read(&e, &r))
            break;
        if (e.sign) {
            skip = e.text == '|' || (skip && e.text != ')');
            continue;
        }
        if (skip)
            continue;
        if (e.uuid)
            status = sample_uuid(out, &state);
        else if (e.class_)
            status = sample_class(out, e.class_, e.min + (e.max - e.min) / 2, &state);
        else
            status = dlp_bytes_append(out, &e.text, 1);
    }
    return status;
}

size_t dlp_template_prefix(const char *template)
{
    return strcspn(template, "{(");
}

/* Append alternative n of the group "(a|b)" at group. */
static dlp_status alternative_put(struct dlp_bytes *out, const char *group, unsigned n)
{
    for (group++; n > 0; n--)
        group += strcspn(group, "|") + 1;
    return dlp_bytes_append(out, group, strcspn(group, "|)"));
}

static unsigned alternatives_count(const char *group)
{
    unsigned n = 1;

    for (; *group != ')'; group++)
        n += *group == '|';
    return n;
}

/* Where the part that is text and alternatives of text ends, and the groups in it. */
static const char *prefix_end(const char *template, const char *groups[PREFIX_GROUPS], unsigned *n)
{
    const char *at = template;

    for (*n = 0; *at && *at != '{'; at++) {
        const char *const close = *at == '(' ? at + strcspn(at, "){") : at;

        if (*at == '(' && (*n == PREFIX_GROUPS || *close != ')' || close[1] == '?'))
            break;
        if (*at == '(')
            groups[(*n)++] = at;
        at = close;
    }
    return at;
}

static dlp_status prefix_put(struct dlp_bytes *out, const char *template, const char *end,
                             const unsigned pick[PREFIX_GROUPS])
{
    unsigned group = 0;
    dlp_status status = DLP_OK;

    for (const char *at = template; at < end && status == DLP_OK; at++) {
        if (*at != '(') {
            status = dlp_bytes_append(out, at, 1);
            continue;
        }
        status = alternative_put(out, at, group < PREFIX_GROUPS ? pick[group] : 0);
        group++;
        at += strcspn(at, ")");
    }
    return status == DLP_OK ? dlp_bytes_append(out, "", 1) : status;
}

dlp_status dlp_template_prefixes(struct dlp_bytes *out, size_t *n, const char *template, size_t max)
{
    const char *groups[PREFIX_GROUPS];
    unsigned len, counts[PREFIX_GROUPS] = { 1, 1 };
    const char *const end = prefix_end(template, groups, &len);
    size_t written = 0;

    *n = 0;
    for (unsigned g = 0; g < len; g++)
        counts[g] = alternatives_count(groups[g]);
    for (unsigned a = 0; a < counts[0]; a++)
        for (unsigned b = 0; b < counts[1]; b++) {
            const size_t before = out->len;

            if (prefix_put(out, template, end, (const unsigned[PREFIX_GROUPS]){ a, b }) != DLP_OK)
                return DLP_ENOMEM;
            if (++written > max || out->len - before < PREFIX_MIN + 1)
                return DLP_OK;
        }
    *n = written;
    return DLP_OK;
}

/* Are all alternatives of the group at `at` texts that are long enough? */
static bool group_is_anchor(const char *at)
{
    size_t len;

    do {
        at++;
        len = strcspn(at, "|){");
        at += len;
    } while (*at == '|' && len >= ANCHOR_MIN);
    return *at == ')' && at[1] != '?' && len >= ANCHOR_MIN;
}

const char *dlp_template_anchor(const char *template)
{
    for (const char *at = template; *at;) {
        const size_t text = strcspn(at, "{(");

        if (text >= ANCHOR_MIN || (at[text] == '(' && text == 0 && group_is_anchor(at)))
            return at == template ? NULL : at;
        at += text;
        if (*at)
            at += strcspn(at, *at == '{' ? "}" : ")") + 1;
        at += *at == '?';
    }
    return NULL;
}

size_t dlp_template_widest(const char *template)
{
    struct reader r = { .at = template };
    size_t bytes = 0;

    while (*r.at) {
        struct element e;

        if (!element_read(&e, &r))
            break;
        bytes += e.uuid ? 36u : e.class_ ? e.max : e.sign ? 0u : 1u; /* alternatives add up */
    }
    return bytes;
}

bool dlp_template_is_loose(const char *template)
{
    return strstr(template, "{token:") || strstr(template, "{any:");
}
