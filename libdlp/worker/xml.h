/* worker/xml.h - libxml2 over a member of an archive, as events, in constant memory.
 *
 * A member with a DTD is refused: office documents have none, and entities are how bombs are made.
 * Names are without their prefixes. */
#ifndef WORKER_XML_H
#define WORKER_XML_H

#include "worker/archive.h"

struct xml_attributes {
    const unsigned char **at; /* of libxml2: five pointers each */
    size_t len;
};

struct xml_events {
    void (*start)(void *user, const char *name, const struct xml_attributes *attributes);
    void (*end)(void *user, const char *name);
    void (*text)(void *user, const char *text, size_t len);
};

/** Read an entry to its end. */
enum dlp_reason xml_read(struct archive *archive, const struct xml_events *events, void *user);

/** Copy an attribute's value, cut to size - 1 bytes; "" and false when there is none. */
bool xml_attribute(const struct xml_attributes *attributes, const char *name, char *out,
                   size_t size);
/** The same as a number; other when there is none. */
unsigned long xml_number(const struct xml_attributes *attributes, const char *name,
                         unsigned long other);

#endif
