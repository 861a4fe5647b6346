/* dlpscan/packed.c - a finding as bytes that can be kept.
 *
 * Its length, then numbers as this machine has them, and texts with their length and a NUL, so that a reader
 * can point to them. A reader believes nothing: a state may have been damaged, or made by somebody else. */

#include "packed.h"

#include "mem.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define NO_TEXT UINT32_MAX
#define LIST_MAX 4096u

/* ---- Writing --------------------------------------------------------------------------------------- */

static void put_number(struct buffer *out, uint64_t number)
{
    buffer_add(out, (const char *)&number, sizeof(number));
}

static void put_fraction(struct buffer *out, double fraction)
{
    buffer_add(out, (const char *)&fraction, sizeof(fraction));
}

static void put_bytes(struct buffer *out, const char *bytes, size_t len)
{
    const uint32_t head = bytes ? (uint32_t)len : NO_TEXT;

    buffer_add(out, (const char *)&head, sizeof(head));
    if (bytes) {
        buffer_add(out, bytes, len);
        buffer_char(out, '\0');
    }
}

static void put_text(struct buffer *out, const char *text)
{
    put_bytes(out, text, text ? strlen(text) : 0);
}

static void put_lists(struct buffer *out, const struct dlp_finding *f)
{
    put_number(out, f->checks_len);
    for (size_t i = 0; i < f->checks_len; i++) {
        put_text(out, f->checks[i].name);
        put_number(out, f->checks[i].passed ? 1 : 0);
    }
    put_number(out, f->context_len);
    for (size_t i = 0; i < f->context_len; i++) {
        put_text(out, f->context[i].word);
        put_text(out, f->context[i].kind);
        put_number(out, (uint64_t)(int64_t)f->context[i].distance);
    }
    put_number(out, f->also_len);
    for (size_t i = 0; i < f->also_len; i++) {
        put_text(out, f->also[i].rule);
        put_fraction(out, f->also[i].confidence);
    }
    put_number(out, f->tags_len);
    for (size_t i = 0; i < f->tags_len; i++)
        put_text(out, f->tags[i]);
    put_number(out, f->via_len);
    for (size_t i = 0; i < f->via_len; i++)
        put_text(out, f->via[i]);
}

void packed_put(struct buffer *out, const struct dlp_finding *f, bool in_path)
{
    const size_t begin = out->len;
    const char *const texts[] = { f->id,     f->rule,  f->title, f->category, f->region,
                                  f->masked, f->token, f->why,   f->part,     f->location };
    const uint64_t numbers[] = { f->version, (uint64_t)f->severity, f->offset, f->length, f->line,
                                 f->column,  in_path ? 1 : 0 };
    uint64_t len;

    put_number(out, 0);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        put_number(out, numbers[i]);
    put_fraction(out, f->confidence);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        put_text(out, texts[i]);
    put_lists(out, f);
    put_bytes(out, f->value, f->value_len);
    len = out->len - begin;
    memcpy(out->data + begin, &len, sizeof(len));
}

/* ---- Reading --------------------------------------------------------------------------------------- */

struct reader {
    const char *at;
    size_t left;
    bool wrong;
};

static void take(struct reader *r, void *to, size_t len)
{
    memset(to, 0, len);
    if (r->wrong || r->left < len) {
        r->wrong = true;
        return;
    }
    memcpy(to, r->at, len);
    r->at += len;
    r->left -= len;
}

static uint64_t take_number(struct reader *r)
{
    uint64_t number;

    take(r, &number, sizeof(number));
    return number;
}

static double take_fraction(struct reader *r)
{
    double fraction;

    take(r, &fraction, sizeof(fraction));
    r->wrong = r->wrong || !isfinite(fraction) || fraction < 0 || fraction > 1;
    return fraction;
}

static const char *take_bytes(struct reader *r, size_t *len)
{
    const char *bytes = NULL;
    uint32_t head;

    take(r, &head, sizeof(head));
    *len = 0;
    if (r->wrong || head == NO_TEXT)
        return NULL;
    if (r->left <= head || r->at[head] != '\0') {
        r->wrong = true;
        return NULL;
    }
    bytes = r->at;
    *len = head;
    r->at += (size_t)head + 1;
    r->left -= (size_t)head + 1;
    return bytes;
}

static const char *take_text(struct reader *r)
{
    size_t len;
    const char *const text = take_bytes(r, &len);

    r->wrong = r->wrong || (text && strlen(text) != len);
    return text;
}

