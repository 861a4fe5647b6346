/* dlpd/policy/range_file.c - files that say what addresses stand for: a table of formats. */

#include "policy/range_file.h"

#include "policy_source.h"

#include <ctype.h>
#include <string.h>

#define BLANKS " \t\r"
#define RANGE_FILE_MAX ((size_t)256 << 20)

/* The next word of a line, with a NUL behind it; NULL when there is none. */
static char *word_next(char **line)
{
    char *const word = *line + strspn(*line, BLANKS);
    const size_t len = strcspn(word, BLANKS);

    *line = word + len + (word[len] != '\0');
    word[len] = '\0';
    return len ? word : NULL;
}

static const char *said(const char *word)
{
    return word && strcmp(word, "-") != 0 && strcmp(word, "*") != 0 ? word : NULL;
}

static bool line_users(char *line, struct lease *lease, struct range_table *out)
{
    const char *const range = word_next(&line), *const user = word_next(&line),
                      *const machine = word_next(&line);
    const char *const text[2] = { said(user), said(machine) };
    struct address_range read;

    (void)lease;
    if (!range || !user || word_next(&line) || !range_read(range, &read))
        return false;
    range_table_add(out, &read, text);
    return true;
}

static bool line_countries(char *line, struct lease *lease, struct range_table *out)
{
    const char *const range = word_next(&line), *const country = word_next(&line);
    const char *const text[2] = { country, NULL };
    struct address_range read;

    (void)lease;
    if (!range || !country || word_next(&line) || !range_read(range, &read) || strlen(country) != 2
        || !isupper((unsigned char)country[0]) || !isupper((unsigned char)country[1]))
        return false;
    range_table_add(out, &read, text);
    return true;
}

/* EXPIRY MAC ADDRESS NAME ID, and "duid ..." between those of IPv4 and of IPv6. */
static bool line_dnsmasq(char *line, struct lease *lease, struct range_table *out)
{
    const char *const expiry = word_next(&line), *const mac = word_next(&line),
                      *const address = word_next(&line);
    const char *const text[2] = { NULL, said(word_next(&line)) };
    struct address_range read;

    (void)lease;
    if (expiry && strcmp(expiry, "duid") == 0)
        return mac != NULL;
    if (!address || strspn(expiry, "0123456789") != strlen(expiry) || !range_read(address, &read))
        return false;
    range_table_add(out, &read, text);
    return true;
}

/* A word without the quotes and the semicolon around it. */
static char *word_bare(char *word)
{
    word += *word == '"';
    word[strcspn(word, "\";")] = '\0';
    return word;
}

/* Blocks of ISC's dhcpd: the last one of an address holds, and only while it is active. */
static bool line_dhcpd(char *line, struct lease *lease, struct range_table *out)
{
    const char *const first = word_next(&line);
    char *const second = word_next(&line);

    if (strcmp(first, "lease") == 0) {
        *lease = (struct lease){ .open = true };
        return second && range_read(second, &lease->range);
    }
    if (!lease->open)
        return true; /* what stands between leases is of no interest */
    if (strcmp(first, "binding") == 0 && second && strcmp(second, "state") == 0) {
        char *const state = word_next(&line);

        lease->active = state && strcmp(word_bare(state), "active") == 0;
    } else if (strcmp(first, "client-hostname") == 0 && second) {
        const char *const host = word_bare(second);
        const size_t len = strlen(host);

        if (len < sizeof(lease->host))
            memcpy(lease->host, host, len + 1);
    } else if (strcmp(first, "}") == 0) {
        const char *const text[2] = { NULL, lease->active && lease->host[0] ? lease->host : NULL };

        range_table_add(out, &lease->range, text);
        lease->open = false;
    }
    return true;
}

/* The field of that number, from 0, cut out of the line. */
static char *field(char *line, int number, char delimiter)
{
    for (; number > 0 && line; number--) {
        line = strchr(line, delimiter);
        line = line ? line + 1 : NULL;
    }
    return line;
}

/* Versions 2 (commas) and 3 (tabs) of OpenVPN's status: CLIENT_LIST, name, real address, address, IPv6. */
static bool line_openvpn(char *line, struct lease *lease, struct range_table *out)
{
    static const char head[] = "CLIENT_LIST";
    char *name, *address[2];
    char delimiter;

    (void)lease;
    if (strncmp(line, head, sizeof(head) - 1) != 0)
        return true;
    delimiter = line[sizeof(head) - 1];
    if (delimiter != ',' && delimiter != '\t')
        return false;
    name = field(line, 1, delimiter);
    address[0] = field(line, 3, delimiter);
    address[1] = field(line, 4, delimiter);
    if (!address[0])
        return false;
    for (char *c = line; *c; c++)
        *c = *c == delimiter || *c == '\r' ? '\0' : *c;
    for (int i = 0; i < 2; i++) {
        const char *const text[2] = { *name ? name : NULL, NULL };
        struct address_range read;

        if (!address[i] || *address[i] == '\0')
            continue;
        if (!range_read(address[i], &read))
            return false;
        range_table_add(out, &read, text);
    }
    return true;
}

const struct range_format format_countries = {
    "text", "an address or range and a country, as in \"192.0.2.0/24 SE\"", line_countries, true
};

static const struct range_format formats[] = {
    { "text",
      "an address or range, a user, and a machine or nothing, as in \"192.0.2.7 alice till-3\"",
      line_users, true },
    { "dnsmasq", "a lease of dnsmasq: a time, a MAC, an address, a name", line_dnsmasq, false },
    { "dhcpd", "of a lease of dhcpd: \"lease ADDRESS {\"", line_dhcpd, true },
    { "openvpn", "of OpenVPN's status, version 2 or 3: CLIENT_LIST, a name, two addresses",
      line_openvpn, false },
};

const struct range_format *users_format(const char *name, const char **path)
{
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        const size_t len = strlen(formats[i].name);

        if (strncmp(name, formats[i].name, len) == 0 && name[len] == ':') {
            *path = name + len + 1;
            return &formats[i];
        }
    }
    *path = name;
    return &formats[0];
}

void range_lines_read(struct policy_reader *reader, const struct range_format *format, char *text,
                      struct range_table *out)
{
    struct lease lease = { 0 };
    unsigned number = 0;

    for (char *line = text; line;) {
        char *const end = strchr(line, '\n');

        number++;
        if (end)
            *end = '\0';
        if (format->comments)
            line[strcspn(line, "#")] = '\0';
        if (line[strspn(line, BLANKS)] != '\0' && !format->line(line, &lease, out)) {
            reader_error_line(reader, number, "a line must be %s", format->wants);
            return;
        }
        line = end ? end + 1 : NULL;
    }
}

bool range_file_read(struct policy_reader *reader, const struct range_format *format,
                     struct range_table *out)
{
    const size_t errors = reader->errors;
    struct buffer text = BUFFER_INIT;

    if (source_read(reader, &text, reader->file, RANGE_FILE_MAX) == DLP_OK && text.len)
        range_lines_read(reader, format, text.data, out);
    buffer_free(&text);
    return reader->errors == errors;
}
