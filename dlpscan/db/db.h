/* dlpscan/db/db.h - tables of databases: a driver a kind, and what all have in common.
 *
 * Drivers only read, in one read-only transaction, and load their library when they are asked for. What
 * a database says (names, errors) is printed masked and escaped; a password is printed nowhere. */
#ifndef DLPSCAN_DB_H
#define DLPSCAN_DB_H

#include "columns_run.h"

/** A URL, taken apart. Texts are decoded and ours; wiped by db_url_free(). */
struct db_url {
    char *whole; /* as it was given, for drivers that read it themselves */
    char *scheme, *user, *password, *host, *port, *name; /* "" when it is not there */
    char *shown;                                         /* without user and password */
};

/** False when it is no URL of a database. */
bool db_url_read(struct db_url *url, const char *text);

/** Blot the password out where other users of the machine can see it. */
void db_url_hide(char *text);
void db_url_free(struct db_url *url);

/** Where a driver's rows go. */
struct db_walk {
    struct columns_run *run;
    const struct db_url *url;
    uint64_t rows; /* of a table, at most; 0: all */
    struct holding_table *table;
    size_t column[HOLDING_COLUMNS];
    uint64_t seen; /* rows of the table */
};

/** A table begins. @return false when it was not asked for: its rows are not wanted. */
bool db_table(struct db_walk *walk, const char *name);
/** Its nth column, before its first row. */
void db_column(struct db_walk *walk, size_t n, const char *name);
void db_cell(struct db_walk *walk, size_t n, const char *data, size_t len);
void db_row(struct db_walk *walk);
/** It ends. @param sampled  there are rows that were not asked for */
void db_table_end(struct db_walk *walk, bool sampled);

/** What is wrong, in the words of the database: without the password, and without values. */
void db_say(const struct db_walk *walk, const char *what, const char *error);
/** A table could not be read: it is incomplete. */
void db_lost(struct db_walk *walk, const char *name, const char *error);

/** What part of a table of about that many rows is to be asked for, 0 to 1; 1: all of it, to the limit. */
double db_part(const struct db_walk *walk, double about);

struct db_driver {
    const char *schemes[3];
    /* Read all tables into walk. @return the exit status; what is wrong was said. */
    int (*read)(struct db_walk *walk);
};

extern const struct db_driver db_postgres;
extern const struct db_driver db_mysql;
extern const struct db_driver db_sqlite;

#endif
