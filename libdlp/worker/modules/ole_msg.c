/* worker/modules/ole_msg.c - Outlook's messages: a stream a property, a storage each for recipients and files.
 *
 * [MS-OXMSG]: "__substg1.0_" and eight hex digits, the property's number and type, is the name of a stream
 * with its value; numbers and the like are in "__properties_version1.0", of which the code page is needed. */

#include "worker/modules/ole.h"
#include "worker/modules/ole_mapi.h"
#include "worker/tell.h"
#include "worker/wide.h"

#include <stdio.h>
#include <string.h>

#define PROPERTY "__substg1.0_"
#define FILE_STORAGE "__attach_version1.0_"
#define NUMBERS "__properties_version1.0"
#define NUMBER_BYTES 16u
#define WINDOWS_LATIN 1252u

typedef void (*take_property)(const struct mapi_property *property, void *user);

/* "__substg1.0_0037001F", and "-00000002" behind it for one of a list. */
static bool property_of_name(struct mapi_property *property, const char *name)
{
    const size_t head = strlen(PROPERTY);
    guint64 number;
    gchar *end;

    if (strncmp(name, PROPERTY, head) != 0 || !g_ascii_isxdigit(name[head]))
        return false;
    number = g_ascii_strtoull(name + head, &end, 16);
    if (end != name + head + 8)
        return false;
    property->tag = (unsigned)(number >> 16);
    property->type = (unsigned)(number & 0xffff);
    /* Of a list there is a stream with lengths, too. */
    return !(property->type & MAPI_MANY) || *end == '-';
}

static void each_property(GsfInfile *storage, unsigned page, take_property take, void *user)
{
    for (int i = 0; i < gsf_infile_num_children(storage); i++) {
        struct mapi_property property = { .page = page };
        const char *const name = gsf_infile_name_by_index(storage, i);
        uint8_t *data;

        if (!name || !property_of_name(&property, name) || property.type == MAPI_OBJECT)
            continue;
        data = ole_load(storage, name, &property.len);
        property.data = data;
        if (data)
            take(&property, user);
        else
            tell_incomplete(name, DLP_REASON_DAMAGED);
        g_free(data);
    }
}

static void take_line(const struct mapi_property *property, void *user)
{
    (void)user;
    mapi_tell_line(property);
}

static void take_body(const struct mapi_property *property, void *user)
{
    bool *const encrypted = user;

    mapi_tell_body(property);
    *encrypted = *encrypted || mapi_is_encrypted(property);
}

/* The heads of messages differ in length; what follows is a whole number of properties. */
static unsigned code_page(GsfInfile *root)
{
    size_t len = 0;
    uint8_t *const data = ole_load(root, NUMBERS, &len);
    unsigned page = 0;

    for (size_t at = len % NUMBER_BYTES; data && at + NUMBER_BYTES <= len; at += NUMBER_BYTES) {
        const unsigned tag = little16(data + at + 2);

        if (tag == MAPI_PAGE || (tag == MAPI_INTERNET_PAGE && page == 0))
            page = little32(data + at + 8);
    }
    g_free(data);
    return page ? page : WINDOWS_LATIN;
}

/* ---- Attached files ----------------------------------------------------------------------------------- */

struct file_name {
    char *text;
    unsigned
        tag; /* that it is of; a long name is better than a short one, and than what is shown */
};

static void take_name(const struct mapi_property *property, void *user)
{
    struct file_name *const name = user;
    size_t len;

    if ((property->tag != MAPI_NAME && property->tag != MAPI_FILE
         && property->tag != MAPI_LONG_FILE)
        || (property->type != MAPI_STRING8 && property->type != MAPI_STRING16)
        || property->tag < name->tag)
        return;
    g_free(name->text);
    name->text = mapi_string(property, &len);
    name->tag = property->tag;
}

static void tell_file(GsfInfile *storage, unsigned page, unsigned number)
{
    struct file_name name = { NULL, 0 };
    char shown[OLE_NAME];
    GsfInput *content = gsf_infile_child_by_name(storage, PROPERTY "37010102");

    each_property(storage, page, take_name, &name);
    (void)snprintf(shown, sizeof(shown), "attachment %u%s%s", number, name.text ? "/" : "",
                   name.text ? name.text : "");
    g_free(name.text);
    if (content) {
        ole_tell_stream(content, shown);
        g_object_unref(content);
        return;
    }
    content = gsf_infile_child_by_name(storage, PROPERTY "3701000D");
    if (!content)
        return;
    if (gsf_infile_num_children(GSF_INFILE(content)) >= 0)
        ole_tell_storage(GSF_INFILE(content), shown);
    else
        ole_tell_stream(content, shown);
    g_object_unref(content);
}

/* Recipients, and the names of files. */
static void tell_inner_lines(GsfInfile *root, unsigned page)
{
    for (int i = 0; i < gsf_infile_num_children(root); i++) {
        GsfInput *const child = gsf_infile_child_by_index(root, i);

        if (child && gsf_infile_num_children(GSF_INFILE(child)) >= 0)
            each_property(GSF_INFILE(child), page, take_line, NULL);
        if (child)
            g_object_unref(child);
    }
}

static void tell_files(GsfInfile *root, unsigned page)
{
    unsigned number = 0;

    for (int i = 0; i < gsf_infile_num_children(root); i++) {
        const char *const name = gsf_infile_name_by_index(root, i);
        GsfInput *child;

        if (!name || strncmp(name, FILE_STORAGE, strlen(FILE_STORAGE)) != 0)
            continue;
        child = gsf_infile_child_by_index(root, i);
        number++;
        if (child && gsf_infile_num_children(GSF_INFILE(child)) >= 0)
            tell_file(GSF_INFILE(child), page, number);
        if (child)
            g_object_unref(child);
    }
}

enum dlp_reason ole_read_msg(GsfInfile *root)
{
    const unsigned page = code_page(root);
    bool encrypted = false;

    tell_part(DLP_PART_TEXT, "", "headers", 0);
    each_property(root, page, take_line, NULL);
    tell_inner_lines(root, page);
    tell_end(DLP_REASON_NONE);
    each_property(root, page, take_body, &encrypted);
    tell_files(root, page);
    return encrypted ? DLP_REASON_ENCRYPTED : DLP_REASON_NONE;
}
