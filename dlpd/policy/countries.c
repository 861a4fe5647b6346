/* dlpd/policy/countries.c - in which country an address is: by a text file, or by a database of libloc.
 *
 * Which of the two it is, the file's first bytes tell. */

#include "policy/countries.h"

#include "mem.h"
#include "policy/range_file.h"

#include <errno.h>
#include <libloc/database.h>
#include <libloc/libloc.h>
#include <libloc/network.h>
#include <stdio.h>
#include <string.h>

#define MAGIC "LOCDBXX"

struct countries {
    struct range_table table;
    struct loc_ctx *context;
    struct loc_database *database;
};

/* The library would write to standard error. */
__attribute__((format(printf, 6, 0))) static void no_log(struct loc_ctx *context, int priority,
                                                         const char *file, int line,
                                                         const char *function, const char *format,
                                                         va_list args)
{
    (void)context;
    (void)priority;
    (void)file;
    (void)line;
    (void)function;
    (void)format;
    (void)args;
}

static bool database_open(struct countries *countries, FILE *file)
{
    if (loc_new(&countries->context) < 0) {
        countries->context = NULL;
        return false;
    }
    loc_set_log_fn(countries->context, no_log);
    if (loc_database_new(countries->context, &countries->database, file) == 0)
        return true;
    countries->database = NULL;
    return false;
}

static void database_find(const struct countries *countries, const struct address *address,
                          char out[COUNTRY_TEXT])
{
    struct in6_addr in6 = { .s6_addr = { [10] = 0xff, [11] = 0xff } };
    struct loc_network *network = NULL;
    const char *code;

    memcpy(address->family == 4 ? in6.s6_addr + 12 : in6.s6_addr, address->bytes,
           address->family == 4 ? 4 : 16);
    if (loc_database_lookup(countries->database, &in6, &network) != 0 || !network)
        return;
    code = loc_network_get_country_code(network);
    if (code && strlen(code) == COUNTRY_TEXT - 1)
        memcpy(out, code, COUNTRY_TEXT);
    loc_network_unref(network);
}

/* The library takes a file that was cut off for one that knows no address. */
static bool is_whole(const struct countries *countries)
{
    static const struct address known = { .family = 4, .bytes = { 193, 0, 6, 139 } }; /* RIPE NCC */
    char country[COUNTRY_TEXT] = "";

    database_find(countries, &known, country);
    return country[0] != '\0';
}

struct countries *countries_open(struct policy_reader *reader)
{
    struct countries *const countries = mem_array(1, sizeof(*countries));
    FILE *const file = fopen(reader->file, "re");
    char magic[sizeof(MAGIC) - 1] = "";
    bool right;

    if (file && fread(magic, 1, sizeof(magic), file) == sizeof(magic)
        && memcmp(magic, MAGIC, sizeof(magic)) == 0) {
        rewind(file);
        right = database_open(countries, file) && is_whole(countries);
        if (!right)
            reader_error_line(reader, 0, "is no database that libloc reads, or not a whole one");
    } else {
        right = range_file_read(reader, &format_countries, &countries->table);
        range_table_sort(&countries->table);
    }
    if (file)
        (void)fclose(file);
    if (right)
        return countries;
    countries_close(countries);
    return NULL;
}

void countries_find(struct countries *countries, const struct address *address,
                    char out[COUNTRY_TEXT])
{
    const struct range_row *row;

    memset(out, 0, COUNTRY_TEXT);
    if (countries && countries->database) {
        database_find(countries, address, out);
    } else if (countries) {
        row = range_table_find(&countries->table, address);
        if (row)
            memcpy(out, row->text[0], COUNTRY_TEXT);
    }
}

void countries_close(struct countries *countries)
{
    if (!countries)
        return;
    range_table_free(&countries->table);
    if (countries->database)
        loc_database_unref(countries->database);
    if (countries->context)
        loc_unref(countries->context);
    mem_free(countries);
}
