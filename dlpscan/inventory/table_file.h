/* dlpscan/inventory/table_file.h - a file's tables: exports as they are, and those inside documents. */
#ifndef DLPSCAN_TABLE_FILE_H
#define DLPSCAN_TABLE_FILE_H

#include "extraction.h"
#include "inventory/row_chunk.h"
#include "tally.h"

/** What an inventory works with. */
struct table_files {
    const struct settings *settings;
    struct row_chunk chunk;
    struct extraction *extraction;
    struct tally_kinds incomplete; /* what was not read, by reason */
    struct buffer notes;           /* the same, an entry a line: FILE, tab, reason */
    bool broken;                   /* the library or memory gave up */
};

/** Something was not read. @param shown  fit to be printed */
void table_files_note(struct table_files *files, const char *shown, const char *reason);

/** Why a file was not read at all. */
struct table_file_error {
    struct buffer shown; /* its path, fit to be printed; set in any case */
    const char *text;    /* NULL: it was read */
};

/** Read all rows of a file, or of standard input ("-"), into the chunk's holdings. What cannot be read is noted. */
void table_file_read(struct table_files *files, const char *path, struct table_file_error *error);

#endif
