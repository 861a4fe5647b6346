/* dlpd/app/dns.c - DNS: names and texts that carry data out.
 *
 * The message is scanned as it was sent; besides, the labels of a long name are put together, and read as
 * hexadecimal or base32 where they look like it, and the strings of TXT records are put together. */

#include "app/app.h"
#include "app/base_n.h"
#include "decode/cursor.h"

#include <string.h>

#define DNS "dns"
#define NAME_MAX_BYTES 255
#define LONG_NAME 40 /* bytes of labels from which on a name is looked at more closely */
#define JUMPS_MAX 16
#define RECORDS_MAX 256
#define TYPE_TXT 16

struct message {
    const uint8_t *data;
    size_t len;
    size_t at;
};

/* The labels of the name at *at without their dots; *at goes behind it. False when it is no name. */
static bool read_name(const struct message *m, size_t *at, uint8_t *out, size_t *out_len)
{
    size_t from = *at;
    bool jumped = false;
    unsigned jumps = 0;

    *out_len = 0;
    for (;;) {
        uint8_t head;

        if (from >= m->len)
            return false;
        head = m->data[from];
        if ((head & 0xc0) == 0xc0) {
            if (from + 1 >= m->len || ++jumps > JUMPS_MAX)
                return false;
            if (!jumped)
                *at = from + 2;
            jumped = true;
            from = (size_t)(head & 0x3f) << 8 | m->data[from + 1];
            continue;
        }
        if (head & 0xc0 || from + 1 + head > m->len || *out_len + head > NAME_MAX_BYTES)
            return false;
        if (head == 0)
            break;
        memcpy(out + *out_len, m->data + from + 1, head);
        *out_len += head;
        from += 1u + head;
    }
    if (!jumped)
        *at = from + 1;
    return true;
}

static void scan_text(struct inspection *in, unsigned side, const char *part, const uint8_t *data,
                      size_t len)
{
    struct text *const text = inspect_text_open(in, side, part);

    inspect_text_add(text, data, len);
    inspect_text_close(text);
}

static void scan_name(struct inspection *in, unsigned side, const uint8_t *name, size_t len)
{
    uint8_t decoded[NAME_MAX_BYTES];
    size_t n;

    if (len < LONG_NAME)
        return;
    scan_text(in, side, "dns.name", name, len);
    n = base16_prefix(name, len, decoded);
    if (n)
        scan_text(in, side, "dns.base16", decoded, n);
    n = base32_prefix(name, len, decoded);
    if (n)
        scan_text(in, side, "dns.base32", decoded, n);
}

/* The strings of a TXT record, one after the other. */
static void scan_txt(struct inspection *in, unsigned side, const uint8_t *data, size_t len)
{
    struct text *const text = inspect_text_open(in, side, "dns.txt");

    while (len > 0) {
        const size_t some = data[0] < len - 1 ? data[0] : len - 1;

        inspect_text_add(text, data + 1, some);
        data += 1 + some;
        len -= 1 + some;
    }
    inspect_text_close(text);
}

static bool read_question(struct inspection *in, unsigned side, struct message *m, bool scan)
{
    uint8_t name[NAME_MAX_BYTES];
    size_t len;

    if (!read_name(m, &m->at, name, &len) || m->len - m->at < 4)
        return false;
    m->at += 4;
    if (scan)
        scan_name(in, side, name, len);
    return true;
}

static bool read_record(struct inspection *in, unsigned side, struct message *m)
{
    uint8_t name[NAME_MAX_BYTES];
    size_t len, data_len;
    uint16_t type;

    if (!read_name(m, &m->at, name, &len) || m->len - m->at < 10)
        return false;
    type = be16(m->data + m->at);
    data_len = be16(m->data + m->at + 8);
    m->at += 10;
    if (data_len > m->len - m->at)
        return false;
    if (type == TYPE_TXT)
        scan_txt(in, side, m->data + m->at, data_len);
    m->at += data_len;
    return true;
}

/* Do all questions stand where they should? Then it is one of DNS. */
static bool is_dns(struct inspection *in, const uint8_t *data, size_t len)
{
    struct message m = { data, len, 12 };
    unsigned questions;

    if (len < 12 || (data[2] & 0x78) > 0x28 || data[3] & 0x40)
        return false;
    questions = be16(data + 4);
    if (questions == 0 || questions > 16 || be16(data + 6) > RECORDS_MAX
        || be16(data + 8) > RECORDS_MAX || be16(data + 10) > RECORDS_MAX)
        return false;
    for (unsigned i = 0; i < questions; i++) {
        if (!read_question(in, 0, &m, false))
            return false;
    }
    return true;
}

bool app_dns_datagram(struct inspection *in, unsigned side, const uint8_t *data, size_t len)
{
    struct message m = { data, len, 12 };
    unsigned records;

    if (!is_dns(in, data, len))
        return false;
    inspect_protocol(in, DNS, data[2] & 0x80 ? 1 - side : side);
    inspect_datagram(in, side, data, len);
    for (unsigned i = 0; i < be16(data + 4); i++)
        (void)read_question(in, side, &m, !(data[2] & 0x80));
    records = (unsigned)be16(data + 6) + be16(data + 8) + be16(data + 10);
    while (records-- > 0 && read_record(in, side, &m))
        ;
    return true;
}
