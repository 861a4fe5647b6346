/* worker/ocr.h - letters in pictures, where the program asked for them: a module that a build may lack. */
#ifndef WORKER_OCR_H
#define WORKER_OCR_H

#include "worker/worker.h"

/** What the module has, under the name "worker_ocr". Texts are UTF-8, and freed by free_text(). */
struct worker_ocr {
    /** Read the languages; once, in the master. False: none is there. */
    bool (*start)(const char *languages);
    /** The letters of a JPEG or PNG; NULL when it is none. */
    char *(*file)(const uint8_t *data, size_t len);
    /** The letters of four bytes a point. @param stride  bytes of a line */
    char *(*pixels)(const uint8_t *pixels, int width, int height, int stride);
    void (*free_text)(char *text);
};

/** For the master: load it, for a document that may hold pictures. */
void ocr_load(void);
/** For the process of a document: did the program ask? */
void ocr_ask(bool asked);

/** @return DLP_REASON_NONE: it is there, and was asked for; NO_TEXT: it was not asked for; UNSUPPORTED: it was, and
 *          is not there. */
WORKER_API enum dlp_reason ocr_state(void);
/** Tell the letters of a picture as a part of that location. @return DLP_REASON_NONE; DAMAGED */
WORKER_API enum dlp_reason ocr_tell_file(const uint8_t *data, size_t len, const char *location);
WORKER_API enum dlp_reason ocr_tell_pixels(const uint8_t *pixels, int width, int height, int stride,
                                           const char *location);

#endif
