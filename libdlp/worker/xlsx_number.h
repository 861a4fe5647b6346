/* worker/xlsx_number.h - what a workbook's cell shows of its number. */
#ifndef WORKER_XLSX_NUMBER_H
#define WORKER_XLSX_NUMBER_H

#include "worker/cell_number.h"
#include "worker/xlsx_book.h"

#define XLSX_NUMBER_MAX 40u

/** @param digits  as the file has them, at most XLSX_NUMBER_MAX - 1
 *  @return false when they are no number */
bool xlsx_number(const struct xlsx *book, unsigned long style, const char *digits,
                 char text[NUMBER_TEXT]);

#endif
