/* report/json_writer.h - one JSON object at a time, handed on in pieces as it is made. */
#ifndef REPORT_JSON_WRITER_H
#define REPORT_JSON_WRITER_H

#include <dlp/database.h>
#include <stdbool.h>

#define DLP_JSON_BYTES 1024u /* handed on at once: most findings are one piece */

struct dlp_json {
    dlp_write_fn write;
    void *user;
    bool stopped; /* write asked to stop: nothing more is written */
    bool comma;   /* the next member or element needs one before it */
    size_t len;   /* of text: bytes that wait to be handed on */
    char text[DLP_JSON_BYTES];
};

void dlp_json_begin(struct dlp_json *json, dlp_write_fn write, void *user);
void dlp_json_open(struct dlp_json *json, char bracket);  /* '{' or '[' */
void dlp_json_close(struct dlp_json *json, char bracket); /* '}' or ']' */
/** @param name  of ours: letters, digits and '_', at most DLP_JSON_BYTES / 2; written as it is. */
void dlp_json_key(struct dlp_json *json, const char *name);
/** text NULL is null. Bytes that are not UTF-8 become %XX, control characters \u00XX. */
void dlp_json_string(struct dlp_json *json, const char *text);
void dlp_json_string_len(struct dlp_json *json, const char *text, size_t len);
void dlp_json_number(struct dlp_json *json, uint64_t number);
void dlp_json_signed(struct dlp_json *json, int64_t number);
/** Two decimals, '.' in every locale. */
void dlp_json_hundredths(struct dlp_json *json, double number);
/** Hand on what waits, and wipe it; DLP_STOPPED when write asked to stop. */
dlp_status dlp_json_flush(struct dlp_json *json);
/** End the line, and flush. */
dlp_status dlp_json_finish(struct dlp_json *json);
#endif
