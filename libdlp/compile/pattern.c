/* compile/pattern.c - expressions of rules -> PCRE2 code, width, and a form that both engines take.
 *
 * Both engines work on bytes (decision D1): no UTF mode, \w \d \b are ASCII, so a match can never
 * depend on whether the input is valid UTF-8. */

#include "compile/pattern.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "validate/checks.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define PATTERN_MAX ((size_t)256 << 10) /* of the expanded form, in bytes */
#define LOOSE_MOST 32u                  /* repetitions of up to so many or more are left open, */
#define LOOSE_LEAST 32u                 /* at so many at the most */

static dlp_status pattern_mistake(const struct dlp_pattern_site *site, const char *message,
                                  size_t offset)
{
    dlp_diag_error(site->diag, site->rule->file, site->rule->line, site->rule->id,
                   "%s: %s (at byte %zu of the expression)", site->setting, message, offset);
    return DLP_ERULE;
}

static dlp_status expand_letter(struct dlp_bytes *out, int32_t cp, bool ignore_case)
{
    const int32_t forms[4] = { cp, utf8proc_tolower(cp), utf8proc_toupper(cp),
                               utf8proc_totitle(cp) };
    dlp_status status = dlp_bytes_puts(out, "(?:");

    for (size_t i = 0; status == DLP_OK && i < (ignore_case ? 4u : 1u); i++) {
        utf8proc_uint8_t utf8[4];
        bool seen = false;

        for (size_t j = 0; j < i; j++)
            seen = seen || forms[j] == forms[i];
        if (seen)
            continue;
        if (i > 0)
            status = dlp_bytes_puts(out, "|");
        if (status == DLP_OK)
            status = dlp_bytes_append(out, utf8, (size_t)utf8proc_encode_char(forms[i], utf8));
    }
    return status == DLP_OK ? dlp_bytes_puts(out, ")") : status;
}

/* The next piece of the expression that is copied as it stands: an escape, a class like [:alpha:], or
 * a byte. *in_class follows the brackets. */
static size_t expand_plain(const uint8_t *text, size_t len, bool *in_class)
{
    size_t n = 1;

    if (text[0] == '\\' && len > 1 && text[1] < 0x80)
        return 2;
    if (*in_class && len > 1 && text[0] == '[' && text[1] == ':') {
        const uint8_t *const end = memmem(text, len, ":]", 2);

        return end ? (size_t)(end - text) + 2 : 1;
    }
    if (text[0] == '[' && !*in_class) {
        *in_class = true;
        /* A ']' right behind the opening is a member, not the end. */
        n += len > n && text[n] == '^';
        n += len > n && text[n] == ']';
    } else if (text[0] == ']') {
        *in_class = false;
    }
    return n;
}

/* Both engines know (?i), but neither knows the case of letters beyond ASCII. */
static bool expand_ignores_case(const char *pattern, bool ignore_case)
{
    return ignore_case || strncmp(pattern, "(?i)", 4) == 0;
}

/* Nothing to expand and nothing to complain of: nearly all expressions. */
static bool is_plain_ascii(const uint8_t *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] >= 0x80 || (text[i] == '\\' && text[i + 1] == 'Q'))
            return false;
    return true;
}

dlp_status dlp_pattern_expand(struct dlp_bytes *out, const char *pattern, bool ignore_case,
                              const struct dlp_pattern_site *site)
{
    const bool fold = expand_ignores_case(pattern, ignore_case);
    const uint8_t *const text = (const uint8_t *)pattern;
    const size_t len = strlen(pattern);
    bool in_class = false;
    dlp_status status = DLP_OK;

    dlp_bytes_clear(out);
    if (is_plain_ascii(text, len))
        return dlp_bytes_append(out, text, len + 1);
    for (size_t i = 0; i < len && status == DLP_OK;) {
        int32_t cp = text[i];
        size_t n;

        if (cp < 0x80) {
            if (cp == '\\' && text[i + 1] == 'Q')
                return pattern_mistake(site, "\\Q is not known here: escape each character", i);
            n = expand_plain(text + i, len - i, &in_class);
            status = dlp_bytes_append(out, text + i, n);
        } else {
            n = dlp_utf8_next(text + i, len - i, &cp);
            if (cp < 0)
                return pattern_mistake(site, "not valid UTF-8", i);
            if (in_class)
                return pattern_mistake(site,
                                       "a letter beyond ASCII cannot stand in [...]: "
                                       "write (?:a|b) instead",
                                       i);
            if (!fold && strstr(pattern, "(?i"))
                return pattern_mistake(site,
                                       "(?i) within does not reach letters beyond ASCII: "
                                       "set ignore_case",
                                       i);
            status = expand_letter(out, cp, fold);
        }
        i += n;
    }
    return status == DLP_OK ? dlp_bytes_append(out, "", 1) : status;
}

