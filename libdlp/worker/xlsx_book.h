/* worker/xlsx_book.h - what a workbook's sheets refer to. */
#ifndef WORKER_XLSX_BOOK_H
#define WORKER_XLSX_BOOK_H

#include "worker/strings.h"

#include <stdbool.h>

#define XLSX_SHEETS 1024u
#define XLSX_STYLES 65536u
#define XLSX_NAME 256u

struct xlsx_sheet {
    char name[XLSX_NAME];
    char id[64];          /* of the relation that says where it is */
    char file[XLSX_NAME]; /* "" until that was read */
};

struct xlsx {
    struct xlsx_sheet sheet[XLSX_SHEETS];
    size_t sheets;
    struct strings shared;
    unsigned date_format[XLSX_SHEETS]; /* numbers of the book's own formats that are dates */
    size_t date_formats;
    bool is_date[XLSX_STYLES]; /* by the number of the cell's style */
    size_t styles;
    bool since_1904;
};

#endif
