/* worker/xml.c - libxml2 over a member of an archive, as events, in constant memory. */

#include "worker/xml.h"

#include <errno.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reading {
    const struct xml_events *events;
    void *user;
    xmlParserCtxtPtr parser;
    bool refused; /* it has a DTD */
};

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespaces_len, const xmlChar **namespaces, int attributes_len,
                     int defaulted_len, const xmlChar **attributes)
{
    struct reading *const reading = ((xmlParserCtxtPtr)context)->_private;
    const struct xml_attributes all = { attributes, (size_t)attributes_len };

    (void)prefix;
    (void)uri;
    (void)namespaces_len;
    (void)namespaces;
    (void)defaulted_len;
    reading->events->start(reading->user, (const char *)name, &all);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct reading *const reading = ((xmlParserCtxtPtr)context)->_private;

    (void)prefix;
    (void)uri;
    reading->events->end(reading->user, (const char *)name);
}

static void on_text(void *context, const xmlChar *text, int len)
{
    struct reading *const reading = ((xmlParserCtxtPtr)context)->_private;

    if (len > 0)
        reading->events->text(reading->user, (const char *)text, (size_t)len);
}

static void on_dtd(void *context, const xmlChar *name, const xmlChar *external,
                   const xmlChar *system)
{
    struct reading *const reading = ((xmlParserCtxtPtr)context)->_private;

    (void)name;
    (void)external;
    (void)system;
    reading->refused = true;
    xmlStopParser(reading->parser);
}

static void on_error(void *context, xmlErrorPtr error)
{
    (void)context;
    (void)error; /* well-formedness is asked for at the end */
}

static enum dlp_reason parse(struct archive *archive, struct reading *reading)
{
    static char piece[64 << 10];
    la_ssize_t n;

    while ((n = archive_read_data(archive, piece, sizeof(piece))) > 0 && !reading->refused) {
        if (xmlParseChunk(reading->parser, piece, (int)n, 0) != 0)
            break;
    }
    if (n < 0)
        return archive_why(archive);
    if (!reading->refused && n == 0)
        (void)xmlParseChunk(reading->parser, piece, 0, 1);
    if (reading->parser->errNo == XML_ERR_NO_MEMORY)
        _exit(WORKER_NO_MEMORY);
    return reading->refused || !reading->parser->wellFormed ? DLP_REASON_DAMAGED : DLP_REASON_NONE;
}

enum dlp_reason xml_read(struct archive *archive, const struct xml_events *events, void *user)
{
    struct reading reading = { .events = events, .user = user };
    xmlSAXHandler handler;
    enum dlp_reason reason;

    memset(&handler, 0, sizeof(handler));
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_text;
    handler.cdataBlock = on_text;
    handler.internalSubset = on_dtd;
    handler.serror = on_error;
    reading.parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    if (!reading.parser)
        _exit(WORKER_NO_MEMORY);
    reading.parser->_private = &reading;
    xmlCtxtUseOptions(reading.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    reason = parse(archive, &reading);
    xmlFreeParserCtxt(reading.parser);
    return reason;
}

bool xml_attribute(const struct xml_attributes *attributes, const char *name, char *out,
                   size_t size)
{
    out[0] = '\0';
    for (size_t i = 0; i < attributes->len; i++) {
        const unsigned char **const at = attributes->at + 5 * i;
        size_t len = (size_t)(at[4] - at[3]);

        if (strcmp((const char *)at[0], name) != 0)
            continue;
        len = len < size - 1 ? len : size - 1;
        memcpy(out, at[3], len);
        out[len] = '\0';
        return true;
    }
    return false;
}

unsigned long xml_number(const struct xml_attributes *attributes, const char *name,
                         unsigned long other)
{
    char text[24], *end;
    unsigned long number;

    if (!xml_attribute(attributes, name, text, sizeof(text)))
        return other;
    errno = 0;
    number = strtoul(text, &end, 10);
    return end == text || errno ? other : number;
}
