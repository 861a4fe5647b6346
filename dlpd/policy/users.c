/* dlpd/policy/users.c - who an address belongs to. */

#include "policy/users.h"

bool users_read(struct policy_reader *reader, const struct text_list *names,
                struct range_table *out)
{
    const size_t errors = reader->errors;
    const char *const file = reader->file;

    *out = (struct range_table){ 0 };
    for (size_t i = 0; i < names->len; i++) {
        const struct range_format *const format = users_format(names->text[i], &reader->file);

        (void)range_file_read(reader, format, out);
    }
    reader->file = file;
    if (reader->errors > errors)
        range_table_free(out);
    range_table_sort(out);
    return reader->errors == errors;
}
