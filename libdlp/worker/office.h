/* worker/office.h - office documents that are zip archives of XML. */
#ifndef WORKER_OFFICE_H
#define WORKER_OFFICE_H

#include "worker/archive.h"

enum office_kind { OFFICE_NONE, OFFICE_TEXT, OFFICE_XLSX, OFFICE_ODS };

/** Is this archive an office document? By the names of its members. */
enum office_kind office_kind_of(const struct worker_document *document);

enum dlp_reason office_read(const struct worker_document *document, enum office_kind kind);

/* How a member of one is read. */

/** Paragraphs, tables, notes: text as it is read, in lines. For what OOXML and ODF call text. */
enum dlp_reason office_flow(struct archive *archive, const char *name);
/** Properties: a line each, "name: text". */
enum dlp_reason office_properties(struct archive *archive, const char *name);
/** All tables of an ODF content. */
enum dlp_reason ods_read(struct archive *archive);

/** The parts of a workbook that must be known before its sheets are read. */
struct xlsx;
struct xlsx *xlsx_new(void);
void xlsx_free(struct xlsx *book);
/** Read the member if it is one of those. */
enum dlp_reason xlsx_prepare(struct xlsx *book, struct archive *archive, const char *name);
/** Read the member if it is a sheet. @return false when it is none. */
bool xlsx_sheet(const struct xlsx *book, struct archive *archive, const char *name);

#endif
