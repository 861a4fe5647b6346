/* fuzz/fuzz_redaction.c - what leaves the library without DLP_SCAN_VALUES never holds a value.
 *
 * Of each finding of any text, with all shipped rules and a key:
 *   - there is no raw value;
 *   - `masked` is printable ASCII, and of the value's letters and digits it shows no more than its
 *     mask may (decision D13): 6 + 4 of a card number, 1 and the domain of an e-mail address, 2 of an
 *     id, the public prefix of a secret, nothing of what is shorter than 8 bytes; so never the value;
 *   - token and id are hex of the fixed form;
 *   - of a value of at least 8 bytes with 4 digits in it, no other text of the finding holds it. (A
 *     value without digits may be a word of the rule itself, as in "password: password123".)
 *   - its JSON line is one line, valid UTF-8, without control characters, and valid JSON, whatever
 *     bytes the path has. The path is the caller's to mask.
 *
 * The path is what stands before the first line feed; all of the input is scanned. */

#include "fuzz.h"

#include "base/bytes.h"
#include "base/utf8.h"
#include "compile/frozen.h"
#include "engine/scanner.h"
#include "redact/key.h"
#include "tests/support/scan_log.h"

#include <stdbool.h>

#define SHORT_VALUE 8u /* bytes */

struct subject {
    const dlp_database *db;
    const uint8_t *data;
    size_t len;
    const char *path;
};

static bool is_alnum(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 26;
}

/* ---- JSON, strictly (RFC 8259) ---- */

static const char *json_value(const char *at);

static const char *json_string(const char *at)
{
    FUZZ_CHECK(*at == '"');
    for (at++; *at != '"'; at++) {
        FUZZ_CHECK((uint8_t)*at >= 0x20 && *at != 0x7f);
        if (*at != '\\')
            continue;
        at++;
        FUZZ_CHECK(*at && strchr("\"\\/bfnrtu", *at));
        if (*at == 'u') {
            FUZZ_CHECK(strspn(at + 1, "0123456789abcdefABCDEF") >= 4);
            at += 4;
        }
    }
    return at + 1;
}

static const char *json_members(const char *at, char close)
{
    bool first = true;

    for (at++; *at != close; first = false) {
        if (!first) {
            FUZZ_CHECK(*at == ',');
            at++;
        }
        if (close == '}') {
            at = json_string(at);
            FUZZ_CHECK(*at == ':');
            at++;
        }
        at = json_value(at);
    }
    return at + 1;
}

static const char *json_value(const char *at)
{
    size_t len;

    if (*at == '{')
        return json_members(at, '}');
    if (*at == '[')
        return json_members(at, ']');
    if (*at == '"')
        return json_string(at);
    if (strncmp(at, "null", 4) == 0)
        return at + 4;
    at += *at == '-';
    len = strspn(at, "0123456789");
    FUZZ_CHECK(len > 0 && (len == 1 || *at != '0'));
    at += len;
    if (*at == '.') {
        len = strspn(at + 1, "0123456789");
        FUZZ_CHECK(len > 0);
        at += 1 + len;
    }
    return at;
}

static int line_collect(const void *data, size_t len, void *user)
{
    return dlp_bytes_append(user, data, len) != DLP_OK;
}

static void check_line(const struct dlp_finding *f, const char *path)
{
    struct dlp_bytes line = DLP_BYTES_INIT((size_t)1 << 20);
    const char *text;

    FUZZ_CHECK(dlp_report_finding(f, path, line_collect, &line) == DLP_OK);
    FUZZ_CHECK(dlp_bytes_append(&line, "", 1) == DLP_OK);
    text = (const char *)line.data;
    FUZZ_CHECK(strlen(text) + 1 == line.len);
    FUZZ_CHECK(strcmp(json_value(text), "\n") == 0);
    for (size_t i = 0; i + 2 < line.len;) {
        int32_t cp;

        i += dlp_utf8_next(line.data + i, line.len - i, &cp);
        FUZZ_CHECK(cp >= 0x20 && cp != 0x7f && !(cp >= 0x80 && cp < 0xa0));
    }
    dlp_bytes_free(&line);
}

/* ---- Values ---- */

/* How many letters and digits of the value its mask may show. */
static size_t shown_at_most(const struct dlp_rule *rule, const uint8_t *value, size_t len)
{
    const uint8_t *const at = memchr(value, '@', len);

    if (len < SHORT_VALUE)
        return 0;
    if (strcmp(rule->mask, "card") == 0)
        return 10;
    if (strcmp(rule->mask, "id") == 0)
        return 2;
    if (strcmp(rule->mask, "email") == 0)
        return at ? 1 + (size_t)(value + len - at) : 0;
    return strcmp(rule->mask, "secret") == 0 ? rule->public_prefix : 0;
}

