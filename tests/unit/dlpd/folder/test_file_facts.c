/* What other programs say of files. */

#include "unit/test.h"

#include "folder/file_facts.h"

#include <stdlib.h>
#include <string.h>

static const char sidecar[] =
    "{\"timestamp\":\"x\",\"src_ip\": \"192.0.2.7\",\"src_port\":40000,\"dest_ip\":\"2001:db8::1\","
    "\"dest_port\":80,\"app_proto\":\"HTTP\",\"http\":{\"url\":\"\\\"hostname\\\":\\\"evil\\\"\","
    "\"hostname\":\"files.example\"},\"fileinfo\":{\"filename\":\"a\\\"b\\\\c\",\"state\":\"TRUNCATED\"}}";

static void test_file_facts__of_a_sidecar(void)
{
    struct file_facts facts = { .protocol = "smtp" };

    file_facts_of_sidecar(&facts, sidecar, strlen(sidecar));
    CHECK_INT(facts.from.port, 40000);
    CHECK_INT(facts.from.address.family, 4);
    CHECK_INT(facts.to.port, 80);
    CHECK_INT(facts.to.address.family, 6);
    CHECK_STR(facts.protocol, "http");
    CHECK_STR(facts.host, "files.example");
    CHECK_STR(facts.name, "a\"b\\c");
    CHECK(facts.cut);
}

/* From an exact copy, so that nothing is read behind it. */
static void test_file_facts__cut_anywhere(void)
{
    for (size_t len = 0; len < sizeof(sidecar); len++) {
        struct file_facts facts = { .protocol = "" };
        char *const copy = malloc(len + 1);

        CHECK(copy);
        memcpy(copy, sidecar, len);
        file_facts_of_sidecar(&facts, copy, len);
        CHECK(strlen(facts.host) <= strlen("files.example"));
        free(copy);
    }
}

static void test_file_facts__of_a_name(void)
{
    struct file_facts facts = { .protocol = "" };

    file_facts_of_name(&facts, "extract-1700000000-HTTP");
    CHECK_STR(facts.protocol, "");
    file_facts_of_name(&facts, "extract-1700000000-H T-F1");
    CHECK_STR(facts.protocol, "");
    file_facts_of_name(&facts, "other-1700000000-HTTP-F1");
    CHECK_STR(facts.protocol, "");
    file_facts_of_name(&facts, "extract-1700000000.5-FTP_DATA-F1");
    CHECK_STR(facts.protocol, "ftp_data");
}

TEST_MAIN(TEST(test_file_facts__of_a_sidecar), TEST(test_file_facts__cut_anywhere),
          TEST(test_file_facts__of_a_name))
