/* worker/modules/ole_mapi.c - properties of Outlook's messages, wherever they were found.
 *
 * A property is a number, a type and a value. All strings are told, those without a name of ours by their
 * number: programs keep what they like in them. */

#include "worker/modules/ole_mapi.h"

#include "worker/tell.h"
#include "worker/worker.h"

#include <glib.h>
#include <stdio.h> /* which ytnef.h needs */
#include <string.h>
#include <ytnef.h>

static const struct {
    unsigned tag;
    const char *name;
} names[] = {
    { 0x001a, "class" },
    { 0x0037, "subject" },
    { 0x0042, "from" },
    { 0x0065, "from address" },
    { 0x0070, "topic" },
    { 0x0076, "received by" },
    { 0x007d, "headers" },
    { 0x0c1a, "sender" },
    { 0x0c1f, "sender address" },
    { 0x0e02, "bcc" },
    { 0x0e03, "cc" },
    { 0x0e04, "to" },
    { 0x0e1d, "subject" },
    { 0x1035, "message id" },
    { 0x3001, "name" },
    { 0x3003, "email" },
    { 0x3004, "comment" },
    { 0x3704, "file" },
    { 0x3707, "file" },
    { 0x39fe, "email" },
    { 0x3a00, "account" },
    { 0x3a06, "given name" },
    { 0x3a08, "business phone" },
    { 0x3a09, "home phone" },
    { 0x3a11, "surname" },
    { 0x3a15, "address" },
    { 0x3a16, "company" },
    { 0x3a17, "title" },
    { 0x3a1c, "mobile phone" },
    { 0x3a24, "fax" },
    { 0x3a26, "country" },
    { 0x3a27, "city" },
    { 0x3a29, "street" },
    { 0x3a2a, "postal code" },
    { 0x3a42, "birthday" },
    { 0x5d01, "sender email" },
    { 0x5d02, "sender email" },
};

static bool is_string(const struct mapi_property *property)
{
    const unsigned type = property->type & ~(unsigned)MAPI_MANY;

    return type == MAPI_STRING8 || type == MAPI_STRING16;
}

static bool is_body(const struct mapi_property *property)
{
    return property->tag == MAPI_BODY || property->tag == MAPI_HTML || property->tag == MAPI_RTF;
}

static void charset_of(char name[32], const struct mapi_property *property)
{
    if ((property->type & ~(unsigned)MAPI_MANY) == MAPI_STRING16)
        (void)g_strlcpy(name, "UTF-16LE", 32);
    else if (property->page == 65001 || property->page == 20127)
        (void)g_strlcpy(name, "UTF-8", 32);
    else
        (void)g_snprintf(name, 32, "CP%u", property->page ? property->page : 1252);
}

char *mapi_string(const struct mapi_property *property, size_t *len)
{
    char charset[32];
    gsize out = 0;
    char *text;

    charset_of(charset, property);
    text = g_convert_with_fallback((const char *)property->data, (gssize)property->len, "UTF-8",
                                   charset, NULL, NULL, &out, NULL);
    if (!text) {
        text = g_malloc(property->len + 1);
        if (property->len > 0)
            memcpy(text, property->data, property->len);
        text[property->len] = '\0';
        out = property->len;
    }
    while (out > 0 && text[out - 1] == '\0')
        out--;
    *len = out;
    return text;
}

static void tell_name(unsigned tag)
{
    char number[24];

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (names[i].tag == tag) {
            tell_text(names[i].name);
            return;
        }
    }
    (void)g_snprintf(number, sizeof(number), "property %04x", tag);
    tell_text(number);
}

void mapi_tell_line(const struct mapi_property *property)
{
    size_t len;
    char *text;

    if (!is_string(property) || is_body(property))
        return;
    text = mapi_string(property, &len);
    if (len > 0) {
        tell_name(property->tag);
        tell_text(": ");
        tell_data(text, len);
        tell_text("\n");
    }
    g_free(text);
}

static void tell_rtf(const struct mapi_property *property)
{
    variableLength packed = { (unsigned char *)(uintptr_t)property->data, (int)property->len };
    int len = 0;
    unsigned char *text;

    if (property->len > G_MAXINT)
        return;
    text = DecompressRTF(&packed, &len);
    if (!text) {
        tell_incomplete("body.rtf", DLP_REASON_DAMAGED);
        return;
    }
    tell_part(DLP_PART_BYTES, "body.rtf", "", 0);
    tell_data(text, len > 0 ? (size_t)len : 0);
    tell_end(DLP_REASON_NONE);
    worker_free(text);
}

static void tell_string(const struct mapi_property *property, const char *location)
{
    size_t len;
    char *const text = mapi_string(property, &len);

    tell_part(DLP_PART_TEXT, "", location, 0);
    tell_data(text, len);
    tell_end(DLP_REASON_NONE);
    g_free(text);
}

void mapi_tell_body(const struct mapi_property *property)
{
    if (property->tag == MAPI_RTF && property->type == MAPI_BINARY) {
        tell_rtf(property);
    } else if (property->tag == MAPI_HTML && property->type == MAPI_BINARY) {
        tell_part(DLP_PART_BYTES, "body.html", "", 0);
        tell_data(property->data, property->len);
        tell_end(DLP_REASON_NONE);
    } else if (is_body(property) && is_string(property)) {
        tell_string(property, property->tag == MAPI_BODY ? "body" : "html");
    }
}

bool mapi_is_encrypted(const struct mapi_property *property)
{
    bool encrypted;
    size_t len;
    char *text;

    if (property->tag != MAPI_CLASS || !is_string(property))
        return false;
    text = mapi_string(property, &len);
    encrypted = g_ascii_strcasecmp(text, "IPM.Note.SMIME") == 0
        || g_ascii_strncasecmp(text, "IPM.Note.rpmsg", 14) == 0;
    g_free(text);
    return encrypted;
}