static void check_masked(const struct dlp_finding *f, const struct dlp_rule *rule,
                         const uint8_t *value)
{
    const size_t len = strlen(f->masked);
    size_t shown = 0;

    for (size_t i = 0; i < len; i++)
        FUZZ_CHECK(f->masked[i] >= ' ' && f->masked[i] < 0x7f);
    if (rule->kind == DLP_RULE_BLOCK) {
        FUZZ_CHECK(len <= DLP_ARMOR_HEAD && f->length > len);
        return;
    }
    FUZZ_CHECK(len == f->length || (len == 95 && f->length > len));
    for (size_t i = 0; i < len; i++)
        shown += is_alnum((uint8_t)f->masked[i]);
    FUZZ_CHECK(shown <= shown_at_most(rule, value, f->length));
}

static void check_hex(const char *text, size_t len)
{
    FUZZ_CHECK(strspn(text, "0123456789abcdef") == len && text[len] == '\0');
}

static void check_absent(const char *text, const uint8_t *value, size_t len)
{
    FUZZ_CHECK(!memmem(text, strlen(text), value, len));
}

static void check_others(const struct dlp_finding *f, const uint8_t *value)
{
    const size_t len = (size_t)f->length;
    size_t digits = 0;

    for (size_t i = 0; i < len; i++)
        digits += (uint8_t)(value[i] - '0') < 10;
    if (len < SHORT_VALUE || digits < 4)
        return;
    check_absent(f->why, value, len);
    check_absent(f->title, value, len);
    for (size_t i = 0; i < f->checks_len; i++)
        check_absent(f->checks[i].name, value, len);
    for (size_t i = 0; i < f->context_len; i++)
        check_absent(f->context[i].word, value, len);
    for (size_t i = 0; i < f->also_len; i++)
        check_absent(f->also[i].rule, value, len);
    for (size_t i = 0; i < f->tags_len; i++)
        check_absent(f->tags[i], value, len);
}

static int on_finding(const struct dlp_finding *f, void *user)
{
    const struct subject *const s = user;
    const struct dlp_rule_code *const code = dlp_database_find(s->db, f->rule);
    const uint8_t *const value = s->data + f->offset;

    FUZZ_CHECK(code && f->offset <= s->len && f->length > 0 && f->length <= s->len - f->offset);
    FUZZ_CHECK(!f->value && f->value_len == 0);
    FUZZ_CHECK(f->confidence >= 0.01 && f->confidence <= 0.99);
    FUZZ_CHECK(f->line >= 1 && f->column >= 1);
    check_masked(f, &code->rule, value);
    check_hex(f->id, 16);
    FUZZ_CHECK(strncmp(f->token, "k00000007:", 10) == 0);
    check_hex(f->token + 10, 32);
    check_others(f, value);
    check_line(f, s->path);
    return 0;
}

/* Traces never hold the value either. */
static int on_trace(const struct dlp_trace *t, void *user)
{
    const struct subject *const s = user;
    const uint8_t *const value = s->data + t->offset;
    size_t digits = 0;

    FUZZ_CHECK(t->offset <= s->len && t->length <= s->len - t->offset);
    for (size_t i = 0; i < t->length; i++)
        digits += (uint8_t)(value[i] - '0') < 10;
    if (t->length >= SHORT_VALUE && digits >= 4)
        check_absent(t->detail, value, t->length);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static const struct dlp_key key = { 1, { { { 7 }, "k00000007" } } };
    static dlp_scanner *scanner;
    const uint8_t *const line_end = len > 0 ? memchr(data, '\n', len) : NULL;
    char *const path = fuzz_string(data, line_end ? (size_t)(line_end - data) : 0);
    uint8_t *const copy = fuzz_copy(data, len);
    const struct dlp_hint hint = { DLP_HINT_VERSION, path, NULL };
    struct subject subject = { .data = copy, .len = len, .path = path };
    struct dlp_events events = { DLP_EVENTS_VERSION, on_finding, NULL, NULL, &subject };

    if (!scanner) {
        scanner = scan_log_scanner(NULL);
        scanner->options.key = &key;
        dlp_token_maker_init(&scanner->maker, &key);
    }
    subject.db = scanner->db;
    FUZZ_CHECK(dlp_scanner_scan(scanner, copy, len, &hint, &events, NULL) >= DLP_OK);
    events.on_finding = NULL;
    events.on_trace = on_trace;
    FUZZ_CHECK(dlp_scanner_scan(scanner, copy, len, &hint, &events, NULL) >= DLP_OK);
    free(copy);
    free(path);
    return 0;
}
