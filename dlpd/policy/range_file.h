/* dlpd/policy/range_file.h - a text file of addresses and what they stand for: users, machines, countries. */
#ifndef DLPD_POLICY_RANGE_FILE_H
#define DLPD_POLICY_RANGE_FILE_H

#include "policy/policy_reader.h"
#include "policy/range_table.h"

/** What a line has behind the range. */
struct range_columns {
    const char *wants;               /* the whole line, for the complaint */
    int least, most;                 /* how many texts, up to 2; "-" is a text that says nothing */
    bool (*right)(const char *text); /* NULL: any text */
};
extern const struct range_columns columns_users, columns_countries;

/** Read a file; what is wrong is told, and the table is empty then. */
bool range_file_read(struct policy_reader *reader, const struct range_columns *columns,
                     struct range_table *out);

#endif
