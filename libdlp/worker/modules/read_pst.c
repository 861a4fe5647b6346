/* worker/modules/read_pst.c - Outlook's own files, by libpst: folders, messages, contacts, appointments, and what is
 * attached to them.
 *
 * Items are read as the file's own tree has them, not by the folders that a user sees: so what was deleted and is
 * still there is read, too. Each is one text, with the names of its folders as its path. */

#include "worker/tell.h"
#include "worker/worker.h"

#include <libpst/libpst.h>
#include <libpst/lzfu.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define NAME_MAX_BYTES 1024u
#define DEPTH_MAX 32u

/* [MS-PST]: the lower five bits of a node's number. */
enum node {
    NODE_FOLDER = 2,
    NODE_SEARCH = 3,
    NODE_MESSAGE = 4,
    NODE_HIDDEN = 8,
    NODE_STORE = 0x21
};

struct field {
    size_t at; /* of a pst_string, in its struct */
    const char *name;
};

#define EMAIL(field, shown) { offsetof(pst_item_email, field), shown }
static const struct field email_fields[] = {
    EMAIL(cc_address, "cc"),
    EMAIL(bcc_address, "bcc"),
    EMAIL(header, "headers"),
    EMAIL(in_reply_to, "in reply to"),
    EMAIL(messageid, "message id"),
    EMAIL(original_bcc, "original bcc"),
    EMAIL(original_cc, "original cc"),
    EMAIL(original_to, "original to"),
    EMAIL(outlook_recipient, "recipient"),
    EMAIL(outlook_recipient_name, "recipient name"),
    EMAIL(outlook_recipient2, "recipient2"),
    EMAIL(outlook_sender, "sender"),
    EMAIL(outlook_sender_name, "from"),
    EMAIL(outlook_sender2, "sender2"),
    EMAIL(processed_subject, "processed subject"),
    EMAIL(recip_address, "recip address"),
    EMAIL(recip2_address, "recip2 address"),
    EMAIL(reply_to, "reply to"),
    EMAIL(return_path_address, "return path address"),
    EMAIL(sender_address, "from address"),
    EMAIL(sender2_address, "sender address"),
    EMAIL(sentto_address, "to"),
    EMAIL(report_text, "report text"),
    EMAIL(supplementary_info, "supplementary info"),
    EMAIL(outlook_received_name1, "received name1"),
    EMAIL(outlook_sender_name2, "sender"),
    EMAIL(outlook_normalized_subject, "normalized subject"),
};

#define CONTACT(field, shown) { offsetof(pst_item_contact, field), shown }
static const struct field contact_fields[] = {
    CONTACT(account_name, "account name"),
    CONTACT(address1, "email"),
    CONTACT(address1a, "address1a"),
    CONTACT(address1_desc, "address1 desc"),
    CONTACT(address2, "email 2"),
    CONTACT(address2a, "address2a"),
    CONTACT(address2_desc, "address2 desc"),
    CONTACT(address3, "email 3"),
    CONTACT(address3a, "address3a"),
    CONTACT(address3_desc, "address3 desc"),
    CONTACT(assistant_name, "assistant name"),
    CONTACT(assistant_phone, "assistant phone"),
    CONTACT(billing_information, "billing information"),
    CONTACT(business_address, "business address"),
    CONTACT(business_city, "business city"),
    CONTACT(business_country, "business country"),
    CONTACT(business_fax, "business fax"),
    CONTACT(business_homepage, "business homepage"),
    CONTACT(business_phone, "business phone"),
    CONTACT(business_phone2, "business phone2"),
    CONTACT(business_po_box, "business po box"),
    CONTACT(business_postal_code, "business postal code"),
    CONTACT(business_state, "business state"),
    CONTACT(business_street, "business street"),
    CONTACT(callback_phone, "callback phone"),
    CONTACT(car_phone, "car phone"),
    CONTACT(company_main_phone, "company main phone"),
    CONTACT(company_name, "company name"),
    CONTACT(computer_name, "computer name"),
    CONTACT(customer_id, "customer id"),
    CONTACT(def_postal_address, "def postal address"),
    CONTACT(department, "department"),
    CONTACT(display_name_prefix, "display name prefix"),
    CONTACT(first_name, "first name"),
    CONTACT(followup, "followup"),
    CONTACT(free_busy_address, "free busy address"),
    CONTACT(ftp_site, "ftp site"),
    CONTACT(fullname, "fullname"),
    CONTACT(gov_id, "government id"),
    CONTACT(hobbies, "hobbies"),
    CONTACT(home_address, "home address"),
    CONTACT(home_city, "home city"),
    CONTACT(home_country, "home country"),
    CONTACT(home_fax, "home fax"),
    CONTACT(home_phone, "home phone"),
    CONTACT(home_phone2, "home phone2"),
    CONTACT(home_po_box, "home po box"),
    CONTACT(home_postal_code, "home postal code"),
    CONTACT(home_state, "home state"),
    CONTACT(home_street, "home street"),
    CONTACT(initials, "initials"),
    CONTACT(isdn_phone, "isdn phone"),
    CONTACT(job_title, "job title"),
    CONTACT(keyword, "keyword"),
    CONTACT(language, "language"),
    CONTACT(location, "location"),
    CONTACT(manager_name, "manager name"),
    CONTACT(middle_name, "middle name"),
    CONTACT(mileage, "mileage"),
    CONTACT(mobile_phone, "mobile phone"),
    CONTACT(nickname, "nickname"),
    CONTACT(office_loc, "office loc"),
    CONTACT(common_name, "common name"),
    CONTACT(org_id, "org id"),
    CONTACT(other_address, "other address"),
    CONTACT(other_city, "other city"),
    CONTACT(other_country, "other country"),
    CONTACT(other_phone, "other phone"),
    CONTACT(other_po_box, "other po box"),
    CONTACT(other_postal_code, "other postal code"),
    CONTACT(other_state, "other state"),
    CONTACT(other_street, "other street"),
    CONTACT(pager_phone, "pager phone"),
    CONTACT(personal_homepage, "personal homepage"),
    CONTACT(pref_name, "pref name"),
    CONTACT(primary_fax, "primary fax"),
    CONTACT(primary_phone, "primary phone"),
    CONTACT(profession, "profession"),
    CONTACT(radio_phone, "radio phone"),
    CONTACT(spouse_name, "spouse name"),
    CONTACT(suffix, "suffix"),
    CONTACT(surname, "surname"),
    CONTACT(telex, "telex"),
    CONTACT(transmittable_display_name, "transmittable display name"),
    CONTACT(ttytdd_phone, "ttytdd phone"),
    CONTACT(work_address_street, "work address street"),
    CONTACT(work_address_city, "work address city"),
    CONTACT(work_address_state, "work address state"),
    CONTACT(work_address_postalcode, "work address postalcode"),
    CONTACT(work_address_country, "work address country"),
    CONTACT(work_address_postofficebox, "work address postofficebox"),
};

