/* dlpd/app/tls_hello.c - the greetings of TLS (RFC 8446, RFC 6066, RFC 7301). */

#include "app/tls_hello.h"

#include "decode/cursor.h"

enum { EXTENSION_NAME = 0, EXTENSION_ALPN = 16, EXTENSION_VERSIONS = 43 };

const char *tls_version_name(uint16_t version)
{
    static const char *const names[] = { "ssl3", "1.0", "1.1", "1.2", "1.3" };

    if (version == 0xfeff)
        return "dtls1.0";
    if (version == 0xfefd)
        return "dtls1.2";
    return version >= 0x0300 && version <= 0x0304 ? names[version - 0x0300] : NULL;
}

/* A part with its length in front, in `width` bytes; cut short where the data ends. */
static bool take_part(struct cursor *from, size_t width, struct cursor *part)
{
    const uint8_t *const head = cursor_take(from, width);
    size_t len = 0;

    if (!head)
        return false;
    for (size_t i = 0; i < width; i++)
        len = len << 8 | head[i];
    part->at = from->at;
    part->left = part->wire = len < from->left ? len : from->left;
    return cursor_take(from, part->left) != NULL;
}

static void read_name(struct tls_hello *hello, struct cursor body)
{
    struct cursor list, name;
    const uint8_t *kind;

    if (!take_part(&body, 2, &list))
        return;
    while ((kind = cursor_take(&list, 1)) != NULL && take_part(&list, 2, &name)) {
        if (*kind == 0 && !hello->name) {
            hello->name = name.at;
            hello->name_len = name.left;
        }
    }
}

static void read_alpn(struct tls_hello *hello, struct cursor body)
{
    struct cursor list, name;

    if (!take_part(&body, 2, &list) || !take_part(&list, 1, &name))
        return;
    for (size_t i = 0; i < name.left && i + 1 < sizeof(hello->alpn); i++) {
        if (name.at[i] < 0x21 || name.at[i] > 0x7e)
            break;
        hello->alpn[i] = (char)name.at[i];
    }
}

/* A client sends a list, a server one. Reserved values (RFC 8701) are no versions. */
static void read_versions(struct tls_hello *hello, struct cursor body)
{
    struct cursor list = body;
    const uint8_t *version;

    if (hello->client && !take_part(&body, 1, &list))
        return;
    while ((version = cursor_take(&list, 2)) != NULL) {
        if (tls_version_name(be16(version)) && be16(version) > hello->version)
            hello->version = be16(version);
    }
}

static void read_extensions(struct tls_hello *hello, struct cursor list)
{
    const uint8_t *type;
    struct cursor body;

    while ((type = cursor_take(&list, 2)) != NULL && take_part(&list, 2, &body)) {
        if (be16(type) == EXTENSION_NAME)
            read_name(hello, body);
        else if (be16(type) == EXTENSION_ALPN)
            read_alpn(hello, body);
        else if (be16(type) == EXTENSION_VERSIONS)
            read_versions(hello, body);
    }
}

bool tls_hello_read(struct tls_hello *hello, const uint8_t *data, size_t len)
{
    struct cursor at = { data, len, len };
    struct cursor part;
    const uint8_t *head;

    *hello = (struct tls_hello){ 0 };
    head = cursor_take(&at, 4);
    if (!head || (head[0] != 1 && head[0] != 2))
        return false;
    hello->client = head[0] == 1;
    head = cursor_take(&at, 34); /* version, random */
    if (!head || !take_part(&at, 1, &part))
        return false;
    hello->version = be16(head);
    if (hello->client) {
        if (!take_part(&at, 2, &part) || !take_part(&at, 1, &part))
            return true;
    } else if (!cursor_take(&at, 3)) {
        return true;
    }
    if (take_part(&at, 2, &part))
        read_extensions(hello, part);
    return true;
}
