/* worker/modules/read_ole.c - the container of old office documents: which of them it is, its names say. */

#include "worker/modules/ole.h"
#include "worker/tell.h"
#include "worker/worker.h"

#include <string.h>

#define TNEF_MAGIC "\x78\x9f\x3e\x22"

/* The first that is there decides. */
static const struct {
    const char *name;
    enum dlp_reason (*read)(GsfInfile *root); /* NULL: told by the reason */
    enum dlp_reason reason;
    bool whole; /* the reader tells all that there is */
} kinds[] = {
    { "EncryptedPackage", NULL, DLP_REASON_ENCRYPTED, true },
    { "\011DRMContent", NULL, DLP_REASON_ENCRYPTED, true },
    { "__properties_version1.0", ole_read_msg, DLP_REASON_NONE, true },
    { "WordDocument", ole_read_doc, DLP_REASON_NONE, false },
    { "PowerPoint Document", ole_read_ppt, DLP_REASON_NONE, false },
    /* A project of macros, and what was put into a document as it is. */
    { "VBA", NULL, DLP_REASON_NONE, false },
    { "\001Ole10Native", NULL, DLP_REASON_NONE, false },
    { "Package", NULL, DLP_REASON_NONE, false },
    { "CONTENTS", NULL, DLP_REASON_NONE, false },
};

static enum dlp_reason read_root(const struct worker_document *document, GsfInfile *root)
{
    const bool book = ole_has(root, "Workbook") || ole_has(root, "Book");
    enum dlp_reason reason = book ? read_xls(document) : DLP_REASON_UNSUPPORTED;
    bool whole = false;

    for (size_t i = 0; !book && i < G_N_ELEMENTS(kinds); i++) {
        if (!ole_has(root, kinds[i].name))
            continue;
        reason = kinds[i].read ? kinds[i].read(root) : kinds[i].reason;
        whole = kinds[i].whole;
        break;
    }
    if (!whole)
        ole_tell_rest(root);
    return reason;
}

static enum dlp_reason read_ole(const struct worker_document *document)
{
    GsfInput *input;
    GsfInfile *root;
    enum dlp_reason reason = DLP_REASON_DAMAGED;

    if (document->len >= 4 && memcmp(document->data, TNEF_MAGIC, 4) == 0)
        return read_tnef(document);
    input = gsf_input_memory_new(document->data, (gsf_off_t)document->len, FALSE);
    root = input ? gsf_infile_msole_new(input, NULL) : NULL;
    if (root) {
        reason = read_root(document, root);
        g_object_unref(root);
    }
    if (input)
        g_object_unref(input);
    return reason;
}

extern WORKER_API const struct worker_module worker_module;
const struct worker_module worker_module = { .read = read_ole, .warm = gsf_init };
