/* tests/unit/validate/test_email.c - addresses of mail and of the internet protocol. */

#include "unit/validate/check.h"

static void test_email__accepts_what_people_have(void)
{
    static const struct check_case cases[] = {
        { "email", "a@b.se", true },
        { "email", "first.last+tag@sub.example.co.uk", true },
        { "email", "o'brien@example.com", true },
        { "email", "X@EXAMPLE.COM", true },
        { "email", "\xd0\xb8\xd0\xb2\xd0\xb0\xd0\xbd@example.org", true },
        { "email", "user@xn--80ak6aa92e.xn--p1ai", true },
        { "email", "user@\xd0\xbf\xd0\xbe\xd1\x87\xd1\x82\xd0\xb0.\xd1\x80\xd1\x84", true },
        { "email", "user@museum.photography", true },
    };

    CHECK_CASES(cases);
}

static void test_email__rejects_what_only_looks_like_it(void)
{
    static const struct check_case cases[] = {
        { "email", "logo@2x.png", false },
        { "email", "pkg@1.2.3", false },
        { "email", "user@localhost", false },
        { "email", "user@host.nosuchtld", false },
        { "email", ".user@example.com", false },
        { "email", "user.@example.com", false },
        { "email", "us..er@example.com", false },
        { "email", "user@-example.com", false },
        { "email", "user@example-.com", false },
        { "email", "user@example..com", false },
        { "email", "user@.com", false },
        { "email", "user@example.com.", false },
        { "email", "us er@example.com", false },
        { "email", "user@exa_mple.com", false },
        { "email", "a@b@example.com", false },
        { "email", "@example.com", false },
        { "email", "user@", false },
        { "email", "user@example.xn--", false },
        { "email", "\xef\xbd\x87@gmail.com", false }, /* full-width */
        { "email",
          "us\xff"
          "er@example.com",
          false },
        { "email", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.com",
          false },
    };

    CHECK_CASES(cases);
}

static void test_ip__reads_four_octets(void)
{
    static const struct check_case cases[] = {
        { "ipv4", "8.8.8.8", true },
        { "ipv4", "255.255.255.255", true },
        { "ipv4", "0.0.0.0", true },
        { "ipv4", "256.1.1.1", false },
        { "ipv4", "1.2.3", false },
        { "ipv4", "1.2.3.4.5", false },
        { "ipv4", "01.2.3.4", false },
        { "ipv4", "1.2.3.4 ", false },
        { "ipv4", "1..3.4", false },
        { "ipv4", "1.2.3.1000", false },
        { "ipv4_public", "8.8.8.8", true },
        { "ipv4_public", "100.128.0.1", true },
        { "ipv4_public", "172.32.0.1", true },
        { "ipv4_public", "10.1.2.3", false },
        { "ipv4_public", "172.16.0.1", false },
        { "ipv4_public", "192.168.1.1", false },
        { "ipv4_public", "127.0.0.1", false },
        { "ipv4_public", "169.254.1.1", false },
        { "ipv4_public", "100.64.0.1", false },
        { "ipv4_public", "0.1.2.3", false },
        { "ipv4_public", "192.0.2.1", false },
        { "ipv4_public", "198.51.100.1", false },
        { "ipv4_public", "203.0.113.7", false },
        { "ipv4_public", "224.0.0.1", false },
        { "ipv4_public", "255.255.255.255", false },
    };

    CHECK_CASES(cases);
}

TEST_MAIN(TEST(test_email__accepts_what_people_have),
          TEST(test_email__rejects_what_only_looks_like_it), TEST(test_ip__reads_four_octets))
