/* engine/views.h - text that is decoded before it is read again.
 *
 * Where the one pass has marked a place, the text around it is gathered as a region, decoded as often
 * as something changes, and scanned by a scanner of its own; what is found there goes back to the bytes
 * that it came from. Where a region begins and ends depends on the text alone. */
#ifndef ENGINE_VIEWS_H
#define ENGINE_VIEWS_H

#include "engine/scanner.h"
#include "extract/view_text.h"

#define DLP_REGION_BEFORE 192u            /* bytes of a region before its first mark */
#define DLP_REGION_AFTER 512u             /* and behind its last */
#define DLP_REGION_MAX ((size_t)32 << 10) /* bytes; what is longer goes on in another region ... */
#define DLP_REGION_SHARED ((size_t)2 << 10) /* ... that begins so many bytes before the end */
#define DLP_REGION_KNOWN 1024u              /* reported findings that are kept in mind meanwhile */

/** A finding that was reported: the same one is not to be reported again. */
struct dlp_view_known {
    uint64_t start, end;
    const char *rule, *category; /* of the database */
};

/** A session's open region; made at the first mark, freed when no region is open. */
struct dlp_views {
    bool open;
    uint8_t *bytes; /* DLP_REGION_MAX, made when a region opens */
    size_t len;
    size_t used;                /* bytes that were ever written */
    uint64_t start;             /* offset of bytes[0] in the part */
    uint64_t last;              /* mark */
    uint64_t floor;             /* findings that end up to here are the region's before */
    struct dlp_lines lines;     /* at start */
    struct dlp_charset_map map; /* at start; only for a text with a front */
    struct dlp_view_known known[DLP_REGION_KNOWN]; /* a ring */
    size_t known_len;                              /* ever put there */
};

/** What a scanner decodes and scans regions with; made at the first one. */
struct dlp_view_tools {
    dlp_scanner *scanner;
    struct dlp_view_text text[2];
    struct dlp_view_text turned; /* only with DLP_SCAN_DEEP */
};

/** A finding of the text itself is reported. */
void dlp_views_note(struct dlp_views *views, const struct dlp_rule *rule, uint64_t start,
                    uint64_t end);

/** Report what of the text itself is settled at that frontier. */
typedef void (*dlp_settle_fn)(dlp_session *session, const struct dlp_window *window,
                              uint64_t frontier);

/** Before the findings of a block are settled: there may be views of it.
 *  @return DLP_OK or DLP_ENOMEM */
dlp_status dlp_views_expect(dlp_session *session);
/** Gather what is marked in the block that ends at `to`, and read what is whole.
 *  @param last    the part ends there
 *  @param settle  called before a region is read, so that what is found comes in an order that depends
 *                 on the text alone, and is not reported twice
 *  @return DLP_OK, DLP_ENOMEM or DLP_EINTERNAL */
dlp_status dlp_views_advance(dlp_session *session, const struct dlp_window *window, uint64_t to,
                             bool last, dlp_settle_fn settle);
/** The text goes on in another charset from here: an open region gets its map. */
void dlp_views_recode(dlp_session *session, const struct dlp_charset_map *map);
void dlp_views_free(dlp_session *session);

/** Decode the open region and report what is found in it and ends up to `ceiling`: engine/view_scan.c.
 *  @return DLP_OK, DLP_ENOMEM or DLP_EINTERNAL */
dlp_status dlp_view_scan(dlp_session *session, uint64_t ceiling);
void dlp_view_tools_free(dlp_scanner *scanner);
#endif
