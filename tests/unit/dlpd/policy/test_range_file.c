/* Files that say whose an address is, in the formats of those who write them; and in which country it is. */

#include "unit/test.h"

#include "policy/countries.h"
#include "policy/users.h"
#include "support/policy_text.h"

#include <unistd.h>

static char path[64];

static void write_file(const char *text)
{
    FILE *file;

    snprintf(path, sizeof(path), "/tmp/test_range_file.%ld", (long)getpid());
    file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        abort();
}

/* What a file says of an address: "USER MACHINE", with "-" for nothing. */
static const char *whose(const char *format, const char *file, const char *address,
                         struct policy_talk *talk)
{
    static char said[600];
    struct owned owned = { 0 };
    struct policy_reader reader = { .fn = policy_hear, .user = talk, .owned = &owned };
    char name[96], *names[] = { name };
    const struct text_list list = { names, 1 };
    const struct range_row *row;
    struct range_table table;
    struct endpoint end;

    write_file(file);
    snprintf(name, sizeof(name), "%s%s", format, path);
    (void)users_read(&reader, &list, &table);
    policy_end(&end, address, 0);
    row = range_table_find(&table, &end.address);
    snprintf(said, sizeof(said), "%s %s", row && row->text[0] ? row->text[0] : "-",
             row && row->text[1] ? row->text[1] : "-");
    range_table_free(&table);
    (void)unlink(path);
    return said;
}

static const char dnsmasq[] = "1700003600 02:00:00:00:00:01 10.0.0.7 till-3 01:02\n"
                              "1700003600 02:00:00:00:00:02 10.0.0.8 * *\n"
                              "duid 00:01:00:01\n"
                              "1700003600 123 2001:db8::7 till-3 00:01\n";
static const char dhcpd[] =
    "# a comment\nauthoring-byte-order little-endian;\n\n"
    "lease 10.0.0.7 {\n  starts 4 2023/11/14 22:00:00;\n"
    "  binding state active;\n  client-hostname \"old\";\n}\n"
    "lease 10.0.0.8 {\n  binding state active;\n  client-hostname \"gone\";\n}\n"
    "lease 10.0.0.7 {\n  binding state active;\n  client-hostname \"till-3\";\n}\n"
    "lease 10.0.0.8 {\n  binding state free;\n  client-hostname \"gone\";\n}\n";
static const char openvpn2[] =
    "TITLE,OpenVPN 2.6.3\nHEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,Virtual IPv6\n"
    "CLIENT_LIST,anna,192.0.2.1:1194,10.8.0.6,2001:db8::6,1,2\n"
    "ROUTING_TABLE,10.8.0.6,anna,192.0.2.1:1194,0\nEND\n";
static const char openvpn3[] = "CLIENT_LIST\tbo b\t192.0.2.2:1194\t10.8.0.7\t\t1\t2\n";
static const char nested[] = "10.0.0.0/8 guest\n10.0.0.0/16 office hall\n10.0.0.7 anna till-3\n"
                             "10.1.0.0/16 - lab\n2001:db8::/32 six\n0.0.0.0/0 anyone\n";

static const struct {
    const char *format, *file, *address, *said;
} files[] = {
    { "", nested, "10.0.0.7", "anna till-3" },
    { "text:", nested, "10.0.0.8", "office hall" },
    { "", nested, "10.0.255.255", "office hall" },
    { "", nested, "10.1.2.3", "- lab" },
    { "", nested, "10.2.0.0", "guest -" },
    { "", nested, "11.0.0.0", "anyone -" },
    { "", nested, "9.255.255.255", "anyone -" },
    { "", nested, "2001:db8:ffff::", "six -" },
    { "", nested, "2001:db9::", "- -" },
    { "", "", "10.0.0.7", "- -" },
    { "dnsmasq:", dnsmasq, "10.0.0.7", "- till-3" },
    { "dnsmasq:", dnsmasq, "10.0.0.8", "- -" },
    { "dnsmasq:", dnsmasq, "2001:db8::7", "- till-3" },
    { "dhcpd:", dhcpd, "10.0.0.7", "- till-3" },
    { "dhcpd:", dhcpd, "10.0.0.8", "- -" },
    { "openvpn:", openvpn2, "10.8.0.6", "anna -" },
    { "openvpn:", openvpn2, "2001:db8::6", "anna -" },
    { "openvpn:", openvpn2, "192.0.2.1", "- -" },
    { "openvpn:", openvpn3, "10.8.0.7", "bo b -" },
};

