/* dlpscan/db/db_url.c - SCHEME://USER:PASSWORD@HOST:PORT/NAME, and sqlite:FILE. */

#include "db/db.h"

#include "mem.h"

#include <ctype.h>
#include <string.h>

static int hex_of(char c)
{
    return c >= '0' && c <= '9'                  ? c - '0'
        : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                 : -1;
}

/* With %XX taken off; one that is NUL stays as it is. */
static char *decoded(const char *text, size_t len)
{
    char *const out = mem_copy(text, len);
    size_t to = 0;

    for (size_t i = 0; i < len; i++, to++) {
        const int high = i + 2 < len ? hex_of(text[i + 1]) : -1;
        const int low = i + 2 < len ? hex_of(text[i + 2]) : -1;

        out[to] = text[i];
        if (text[i] == '%' && high >= 0 && low >= 0 && (high || low)) {
            out[to] = (char)(high << 4 | low);
            i += 2;
        }
    }
    out[to] = '\0';
    return out;
}

/* The part between "://" and the path: the last '@' ends user and password. */
static const char *authority(const char *text, size_t *len, const char **at)
{
    const char *const begin = strstr(text, "://");
    const char *found = NULL;

    *at = NULL;
    if (!begin)
        return NULL;
    *len = strcspn(begin + 3, "/?#");
    for (size_t i = 0; i < *len; i++) {
        if (begin[3 + i] == '@')
            found = begin + 3 + i;
    }
    *at = found;
    return begin + 3;
}

void db_url_hide(char *text)
{
    const char *at;
    size_t len;
    const char *const begin = authority(text, &len, &at);
    char *const colon =
        begin && at ? memchr(text + (begin - text), ':', (size_t)(at - begin)) : NULL;
    char *query = strstr(text, "password=");

    if (colon)
        memset(colon + 1, '*', (size_t)(at - colon - 1));
    for (; query; query = strstr(query + 1, "password="))
        memset(query + 9, '*', strcspn(query + 9, "&"));
}

static void read_authority(struct db_url *url, const char *begin, size_t len, const char *at)
{
    const char *host = at ? at + 1 : begin;
    const char *const end = begin + len;
    const char *colon;

    if (at) {
        colon = memchr(begin, ':', (size_t)(at - begin));
        url->user = decoded(begin, (size_t)((colon ? colon : at) - begin));
        url->password = colon ? decoded(colon + 1, (size_t)(at - colon - 1)) : mem_copy("", 0);
    } else {
        url->user = mem_copy("", 0);
        url->password = mem_copy("", 0);
    }
    colon = *host == '[' ? memchr(host, ']', (size_t)(end - host)) : host;
    colon = colon ? memchr(colon, ':', (size_t)(end - colon)) : NULL;
    url->host = decoded(host, (size_t)((colon ? colon : end) - host));
    url->port = colon ? decoded(colon + 1, (size_t)(end - colon - 1)) : mem_copy("", 0);
}

bool db_url_read(struct db_url *url, const char *text)
{
    const size_t scheme = strcspn(text, ":");
    struct buffer shown = BUFFER_INIT;
    const char *at, *begin, *path;
    size_t len = 0;

    *url = (struct db_url){ 0 };
    if (!text[scheme] || scheme == 0)
        return false;
    begin = authority(text, &len, &at);
    path = begin ? begin + len : text + scheme + 1;
    url->whole = mem_copy(text, strlen(text));
    url->scheme = mem_copy(text, scheme);
    for (char *c = url->scheme; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    read_authority(url, begin ? begin : "", begin ? len : 0, at);
    if (begin && strcmp(url->scheme, "sqlite") != 0 && *path == '/')
        path++;
    url->name = decoded(path, strcspn(path, "?"));
    buffer_format(&shown, "%s:%s%s%s%s%s%s", url->scheme, begin ? "//" : "", url->host,
                  *url->port ? ":" : "", url->port,
                  begin && strcmp(url->scheme, "sqlite") != 0 ? "/" : "", url->name);
    url->shown = mem_copy(shown.data, shown.len);
    buffer_free(&shown);
    return true;
}

void db_url_free(struct db_url *url)
{
    char *const texts[] = { url->whole, url->scheme, url->user, url->password,
                            url->host,  url->port,   url->name, url->shown };

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (texts[i])
            explicit_bzero(texts[i], strlen(texts[i]));
        mem_free(texts[i]);
    }
    *url = (struct db_url){ 0 };
}
