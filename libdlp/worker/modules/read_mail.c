/* worker/modules/read_mail.c - messages and mailboxes, by GMime: headers, texts and attached files, decoded.
 *
 * A part's name is its file's, or its place: "2.1". In a mailbox, and for a message in a message, the
 * message's own place stands before it. */

#include "worker/tell.h"
#include "worker/worker.h"

#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define NAME_MAX_BYTES 1024u
#define DEPTH_MAX 64u

static void tell_object(GMimeObject *object, const char *place, unsigned depth);

/* ---- A stream into the part that is being told ----------------------------------------------------- */

typedef struct {
    GMimeStream parent;
} OutStream;
typedef struct {
    GMimeStreamClass parent;
} OutStreamClass;

static ssize_t out_write(GMimeStream *stream, const char *data, size_t len)
{
    (void)stream;
    tell_data(data, len);
    return (ssize_t)len;
}

static int out_flush(GMimeStream *stream)
{
    (void)stream;
    return 0;
}

static void out_class_init(gpointer type, gpointer data)
{
    GMimeStreamClass *const class = type;

    (void)data;
    class->write = out_write;
    class->flush = out_flush;
}

static GMimeStream *out_new(void)
{
    static GType type;
    static const GTypeInfo info = { .class_size = sizeof(OutStreamClass),
                                    .class_init = out_class_init,
                                    .instance_size = sizeof(OutStream) };
    GMimeStream *stream;

    if (type == 0)
        type = g_type_register_static(GMIME_TYPE_STREAM, "DlpOutStream", &info, 0);
    stream = g_object_new(type, NULL);
    g_mime_stream_construct(stream, 0, -1);
    return stream;
}

/* ---- Headers and bodies --------------------------------------------------------------------------------- */

static void tell_headers(GMimeObject *object, const char *place)
{
    GMimeHeaderList *const headers = g_mime_object_get_header_list(object);

    tell_part(DLP_PART_TEXT, place, "headers", 0);
    for (int i = 0; i < g_mime_header_list_get_count(headers); i++) {
        GMimeHeader *const header = g_mime_header_list_get_header_at(headers, i);
        const char *const value = g_mime_header_get_value(header);

        tell_text(g_mime_header_get_name(header));
        tell_text(": ");
        tell_text(value ? value : "");
        tell_text("\n");
    }
    tell_end(DLP_REASON_NONE);
}

static bool is_ascii_superset(const char *charset)
{
    return !charset || g_ascii_strcasecmp(charset, "utf-8") == 0
        || g_ascii_strcasecmp(charset, "us-ascii") == 0;
}

/* What a decoder gives; of a text in another charset, as UTF-8, which stands nowhere in the file. */
static void tell_body(GMimePart *part, const char *name)
{
    GMimeContentType *const type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    const char *const charset = g_mime_content_type_get_parameter(type, "charset");
    GMimeDataWrapper *const content = g_mime_part_get_content(part);
    GMimeStream *const out = out_new();
    GMimeStream *filtered = NULL;

    if (g_mime_content_type_is_type(type, "text", "*") && !is_ascii_superset(charset)) {
        GMimeFilter *const filter = g_mime_filter_charset_new(charset, "UTF-8");

        if (filter) {
            filtered = g_mime_stream_filter_new(out);
            g_mime_stream_filter_add(GMIME_STREAM_FILTER(filtered), filter);
            g_object_unref(filter);
        }
    }
    if (filtered)
        tell_part(DLP_PART_TEXT, name, charset, 0);
    else
        tell_member(name, strlen(name));
    if (content)
        (void)g_mime_data_wrapper_write_to_stream(content, filtered ? filtered : out);
    if (filtered) {
        g_mime_stream_flush(filtered);
        g_object_unref(filtered);
    }
    tell_end(DLP_REASON_NONE);
    g_object_unref(out);
}

static void tell_leaf(GMimePart *part, const char *place)
{
    GMimeContentType *const type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    const char *const file = g_mime_part_get_filename(part);
    char name[NAME_MAX_BYTES];

    if (file)
        (void)snprintf(name, sizeof(name), "%s%s%s", place, *place ? "/" : "", file);
    else
        (void)snprintf(name, sizeof(name), "%s", *place ? place : "body");
    if (g_mime_content_type_is_type(type, "application", "pkcs7-mime")
        || g_mime_content_type_is_type(type, "application", "pgp-encrypted")) {
        tell_incomplete(name, DLP_REASON_ENCRYPTED);
        return;
    }
    tell_body(part, name);
}

static void tell_multipart(GMimeMultipart *multipart, const char *place, unsigned depth)
{
    const int count = g_mime_multipart_get_count(multipart);

    if (GMIME_IS_MULTIPART_ENCRYPTED(multipart)) {
        tell_incomplete(*place ? place : "body", DLP_REASON_ENCRYPTED);
        return;
    }
    for (int i = 0; i < count; i++) {
        char inner[NAME_MAX_BYTES];

        (void)snprintf(inner, sizeof(inner), "%s%s%d", place, *place ? "." : "", i + 1);
        tell_object(g_mime_multipart_get_part(multipart, i), inner, depth + 1);
    }
}

static void tell_message(GMimeMessage *message, const char *place, unsigned depth)
{
    tell_headers(GMIME_OBJECT(message), place);
    if (g_mime_message_get_mime_part(message))
        tell_object(g_mime_message_get_mime_part(message), place, depth);
}

static void tell_object(GMimeObject *object, const char *place, unsigned depth)
{
    if (depth > DEPTH_MAX) {
        tell_incomplete(place, DLP_REASON_DEPTH_LIMIT);
    } else if (GMIME_IS_MULTIPART(object)) {
        tell_multipart(GMIME_MULTIPART(object), place, depth);
    } else if (GMIME_IS_MESSAGE_PART(object)) {
        GMimeMessage *const message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

        if (message)
            tell_message(message, *place ? place : "message", depth + 1);
    } else if (GMIME_IS_PART(object)) {
        tell_leaf(GMIME_PART(object), place);
    }
}

static enum dlp_reason read_messages(GMimeParser *parser, bool box)
{
    unsigned long number = 0;

    do {
        GMimeMessage *const message = g_mime_parser_construct_message(parser, NULL);
        char place[32] = "";

        if (!message)
            return number > 0 ? DLP_REASON_NONE : DLP_REASON_DAMAGED;
        number++;
        if (box)
            (void)snprintf(place, sizeof(place), "message %lu", number);
        tell_message(message, place, 0);
        g_object_unref(message);
    } while (box && !g_mime_parser_eos(parser));
    return DLP_REASON_NONE;
}

static enum dlp_reason read_mail(const struct worker_document *document)
{
    const bool box = document->len > 5 && memcmp(document->data, "From ", 5) == 0;
    /* With bounds: where the program's own reading of the file stands does not matter. */
    GMimeStream *const stream = g_mime_stream_mmap_new_with_bounds(
        dup(document->fd), PROT_READ, MAP_PRIVATE, 0, (gint64)document->len);
    GMimeParser *parser;
    enum dlp_reason reason;

    if (!stream)
        return DLP_REASON_DAMAGED;
    parser = g_mime_parser_new_with_stream(stream);
    g_mime_parser_set_format(parser, box ? GMIME_FORMAT_MBOX : GMIME_FORMAT_MESSAGE);
    reason = read_messages(parser, box);
    g_object_unref(parser);
    g_object_unref(stream);
    return reason;
}

extern WORKER_API const struct worker_module worker_module;
const struct worker_module worker_module = { .read = read_mail, .warm = g_mime_init };
