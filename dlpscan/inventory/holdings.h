/* dlpscan/inventory/holdings.h - which data the columns of tables hold, and how much of it.
 *
 * Nothing here is a value: names are masked where they hold one, and values are keyed tokens of this run. */
#ifndef DLPSCAN_HOLDINGS_H
#define DLPSCAN_HOLDINGS_H

#include "inventory/persons.h"

#include <dlp/dlp.h>

#define HOLDING_COLUMNS 1024u /* of a table */
#define HOLDING_TABLES 4096u  /* of a run */

/** One rule in one column. */
struct holding {
    char *rule, *title, *category;
    enum dlp_severity severity;
    uint64_t values;   /* findings */
    uint64_t cells;    /* that hold at least one */
    uint64_t last;     /* row of the last one, plus one: to count a cell once */
    double confidence; /* of all values, summed */
    struct distinct distinct;
    bool over; /* the receiver needs none */
};

struct table_column {
    char *key;       /* as it is: to find it again; wiped at the end */
    char *name;      /* fit to be printed */
    uint64_t filled; /* cells that are not empty */
    struct holding *holding;
    size_t len;
};

struct holding_table {
    char *file, *name; /* fit to be printed; name is "" where the file is one table */
    struct table_column *column;
    size_t len;
    uint64_t rows;
    bool sampled;       /* not all rows were read */
    bool columns_limit; /* some columns were left out */
};

struct holdings {
    struct holding_table **table;
    size_t len;
    struct persons persons;
    size_t used;   /* by all distinct sets */
    bool left_out; /* there were more than HOLDING_TABLES */
};

void holdings_init(struct holdings *holdings);
void holdings_free(struct holdings *holdings);

/** A new table, or NULL when there are too many. Valid until holdings_free(). */
struct holding_table *holdings_table(struct holdings *holdings, const char *file, const char *name);

/** Add the tables of one source to those of all, behind them; from is left without. Persons stay.
 *  @return false when there were too many tables. */
bool holdings_take(struct holdings *holdings, struct holdings *from);

/** A column by its key, made when it is new; SIZE_MAX when there are too many. The name is the key until
 *  it is changed. */
size_t holding_column(struct holding_table *table, const char *key, size_t len);

/** A finding in a cell. @param row  from 0 */
void holding_add(struct holdings *holdings, struct table_column *column,
                 const struct dlp_finding *finding, uint64_t row);

/** Share of the filled cells of a column that hold it, 0 to 1. */
double holding_share(const struct table_column *column, const struct holding *holding);
double holding_confidence(const struct holding *holding);
/** Distinct values of all, 0 to 1. */
double holding_unique(const struct holding *holding);
/** Does the rule name a person: address for mail, telephone, number of a person? */
bool holding_identifies(const char *rule);

/** Of a rule that identifies: above 0 where a person has one such number, and others have others. */
uint32_t holding_kind(const char *rule);

/** Sort: what most cells hold first. Call before reporting. */
void holdings_sort(struct holdings *holdings);

#endif
