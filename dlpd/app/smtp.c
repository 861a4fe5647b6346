/* dlpd/app/smtp.c - SMTP (RFC 5321): mails that a client hands over, and the switch to TLS. */

#include "app/mime.h"
#include "mem.h"

#include <string.h>
#include <strings.h>

#define LINE_BYTES 4096 /* longer lines are read in pieces */
#define TLS_HANDSHAKE 22

struct smtp {
    struct inspection *in;
    struct mime mime;
    uint8_t line[LINE_BYTES];
    size_t len;
    bool data;      /* between DATA and the lonely dot */
    bool starttls;  /* was asked for */
    uint64_t chunk; /* BDAT: bytes of a mail that follow */
};

static void *smtp_open(struct inspection *in)
{
    struct smtp *const smtp = mem_array(1, sizeof(*smtp));

    smtp->in = in;
    inspect_memory(in, sizeof(*smtp), 0);
    return smtp;
}

static bool is_command(const struct smtp *smtp, const char *command)
{
    const size_t len = strlen(command);

    return smtp->len >= len && strncasecmp((const char *)smtp->line, command, len) == 0
        && (smtp->len == len || smtp->line[len] == ' ');
}

static void mail_start(struct smtp *smtp, unsigned side)
{
    mime_end(&smtp->mime);
    smtp->mime = (struct mime){ .in = smtp->in, .side = side };
}

static uint64_t chunk_length(const struct smtp *smtp)
{
    uint64_t len = 0;

    for (size_t i = 5; i < smtp->len && smtp->line[i] >= '0' && smtp->line[i] <= '9'; i++)
        len = len > UINT64_MAX / 16 ? len : len * 10 + (uint64_t)(smtp->line[i] - '0');
    return len;
}

static void command(struct smtp *smtp, unsigned side)
{
    if (is_command(smtp, "STARTTLS")) {
        smtp->starttls = true;
    } else if (is_command(smtp, "DATA")) {
        mail_start(smtp, side);
        smtp->data = true;
    } else if (is_command(smtp, "BDAT")) {
        if (!smtp->mime.in)
            mail_start(smtp, side);
        smtp->chunk = chunk_length(smtp);
    } else if (is_command(smtp, "EHLO") || is_command(smtp, "HELO")) {
        smtp->starttls = false;
    }
}

static void mail_line(struct smtp *smtp)
{
    const uint8_t *line = smtp->line;
    size_t len = smtp->len;

    if (smtp->data && len == 1 && line[0] == '.') {
        mime_end(&smtp->mime);
        smtp->data = false;
        return;
    }
    if (smtp->data && len > 1 && line[0] == '.') { /* a dot in front of a dot was put there */
        line++;
        len--;
    }
    mime_line(&smtp->mime, line, len);
}

static void line_end(struct smtp *smtp, unsigned side, bool in_mail)
{
    if (smtp->len > 0 && smtp->line[smtp->len - 1] == '\r')
        smtp->len--;
    if (in_mail)
        mail_line(smtp);
    else
        command(smtp, side);
    smtp->len = 0;
}

/* How many bytes are SMTP: fewer than len when TLS begins behind them. */
static size_t client_bytes(struct smtp *smtp, unsigned side, const uint8_t *data, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const bool in_mail = smtp->data || smtp->chunk > 0;

        if (smtp->starttls && !in_mail && smtp->len == 0 && data[i] == TLS_HANDSHAKE)
            return i;
        if (smtp->chunk > 0)
            smtp->chunk--;
        if (data[i] == '\n' || smtp->len == LINE_BYTES)
            line_end(smtp, side, in_mail);
        if (data[i] != '\n')
            smtp->line[smtp->len++] = data[i];
    }
    return len;
}

static size_t smtp_data(void *state, unsigned side, const uint8_t *data, size_t len)
{
    struct smtp *const smtp = state;
    const size_t used =
        inspect_is_client(smtp->in, side) ? client_bytes(smtp, side, data, len) : len;

    if (used)
        inspect_raw(smtp->in, side, data, used);
    return used;
}

static void smtp_gap(void *state, unsigned side, uint64_t len)
{
    struct smtp *const smtp = state;

    if (!inspect_is_client(smtp->in, side))
        return;
    smtp->len = 0;
    smtp->chunk = smtp->chunk > len ? smtp->chunk - len : 0;
    if (smtp->mime.in && smtp->mime.text) { /* what was between two lines is another text now */
        inspect_text_close(smtp->mime.text);
        inspect_document_close(smtp->mime.file);
        smtp->mime.text = NULL;
        smtp->mime.file = NULL;
        smtp->mime.bits_len = 0;
    }
}

static void smtp_close(void *state)
{
    struct smtp *const smtp = state;

    if (smtp->mime.in)
        mime_end(&smtp->mime);
    inspect_memory(smtp->in, 0, sizeof(*smtp));
    explicit_bzero(smtp->line, sizeof(smtp->line));
    mem_free(smtp);
}

static enum app_match smtp_match(const uint8_t *data, size_t len, bool *client)
{
    static const char *const greetings[] = { "EHLO ", "HELO ", "LHLO " };
    enum app_match match = APP_NO;

    *client = true;
    for (size_t i = 0; i < sizeof(greetings) / sizeof(greetings[0]); i++) {
        if (strncasecmp((const char *)data, greetings[i], len < 5 ? len : 5) == 0)
            match = len < 5 && match != APP_YES ? APP_MAYBE : APP_YES;
    }
    return match;
}

const struct app_kind app_smtp = {
    .name = "smtp",
    .match = smtp_match,
    .open = smtp_open,
    .data = smtp_data,
    .gap = smtp_gap,
    .close = smtp_close,
};
