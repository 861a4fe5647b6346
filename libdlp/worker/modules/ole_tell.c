/* worker/modules/ole_tell.c - what a container of old office documents holds beside its text: properties,
 * macros, embedded documents, and streams that nobody knows. */

#include "worker/modules/ole.h"
#include "worker/tell.h"
#include "worker/wide.h"

#include <stdio.h>
#include <string.h>

#define DEPTH_MAX 32u
#define PIECE ((gsf_off_t)16 << 10)
#define PACKED_HEAD 6u

/* How it looks, or read elsewhere. */
static const char *const left_out[] = {
    "WordDocument", "0Table",  "1Table",      "PowerPoint Document", "Workbook",   "Book",
    "\001CompObj",  "\001Ole", "\003ObjInfo", "\003LinkInfo",        "\003EPRINT", "\002OlePres000",
    "_VBA_PROJECT", "dir",     "PROJECTwm",
};

/* A storage with one of these is a document. */
static const char *const documents[] = {
    "WordDocument",    "Workbook", "Book",     "PowerPoint Document", "__properties_version1.0",
    "\001Ole10Native", "Package",  "CONTENTS",
};

static bool is_listed(const char *const *list, size_t len, const char *name)
{
    for (size_t i = 0; i < len; i++) {
        if (g_ascii_strcasecmp(list[i], name) == 0)
            return true;
    }
    return false;
}
#define IS_LISTED(list, name) is_listed(list, G_N_ELEMENTS(list), name)

static bool is_storage(GsfInput *child)
{
    return GSF_IS_INFILE(child) && gsf_infile_num_children(GSF_INFILE(child)) >= 0;
}

bool ole_has(GsfInfile *storage, const char *name)
{
    for (int i = 0; i < gsf_infile_num_children(storage); i++) {
        const char *const there = gsf_infile_name_by_index(storage, i);

        if (there && g_ascii_strcasecmp(there, name) == 0)
            return true;
    }
    return false;
}

uint8_t *ole_load(GsfInfile *storage, const char *name, size_t *len)
{
    GsfInput *const stream = gsf_infile_child_by_name(storage, name);
    uint8_t *data = NULL;
    gsf_off_t size;

    *len = 0;
    if (!stream)
        return NULL;
    size = is_storage(stream) ? -1 : gsf_input_size(stream);
    /* A stream's length is a number in the file, and may be any. */
    data = size >= 0 ? g_try_malloc((size_t)size + 1) : NULL;
    if (data && size > 0 && !gsf_input_read(stream, (size_t)size, data)) {
        g_free(data);
        data = NULL;
    }
    if (data) {
        data[size] = 0;
        *len = (size_t)size;
    }
    g_object_unref(stream);
    return data;
}

void ole_tell_stream(GsfInput *stream, const char *name)
{
    gsf_off_t left = gsf_input_size(stream);
    enum dlp_reason reason = DLP_REASON_NONE;

    tell_part(DLP_PART_BYTES, name, "", 0);
    while (left > 0) {
        const gsf_off_t some = left < PIECE ? left : PIECE;
        const uint8_t *const data = gsf_input_read(stream, (size_t)some, NULL);

        if (!data) {
            reason = DLP_REASON_DAMAGED;
            break;
        }
        tell_data(data, (size_t)some);
        left -= some;
    }
    tell_end(reason);
}

static void copy_stream(GsfInput *from, GsfOutput *to)
{
    gsf_input_seek(from, 0, G_SEEK_SET);
    (void)gsf_input_copy(from, to);
}

static void copy_storage(GsfInfile *from, GsfOutfile *to, unsigned depth)
{
    for (int i = 0; depth < DEPTH_MAX && i < gsf_infile_num_children(from); i++) {
        GsfInput *const child = gsf_infile_child_by_index(from, i);
        GsfOutput *copy;

        if (!child)
            continue;
        copy = gsf_outfile_new_child(to, gsf_infile_name_by_index(from, i), is_storage(child));
        if (copy && is_storage(child))
            copy_storage(GSF_INFILE(child), GSF_OUTFILE(copy), depth + 1);
        else if (copy)
            copy_stream(child, copy);
        if (copy) {
            (void)gsf_output_close(copy);
            g_object_unref(copy);
        }
        g_object_unref(child);
    }
}

void ole_tell_storage(GsfInfile *storage, const char *name)
{
    GsfOutput *const memory = gsf_output_memory_new();
    GsfOutfile *const file = gsf_outfile_msole_new(memory);

    copy_storage(storage, file, 0);
    (void)gsf_output_close(GSF_OUTPUT(file));
    g_object_unref(file);
    tell_part(DLP_PART_BYTES, name, "", 0);
    tell_data(gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory)),
              (size_t)gsf_output_size(memory));
    tell_end(DLP_REASON_NONE);
    g_object_unref(memory);
}

