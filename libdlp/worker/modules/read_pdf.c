/* worker/modules/read_pdf.c - PDF, by poppler: the text of each page, form fields, properties, attached files. */

#include "worker/ocr.h"
#include "worker/tell.h"
#include "worker/worker.h"

#include <cairo.h>
#include <math.h>
#include <poppler.h>
#include <string.h>

#define LABEL "/MSIP_Label_"
#define OCR_DPI 200.0
#define OCR_MOST 6000.0 /* points of a page's longer side */
#define LABELS_MAX 256u
#define LABEL_BYTES ((size_t)256)

static PopplerDocument *open_with(GBytes *bytes, const char *password, enum dlp_reason *reason)
{
    GError *error = NULL;
    PopplerDocument *const pdf = poppler_document_new_from_bytes(bytes, password, &error);

    *reason = DLP_REASON_NONE;
    if (!pdf)
        *reason = error && error->domain == POPPLER_ERROR && error->code == POPPLER_ERROR_ENCRYPTED
            ? DLP_REASON_ENCRYPTED
            : DLP_REASON_DAMAGED;
    g_clear_error(&error);
    return pdf;
}

static PopplerDocument *open_pdf(const struct worker_document *document, enum dlp_reason *reason)
{
    GBytes *const bytes = g_bytes_new_static(document->data, document->len);
    PopplerDocument *pdf = open_with(bytes, NULL, reason);

    for (const char *word = worker_password(document, NULL);
         !pdf && *reason == DLP_REASON_ENCRYPTED && word; word = worker_password(document, word))
        pdf = open_with(bytes, word, reason);
    g_bytes_unref(bytes);
    return pdf;
}

static void tell_property(const char *name, char *value)
{
    if (value && *value) {
        tell_text(name);
        tell_text(": ");
        tell_text(value);
        tell_text("\n");
    }
    g_free(value);
}

/* Entries of the information that poppler-glib does not give out: those of sensitivity labels, as they stand in the
 * file, in one byte a letter or in two. */
static void tell_labels(const struct worker_document *document)
{
    const uint8_t *const end = document->data + document->len;
    const uint8_t *at = document->data;

    for (unsigned i = 0; i < LABELS_MAX; i++) {
        size_t len;

        at = memmem(at, (size_t)(end - at), LABEL, strlen(LABEL));
        if (!at)
            return;
        len = (size_t)(end - at) < LABEL_BYTES ? (size_t)(end - at) : LABEL_BYTES;
        for (size_t j = 0; j < len && (j < strlen(LABEL) || !strchr(")\r\n", at[j] ? at[j] : ' '));
             j++) {
            if (at[j] != 0 && at[j] < 0xfe)
                tell_data(at + j, 1);
        }
        tell_text("\n");
        at += strlen(LABEL);
    }
}

static void tell_properties(const struct worker_document *document, PopplerDocument *pdf)
{
    tell_part(DLP_PART_TEXT, "", "properties", 0);
    tell_property("title", poppler_document_get_title(pdf));
    tell_property("author", poppler_document_get_author(pdf));
    tell_property("subject", poppler_document_get_subject(pdf));
    tell_property("keywords", poppler_document_get_keywords(pdf));
    tell_property("creator", poppler_document_get_creator(pdf));
    tell_property("metadata", poppler_document_get_metadata(pdf));
    tell_labels(document);
    tell_end(DLP_REASON_NONE);
}

static void tell_field(PopplerFormField *field)
{
    char *name = poppler_form_field_get_name(field);

    if (poppler_form_field_get_field_type(field) == POPPLER_FORM_FIELD_TEXT)
        tell_property(name ? name : "field", poppler_form_field_text_get_text(field));
    else if (poppler_form_field_get_field_type(field) == POPPLER_FORM_FIELD_CHOICE)
        tell_property(name ? name : "field", poppler_form_field_choice_get_text(field));
    g_free(name);
}

static void tell_notes(PopplerPage *page)
{
    GList *const notes = poppler_page_get_annot_mapping(page);
    GList *const fields = poppler_page_get_form_field_mapping(page);

    for (GList *at = notes; at; at = at->next) {
        const PopplerAnnotMapping *const mapping = at->data;

        tell_property("note", poppler_annot_get_contents(mapping->annot));
    }
    for (GList *at = fields; at; at = at->next) {
        const PopplerFormFieldMapping *const mapping = at->data;

        tell_field(mapping->field);
    }
    poppler_page_free_annot_mapping(notes);
    poppler_page_free_form_field_mapping(fields);
}