#define APPOINTMENT(field, shown) { offsetof(pst_item_appointment, field), shown }
static const struct field appointment_fields[] = {
    APPOINTMENT(location, "location"),
    APPOINTMENT(recurrence_description, "recurrence"),
};

#define JOURNAL(field, shown) { offsetof(pst_item_journal, field), shown }
static const struct field journal_fields[] = {
    JOURNAL(type, "type"),
    JOURNAL(description, "description"),
};

struct store {
    pst_file file;
    unsigned long number; /* of the item */
    enum dlp_reason reason;
};

static void tell_item(struct store *store, pst_item *item, const char *place, unsigned depth);

/* ---- Strings --------------------------------------------------------------------------------------------- */

static void tell_line(pst_item *item, const char *name, pst_string *text)
{
    if (!text->str || !*text->str)
        return;
    pst_convert_utf8(item, text);
    if (!text->str)
        return;
    tell_text(name);
    tell_text(": ");
    tell_text(text->str);
    tell_text("\n");
}

static void tell_fields(pst_item *item, void *part, const struct field *fields, size_t count)
{
    for (size_t i = 0; part && i < count; i++)
        tell_line(item, fields[i].name, (pst_string *)(void *)((char *)part + fields[i].at));
}
#define TELL_FIELDS(item, part, fields)                                                            \
  tell_fields(item, part, fields, sizeof(fields) / sizeof((fields)[0]))

static void tell_strings(pst_item *item, const char *place)
{
    tell_part(DLP_PART_TEXT, place, "item", 0);
    tell_line(item, "name", &item->file_as);
    tell_line(item, "subject", &item->subject);
    TELL_FIELDS(item, item->email, email_fields);
    TELL_FIELDS(item, item->contact, contact_fields);
    TELL_FIELDS(item, item->appointment, appointment_fields);
    TELL_FIELDS(item, item->journal, journal_fields);
    for (const pst_item_extra_field *at = item->extra_fields; at; at = at->next) {
        tell_text(at->field_name ? at->field_name : "");
        tell_text(": ");
        tell_text(at->value ? at->value : "");
        tell_text("\n");
    }
    tell_line(item, "comment", &item->comment);
    tell_line(item, "body", &item->body);
    tell_end(DLP_REASON_NONE);
}

/* ---- Bodies and files ------------------------------------------------------------------------------------ */

static void inner_name(char out[NAME_MAX_BYTES], const char *place, const char *name)
{
    (void)snprintf(out, NAME_MAX_BYTES, "%s%s%s", place, *place ? "/" : "", name);
}

static void tell_bytes(const char *place, const char *name, const void *data, size_t len)
{
    char shown[NAME_MAX_BYTES];

    inner_name(shown, place, name);
    tell_part(DLP_PART_BYTES, shown, "", 0);
    tell_data(data, len);
    tell_end(DLP_REASON_NONE);
}

