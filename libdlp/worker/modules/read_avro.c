/* worker/modules/read_avro.c - Avro's container files, by Avro's own library: records as rows, under the names of
 * their fields. What lies deeper in a field is one cell, as JSON. */

#include "worker/cell_number.h"
#include "worker/tell.h"
#include "worker/worker.h"

#include <avro.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void tell_json(const avro_value_t *value)
{
    char *text = NULL;

    if (avro_value_to_json(value, 1, &text) == 0 && text)
        tell_cell(text, strlen(text));
    worker_free(text);
}

static void tell_bytes(const avro_value_t *value, avro_type_t type)
{
    const void *data = NULL;
    const char *text = NULL;
    size_t len = 0;

    if (type == AVRO_STRING) {
        if (avro_value_get_string(value, &text, &len) == 0 && len > 0)
            tell_cell(text, len - 1); /* which has a NUL behind it */
    } else if (type == AVRO_BYTES ? avro_value_get_bytes(value, &data, &len) == 0
                                  : avro_value_get_fixed(value, &data, &len) == 0) {
        tell_cell(data, len);
    }
}

static void tell_number(const avro_value_t *value, avro_type_t type)
{
    char text[NUMBER_TEXT] = "";
    int32_t whole = 0;
    int64_t longer = 0;
    float single = 0;
    double real = 0;

    if (type == AVRO_INT32 && avro_value_get_int(value, &whole) == 0)
        longer = whole;
    if (type == AVRO_INT64)
        (void)avro_value_get_long(value, &longer);
    if (type == AVRO_FLOAT && avro_value_get_float(value, &single) == 0)
        real = (double)single;
    if (type == AVRO_DOUBLE)
        (void)avro_value_get_double(value, &real);
    if (type == AVRO_FLOAT || type == AVRO_DOUBLE)
        number_text(text, real);
    else
        (void)snprintf(text, sizeof(text), "%" PRId64, longer);
    tell_cell(text, strlen(text));
}

static void tell_value(const avro_value_t *value)
{
    const avro_type_t type = avro_value_get_type(value);
    avro_value_t branch;

    switch (type) {
    case AVRO_STRING:
    case AVRO_BYTES:
    case AVRO_FIXED:
        tell_bytes(value, type);
        break;
    case AVRO_INT32:
    case AVRO_INT64:
    case AVRO_FLOAT:
    case AVRO_DOUBLE:
        tell_number(value, type);
        break;
    case AVRO_UNION: /* of which none is a union */
        if (avro_value_get_current_branch(value, &branch) == 0)
            tell_value(&branch);
        break;
    case AVRO_NULL:
        break;
    default:
        tell_json(value);
        break;
    }
}

static void tell_names(avro_schema_t schema)
{
    const size_t count = is_avro_record(schema) ? avro_schema_record_size(schema) : 0;

    for (size_t i = 0; i < count; i++) {
        const char *const name = avro_schema_record_field_name(schema, (int)i);

        tell_column((unsigned)i);
        tell_cell(name ? name : "", name ? strlen(name) : 0);
    }
    if (count == 0)
        tell_text("value");
    tell_row_end();
}

static void tell_record(const avro_value_t *record)
{
    size_t count = 0;

    if (avro_value_get_type(record) != AVRO_RECORD) {
        tell_value(record);
    } else if (avro_value_get_size(record, &count) == 0) {
        for (size_t i = 0; i < count; i++) {
            avro_value_t field;

            tell_column((unsigned)i);
            if (avro_value_get_by_index(record, i, &field, NULL) == 0)
                tell_value(&field);
        }
    }
    tell_row_end();
}

static enum dlp_reason tell_records(avro_file_reader_t reader, avro_schema_t schema)
{
    const char *const name = is_avro_record(schema) ? avro_schema_name(schema) : NULL;
    avro_value_iface_t *const class = avro_generic_class_from_schema(schema);
    avro_value_t record;
    int result;

    if (!class || avro_generic_value_new(class, &record) != 0)
        return DLP_REASON_DAMAGED;
    tell_part(DLP_PART_TABLE, "", name ? name : "records", 1);
    tell_names(schema);
    while ((result = avro_file_reader_read_value(reader, &record)) == 0) {
        tell_record(&record);
        avro_value_reset(&record);
    }
    tell_end(DLP_REASON_NONE);
    avro_value_decref(&record);
    avro_value_iface_decref(class);
    return result == EOF ? DLP_REASON_NONE : DLP_REASON_DAMAGED;
}

static enum dlp_reason read_avro(const struct worker_document *document)
{
    FILE *const file = fopen("/proc/self/fd/3", "rb"); /* which is the document: fopen.c */
    avro_file_reader_t reader = NULL;
    enum dlp_reason reason = DLP_REASON_DAMAGED;
    avro_schema_t schema;

    (void)document;
    if (!file)
        return reason;
    if (avro_file_reader_fp(file, "document", 0, &reader) != 0) {
        reason = strstr(avro_strerror(), "codec") ? DLP_REASON_UNSUPPORTED : reason;
    } else {
        schema = avro_file_reader_get_writer_schema(reader);
        reason = schema ? tell_records(reader, schema) : reason;
        if (schema)
            avro_schema_decref(schema);
        avro_file_reader_close(reader);
    }
    (void)fclose(file);
    return reason;
}

extern WORKER_API const struct worker_module worker_module;
const struct worker_module worker_module = { .read = read_avro };