/* One that must be there. */
static const char *take_word(struct reader *r)
{
    const char *const text = take_text(r);

    r->wrong = r->wrong || !text;
    return text ? text : "";
}

static size_t take_len(struct reader *r)
{
    const uint64_t len = take_number(r);

    r->wrong = r->wrong || len > LIST_MAX;
    return r->wrong ? 0 : (size_t)len;
}

/* What a finding points to that is no text of the bytes. */
struct lists {
    struct dlp_finding_check *checks;
    struct dlp_finding_context *context;
    struct dlp_finding_also *also;
    const char **tags, **via;
};

static const char **take_words(struct reader *r, size_t *len)
{
    const char **words;

    *len = take_len(r);
    words = mem_array(*len, sizeof(*words));
    for (size_t i = 0; i < *len; i++)
        words[i] = take_word(r);
    return words;
}

static void take_lists(struct reader *r, struct dlp_finding *f, struct lists *lists)
{
    f->checks_len = take_len(r);
    lists->checks = mem_array(f->checks_len, sizeof(*lists->checks));
    for (size_t i = 0; i < f->checks_len; i++) {
        lists->checks[i].name = take_word(r);
        lists->checks[i].passed = take_number(r) != 0;
    }
    f->context_len = take_len(r);
    lists->context = mem_array(f->context_len, sizeof(*lists->context));
    for (size_t i = 0; i < f->context_len; i++) {
        lists->context[i].word = take_word(r);
        lists->context[i].kind = take_word(r);
        lists->context[i].distance = (int)(int64_t)take_number(r);
    }
    f->also_len = take_len(r);
    lists->also = mem_array(f->also_len, sizeof(*lists->also));
    for (size_t i = 0; i < f->also_len; i++) {
        lists->also[i].rule = take_word(r);
        lists->also[i].confidence = take_fraction(r);
    }
    lists->tags = take_words(r, &f->tags_len);
    lists->via = take_words(r, &f->via_len);
    f->checks = lists->checks;
    f->context = lists->context;
    f->also = lists->also;
    f->tags = lists->tags;
    f->via = lists->via;
}

static bool take_finding(struct reader *r, struct dlp_finding *f, struct lists *lists,
                         bool *in_path)
{
    uint64_t severity;

    f->version = (uint32_t)take_number(r);
    severity = take_number(r);
    r->wrong = r->wrong || severity > DLP_SEVERITY_CRITICAL;
    f->severity = (enum dlp_severity)(severity & DLP_SEVERITY_CRITICAL);
    f->offset = take_number(r);
    f->length = take_number(r);
    f->line = take_number(r);
    f->column = take_number(r);
    *in_path = take_number(r) != 0;
    f->confidence = take_fraction(r);
    f->id = take_word(r);
    f->rule = take_word(r);
    f->title = take_word(r);
    f->category = take_word(r);
    f->region = take_word(r);
    f->masked = take_word(r);
    f->token = take_text(r);
    f->why = take_word(r);
    f->part = take_text(r);
    f->location = take_text(r);
    take_lists(r, f, lists);
    f->value = take_bytes(r, &f->value_len);
    return !r->wrong && r->left == 0 && f->version == DLP_FINDING_VERSION;
}

size_t packed_len(const char *data, size_t len)
{
    uint64_t whole;

    if (len < sizeof(whole))
        return 0;
    memcpy(&whole, data, sizeof(whole));
    return whole > sizeof(whole) && whole <= SIZE_MAX / 2 ? (size_t)whole : SIZE_MAX;
}

bool packed_get(const char *data, size_t len, record_fn on_record, void *user)
{
    struct reader r = { data + sizeof(uint64_t), len - sizeof(uint64_t), false };
    struct dlp_finding finding = { 0 };
    struct lists lists = { 0 };
    bool in_path = false, good;

    if (len < sizeof(uint64_t))
        return false;
    good = take_finding(&r, &finding, &lists, &in_path);
    if (good && on_record)
        on_record(&finding, in_path, user);
    mem_free(lists.checks);
    mem_free(lists.context);
    mem_free(lists.also);
    mem_free((void *)lists.tags);
    mem_free((void *)lists.via);
    return good;
}

static bool get_all(const char *data, size_t len, record_fn on_record, void *user)
{
    while (len > 0) {
        const size_t one = packed_len(data, len);

        if (one == 0 || one > len || !packed_get(data, one, on_record, user))
            return false;
        data += one;
        len -= one;
    }
    return true;
}

bool packed_get_all(const char *data, size_t len, record_fn on_record, void *user)
{
    return get_all(data, len, NULL, NULL) && get_all(data, len, on_record, user);
}
