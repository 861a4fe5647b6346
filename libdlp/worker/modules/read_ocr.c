/* worker/modules/read_ocr.c - letters in pictures, by tesseract; pictures by leptonica. */

#include "worker/ocr.h"

#include <allheaders.h>
#include <stdlib.h>
#include <tesseract/capi.h>

#define PAGE_LAYOUT PSM_AUTO

static TessBaseAPI *api;

static bool start(const char *languages)
{
    setMsgSeverity(L_SEVERITY_NONE);
    api = TessBaseAPICreate();
    if (!api || TessBaseAPIInit3(api, NULL, languages) != 0)
        return false;
    TessBaseAPISetPageSegMode(api, PAGE_LAYOUT);
    return true;
}

static char *letters(void)
{
    return TessBaseAPIRecognize(api, NULL) == 0 ? TessBaseAPIGetUTF8Text(api) : NULL;
}

static char *of_file(const uint8_t *data, size_t len)
{
    PIX *pix = pixReadMem(data, len);
    char *text;

    if (!pix)
        return NULL;
    TessBaseAPISetImage2(api, pix);
    text = letters();
    pixDestroy(&pix);
    return text;
}

static char *of_pixels(const uint8_t *pixels, int width, int height, int stride)
{
    TessBaseAPISetImage(api, pixels, width, height, 4, stride);
    return letters();
}

static void free_text(char *text)
{
    TessDeleteText(text);
}

extern WORKER_API const struct worker_ocr worker_ocr;
const struct worker_ocr worker_ocr = { start, of_file, of_pixels, free_text };
