/* dlpd/folder/file_facts.c - what is known of a file that another program took out of a connection. */

#include "folder/file_facts.h"

#include "policy/policy_values.h"

#include <stdlib.h>
#include <string.h>

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'
        || c == '-';
}

static void set_protocol(struct file_facts *facts, const char *text, size_t len)
{
    if (len == 0 || len >= sizeof(facts->protocol))
        return;
    for (size_t i = 0; i < len; i++) {
        if (!is_letter(text[i]))
            return;
    }
    for (size_t i = 0; i < len; i++)
        facts->protocol[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
    facts->protocol[len] = '\0';
}

void file_facts_of_name(struct file_facts *facts, const char *name)
{
    static const char prefix[] = "extract-";
    const char *first, *second;

    if (strncmp(name, prefix, sizeof(prefix) - 1) != 0)
        return;
    first = strchr(name + sizeof(prefix) - 1, '-');
    second = first ? strchr(first + 1, '-') : NULL;
    if (second)
        set_protocol(facts, first + 1, (size_t)(second - first - 1));
}

/* The value behind the first "name": that is one. Within a string a quote has a backslash before it, so no string's
 * contents look like a member. */
static const char *member(const char *json, size_t len, const char *name)
{
    const size_t name_len = strlen(name);
    const char *const end = json + len;

    for (const char *at = json; (at = memchr(at, '"', (size_t)(end - at))) != NULL; at++) {
        const char *value = at + 1 + name_len;

        if ((size_t)(end - at) < name_len + 3 || (at > json && at[-1] == '\\')
            || memcmp(at + 1, name, name_len) != 0 || *value != '"')
            continue;
        value++;
        while (value < end && (*value == ' ' || *value == ':'))
            value++;
        return value < end && value[-1] != '"' ? value : NULL;
    }
    return NULL;
}

/* A string up to its quote, without backslashes: an escape stays as its letter. */
static void text_of(char *out, size_t room, const char *json, size_t len, const char *name)
{
    const char *at = member(json, len, name);
    size_t written = 0;

    if (!at || *at++ != '"')
        return;
    while (at < json + len && *at != '"' && written + 1 < room) {
        if (*at == '\\' && at + 1 < json + len)
            at++;
        out[written++] = *at++;
    }
    out[written] = '\0';
}

static void end_of(struct endpoint *out, const char *json, size_t len, const char *address,
                   const char *port)
{
    char text[64] = "";
    const char *const number = member(json, len, port);
    struct address read;

    text_of(text, sizeof(text), json, len, address);
    if (!address_read(text, &read))
        return;
    out->address = read;
    out->port = 0;
    for (const char *at = number; at && at < json + len && *at >= '0' && *at <= '9'; at++)
        out->port = (uint16_t)(out->port * 10 + (*at - '0'));
}

void file_facts_of_sidecar(struct file_facts *facts, const char *json, size_t len)
{
    char text[16] = "";

    end_of(&facts->from, json, len, "src_ip", "src_port");
    end_of(&facts->to, json, len, "dest_ip", "dest_port");
    text_of(text, sizeof(text), json, len, "app_proto");
    set_protocol(facts, text, strlen(text));
    text_of(facts->host, sizeof(facts->host), json, len, "hostname");
    text_of(facts->name, sizeof(facts->name), json, len, "filename");
    text[0] = '\0';
    text_of(text, sizeof(text), json, len, "state");
    facts->cut = strcmp(text, "TRUNCATED") == 0 || strcmp(text, "ERROR") == 0;
}
