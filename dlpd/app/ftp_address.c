/* dlpd/app/ftp_address.c - addresses as FTP spells them. */

#include "app/ftp.h"

#include "policy/policy_values.h"

#include <string.h>

#define NUMBERS 6

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool ftp_read_port(struct endpoint *out, const char *line, size_t len)
{
    unsigned number[NUMBERS] = { 0 };
    size_t numbers = 0, at = 0;

    /* The first six numbers with nothing but commas between them. */
    while (at < len && numbers < NUMBERS) {
        size_t digits = 0;

        number[numbers] = 0;
        while (at < len && is_digit(line[at]) && digits < 4) {
            number[numbers] = number[numbers] * 10 + (unsigned)(line[at] - '0');
            digits++;
            at++;
        }
        if (digits == 0 || number[numbers] > 255) {
            numbers = 0;
            at += digits == 0;
            continue;
        }
        numbers++;
        if (numbers < NUMBERS && (at == len || line[at++] != ','))
            numbers = 0;
    }
    if (numbers < NUMBERS)
        return false;
    *out = (struct endpoint){ .address.family = 4, .port = (uint16_t)(number[4] << 8 | number[5]) };
    for (size_t i = 0; i < 4; i++)
        out->address.bytes[i] = (uint8_t)number[i];
    return true;
}

static bool read_address(struct address *out, const char *text, size_t len)
{
    char copy[64];

    if (len >= sizeof(copy))
        return false;
    memcpy(copy, text, len);
    copy[len] = '\0';
    return len == 0 || address_read(copy, out);
}

bool ftp_read_extended(struct endpoint *out, const char *line, size_t len)
{
    const char *const end = line + len;
    const char *const first = memchr(line, '|', len);
    const char *bar[4] = { first };
    struct endpoint read = *out;
    unsigned port = 0;

    for (size_t i = 1; first && i < 4; i++) {
        bar[i] = memchr(bar[i - 1] + 1, '|', (size_t)(end - bar[i - 1] - 1));
        if (!bar[i])
            return false;
    }
    if (!first || !read_address(&read.address, bar[1] + 1, (size_t)(bar[2] - bar[1] - 1)))
        return false;
    for (const char *at = bar[2] + 1; at < bar[3]; at++) {
        if (!is_digit(*at) || port > 6553)
            return false;
        port = port * 10 + (unsigned)(*at - '0');
    }
    if (port == 0 || port > 65535)
        return false;
    read.port = (uint16_t)port;
    *out = read;
    return true;
}
