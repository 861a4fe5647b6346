/* worker/warm.c - what libraries would open files for later is opened before there is a document.
 *
 * The C library loads the tables of a charset when it is first used, and keeps them while somebody uses
 * them: so each one that documents come in is used, and stays so. */

#include "worker/warm.h"

#include <iconv.h>
#include <libxml/parser.h>
#include <stddef.h>

static const char *const charsets[] = {
    "UTF-16",       "UTF-16LE",     "UTF-16BE",     "UTF-32",       "UTF-7",        "ISO-8859-1",
    "ISO-8859-2",   "ISO-8859-5",   "ISO-8859-7",   "ISO-8859-9",   "ISO-8859-15",  "WINDOWS-1250",
    "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254", "WINDOWS-1255", "WINDOWS-1256",
    "WINDOWS-1257", "KOI8-R",       "KOI8-U",       "SHIFT_JIS",    "CP932",        "EUC-JP",
    "ISO-2022-JP",  "GBK",          "GB18030",      "BIG5",         "EUC-KR",       "CP949",
    "IBM437",       "IBM850",       "IBM866",       "MACINTOSH",    "US-ASCII",
};

void warm_up(void)
{
    xmlInitParser();
    for (size_t i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++) {
        (void)iconv_open("UTF-8",
                         charsets[i]); /* never closed; missing ones are missing later, too */
        (void)iconv_open("UTF-16LE", charsets[i]);
    }
}
