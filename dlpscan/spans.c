/* dlpscan/spans.c - what of a text is replaced, and by what.
 *
 * A key block is found at its end, behind values inside it: it swallows them, so the last spans stay in
 * memory. All the others wait in a spill, so that a text may hold any number. */

#include "spans.h"

#include "mem.h"
#include "spill_records.h"

#include <string.h>

struct head {
    uint64_t start, end, len, moved;
};

void spans_init(struct spans *spans)
{
    *spans = (struct spans){ 0 };
    spans->waiting = mem_array(SPANS_WAITING, sizeof(*spans->waiting));
    spill_init(&spans->settled);
}

void spans_free(struct spans *spans)
{
    for (size_t i = 0; i < spans->len; i++)
        mem_free(spans->waiting[i].text);
    mem_free(spans->waiting);
    spill_free(&spans->settled);
    *spans = (struct spans){ 0 };
}

static void settle(struct spans *spans, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct span *const span = &spans->waiting[i];
        const struct head head = { span->start, span->end, strlen(span->text), span->moved };

        spill_write(&head, sizeof(head), &spans->settled);
        spill_write(span->text, head.len, &spans->settled);
        mem_free(span->text);
    }
    spans->len -= count;
    memmove(spans->waiting, spans->waiting + count, spans->len * sizeof(*spans->waiting));
}

/* Make waiting[first] free in the place of waiting[first, last). */
static void make_room(struct spans *spans, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++)
        mem_free(spans->waiting[i].text);
    memmove(spans->waiting + first + 1, spans->waiting + last,
            (spans->len - last) * sizeof(*spans->waiting));
    spans->count -= last - first;
    spans->len -= last - first;
    spans->len++;
}

void spans_add(struct spans *spans, uint64_t start, uint64_t end, const char *text, size_t len,
               bool moved)
{
    size_t first, last;

    if (spans->len == SPANS_WAITING)
        settle(spans, SPANS_WAITING / 2);
    for (first = spans->len; first > 0 && spans->waiting[first - 1].end > start;)
        first--;
    spans->lost = spans->lost || (first == 0 && !spill_is_empty(&spans->settled));
    for (last = first; last < spans->len && spans->waiting[last].start < end; last++) {
        start = spans->waiting[last].start < start ? spans->waiting[last].start : start;
        end = spans->waiting[last].end > end ? spans->waiting[last].end : end;
    }
    make_room(spans, first, last);
    spans->waiting[first] = (struct span){ start, end, mem_copy(text, len), moved };
    spans->count++;
}

struct each {
    void (*on_span)(const struct span *span, void *user);
    void *user;
};

static size_t each_span(const char *data, size_t len, void *user)
{
    const struct each *const each = user;
    struct span span;
    struct head head;

    if (len < sizeof(head))
        return 0;
    memcpy(&head, data, sizeof(head));
    if (len - sizeof(head) < head.len)
        return 0;
    span.start = head.start;
    span.end = head.end;
    span.moved = head.moved != 0;
    span.text = mem_copy(data + sizeof(head), (size_t)head.len);
    each->on_span(&span, each->user);
    mem_free(span.text);
    return sizeof(head) + (size_t)head.len;
}

bool spans_each(struct spans *spans, void (*on_span)(const struct span *span, void *user),
                void *user)
{
    struct each each = { on_span, user };

    settle(spans, spans->len);
    return spill_each(&spans->settled, each_span, &each) && !spans->lost;
}
