/* worker/office_text.c - the text of office documents, in lines as it is read.
 *
 * A word processor cuts text into runs wherever its looks change, in the middle of a number, too: runs
 * are joined, paragraphs and rows end lines, cells are parted by tabs, so that tables have columns. */

#include "worker/office.h"
#include "worker/tell.h"
#include "worker/xml.h"

#include <string.h>

/* What an element is to the text, in OOXML and in ODF. */
enum part {
    PART_OTHER,
    PART_RUN,       /* w:t, a:t: what is in it is text */
    PART_PARAGRAPH, /* ends a line */
    PART_CONTENT,   /* text:p, text:h: the same, and what is in it is text */
    PART_TAB,
    PART_BREAK,
    PART_SPACES,
    PART_HYPHEN,
    PART_CELL,
    PART_ROW
};

static const struct {
    const char *name;
    enum part part;
} parts[] = {
    { "t", PART_RUN },
    { "delText", PART_RUN },
    { "instrText", PART_RUN },
    { "text", PART_RUN },
    { "p", PART_PARAGRAPH },
    { "h", PART_CONTENT },
    { "tab", PART_TAB },
    { "br", PART_BREAK },
    { "cr", PART_BREAK },
    { "line-break", PART_BREAK },
    { "s", PART_SPACES },
    { "noBreakHyphen", PART_HYPHEN },
    { "tc", PART_CELL },
    { "table-cell", PART_CELL },
    { "tr", PART_ROW },
    { "table-row", PART_ROW },
    { "comment", PART_PARAGRAPH },
    { "fld", PART_OTHER },
};

struct flow {
    bool odf;      /* text stands in the paragraph itself */
    unsigned open; /* elements that hold text */
    unsigned in_cell;
    unsigned cells; /* of this row, that have begun */
    bool gap;       /* a paragraph of this cell has ended: a blank before the next */
};

static enum part part_of(const struct flow *flow, const char *name)
{
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (strcmp(parts[i].name, name) == 0)
            return parts[i].part == PART_PARAGRAPH && flow->odf ? PART_CONTENT : parts[i].part;
    }
    return PART_OTHER;
}

static void spaces(const struct xml_attributes *attributes)
{
    unsigned long count = xml_number(attributes, "c", 1);

    for (count = count < 1024 ? count : 1024; count > 0; count--)
        tell_text(" ");
}

static void flow_start(void *user, const char *name, const struct xml_attributes *attributes)
{
    struct flow *const flow = user;
    const enum part part = part_of(flow, name);

    if (part == PART_RUN || part == PART_CONTENT)
        flow->open++;
    if (part == PART_TAB)
        tell_text("\t");
    else if (part == PART_BREAK)
        tell_text(flow->in_cell ? " " : "\n");
    else if (part == PART_SPACES && flow->odf)
        spaces(attributes);
    else if (part == PART_HYPHEN)
        tell_text("-");
    if (part == PART_CELL) {
        if (flow->in_cell == 0 && flow->cells++ > 0)
            tell_text("\t");
        flow->in_cell++;
        flow->gap = false;
    }
}

static void flow_end(void *user, const char *name)
{
    struct flow *const flow = user;
    const enum part part = part_of(flow, name);

    if ((part == PART_RUN || part == PART_CONTENT) && flow->open > 0)
        flow->open--;
    if (part == PART_PARAGRAPH || part == PART_CONTENT) {
        if (flow->in_cell)
            flow->gap = true;
        else
            tell_text("\n");
    } else if (part == PART_CELL && flow->in_cell > 0) {
        flow->in_cell--;
    } else if (part == PART_ROW && flow->in_cell == 0) {
        flow->cells = 0;
        tell_text("\n");
    }
}

static void flow_text(void *user, const char *text, size_t len)
{
    struct flow *const flow = user;

    if (flow->open == 0)
        return;
    if (flow->gap)
        tell_text(" ");
    flow->gap = false;
    tell_data(text, len);
}

enum dlp_reason office_flow(struct archive *archive, const char *name)
{
    static const struct xml_events events = { flow_start, flow_end, flow_text };
    struct flow flow = { .odf =
                             strcmp(name, "content.xml") == 0 || strcmp(name, "styles.xml") == 0 };
    enum dlp_reason reason;

    tell_part(DLP_PART_TEXT, "", name, 0);
    reason = xml_read(archive, &events, &flow);
    tell_end(reason);
    return reason;
}

/* ---- Properties --------------------------------------------------------------------------------- */

struct properties {
    char name[256]; /* of the element, or what its attribute calls it */
    bool named;     /* by an attribute: elements in it do not change that */
    bool said;
};

static void property_start(void *user, const char *name, const struct xml_attributes *attributes)
{
    struct properties *const properties = user;
    const size_t len = strnlen(name, sizeof(properties->name) - 1);
    char said[sizeof(properties->name)];

    properties->said = false;
    if (xml_attribute(attributes, "name", said, sizeof(said))) {
        memcpy(properties->name, said, sizeof(said));
        properties->named = true;
    } else if (!properties->named) {
        memcpy(properties->name, name, len);
        properties->name[len] = '\0';
    }
}

static void property_end(void *user, const char *name)
{
    struct properties *const properties = user;

    if (properties->said)
        tell_text("\n");
    properties->said = false;
    if (strcmp(name, "property") == 0 || strcmp(name, "user-defined") == 0)
        properties->named = false;
}

static void property_text(void *user, const char *text, size_t len)
{
    struct properties *const properties = user;

    if (!properties->said && strspn(text, " \t\r\n") >= len)
        return; /* between elements */
    if (!properties->said) {
        tell_text(properties->name);
        tell_text(": ");
    }
    properties->said = true;
    tell_data(text, len);
}

enum dlp_reason office_properties(struct archive *archive, const char *name)
{
    static const struct xml_events events = { property_start, property_end, property_text };
    struct properties properties = { .said = false };
    enum dlp_reason reason;

    tell_part(DLP_PART_TEXT, "", name, 0);
    reason = xml_read(archive, &events, &properties);
    tell_end(reason);
    return reason;
}
