/* worker/read_picture.c - pictures: what is written beside what they show; and in it, where that was asked for.
 *
 * JPEG is segments, and PNG is chunks. Those that hold the picture are left out; those whose texts are known are
 * decoded; all others, and what stands behind the picture's end, are told as they are. */

#include "worker/exif.h"
#include "worker/inflated.h"
#include "worker/ocr.h"
#include "worker/tell.h"
#include "worker/worker.h"

#include <string.h>

#define EXIF "Exif\0\0"
#define EXIF_LEN 6u
#define CHUNK_HEAD 8u
#define CHUNK_SUM 4u

struct picture {
    const uint8_t *data;
    size_t len, at;
    bool open; /* the part with texts has begun */
    enum dlp_reason reason;
};

static void write_text(const void *text, size_t len, void *user)
{
    (void)user;
    tell_data(text, len);
}

/* Texts of a picture are one part, which is there only where there are texts. */
static void begin_texts(struct picture *picture)
{
    if (!picture->open)
        tell_part(DLP_PART_TEXT, "", "metadata", 0);
    picture->open = true;
}

static void tell_raw(struct picture *picture, const uint8_t *data, size_t len)
{
    begin_texts(picture);
    tell_data(data, len);
    tell_text("\n");
}

static void tell_exif(struct picture *picture, const uint8_t *data, size_t len)
{
    begin_texts(picture);
    exif_read(data, len, write_text, NULL);
}

/* ---- JPEG ------------------------------------------------------------------------------------------------ */

static void take_segment(struct picture *picture, uint8_t kind, const uint8_t *data, size_t len)
{
    if (kind == 0xe1 && len > EXIF_LEN && memcmp(data, EXIF, EXIF_LEN) == 0)
        tell_exif(picture, data + EXIF_LEN, len - EXIF_LEN);
    else if (kind == 0xfe || (kind >= 0xe0 && kind <= 0xef))
        tell_raw(picture, data, len);
}

/* The picture itself, in which a byte of all ones is followed by 0 or the number of a restart. */
static void skip_scan(struct picture *picture)
{
    while (picture->at < picture->len) {
        const uint8_t *const next =
            memchr(picture->data + picture->at, 0xff, picture->len - picture->at);

        picture->at = next ? (size_t)(next - picture->data) : picture->len;
        if (picture->len - picture->at < 2
            || (next[1] != 0 && next[1] != 0xff && (next[1] < 0xd0 || next[1] > 0xd7)))
            return;
        picture->at += next[1] == 0xff ? 1 : 2;
    }
}

static void read_jpeg(struct picture *picture)
{
    picture->at = 2;
    while (picture->len - picture->at >= 4 && picture->data[picture->at] == 0xff) {
        const uint8_t kind = picture->data[picture->at + 1];
        const uint8_t *const body = picture->data + picture->at + 4;
        const size_t said = (size_t)(body[-2] << 8 | body[-1]);
        const size_t room = picture->len - picture->at - 4;
        const size_t len = said < 2 ? 0 : said - 2 < room ? said - 2 : room;

        if (kind == 0xd9)
            break;
        if (kind == 0xff) { /* filling */
            picture->at++;
            continue;
        }
        take_segment(picture, kind, body, len);
        picture->at += 4 + len;
        if (kind == 0xda)
            skip_scan(picture);
    }
    if (picture->len - picture->at >= 2 && picture->data[picture->at + 1] == 0xd9)
        picture->at += 2;
}

/* ---- PNG ------------------------------------------------------------------------------------------------- */

static void tell_inflated(struct picture *picture, const uint8_t *data, size_t len)
{
    const enum dlp_reason reason = inflated_tell(data, len);

    if (reason != DLP_REASON_NONE)
        picture->reason = reason;
}

