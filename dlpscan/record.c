/* dlpscan/record.c - findings that wait to be judged: copied into a spill, and given back later.
 *
 * A record is its length, the finding as it is, and then everything that it points to, in the order
 * of its members; pointers are set anew when it is read. It never leaves the process. */

#include "record.h"

#include "buffer.h"
#include "mem.h"

#include <stdint.h>
#include <string.h>

struct head {
    uint64_t len; /* of the whole record */
    bool in_path;
    struct dlp_finding finding;
};

static void put_string(struct buffer *out, const char *text)
{
    buffer_char(out, text ? 1 : 0);
    if (text)
        buffer_add(out, text, strlen(text) + 1);
}

void record_put(struct spill *spill, const struct dlp_finding *f, bool in_path)
{
    struct head head = { .in_path = in_path, .finding = *f };
    struct buffer out = BUFFER_INIT;
    const char *const strings[] = { f->id,     f->rule,  f->title, f->category, f->region,
                                    f->masked, f->token, f->why,   f->part,     f->location };

    buffer_add(&out, (const char *)&head, sizeof(head));
    for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++)
        put_string(&out, strings[i]);
    for (size_t i = 0; i < f->checks_len; i++) {
        put_string(&out, f->checks[i].name);
        buffer_char(&out, f->checks[i].passed ? 1 : 0);
    }
    for (size_t i = 0; i < f->context_len; i++) {
        put_string(&out, f->context[i].word);
        put_string(&out, f->context[i].kind);
        buffer_add(&out, (const char *)&f->context[i].distance, sizeof(int));
    }
    for (size_t i = 0; i < f->also_len; i++) {
        put_string(&out, f->also[i].rule);
        buffer_add(&out, (const char *)&f->also[i].confidence, sizeof(double));
    }
    for (size_t i = 0; i < f->tags_len; i++)
        put_string(&out, f->tags[i]);
    if (f->value)
        buffer_add(&out, f->value, f->value_len);
    head.len = out.len;
    memcpy(out.data, &head, sizeof(head));
    spill_write(out.data, out.len, spill);
    explicit_bzero(out.data, out.len);
    buffer_free(&out);
}

static const char *get_string(const char **at)
{
    const char *text = NULL;

    if (*(*at)++) {
        text = *at;
        *at += strlen(text) + 1;
    }
    return text;
}

static void get_bytes(const char **at, void *to, size_t len)
{
    memcpy(to, *at, len);
    *at += len;
}

/* What a record's finding points to that is no text of the record. */
struct lists {
    struct dlp_finding_check *checks;
    struct dlp_finding_context *context;
    struct dlp_finding_also *also;
    const char **tags;
};

static void get_lists(struct dlp_finding *f, struct lists *lists, const char **at)
{
    lists->checks = mem_array(f->checks_len, sizeof(*lists->checks));
    lists->context = mem_array(f->context_len, sizeof(*lists->context));
    lists->also = mem_array(f->also_len, sizeof(*lists->also));
    lists->tags = mem_array(f->tags_len, sizeof(*lists->tags));
    for (size_t i = 0; i < f->checks_len; i++) {
        lists->checks[i].name = get_string(at);
        lists->checks[i].passed = *(*at)++;
    }
    for (size_t i = 0; i < f->context_len; i++) {
        lists->context[i].word = get_string(at);
        lists->context[i].kind = get_string(at);
        get_bytes(at, &lists->context[i].distance, sizeof(int));
    }
    for (size_t i = 0; i < f->also_len; i++) {
        lists->also[i].rule = get_string(at);
        get_bytes(at, &lists->also[i].confidence, sizeof(double));
    }
    for (size_t i = 0; i < f->tags_len; i++)
        lists->tags[i] = get_string(at);
    f->checks = lists->checks;
    f->context = lists->context;
    f->also = lists->also;
    f->tags = lists->tags;
}

static void get_record(const char *at, record_fn on_record, void *user)
{
    struct lists lists;
    struct head head;
    struct dlp_finding *const f = &head.finding;

    get_bytes(&at, &head, sizeof(head));
    f->id = get_string(&at);
    f->rule = get_string(&at);
    f->title = get_string(&at);
    f->category = get_string(&at);
    f->region = get_string(&at);
    f->masked = get_string(&at);
    f->token = get_string(&at);
    f->why = get_string(&at);
    f->part = get_string(&at);
    f->location = get_string(&at);
    get_lists(f, &lists, &at);
    if (f->value)
        f->value = at;
    on_record(f, head.in_path, user);
    mem_free(lists.checks);
    mem_free(lists.context);
    mem_free(lists.also);
    mem_free(lists.tags);
}

struct replay {
    struct buffer pending; /* what is not a whole record yet */
    record_fn on_record;
    void *user;
};

/* The spill gives pieces that end anywhere. */
static int replay_piece(const void *data, size_t len, void *user)
{
    struct replay *const replay = user;
    struct buffer *const pending = &replay->pending;
    size_t at = 0;

    buffer_add(pending, data, len);
    while (pending->len - at >= sizeof(struct head)) {
        uint64_t record_len;

        memcpy(&record_len, pending->data + at, sizeof(record_len));
        if (pending->len - at < record_len)
            break;
        get_record(pending->data + at, replay->on_record, replay->user);
        at += (size_t)record_len;
    }
    memmove(pending->data, pending->data + at, pending->len - at);
    buffer_cut(pending, pending->len - at);
    return 0;
}

bool record_replay(struct spill *spill, record_fn on_record, void *user)
{
    struct replay replay = { BUFFER_INIT, on_record, user };
    const bool whole = spill_drain(spill, replay_piece, &replay);

    if (replay.pending.data)
        explicit_bzero(replay.pending.data, replay.pending.cap);
    buffer_free(&replay.pending);
    return whole;
}
