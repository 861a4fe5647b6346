/* worker/modules/ole_macros.c - macros of office documents: their sources.
 *
 * [MS-OVBA]: the stream "dir", unpacked, is records that say in which stream each module is, and where in it its
 * source begins; the source is packed as well. libgsf unpacks; it can give out modules itself, but without their
 * lengths, and not all of them end in NUL. */

#include "worker/modules/ole.h"
#include "worker/tell.h"
#include "worker/wide.h"

#include <stdio.h>

#define RECORD_HEAD 6u
#define VERSION_BYTES 6u /* of the one record that does not say its length */

enum record { RECORD_VERSION = 0x09, RECORD_OFFSET = 0x31, RECORD_STREAM = 0x32 };

/* The unpacked bytes of a stream from there on; free with g_free(). */
static uint8_t *unpack(GsfInfile *storage, const char *name, uint32_t at, size_t *len)
{
    GsfInput *const stream = gsf_infile_child_by_name(storage, name);
    uint8_t *data = NULL;
    int size = 0;

    if (stream && (gsf_off_t)at < gsf_input_size(stream))
        data = gsf_vba_inflate(stream, at, &size, FALSE);
    if (stream)
        g_object_unref(stream);
    *len = data && size > 0 ? (size_t)size : 0;
    return data;
}

static void tell_module(GsfInfile *storage, const char *name, uint32_t at)
{
    char location[OLE_NAME];
    size_t len;
    uint8_t *const source = unpack(storage, name, at, &len);

    (void)snprintf(location, sizeof(location), "macro %s", name);
    tell_part(DLP_PART_TEXT, "", location, 0);
    tell_data(source, len);
    tell_end(source ? DLP_REASON_NONE : DLP_REASON_DAMAGED);
    g_free(source);
}

bool ole_tell_macros(GsfInfile *storage)
{
    char *name = NULL;
    bool any = false;
    size_t len, at = 0;
    uint8_t *const dir = unpack(storage, "dir", 0, &len);

    while (len - at >= RECORD_HEAD) {
        const unsigned kind = little16(dir + at);
        const size_t said = kind == RECORD_VERSION ? VERSION_BYTES : little32(dir + at + 2);
        const uint8_t *const data = dir + at + RECORD_HEAD;

        if (said > len - at - RECORD_HEAD)
            break;
        if (kind == RECORD_STREAM) {
            g_free(name);
            name =
                g_convert((const char *)data, (gssize)said, "UTF-8", "UTF-16LE", NULL, NULL, NULL);
        } else if (kind == RECORD_OFFSET && said == sizeof(uint32_t) && name) {
            tell_module(storage, name, little32(data));
            any = true;
        }
        at += RECORD_HEAD + said;
    }
    g_free(name);
    g_free(dir);
    return any;
}
