/* worker/ocr.c - letters in pictures, where the program asked for them: a module that a build may lack.
 *
 * What it reads of its languages is read in the master, before there is a document: a process that reads one can open
 * nothing. It has one thread, since such a process cannot start another. */

#include "worker/ocr.h"

#include "worker/tell.h"

#include <dlfcn.h>
#include <stdlib.h>

static const struct worker_ocr *loaded;
static bool asked;

void ocr_load(void)
{
    static bool tried;
    const char *const languages = getenv("DLP_OCR_LANGUAGES");
    void *module;

    if (tried)
        return;
    tried = true;
    (void)setenv("OMP_THREAD_LIMIT", "1", 1);
    worker_allow_open(true);
    module = worker_open_module("ocr");
    loaded = module ? dlsym(module, "worker_ocr") : NULL;
    if (loaded && !loaded->start(languages && *languages ? languages : "eng"))
        loaded = NULL;
    worker_allow_open(false);
}

void ocr_ask(bool yes)
{
    asked = yes;
}

enum dlp_reason ocr_state(void)
{
    if (!asked)
        return DLP_REASON_NO_TEXT;
    return loaded ? DLP_REASON_NONE : DLP_REASON_UNSUPPORTED;
}

static enum dlp_reason tell_letters(char *text, const char *location)
{
    if (!text)
        return DLP_REASON_DAMAGED;
    tell_part(DLP_PART_TEXT, "", location, 0);
    tell_text(text);
    tell_end(DLP_REASON_NONE);
    loaded->free_text(text);
    return DLP_REASON_NONE;
}

enum dlp_reason ocr_tell_file(const uint8_t *data, size_t len, const char *location)
{
    return tell_letters(loaded->file(data, len), location);
}

enum dlp_reason ocr_tell_pixels(const uint8_t *pixels, int width, int height, int stride,
                                const char *location)
{
    return tell_letters(loaded->pixels(pixels, width, height, stride), location);
}
