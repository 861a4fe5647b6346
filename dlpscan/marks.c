/* dlpscan/marks.c - marks in a text that allow what stands on their line.
 *
 * A file is searched for marks only once something was found in it, and then as a whole: clean files
 * cost nothing. The marks of other tools speak of secrets, and allow nothing else here. */

#include "marks.h"

#include "mem.h"

#include <errno.h>
#include <fnmatch.h>
#include <string.h>
#include <unistd.h>

#define MARKS_READ ((size_t)32 << 10) /* in one go: most files with a finding are small */
#define MARK_BYTES ((size_t)160)      /* of a mark, from its first byte to the end of its rule */
#define MARKS_MAX ((size_t)1 << 16)   /* of one text: what is more allows nothing */

struct kind {
    const char *tool;
    unsigned bit;
    const char *text;
    unsigned below; /* lines: where it allows */
    bool takes_rule;
};

static const struct kind kinds[] = {
    { "dlp", MARKS_DLP, "dlp:allow ", 0, true },
    { "gitleaks", MARKS_GITLEAKS, "gitleaks:allow", 0, false },
    { "trufflehog", MARKS_TRUFFLEHOG, "trufflehog:ignore", 0, false },
    { "kingfisher", MARKS_KINGFISHER, "kingfisher:ignore", 0, false },
    { "detect-secrets", MARKS_DETECT_SECRETS, "pragma: allowlist secret", 0, false },
    { "detect-secrets", MARKS_DETECT_SECRETS, "pragma: whitelist secret", 0, false },
    { "detect-secrets", MARKS_DETECT_SECRETS, "pragma: allowlist nextline secret", 1, false },
    { "detect-secrets", MARKS_DETECT_SECRETS, "pragma: whitelist nextline secret", 1, false },
};
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

bool marks_choose(const char *names, unsigned *bits)
{
    *bits = strcmp(names, "all") == 0 ? MARKS_ALL : 0;
    if (*bits || strcmp(names, "none") == 0)
        return true;
    for (;;) {
        const size_t len = strcspn(names, ",");
        bool known = false;

        for (size_t i = 0; i < KINDS; i++) {
            if (strlen(kinds[i].tool) == len && memcmp(kinds[i].tool, names, len) == 0) {
                *bits |= kinds[i].bit;
                known = true;
            }
        }
        if (!known || !names[len])
            return known;
        names += len + 1;
    }
}

void marks_free(struct marks *marks)
{
    mem_free(marks->mark);
    if (marks->pending.data)
        explicit_bzero(marks->pending.data, marks->pending.cap);
    buffer_free(&marks->pending);
    *marks = (struct marks){ 0 };
}

/* The glob of rule ids behind "dlp:allow "; false when there is none. */
static bool take_rule(struct mark *mark, const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && n < sizeof(mark->rule) - 1
           && ((text[n] >= 'a' && text[n] <= 'z') || (text[n] >= '0' && text[n] <= '9')
               || (text[n] && strchr("._*?", text[n]))))
        n++;
    memcpy(mark->rule, text, n);
    mark->rule[n] = '\0';
    return n > 0;
}

static void keep(struct marks *marks, const struct kind *kind, uint64_t line, const char *behind,
                 size_t len)
{
    struct mark mark = { .line = line + kind->below, .rule = "secret.*" };
    size_t at;

    if ((kind->takes_rule && !take_rule(&mark, behind, len)) || marks->len == MARKS_MAX)
        return;
    if (marks->len == marks->cap) {
        marks->cap = marks->cap ? 2 * marks->cap : 8;
        marks->mark = mem_resize(marks->mark, marks->cap, sizeof(*marks->mark));
    }
    for (at = marks->len++; at > 0 && marks->mark[at - 1].line > mark.line; at--)
        marks->mark[at] = marks->mark[at - 1]; /* past those of a next line: few */
    marks->mark[at] = mark;
}

/* How many lines end in data[0, len); data[len] may be looked at when len < room. */
static uint64_t count_lines(const char *data, size_t len, size_t room)
{
    const bool returns = memchr(data, '\r', len) != NULL;
    const char *const end = data + len;
    uint64_t lines = 0;

    for (const char *at = data; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    for (size_t i = 0; returns && i < len; i++)
        lines += data[i] == '\r' && (i + 1 >= room || data[i + 1] != '\n');
    return lines;
}

/* The next mark of each kind in a text; each text is searched once for each kind, however many marks
 * it holds. */
struct search {
    const char *next[KINDS]; /* NULL: no more */
    const char *end;
};

static void search_kind(struct search *search, size_t i, const char *from)
{
    search->next[i] =
        memmem(from, (size_t)(search->end - from), kinds[i].text, strlen(kinds[i].text));
}

static void search_begin(struct search *search, unsigned bits, const char *text, size_t len)
{
    search->end = text + len;
    for (size_t i = 0; i < KINDS; i++) {
        search->next[i] = NULL;
        if (kinds[i].bit & bits)
            search_kind(search, i, text);
    }
}

/* The nearest mark that begins before to; KINDS when there is none. */
static size_t search_nearest(const struct search *search, const char *to)
{
    size_t nearest = KINDS;

    for (size_t i = 0; i < KINDS; i++) {
        if (search->next[i] && search->next[i] < to
            && (nearest == KINDS || search->next[i] < search->next[nearest]))
            nearest = i;
    }
    return nearest;
}

void marks_feed(struct marks *marks, unsigned bits, const char *data, size_t len, bool last)
{
    struct buffer *const text = &marks->pending;
    const char *at, *to;
    struct search search;
    size_t i;

    if (marks->line == 0)
        marks->line = 1;
    buffer_add(text, data, len);
    at = text->data;
    to = last ? at + text->len : text->len > MARK_BYTES ? at + text->len - MARK_BYTES : at;
    search_begin(&search, bits, at, text->len);
    while ((i = search_nearest(&search, to)) < KINDS) {
        const char *const found = search.next[i];
        const char *const behind = found + strlen(kinds[i].text);

        marks->line += count_lines(at, (size_t)(found - at), (size_t)(search.end - at));
        keep(marks, &kinds[i], marks->line, behind, (size_t)(search.end - behind));
        at = found;
        search_kind(&search, i, behind);
    }
    marks->line += count_lines(at, (size_t)(to - at), (size_t)(search.end - at));
    memmove(text->data, to, (size_t)(search.end - to));
    buffer_cut(text, (size_t)(search.end - to));
}

void marks_read(struct marks *marks, unsigned bits, int fd)
{
    char *const data = mem_alloc(MARKS_READ);
    size_t used = 0;
    off_t at = 0;
    ssize_t got;

    while ((got = pread(fd, data, MARKS_READ, at)) > 0 || (got < 0 && errno == EINTR)) {
        if (got < 0)
            continue;
        used = (size_t)got > used ? (size_t)got : used;
        marks_feed(marks, bits, data, (size_t)got, false);
        at += got;
    }
    marks_feed(marks, bits, "", 0, true);
    explicit_bzero(data, used);
    mem_free(data);
}

bool marks_allow(const struct marks *marks, const struct dlp_finding *finding)
{
    size_t from = 0, to = marks->len;

    while (from < to) {
        const size_t middle = from + (to - from) / 2;

        if (marks->mark[middle].line < finding->line)
            from = middle + 1;
        else
            to = middle;
    }
    for (; from < marks->len && marks->mark[from].line == finding->line; from++) {
        if (fnmatch(marks->mark[from].rule, finding->rule, 0) == 0)
            return true;
    }
    return false;
}
