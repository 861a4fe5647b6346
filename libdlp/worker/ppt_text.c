/* worker/ppt_text.c - the text of PowerPoint's old documents, by a reader of our own of their records.
 *
 * [MS-PPT]: the stream is records in records: two bytes of version and instance, two of the type, four
 * of the length. Those that hold records are stepped into, all others are stepped over but for texts. */

#include "worker/ppt_text.h"

#define HEAD 8u
#define HOLDS_RECORDS 0x0fu

enum record {
    RECORD_TEXT = 0x0fa0,  /* UTF-16 */
    RECORD_BYTES = 0x0fa8, /* the lower halves of UTF-16 */
    RECORD_STRING = 0x0fba,
    RECORD_OBJECT = 0x1011,
    RECORD_ENCRYPTED = 0x2f14
};

struct record_at {
    unsigned type, instance;
    const uint8_t *data;
    size_t len;
    bool cut; /* goes beyond the end */
};

/* The record at a place, which moves behind it, or into it. */
static bool next_record(struct record_at *record, const uint8_t *data, size_t len, size_t *at)
{
    const size_t room = len - *at;
    uint32_t said;

    if (room < HEAD)
        return false;
    said = little32(data + *at + 4);
    record->instance = (unsigned)little16(data + *at) >> 4;
    record->type = little16(data + *at + 2);
    record->data = data + *at + HEAD;
    record->cut = said > room - HEAD;
    record->len = record->cut ? room - HEAD : said;
    *at += HEAD;
    if ((data[*at - HEAD] & 0x0f) != HOLDS_RECORDS)
        *at += record->len;
    return true;
}

static void put_text(struct wide *wide, const struct record_at *record)
{
    if (record->type == RECORD_BYTES) {
        for (size_t i = 0; i < record->len; i++)
            wide_unit(wide, record->data[i]);
    } else {
        wide_utf16(wide, record->data, record->len);
    }
    wide_unit(wide, '\n');
}

enum dlp_reason ppt_read(const uint8_t *data, size_t len, wide_write write, void *user)
{
    struct wide wide = { .write = write, .user = user };
    enum dlp_reason reason = DLP_REASON_NONE;
    struct record_at record;
    size_t at = 0;

    while (next_record(&record, data, len, &at)) {
        if (record.type == RECORD_ENCRYPTED) {
            reason = DLP_REASON_ENCRYPTED;
            break;
        }
        if (record.type == RECORD_TEXT || record.type == RECORD_BYTES
            || record.type == RECORD_STRING)
            put_text(&wide, &record);
        if (record.cut)
            reason = DLP_REASON_TRUNCATED;
    }
    wide_end(&wide);
    return reason;
}

void ppt_objects(const uint8_t *data, size_t len, ppt_object object, void *user)
{
    struct record_at record;
    size_t at = 0;

    while (next_record(&record, data, len, &at)) {
        if (record.type == RECORD_OBJECT && record.len > 4)
            object(record.data, record.len, record.instance == 1, user);
    }
}