/* A file that was put into a document by its icon: names in front of it, then its length. */
static bool tell_packed(GsfInfile *storage, const char *name, const char *place)
{
    size_t len;
    uint8_t *const data = ole_load(storage, name, &len);
    const uint8_t *at, *const end = data ? data + len : NULL;
    bool told = false;

    if (len > PACKED_HEAD) {
        at = memchr(data + PACKED_HEAD, 0, len - PACKED_HEAD);      /* behind its label */
        at = at ? memchr(at + 1, 0, (size_t)(end - at) - 1) : NULL; /* and its path */
        if (at && end - at > 9 && little32(at + 5) <= (size_t)(end - at) - 9)
            at += 9 + little32(at + 5); /* and where it was unpacked */
        else
            at = NULL;
        if (at && end - at >= 4 && little32(at) <= (size_t)(end - at) - 4) {
            tell_part(DLP_PART_BYTES, place, "", 0);
            tell_data(at + 4, little32(at));
            tell_end(DLP_REASON_NONE);
            told = true;
        }
    }
    g_free(data);
    return told;
}

/* ---- Properties ------------------------------------------------------------------------------ */

static void tell_property(gpointer key, gpointer value, gpointer user)
{
    GValue text = G_VALUE_INIT;

    (void)user;
    g_value_init(&text, G_TYPE_STRING);
    if (g_value_transform(gsf_doc_prop_get_val(value), &text) && g_value_get_string(&text)) {
        tell_text(key);
        tell_text(": ");
        tell_text(g_value_get_string(&text));
        tell_text("\n");
    }
    g_value_unset(&text);
}

static void tell_properties(GsfInfile *root)
{
    static const char *const streams[] = { "\005SummaryInformation",
                                           "\005DocumentSummaryInformation" };
    GsfDocMetaData *const all = gsf_doc_meta_data_new();

    for (size_t i = 0; i < G_N_ELEMENTS(streams); i++) {
        GsfInput *const stream = gsf_infile_child_by_name(root, streams[i]);
        GError *const error = stream ? gsf_doc_meta_data_read_from_msole(all, stream) : NULL;

        if (error)
            g_error_free(error);
        if (stream)
            g_object_unref(stream);
    }
    if (gsf_doc_meta_data_size(all) > 0) {
        tell_part(DLP_PART_TEXT, "", "properties", 0);
        gsf_doc_meta_data_foreach(all, tell_property, NULL);
        tell_end(DLP_REASON_NONE);
    }
    g_object_unref(all);
}

/* ---- The rest ------------------------------------------------------------------------------------------- */

static bool is_document(GsfInfile *storage)
{
    for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
        if (ole_has(storage, documents[i]))
            return true;
    }
    return false;
}

static void tell_tree(GsfInfile *storage, const char *place, unsigned depth);

static void tell_child(GsfInfile *storage, int i, const char *place, unsigned depth)
{
    const char *const name = gsf_infile_name_by_index(storage, i);
    GsfInput *const child = gsf_infile_child_by_index(storage, i);
    char inner[OLE_NAME];

    /* Names of the system's own streams begin with a control character. */
    (void)snprintf(inner, sizeof(inner), "%s%s%s", place, *place ? "/" : "",
                   name ? name + (*name > 0 && *name < ' ') : "");
    if (!child || !name) {
        tell_incomplete(inner, DLP_REASON_DAMAGED);
    } else if (is_storage(child)) {
        if (g_ascii_strcasecmp(name, "VBA") == 0 && ole_tell_macros(GSF_INFILE(child)))
            ;
        else if (is_document(GSF_INFILE(child)))
            ole_tell_storage(GSF_INFILE(child), inner);
        else if (depth < DEPTH_MAX)
            tell_tree(GSF_INFILE(child), inner, depth + 1);
        else
            tell_incomplete(inner, DLP_REASON_DEPTH_LIMIT);
    } else if (*name != '\005' && !IS_LISTED(left_out, name)
               && (strcmp(name, "\001Ole10Native") != 0 || !tell_packed(storage, name, inner))) {
        ole_tell_stream(child, inner);
    }
    if (child)
        g_object_unref(child);
}

static void tell_tree(GsfInfile *storage, const char *place, unsigned depth)
{
    for (int i = 0; i < gsf_infile_num_children(storage); i++)
        tell_child(storage, i, place, depth);
}

void ole_tell_rest(GsfInfile *root)
{
    tell_properties(root);
    tell_tree(root, "", 0);
}
