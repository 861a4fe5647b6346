/* dlpd/policy/range_file.c - a text file of addresses and what they stand for: users, machines, countries. */

#include "policy/range_file.h"

#include "policy/policy_source.h"

#include <ctype.h>
#include <string.h>

#define BLANKS " \t\r"

static bool is_country(const char *text)
{
    return strlen(text) == 2 && isupper((unsigned char)text[0]) && isupper((unsigned char)text[1]);
}

const struct range_columns columns_users = {
    "an address or range, a user, and a machine or nothing, as in \"192.0.2.7 alice till-3\"", 1, 2,
    NULL
};
const struct range_columns columns_countries = {
    "an address or range and a country, as in \"192.0.2.0/24 SE\"", 1, 1, is_country
};

/* The next word of a line, with a NUL behind it; NULL when there is none. */
static char *word_next(char **line)
{
    char *const word = *line + strspn(*line, BLANKS);
    const size_t len = strcspn(word, BLANKS);

    *line = word + len + (word[len] != '\0');
    word[len] = '\0';
    return len ? word : NULL;
}

static bool row_read(const struct range_columns *columns, char *line, struct range_table *out)
{
    const char *const first = word_next(&line);
    const char *text[2] = { NULL, NULL };
    struct address_range range;
    int count = 0;

    if (!first || !range_read(first, &range))
        return false;
    for (const char *word = word_next(&line); word; word = word_next(&line)) {
        if (count == columns->most || (columns->right && !columns->right(word)))
            return false;
        text[count++] = strcmp(word, "-") == 0 ? NULL : word;
    }
    if (count < columns->least)
        return false;
    range_table_add(out, &range, text);
    return true;
}

static void rows_read(struct policy_reader *reader, const struct range_columns *columns, char *text,
                      struct range_table *out)
{
    unsigned number = 0;

    for (char *line = text; line;) {
        char *const end = strchr(line, '\n');

        number++;
        if (end)
            *end = '\0';
        line[strcspn(line, "#")] = '\0';
        if (line[strspn(line, BLANKS)] != '\0' && !row_read(columns, line, out)) {
            reader_error_line(reader, number, "a line must be %s", columns->wants);
            return;
        }
        line = end ? end + 1 : NULL;
    }
    range_table_sort(out);
}

bool range_file_read(struct policy_reader *reader, const struct range_columns *columns,
                     struct range_table *out)
{
    const size_t errors = reader->errors;
    struct buffer text = BUFFER_INIT;

    *out = (struct range_table){ 0 };
    if (source_read(reader, &text, reader->file, RANGE_FILE_MAX) == DLP_OK && text.len)
        rows_read(reader, columns, text.data, out);
    buffer_free(&text);
    if (reader->errors > errors)
        range_table_free(out);
    return reader->errors == errors;
}