static void test_range_file__whose_an_address_is(void)
{
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        struct policy_talk talk = { "", 0 };

        CHECK_STR(whose(files[i].format, files[i].file, files[i].address, &talk), files[i].said);
        CHECK_STR(talk.text, "");
    }
}

static const struct {
    const char *format, *file, *said;
} broken[] = {
    { "", "10.0.0.7 a\n10.0.0.300 b\n",
      "2: a line must be an address or range, a user, and a machine or "
      "nothing, as in \"192.0.2.7 alice till-3\"\n" },
    { "", "10.0.0.7 a b c\n",
      "1: a line must be an address or range, a user, and a machine or nothing, as "
      "in \"192.0.2.7 alice till-3\"\n" },
    { "dnsmasq:", "10.0.0.7 a\n",
      "1: a line must be a lease of dnsmasq: a time, a MAC, an address, a name\n" },
    { "dhcpd:", "lease x {\n", "1: a line must be of a lease of dhcpd: \"lease ADDRESS {\"\n" },
    { "openvpn:", "CLIENT_LIST,anna\n",
      "1: a line must be of OpenVPN's status, version 2 or 3: "
      "CLIENT_LIST, a name, two addresses\n" },
    { "openvpn:", "CLIENT_LIST;anna\n",
      "1: a line must be of OpenVPN's status, version 2 or 3: "
      "CLIENT_LIST, a name, two addresses\n" },
    { "openvpn:", "CLIENT_LIST",
      "1: a line must be of OpenVPN's status, version 2 or 3: CLIENT_LIST, a "
      "name, two addresses\n" },
};

/* Nothing of a broken file is used, not even what stands in front of the mistake. */
static void test_range_file__broken_files(void)
{
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        struct policy_talk talk = { "", 0 };

        CHECK_STR(whose(broken[i].format, broken[i].file, "10.0.0.7", &talk), "- -");
        CHECK_STR(talk.text, broken[i].said);
    }
}

static void test_range_file__countries(void)
{
    struct owned owned = { 0 };
    struct policy_talk talk = { "", 0 };
    struct policy_reader reader = { .fn = policy_hear, .user = &talk, .owned = &owned };
    struct countries *countries;
    char country[COUNTRY_TEXT];
    struct endpoint end;

    write_file("203.0.113.0/24 SE\n203.0.113.7 NO # within\n");
    reader.file = path;
    countries = countries_open(&reader);
    policy_end(&end, "203.0.113.7", 0);
    countries_find(countries, &end.address, country);
    CHECK_STR(country, "NO");
    policy_end(&end, "203.0.114.7", 0);
    countries_find(countries, &end.address, country);
    CHECK_STR(country, "");
    countries_close(countries);
    write_file("203.0.113.0/24 Sweden\n");
    CHECK(countries_open(&reader) == NULL);
    write_file("LOCDBXX\x01 and no more");
    CHECK(countries_open(&reader) == NULL);
    CHECK_STR(talk.text,
              "1: a line must be an address or range and a country, as in \"192.0.2.0/24 "
              "SE\"\n0: is no database that libloc reads, or not a whole one\n");
    (void)unlink(path);
}

/* Debian's libloc-database. */
static void test_range_file__countries_of_libloc(void)
{
    static const struct {
        const char *address, *country;
    } known[] = { { "8.8.8.8", "US" },
                  { "2001:4860:4860::8888", "US" },
                  { "194.71.11.173", "SE" },
                  { "77.88.8.8", "RU" },
                  { "10.0.0.1", "" } };
    struct policy_talk talk = { "", 0 };
    struct policy_reader reader = { .fn = policy_hear,
                                    .user = &talk,
                                    .file = "/usr/share/libloc-location/location.db" };
    struct countries *countries;

    if (access(reader.file, R_OK) != 0)
        return;
    countries = countries_open(&reader);
    CHECK(countries != NULL);
    for (size_t i = 0; countries && i < sizeof(known) / sizeof(known[0]); i++) {
        char country[COUNTRY_TEXT];
        struct endpoint end;

        policy_end(&end, known[i].address, 0);
        countries_find(countries, &end.address, country);
        CHECK_STR(country, known[i].country);
    }
    countries_close(countries);
    CHECK_STR(talk.text, "");
}

TEST_MAIN(TEST(test_range_file__whose_an_address_is), TEST(test_range_file__broken_files),
          TEST(test_range_file__countries), TEST(test_range_file__countries_of_libloc))