/* A repetition, "{n}", "{n,}" or "{n,m}". @return its bytes, 0 when it is none */
static size_t repetition_read(const char *text, unsigned long *least, unsigned long *most)
{
    char *end;

    if (text[0] != '{' || !dlp_is_digit((uint8_t)text[1]))
        return 0;
    *least = *most = strtoul(text + 1, &end, 10);
    if (*end == ',')
        *most = end[1] == '}' ? ULONG_MAX : strtoul(end + 1, &end, 10);
    end += *end == ',';
    return *end == '}' ? (size_t)(end - text) + 1 : 0;
}

/* Bytes of an escape with braces, as in \x{41} and \p{L}; 0: it has none, and what follows is a repetition. */
static size_t braces_skip(const char *text)
{
    const char *const end =
        text[0] == '\\' && text[1] && strchr("xopPgkN", text[1]) && text[2] == '{'
        ? strchr(text, '}')
        : NULL;

    return end ? (size_t)(end - text) + 1 : 0;
}

bool dlp_pattern_has_choice(const char *pattern)
{
    unsigned depth = 0;
    bool in_class = false, choice = false;

    for (; *pattern && !choice; pattern++) {
        if (*pattern == '\\' && pattern[1])
            pattern++;
        else if (in_class || *pattern == '[')
            in_class = *pattern != ']';
        else if (*pattern == '(')
            depth++;
        else if (*pattern == ')')
            depth -= depth > 0;
        else
            choice = *pattern == '|' && depth == 0;
    }
    return choice;
}

/* Does every match begin with the same byte? */
static bool begins_with_byte(const char *expanded)
{
    const bool escaped = expanded[0] == '\\';
    const char first = expanded[escaped];

    if (!first
        || (escaped ? (dlp_is_digit((uint8_t)first) || dlp_is_alpha((uint8_t)first))
                    : strchr("([.^$|?*+", first) != NULL))
        return false;
    return !expanded[escaped + 1] || !strchr("?*+{", expanded[escaped + 1]);
}

dlp_status dlp_pattern_loosen(struct dlp_bytes *out, const char *expanded)
{
    const bool loose = begins_with_byte(expanded) && !dlp_pattern_has_choice(expanded);
    const size_t len = strlen(expanded);
    bool in_class = false;
    dlp_status status = DLP_OK;

    dlp_bytes_clear(out);
    if (!loose)
        return dlp_bytes_append(out, expanded, len + 1);
    for (size_t i = 0, n; i < len && status == DLP_OK; i += n) {
        unsigned long least, most;

        n = in_class ? 0 : repetition_read(expanded + i, &least, &most);
        if (n > 0 && most >= LOOSE_MOST) {
            status = dlp_bytes_printf(out, "{%lu,}", least < LOOSE_LEAST ? least : LOOSE_LEAST);
            continue;
        }
        if (n == 0)
            n = in_class ? 0 : braces_skip(expanded + i);
        if (n == 0)
            n = expand_plain((const uint8_t *)expanded + i, len - i, &in_class);
        status = dlp_bytes_append(out, expanded + i, n);
    }
    return status == DLP_OK ? dlp_bytes_append(out, "", 1) : status;
}

/* The place of a lookahead that ends the expression, or 0. What stands behind a match is not in
 * sight of an expression that must end where an event says. */
static size_t trailing_lookahead(const char *pattern)
{
    size_t open[64] = { 0 }, depth = 0;
    bool in_class = false;

    for (size_t i = 0, n; pattern[i]; i += n) {
        const bool was_in_class = in_class;

        n = expand_plain((const uint8_t *)pattern + i, strlen(pattern + i), &in_class);
        if (was_in_class || in_class || n > 1)
            continue;
        if (pattern[i] == '(') {
            if (depth < sizeof(open) / sizeof(open[0]))
                open[depth] = i;
            depth++;
        } else if (pattern[i] == ')' && depth > 0) {
            depth--;
            if (pattern[i + 1] == '\0' && depth < sizeof(open) / sizeof(open[0])
                && (strncmp(pattern + open[depth], "(?=", 3) == 0
                    || strncmp(pattern + open[depth], "(?!", 3) == 0))
                return open[depth] + 1;
        }
    }
    return 0;
}

