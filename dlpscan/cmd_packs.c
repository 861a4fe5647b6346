/* dlpscan/cmd_packs.c - `dlpscan rules packs`: groups of rules for a purpose. */

#include "columns.h"
#include "command.h"
#include "message.h"
#include "output.h"
#include "printable.h"
#include "rulebook.h"

#include <string.h>

static void pack_text(struct buffer *out, const struct dlp_pack_info *pack)
{
    struct buffer rules = BUFFER_INIT;

    buffer_format(&rules, "%zu rule%s", pack->rules, pack->rules == 1 ? "" : "s");
    column_text(out, pack->name, 10);
    column_text(out, buffer_string(&rules), 10);
    buffer_free(&rules);
    column_text(out, pack->title, 28);
    printable_text(out, pack->source, strlen(pack->source));
    buffer_char(out, '\n');
}

int cmd_rules_packs(const struct settings *settings, char **args, int count)
{
    const bool jsonl = strcmp(settings->format, "jsonl") == 0;
    struct rulebook book = RULEBOOK_INIT;
    struct buffer out = BUFFER_INIT;
    dlp_status status = DLP_OK;
    int result;

    (void)args;
    (void)count;
    result = rulebook_load(&book, &settings->choice, NULL, 0);
    for (size_t i = 0;
         result == STATUS_CLEAN && status == DLP_OK && i < dlp_ruleset_pack_count(book.set); i++) {
        struct dlp_pack_info pack = { .version = DLP_PACK_INFO_VERSION };

        status = dlp_ruleset_pack(book.set, i, &pack);
        if (status == DLP_OK && jsonl)
            status = dlp_report_pack(&pack, buffer_write, &out);
        else if (status == DLP_OK)
            pack_text(&out, &pack);
    }
    if (status != DLP_OK) {
        message("cannot list the packs: %s", dlp_status_name(status));
        result = STATUS_ENVIRONMENT;
    }
    if (result == STATUS_CLEAN && !output_now(buffer_string(&out), out.len))
        result = STATUS_ENVIRONMENT;
    buffer_free(&out);
    rulebook_free(&book);
    return result;
}