/* A page that is a picture holds what nobody here can read. */
static bool is_picture(PopplerPage *page)
{
    GList *const pictures = poppler_page_get_image_mapping(page);
    const bool has = pictures != NULL;

    poppler_page_free_image_mapping(pictures);
    return has;
}

/* As dark on light as it is printed, at a resolution at which small print can be read; large sheets are made smaller. */
static enum dlp_reason tell_letters(PopplerPage *page, const char *location)
{
    enum dlp_reason reason = ocr_state();
    double width, height, scale = OCR_DPI / 72.0;
    cairo_surface_t *surface;
    cairo_t *paper;

    if (reason != DLP_REASON_NONE)
        return reason;
    poppler_page_get_size(page, &width, &height);
    if (width < 1 || height < 1)
        return DLP_REASON_DAMAGED;
    scale = fmin(scale, OCR_MOST / fmax(width, height));
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * scale) + 1,
                                         (int)(height * scale) + 1);
    paper = cairo_create(surface);
    cairo_set_source_rgb(paper, 1, 1, 1);
    cairo_paint(paper);
    cairo_scale(paper, scale, scale);
    poppler_page_render(page, paper);
    cairo_destroy(paper);
    cairo_surface_flush(surface);
    reason = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS
        ? ocr_tell_pixels(cairo_image_surface_get_data(surface),
                          cairo_image_surface_get_width(surface),
                          cairo_image_surface_get_height(surface),
                          cairo_image_surface_get_stride(surface), location)
        : DLP_REASON_DAMAGED;
    cairo_surface_destroy(surface);
    return reason;
}

static enum dlp_reason tell_page(PopplerDocument *pdf, int number)
{
    PopplerPage *const page = poppler_document_get_page(pdf, number);
    enum dlp_reason reason = DLP_REASON_NONE;
    char location[32];
    char *text;
    bool empty;

    if (!page)
        return DLP_REASON_DAMAGED;
    (void)g_snprintf(location, sizeof(location), "page %d", number + 1);
    text = poppler_page_get_text(page);
    empty = !text || text[strspn(text, " \t\r\n\f")] == '\0';
    tell_part(DLP_PART_TEXT, "", location, 0);
    if (text)
        tell_text(text);
    tell_text("\n");
    tell_notes(page);
    tell_end(DLP_REASON_NONE);
    g_free(text);
    if (empty && is_picture(page))
        reason = tell_letters(page, location);
    g_object_unref(page);
    return reason;
}

static gboolean take_attached(const gchar *data, gsize len, gpointer user, GError **error)
{
    (void)user;
    (void)error;
    tell_data(data, len);
    return TRUE;
}

static void tell_attached(PopplerDocument *pdf)
{
    GList *const files = poppler_document_get_attachments(pdf);

    for (GList *at = files; at; at = at->next) {
        PopplerAttachment *const file = at->data;
        const char *const name = poppler_attachment_get_name(file);

        tell_part(DLP_PART_BYTES, name && *name ? name : "attachment", "", 0);
        tell_end(poppler_attachment_save_to_callback(file, take_attached, NULL, NULL)
                     ? DLP_REASON_NONE
                     : DLP_REASON_DAMAGED);
        g_object_unref(file);
    }
    g_list_free(files);
}

static enum dlp_reason read_pdf(const struct worker_document *document)
{
    enum dlp_reason reason, page;
    PopplerDocument *const pdf = open_pdf(document, &reason);

    if (!pdf)
        return reason;
    tell_properties(document, pdf);
    for (int i = 0; i < poppler_document_get_n_pages(pdf); i++) {
        page = tell_page(pdf, i);
        if (reason == DLP_REASON_NONE || page == DLP_REASON_DAMAGED)
            reason = page == DLP_REASON_NONE ? reason : page;
    }
    tell_attached(pdf);
    g_object_unref(pdf);
    return reason;
}

extern WORKER_API const struct worker_module worker_module;
const struct worker_module worker_module = { .read = read_pdf };