dlp_status dlp_pattern_compile(pcre2_code **out, const char *pattern, bool ignore_case,
                               enum dlp_anchor anchor, const struct dlp_pattern_site *site)
{
    struct dlp_bytes expanded = DLP_BYTES_INIT(PATTERN_MAX);
    uint32_t options = PCRE2_NEVER_UTF | PCRE2_NEVER_BACKSLASH_C;
    PCRE2_SIZE offset = 0;
    int code = 0;
    dlp_status status;

    *out = NULL;
    status = dlp_pattern_expand(&expanded, pattern, ignore_case, site);
    if (status == DLP_OK && anchor == DLP_ANCHOR_END && trailing_lookahead(pattern) > 0)
        status = pattern_mistake(site, "a lookahead cannot end it: use `after`",
                                 trailing_lookahead(pattern) - 1);
    if (status != DLP_OK)
        goto out;
    if (ignore_case)
        options |= PCRE2_CASELESS;
    if (anchor != DLP_ANCHOR_END)
        options |= PCRE2_ANCHORED;
    if (anchor != DLP_ANCHOR_START)
        options |= PCRE2_ENDANCHORED;
    *out = pcre2_compile(expanded.data, PCRE2_ZERO_TERMINATED, options, &code, &offset, NULL);
    if (!*out) {
        PCRE2_UCHAR message[160] = { 0 };

        if (code == PCRE2_ERROR_NOMEMORY || code == 121) {
            status = DLP_ENOMEM;
            goto out;
        }
        (void)pcre2_get_error_message(code, message, sizeof(message));
        status = pattern_mistake(site, (const char *)message, offset);
        goto out;
    }
out:
    dlp_bytes_free(&expanded);
    return status;
}

static dlp_status width_ask(struct dlp_fact *fact, const char *expanded, bool ignore_case,
                            const struct dlp_pattern_site *site)
{
    const unsigned base = ignore_case ? HS_FLAG_CASELESS : 0u;
    const unsigned tries[2] = { base, base | HS_FLAG_PREFILTER };
    hs_expr_info_t *info = NULL;

    for (size_t i = 0; i < 2 && !info; i++) {
        hs_compile_error_t *error = NULL;

        fact->flags = tries[i];
        if (hs_expression_info(expanded, tries[i], &info, &error) == HS_SUCCESS)
            break;
        if (i == 1)
            dlp_diag_error(site->diag, site->rule->file, site->rule->line, site->rule->id,
                           "%s: Hyperscan refuses it: %s", site->setting,
                           error ? error->message : "no reason given");
        hs_free_compile_error(error);
    }
    if (!info)
        return DLP_ERULE;
    fact->width = info->max_width;
    /* Hyperscan's info comes from its misc allocator, which is malloc unless a program changed it. */
    dlp_free(info);
    return DLP_OK;
}

dlp_status dlp_pattern_width(uint32_t *width, unsigned *hs_flags, const char *expanded,
                             bool ignore_case, struct dlp_facts *facts,
                             const struct dlp_pattern_site *site)
{
    const struct dlp_fact *known = NULL;
    struct dlp_fact fact;
    dlp_status status = DLP_OK;

    if (facts) {
        dlp_fact_id(fact.id, expanded, ignore_case);
        known = dlp_facts_find(facts, fact.id);
    }
    if (known) {
        fact = *known;
    } else {
        status = width_ask(&fact, expanded, ignore_case, site);
        if (status == DLP_OK && facts)
            status = dlp_facts_add(facts, &fact);
    }
    if (status != DLP_OK)
        return status;
    *width = fact.width;
    *hs_flags = fact.flags;
    if (fact.width != UINT32_MAX)
        return DLP_OK;
    dlp_diag_error(site->diag, site->rule->file, site->rule->line, site->rule->id,
                   "%s: it has no widest match: write {0,n} for *, {1,n} for +", site->setting);
    return DLP_ERULE;
}
