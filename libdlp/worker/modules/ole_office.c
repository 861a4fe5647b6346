/* worker/modules/ole_office.c - old documents of Word and PowerPoint: their streams to the readers of text. */

#include "worker/doc_text.h"
#include "worker/inflated.h"
#include "worker/modules/ole.h"
#include "worker/ppt_text.h"
#include "worker/tell.h"

#include <stdio.h>

static void write_text(const void *text, size_t len, void *user)
{
    (void)user;
    tell_data(text, len);
}

enum dlp_reason ole_read_doc(GsfInfile *root)
{
    struct doc_streams streams;
    uint8_t *const word = ole_load(root, "WordDocument", &streams.word_len);
    uint8_t *const first = ole_load(root, "0Table", &streams.table_len[0]);
    uint8_t *const second = ole_load(root, "1Table", &streams.table_len[1]);
    enum dlp_reason reason = DLP_REASON_DAMAGED;

    streams.word = word;
    streams.table[0] = first;
    streams.table[1] = second;
    if (word) {
        tell_part(DLP_PART_TEXT, "", "text", 0);
        reason = doc_read(&streams, write_text, NULL);
        tell_end(DLP_REASON_NONE);
    }
    g_free(word);
    g_free(first);
    g_free(second);
    return reason;
}

static void tell_object(const uint8_t *data, size_t len, bool compressed, void *user)
{
    unsigned *const number = user;
    enum dlp_reason reason = DLP_REASON_NONE;
    char name[32];

    (void)snprintf(name, sizeof(name), "object %u", ++*number);
    tell_part(DLP_PART_BYTES, name, "", 0);
    if (compressed)
        reason = inflated_tell(data + 4, len - 4);
    else
        tell_data(data, len);
    tell_end(reason);
}

enum dlp_reason ole_read_ppt(GsfInfile *root)
{
    enum dlp_reason reason = DLP_REASON_DAMAGED;
    unsigned number = 0;
    size_t len;
    uint8_t *const data = ole_load(root, "PowerPoint Document", &len);

    if (data) {
        tell_part(DLP_PART_TEXT, "", "text", 0);
        reason = ppt_read(data, len, write_text, NULL);
        tell_end(DLP_REASON_NONE);
        ppt_objects(data, len, tell_object, &number);
    }
    g_free(data);
    return reason;
}