/* "keyword", NUL, text. */
static void tell_keyword(struct picture *picture, const uint8_t **data, size_t *len)
{
    const uint8_t *const end = memchr(*data, 0, *len);
    const size_t key = end ? (size_t)(end - *data) : *len;

    begin_texts(picture);
    tell_data(*data, key);
    tell_text(": ");
    *data += end ? key + 1 : key;
    *len -= end ? key + 1 : key;
}

static void tell_latin(const uint8_t *data, size_t len)
{
    struct wide wide = { .write = write_text };

    for (size_t i = 0; i < len; i++)
        wide_byte(&wide, data[i]);
    wide_end(&wide);
}

/* Behind the keyword: is it compressed, how, in what language, and the keyword in that language. */
static void tell_international(struct picture *picture, const uint8_t *data, size_t len)
{
    const bool compressed = len > 0 && data[0] != 0;
    const uint8_t *at = len > 2 ? memchr(data + 2, 0, len - 2) : NULL;

    at = at ? memchr(at + 1, 0, (size_t)(data + len - at) - 1) : NULL;
    if (!at) {
        tell_data(data, len);
        return;
    }
    tell_data(data + 2, (size_t)(at - data) - 2);
    tell_text(" ");
    at++;
    if (compressed)
        tell_inflated(picture, at, (size_t)(data + len - at));
    else
        tell_data(at, (size_t)(data + len - at));
}

static void take_chunk(struct picture *picture, const char kind[4], const uint8_t *data, size_t len)
{
    const bool plain = memcmp(kind, "tEXt", 4) == 0, packed = memcmp(kind, "zTXt", 4) == 0;

    if (memcmp(kind, "eXIf", 4) == 0) {
        tell_exif(picture, data, len);
    } else if (plain || packed || memcmp(kind, "iTXt", 4) == 0) {
        tell_keyword(picture, &data, &len);
        if (plain)
            tell_latin(data, len);
        else if (packed && len > 0)
            tell_inflated(picture, data + 1, len - 1);
        else
            tell_international(picture, data, len);
        tell_text("\n");
    } else if (memcmp(kind, "IHDR", 4) != 0 && memcmp(kind, "PLTE", 4) != 0
               && memcmp(kind, "IDAT", 4) != 0 && memcmp(kind, "fdAT", 4) != 0 && len > 0) {
        tell_raw(picture, data, len);
    }
}

static void read_png(struct picture *picture)
{
    picture->at = 8;
    while (picture->len - picture->at >= CHUNK_HEAD) {
        const uint8_t *const head = picture->data + picture->at;
        const size_t said =
            (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
        const size_t room = picture->len - picture->at - CHUNK_HEAD;
        const size_t len = said < room ? said : room;
        const size_t sum = room - len < CHUNK_SUM ? room - len : CHUNK_SUM;

        take_chunk(picture, (const char *)head + 4, head + CHUNK_HEAD, len);
        picture->at += CHUNK_HEAD + len + sum;
        if (memcmp(head + 4, "IEND", 4) == 0)
            break;
    }
}

/* What is missing of a picture is no text: one that is cut is not told to be. */
enum dlp_reason read_picture(const struct worker_document *document)
{
    struct picture picture = { .data = document->data, .len = document->len };

    if (document->len >= 8 && document->data[0] == 0x89)
        read_png(&picture);
    else
        read_jpeg(&picture);
    if (picture.open)
        tell_end(DLP_REASON_NONE);
    if (ocr_state() == DLP_REASON_NONE)
        (void)ocr_tell_file(picture.data, picture.len, "letters");
    else if (ocr_state() == DLP_REASON_UNSUPPORTED && picture.reason == DLP_REASON_NONE)
        picture.reason = DLP_REASON_UNSUPPORTED;
    if (picture.at < picture.len) { /* whatever was put there, it is no picture */
        tell_part(DLP_PART_BYTES, "behind the picture", "", 0);
        tell_data(picture.data + picture.at, picture.len - picture.at);
        tell_end(DLP_REASON_NONE);
    }
    return picture.reason;
}
