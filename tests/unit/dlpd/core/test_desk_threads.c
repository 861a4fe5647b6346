/* Documents that several threads read: each is told once, under the rules that it came with; and a stop while they
 * are at it. */

#include "core/desk.h"
#include "core/desk_read.h"
#include "engine/scanner.h"
#include "support/scan_log.h"
#include "unit/engine/small_rules.h"
#include "unit/test.h"

#include <poll.h>

#define DOCUMENTS 120
#define LINES 40

struct told {
    unsigned count[DOCUMENTS];
    unsigned all;
    struct document *documents;
};

static void on_read(struct document *document, void *user)
{
    struct told *const told = user;

    told->count[document - told->documents]++;
    told->all++;
}

static struct desk *desk_with(unsigned threads, struct told *told)
{
    const struct desk_options options = { .launcher = -1,
                                          .document_most = 1 << 20,
                                          .all_most = 8 << 20,
                                          .time_ms = 10000,
                                          .min_confidence = 0.1,
                                          .threads = threads };
    struct desk *desk;

    CHECK(desk_new(&desk, &options, on_read, told));
    return desk;
}

/* Two sets of rules, by turns, as after a reload. */
static void generations_make(struct generation made[2])
{
    static const char *const rules[2] = { SMALL_RULES, SMALL_RULES };

    for (int i = 0; i < 2; i++) {
        dlp_scanner *const scanner = scan_log_scanner(rules[i]);

        made[i] =
            (struct generation){ .refs = 1, .book.database = scanner->db, .scanner = scanner };
    }
}

static void put_document(struct desk *desk, struct document *document, struct generation *rules)
{
    *document = (struct document){ .fd = -1, .kind = "document", .generation = rules };
    CHECK(desk_open(desk, document) == NULL);
    for (unsigned i = 0; i < LINES; i++) {
        char line[64];
        const int len = snprintf(line, sizeof(line), "deploy token tok_%08u%02u\n", 12345678u, i);

        CHECK(desk_keep(desk, document, line, (size_t)len) == NULL);
    }
    desk_ask(desk, document);
}

static void forget(struct document *documents, struct generation rules[2])
{
    for (unsigned i = 0; i < DOCUMENTS; i++)
        desk_forget(&documents[i]);
    for (int i = 0; i < 2; i++)
        dlp_scanner_free(rules[i].scanner);
}

static void test_desk__each_document_is_told_once(void)
{
    static struct document documents[DOCUMENTS];
    static struct generation rules[2];
    struct told told = { .documents = documents };
    struct desk *const desk = desk_with(4, &told);
    struct pollfd wait = { .fd = desk_fd(desk), .events = POLLIN };

    generations_make(rules);
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        put_document(desk, &documents[i], &rules[i % 2]);
        desk_run(desk);
    }
    while (told.all < DOCUMENTS && poll(&wait, 1, 60000) > 0)
        desk_run(desk);
    CHECK_INT(told.all, DOCUMENTS);
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        CHECK_INT(told.count[i], 1);
        CHECK_INT(documents[i].found_len, LINES);
        CHECK_INT(documents[i].reasons, 0);
        CHECK_INT(documents[i].fd, -1);
    }
    desk_free(desk);
    forget(documents, rules);
}

/* Whatever was read by then: nothing is lost, and nothing is called read that was not. */
static void test_desk__a_stop_tells_what_it_cut_off(void)
{
    static struct document documents[DOCUMENTS];
    static struct generation rules[2];
    struct told told = { .documents = documents };
    struct desk *const desk = desk_with(2, &told);

    generations_make(rules);
    for (unsigned i = 0; i < DOCUMENTS; i++)
        put_document(desk, &documents[i], &rules[i / 60]);
    desk_finish(desk, 0);
    CHECK_INT(told.all, DOCUMENTS);
    for (unsigned i = 0; i < DOCUMENTS; i++)
        CHECK(documents[i].found_len == LINES
              || (documents[i].reasons == 1 && strcmp(documents[i].reason[0], "cancelled") == 0));
    desk_free(desk);
    forget(documents, rules);
}

TEST_MAIN(TEST(test_desk__each_document_is_told_once),
          TEST(test_desk__a_stop_tells_what_it_cut_off))
