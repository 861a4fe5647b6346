/* tests/formats/print_formats.c - prints docs/formats.md, from the table of formats.
 *
 * `make docs/formats.md` writes it; tests/cli/t_formats_doc.sh looks whether it was forgotten. */

#include "extract/format.h"

#include <stdio.h>
#include <string.h>

static const char head[] =
    "# Formats\n"
    "\n"
    "What `dlpscan` and `dlp_document_scan()` take apart, and what of it is read. What a file is, its bytes say, "
    "never its name.\n"
    "Everything else is scanned as it stands: text in UTF-8 or ASCII, CSV, JSON, XML, HTML, SQL, source, binary "
    "files.\n"
    "\n"
    "`make docs/formats.md` writes this page from the table in `libdlp/extract/format.c`.\n"
    "\n"
    "| format | read | metadata | incomplete |\n"
    "| --- | --- | --- | --- |\n";
static const char tail[] =
    "\n"
    "Formats may lie in each other: each one that is found inside another is read by a process of its own, as deep as "
    "`--limit depth` says.\n"
    "A document that is damaged, cut, or beyond a limit is *incomplete* whatever it is; what was read of it before "
    "stands. One that was not read at all is scanned\n"
    "as it stands, and is *incomplete* all the same.\n"
    "\n"
    "A zip archive may have anything before it, a text or a program: such a file is scanned as it stands and "
    "opened, too. In a document or in a stream only the\n"
    "beginning is looked at. A message of plain text, in which nothing must be decoded, is scanned as it stands. "
    "\n"
    "\n"
    "Parts of the worker are built only where their libraries are (packages.txt): libgsf and libytnef for doc, ppt, "
    "msg and winmail.dat, libavro for avro, libpst for pst, tesseract for --ocr.\n"
    "Without its part a format is *incomplete: unsupported*, and scanned as it stands. What documents cost stands in "
    "[extraction.md](extraction.md).\n"
    "\n"
    "Not read, and not said to be: text that pictures show, without --ocr (of pages of a PDF that are nothing else it is said); comments "
    "and headers of xls; recipients in winmail.dat; free pages of\n"
    "SQLite; text of a PDF in fonts that do not say what their letters are; discs that have UDF only; files that a "
    "zip archive holds and does not list.\n";

static int is_repeated(size_t row)
{
    for (size_t i = 0; i < row; i++) {
        if (strcmp(dlp_format_at(i)->name, dlp_format_at(row)->name) == 0)
            return 1;
    }
    return 0;
}

int main(void)
{
    fputs(head, stdout);
    for (size_t i = 0; dlp_format_at(i); i++) {
        const struct dlp_format *const format = dlp_format_at(i);

        if (!is_repeated(i))
            printf("| %s | %s | %s | %s |\n", format->name, format->read, format->metadata,
                   format->incomplete);
    }
    fputs(tail, stdout);
    return 0;
}
