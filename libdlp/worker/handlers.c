/* worker/handlers.c - the one list of handlers: which family of formats is read by which file.
 *
 * The library has looked at a document before it sent it; here it is looked at again. */

#include "base/alloc.h"
#include "extract/format.h"
#include "worker/ocr.h"
#include "worker/worker.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PATH_MAX_BYTES 4096

static const struct {
    worker_handler read; /* where there is no module */
    const char *module;  /* dlp-extract-MODULE.so beside this program */
} handlers[DLP_FAMILIES] = {
    [DLP_FAMILY_ARCHIVE] = { read_archive, NULL },
    [DLP_FAMILY_SQLITE] = { read_sqlite, NULL },
    [DLP_FAMILY_PDF] = { NULL, "pdf" },
    [DLP_FAMILY_MAIL] = { NULL, "mail" },
    [DLP_FAMILY_RTF] = { read_rtf, NULL },
    [DLP_FAMILY_OLE] = { read_xls, "ole" },
    [DLP_FAMILY_TNEF] = { NULL, "ole" },
    [DLP_FAMILY_PST] = { NULL, "pst" },
    [DLP_FAMILY_AVRO] = { NULL, "avro" },
    [DLP_FAMILY_PICTURE] = { read_picture, NULL },
};

static const struct worker_module *loaded[DLP_FAMILIES];
static bool tried[DLP_FAMILIES];

static bool module_path(char path[PATH_MAX_BYTES], const char *module)
{
    char own[PATH_MAX_BYTES / 2];
    const ssize_t len = readlink("/proc/self/exe", own, sizeof(own) - 1);

    if (len <= 0)
        return false;
    own[len] = '\0';
    *strrchr(own, '/') = '\0';
    return snprintf(path, PATH_MAX_BYTES, "%s/dlp-extract-%s.so", own, module) < PATH_MAX_BYTES;
}

void *worker_open_module(const char *name)
{
    char path[PATH_MAX_BYTES];

    return module_path(path, name) ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
}

static void load(enum dlp_family family)
{
    void *module;

    if (!handlers[family].module || tried[family])
        return;
    tried[family] = true;
    module = worker_open_module(handlers[family].module);
    if (module)
        loaded[family] = dlsym(module, "worker_module");
    if (loaded[family] && loaded[family]->warm)
        loaded[family]->warm();
}

void worker_load(int document, bool ocr)
{
    uint8_t head[DLP_FORMAT_HEAD];
    const ssize_t len = pread(document, head, sizeof(head), 0);
    const struct dlp_format *const format = len > 0 ? dlp_format_of(head, (size_t)len) : NULL;

    if (format)
        load(format->family);
    if (format && ocr && (format->family == DLP_FAMILY_PICTURE || format->family == DLP_FAMILY_PDF))
        ocr_load();
}

enum dlp_reason worker_read(const struct worker_document *document)
{
    const size_t len = document->len < DLP_FORMAT_FAR ? document->len : DLP_FORMAT_FAR;
    const struct dlp_format *const format = dlp_format_of(document->data, len);

    if (!format && document->len >= DLP_FORMAT_TAIL
        && dlp_format_of_end(document->data + document->len - DLP_FORMAT_TAIL))
        return read_archive(document);
    if (!format)
        return DLP_REASON_UNSUPPORTED;
    if (loaded[format->family])
        return loaded[format->family]->read(document);
    return handlers[format->family].read ? handlers[format->family].read(document)
                                         : DLP_REASON_UNSUPPORTED;
}

void worker_free(void *memory)
{
    dlp_free(memory);
}

const char *worker_password(const struct worker_document *document, const char *before)
{
    const char *const end = document->passwords + document->passwords_len;
    const char *const next = before ? before + strlen(before) + 1 : document->passwords;

    return next < end ? next : NULL;
}
