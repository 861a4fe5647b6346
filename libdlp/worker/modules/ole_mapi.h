/* worker/modules/ole_mapi.h - properties of Outlook's messages, wherever they were found. */
#ifndef WORKER_MODULES_OLE_MAPI_H
#define WORKER_MODULES_OLE_MAPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mapi_type {
    MAPI_OBJECT = 0x0d,
    MAPI_STRING8 = 0x1e,
    MAPI_STRING16 = 0x1f,
    MAPI_BINARY = 0x102,
    MAPI_MANY = 0x1000 /* or-ed: a list of values */
};

enum mapi_tag {
    MAPI_CLASS = 0x001a,
    MAPI_BODY = 0x1000,
    MAPI_RTF = 0x1009,
    MAPI_HTML = 0x1013,
    MAPI_NAME = 0x3001,
    MAPI_DATA = 0x3701,
    MAPI_FILE = 0x3704,
    MAPI_LONG_FILE = 0x3707,
    MAPI_INTERNET_PAGE = 0x3fde,
    MAPI_PAGE = 0x3ffd
};

struct mapi_property {
    unsigned tag, type;
    const uint8_t *data;
    size_t len;
    unsigned page; /* of a string of bytes: Windows' code page */
};

/** A string as UTF-8, to be freed with g_free(). Never NULL; what cannot be decoded stays as it is. */
char *mapi_string(const struct mapi_property *property, size_t *len);
/** Tell one in the part that is open, "name: value"; nothing of one that is no string, or is a body. */
void mapi_tell_line(const struct mapi_property *property);
/** Tell a body as a part of its own; nothing of others. */
void mapi_tell_body(const struct mapi_property *property);
/** Says a message's class that its text is in an attached file and encrypted? */
bool mapi_is_encrypted(const struct mapi_property *property);

#endif
