/* Where FTP says that a file will come. */

#include "unit/test.h"

#include "app/ftp.h"

#include <string.h>

static bool port(struct endpoint *out, const char *line)
{
    return ftp_read_port(out, line, strlen(line));
}

static bool extended(struct endpoint *out, const char *line)
{
    return ftp_read_extended(out, line, strlen(line));
}

static void check_end(const struct endpoint *end, const char *address, uint16_t number)
{
    CHECK(memcmp(end->address.bytes, address, 4) == 0);
    CHECK_INT(end->port, number);
    CHECK_INT(end->address.family, 4);
}

static void test_ftp_address__six_numbers(void)
{
    struct endpoint end;

    CHECK(port(&end, "192,0,2,1,195,80"));
    check_end(&end, "\xc0\x00\x02\x01", 50000);
    CHECK(port(&end, "Entering Passive Mode (10,0,0,255,4,1)."));
    check_end(&end, "\x0a\x00\x00\xff", 1025);
    CHECK(port(&end, "2 ways: =10,0,0,1,0,21"));
    check_end(&end, "\x0a\x00\x00\x01", 21);
    CHECK(!port(&end, "10,0,0,1,0"));
    CHECK(!port(&end, "10,0,0,1,0,"));
    CHECK(!port(&end, "10,0,0,256,0,21"));
    CHECK(!port(&end, "10,0,0, 1,0,21"));
    CHECK(!port(&end, "10,0,0,99999999999999999999,0,21"));
    CHECK(!port(&end, ""));
}

static void test_ftp_address__extended(void)
{
    struct endpoint end = { .address = { 4, { 192, 0, 2, 7 } } };

    CHECK(extended(&end, "Entering (|||50000|)"));
    check_end(&end, "\xc0\x00\x02\x07", 50000);
    CHECK(extended(&end, "|1|10.0.0.1|65535|"));
    check_end(&end, "\x0a\x00\x00\x01", 65535);
    CHECK(extended(&end, "|2|2001:db8::1|1|"));
    CHECK_INT(end.address.family, 6);
    CHECK_INT(end.address.bytes[15], 1);
    CHECK(!extended(&end, "|||65536|"));
    CHECK(!extended(&end, "|||0|"));
    CHECK(!extended(&end, "|||5x|"));
    CHECK(!extended(&end, "|||50000"));
    CHECK(!extended(&end, "|1|10.0.0.1.2|21|"));
    CHECK(!extended(&end, "|1|10000000000000000000000000000000000000000000000000.0.0.1|21|"));
    CHECK(!extended(&end, ""));
    CHECK_INT(end.port, 1);
}

TEST_MAIN(TEST(test_ftp_address__six_numbers), TEST(test_ftp_address__extended))
