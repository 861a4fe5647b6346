/* worker/modules/ole_tnef.c - winmail.dat, by libytnef: what Outlook puts beside a message of its own kind. */

#include "worker/modules/ole.h"
#include "worker/modules/ole_mapi.h"
#include "worker/tell.h"
#include "worker/wide.h"

#include <stdio.h>
#include <string.h>
#include <ytnef.h>

#define OBJECT_HEAD 16u /* what kind of object it is */

static unsigned page_of(const TNEFStruct *tnef)
{
    return tnef->CodePage.size >= 4 && tnef->CodePage.data ? little32(tnef->CodePage.data) : 0;
}

static void each_property(const MAPIProps *all, unsigned page,
                          void (*take)(const struct mapi_property *property))
{
    for (unsigned i = 0; all->properties && i < all->count; i++) {
        const MAPIProperty *const one = &all->properties[i];

        for (unsigned j = 0; one->data && j < one->count; j++) {
            struct mapi_property property = { .tag = one->id >> 16,
                                              .type = one->id & 0xffff & ~(unsigned)MAPI_MANY,
                                              .data = one->data[j].data,
                                              .page = page };

            property.len = one->data[j].size > 0 ? (size_t)one->data[j].size : 0;
            if (property.type == MAPI_STRING16) { /* which the library has decoded */
                property.type = MAPI_STRING8;
                property.page = 65001;
            }
            if (property.data)
                take(&property);
        }
    }
}

static void tell_field(const char *name, const variableLength *field)
{
    const struct mapi_property property = { .type = MAPI_STRING8,
                                            .data = field->data,
                                            .len = field->size > 0 ? (size_t)field->size : 0 };
    size_t len;
    char *text;

    if (!field->data || field->size <= 0)
        return;
    text = mapi_string(&property, &len);
    tell_text(name);
    tell_text(": ");
    tell_data(text, len);
    tell_text("\n");
    g_free(text);
}

static const variableLength *property_of(const MAPIProps *all, unsigned tag)
{
    for (unsigned i = 0; all->properties && i < all->count; i++) {
        if (all->properties[i].id >> 16 == tag && all->properties[i].count > 0)
            return all->properties[i].data;
    }
    return NULL;
}

static void tell_file(const Attachment *file, unsigned number)
{
    const variableLength *const object = property_of(&file->MAPI, MAPI_DATA);
    const variableLength *const long_name = property_of(&file->MAPI, MAPI_LONG_FILE);
    const variableLength *const name = long_name ? long_name : &file->Title;
    const uint8_t *data = file->FileData.data;
    size_t len = file->FileData.size > 0 ? (size_t)file->FileData.size : 0;
    char shown[OLE_NAME];

    if (object && object->data && object->size > (int)OBJECT_HEAD) { /* a message in the message */
        data = object->data + OBJECT_HEAD;
        len = (size_t)object->size - OBJECT_HEAD;
    }
    if (!data || len == 0)
        return;
    (void)snprintf(shown, sizeof(shown), "attachment %u%s%.*s", number,
                   name->data && name->size > 0 ? "/" : "", name->data ? name->size : 0,
                   name->data ? (const char *)name->data : "");
    tell_part(DLP_PART_BYTES, shown, "", 0);
    tell_data(data, len);
    tell_end(DLP_REASON_NONE);
}

static void tell_all(const TNEFStruct *tnef)
{
    const unsigned page = page_of(tnef);
    unsigned number = 0;

    tell_part(DLP_PART_TEXT, "", "headers", 0);
    tell_field("from", &tnef->from);
    tell_field("subject", &tnef->subject);
    tell_field("owner", &tnef->Owner);
    tell_field("sent for", &tnef->SentFor);
    each_property(&tnef->MapiProperties, page, mapi_tell_line);
    for (const Attachment *at = tnef->starting_attach.next; at; at = at->next)
        each_property(&at->MAPI, page, mapi_tell_line);
    tell_end(DLP_REASON_NONE);
    if (tnef->body.data && tnef->body.size > 0) {
        tell_part(DLP_PART_TEXT, "", "text", 0);
        tell_field("body", &tnef->body);
        tell_end(DLP_REASON_NONE);
    }
    each_property(&tnef->MapiProperties, page, mapi_tell_body);
    for (const Attachment *at = tnef->starting_attach.next; at; at = at->next)
        tell_file(at, ++number);
}

enum dlp_reason read_tnef(const struct worker_document *document)
{
    TNEFStruct tnef = { .Debug = 0 }; /* which the library does not set, and prints by */
    int result;

    TNEFInitialize(&tnef);
    result =
        TNEFParseMemory((unsigned char *)(uintptr_t)document->data, (long)document->len, &tnef);
    tell_all(&tnef);
    TNEFFree(&tnef);
    return result < 0 ? DLP_REASON_DAMAGED : DLP_REASON_NONE;
}