static void tell_bodies(pst_item *item, const char *place)
{
    pst_item_email *const email = item->email;
    size_t len = 0;
    char *rtf;

    if (email->htmlbody.str) {
        pst_convert_utf8(item, &email->htmlbody);
        if (email->htmlbody.str)
            tell_bytes(place, "body.html", email->htmlbody.str, strlen(email->htmlbody.str));
    }
    if (email->rtf_compressed.data && email->rtf_compressed.size <= UINT32_MAX) {
        rtf = pst_lzfu_decompress(email->rtf_compressed.data, (uint32_t)email->rtf_compressed.size,
                                  &len);
        if (rtf)
            tell_bytes(place, "body.rtf", rtf, len);
        worker_free(rtf);
    }
    if (email->encrypted_body.data || email->encrypted_htmlbody.data)
        tell_incomplete(place, DLP_REASON_ENCRYPTED);
}

static void tell_inner_message(struct store *store, pst_item_attach *file, const char *place,
                               unsigned depth)
{
    pst_desc_tree at = { .desc = pst_getID(&store->file, file->i_id) };
    pst_item *const item = at.desc ? pst_parse_item(&store->file, &at, file->id2_head) : NULL;

    if (item)
        tell_item(store, item, place, depth + 1);
    else
        tell_incomplete(place, DLP_REASON_DAMAGED);
    pst_freeItem(item);
}

static void tell_file(struct store *store, pst_item *item, pst_item_attach *file, const char *place,
                      unsigned depth)
{
    pst_string *const name = file->filename2.str ? &file->filename2 : &file->filename1;
    char shown[NAME_MAX_BYTES];
    pst_binary content;

    if (name->str)
        pst_convert_utf8(item, name);
    inner_name(shown, place, name->str && *name->str ? name->str : "attachment");
    if (file->method == PST_ATTACH_EMBEDDED) {
        tell_inner_message(store, file, shown, depth);
        return;
    }
    content = pst_attach_to_mem(&store->file, file);
    if (content.data) {
        tell_part(DLP_PART_BYTES, shown, "", 0);
        tell_data(content.data, content.size);
        tell_end(DLP_REASON_NONE);
    }
    worker_free(content.data);
}

static void tell_item(struct store *store, pst_item *item, const char *place, unsigned depth)
{
    if (depth > DEPTH_MAX) {
        tell_incomplete(place, DLP_REASON_DEPTH_LIMIT);
        return;
    }
    tell_strings(item, place);
    if (item->email)
        tell_bodies(item, place);
    for (pst_item_attach *at = item->attach; at; at = at->next)
        tell_file(store, item, at, place, depth);
}

/* ---- The tree ---------------------------------------------------------------------------------------------- */

/* A folder has its name in the path, everything else its number. */
static void name_of(char out[NAME_MAX_BYTES], struct store *store, const pst_desc_tree *at,
                    pst_item *item, const char *place)
{
    const bool folder = item && (item->folder || item->message_store || at->child);
    char number[32];

    (void)snprintf(number, sizeof(number), "%lu", ++store->number);
    if (folder && item->file_as.str)
        pst_convert_utf8(item, &item->file_as);
    inner_name(out, place,
               folder && item->file_as.str && *item->file_as.str ? item->file_as.str : number);
}

/* Items are folders and messages, hidden ones too; other nodes are tables and indexes of those. */
static bool is_item(const pst_desc_tree *at)
{
    const unsigned kind = (unsigned)at->d_id & 0x1f;

    return kind == NODE_FOLDER || kind == NODE_SEARCH || kind == NODE_MESSAGE || kind == NODE_HIDDEN
        || at->d_id == NODE_STORE;
}

static void tell_tree(struct store *store, pst_desc_tree *first, const char *place, unsigned depth)
{
    for (pst_desc_tree *at = first; at; at = at->next) {
        const bool wanted = is_item(at) && at->desc;
        pst_item *const item = wanted ? pst_parse_item(&store->file, at, NULL) : NULL;
        char name[NAME_MAX_BYTES];

        name_of(name, store, at, item, place);
        if (item)
            tell_item(store, item, name, 0);
        else if (wanted)
            tell_incomplete(name, DLP_REASON_DAMAGED);
        pst_freeItem(item);
        if (at->child && depth < DEPTH_MAX)
            tell_tree(store, at->child, name, depth + 1);
        else if (at->child)
            tell_incomplete(name, DLP_REASON_DEPTH_LIMIT);
    }
}

static enum dlp_reason read_pst(const struct worker_document *document)
{
    struct store store = { .reason = DLP_REASON_DAMAGED };

    /* The path is the document: fopen.c. */
    if (pst_open(&store.file, "/proc/self/fd/3", "CP1252") != 0)
        return DLP_REASON_DAMAGED;
    if (pst_load_index(&store.file) == 0) {
        (void)pst_load_extended_attributes(&store.file); /* not all have some */
        store.reason = DLP_REASON_NONE;
        tell_tree(&store, store.file.d_head, "", 0);
        if (store.file.size > document->len) /* as it says itself */
            store.reason = DLP_REASON_TRUNCATED;
    }
    (void)pst_close(&store.file);
    return store.reason;
}

extern WORKER_API const struct worker_module worker_module;
const struct worker_module worker_module = { .read = read_pst };
