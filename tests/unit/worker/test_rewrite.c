/* tests/unit/worker/test_rewrite.c - members of office documents with their values replaced. */

#include "unit/test.h"
#include "worker/rewrite/member.h"
#include "worker/xlsx_book.h"

#include <unistd.h>

static const char *const values[][2] = {
    { "4000 0073 1199 9384", "CARD" },
    { "4000", "no" },
    { "5425233430109903", "CARD2" },
    { "anna@example.com", "MAIL" },
    { "R&D 55", "a<b" },
    { "1984-03-21", "BORN" },
    { "12-34", "x" },
    /* Dates that go away for a while, and come back as others. */
    { "1971-12-31", "D01" },
    { "D02", "1972-01-09" },
    { "D03", "1902-01-01" },
    { "D04", "9 January 1972" },
    { "D05-00", "1972-01-09" },
};
#define MOVES 7 /* the first of those */

static struct replacements all;
static struct xlsx book;
static struct dlp_bytes out = DLP_BYTES_INIT(1u << 20);

static void read_values(void)
{
    int ends[2];

    CHECK(pipe(ends) == 0);
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        const uint32_t with_len = (uint32_t)strlen(values[i][1]);
        const uint32_t lengths[2] = { (uint32_t)strlen(values[i][0]),
                                      with_len | (i < MOVES ? 0 : REPLACEMENT_MOVES) };

        CHECK(write(ends[1], lengths, sizeof(lengths)) == sizeof(lengths));
        CHECK(write(ends[1], values[i][0], lengths[0]) == (ssize_t)lengths[0]);
        CHECK(write(ends[1], values[i][1], with_len) == (ssize_t)with_len);
    }
    close(ends[1]);
    CHECK(replacements_read(&all, ends[0]));
    close(ends[0]);
    book.styles = 2;
    book.is_date[1] = true;
}

static const char *rewritten(const char *name, const char *text)
{
    if (!all.slot)
        read_values();
    dlp_bytes_clear(&out);
    if (!member_rewrite(name, text, strlen(text), &all, &book, &out))
        return "refused";
    CHECK_INT(dlp_bytes_append(&out, "", 1), DLP_OK);
    return (const char *)out.data;
}

static const char *word(const char *text)
{
    return rewritten("word/document.xml", text);
}

static const char *sheet(const char *text)
{
    return rewritten("xl/worksheets/sheet1.xml", text);
}

static void test_rewrite__joins_runs(void)
{
    CHECK_STR(
        word("<w:p><w:r><w:t>Card 4000 00</w:t></w:r><w:r><w:rPr/><w:t>73 1199</w:t></w:r>"
             "<w:t> 9384.</w:t></w:p>"),
        "<w:p><w:r><w:t>Card CARD</w:t></w:r><w:r><w:rPr/><w:t></w:t></w:r><w:t>.</w:t></w:p>");
    CHECK_STR(word("<w:p><w:t>12</w:t><w:noBreakHyphen/><w:t>34 5</w:t></w:p>"),
              "<w:p><w:t>x</w:t><w:t> 5</w:t></w:p>");
}

static void test_rewrite__leaves_every_other_byte(void)
{
    static const char text[] =
        "<?xml version='1.0'?>\n<w:p a='12-34'  b = \"x>y\">\n <w:t>a &#x26; "
        "b</w:t><!-- 12-34 --><w:t xml:space='preserve'> 12-345 </w:t></w:p>";

    CHECK_STR(word(text), text);
}

static void test_rewrite__only_whole_words(void)
{
    CHECK_STR(word("<a>4000 x4000 4000x 40001 (4000)</a>"), "<a>no x4000 4000x 40001 (no)</a>");
    CHECK_STR(word("<w:p><w:t>12-3</w:t></w:p><w:p><w:t>4</w:t></w:p>"),
              "<w:p><w:t>12-3</w:t></w:p><w:p><w:t>4</w:t></w:p>");
}

static void test_rewrite__entities_both_ways(void)
{
    CHECK_STR(word("<a>R&amp;D 55 &lt;</a>"), "<a>a&lt;b &lt;</a>");
    CHECK_STR(word("<a>&#97;nna&#x40;example.com</a>"), "<a>MAIL</a>");
    CHECK_STR(word("<a><![CDATA[R&D 55 <]]></a>"), "<a>a&lt;b &lt;</a>");
}

static void test_rewrite__links(void)
{
    CHECK_STR(rewritten("word/_rels/document.xml.rels",
                        "<R Id=\"4000\" Target=\"mailto:anna@example.com\" Type='4000'/>"),
              "<R Id=\"4000\" Target=\"mailto:MAIL\" Type='4000'/>");
}

static void test_rewrite__numbers_become_text(void)
{
    CHECK_STR(
        sheet("<c r=\"A1\" s=\"0\" t=\"n\"><v>5425233430109903</v></c><c r=\"B1\"><v>40</v></c>"),
        "<c r=\"A1\" s=\"0\" t=\"str\"><v>CARD2</v></c><c r=\"B1\"><v>40</v></c>");
    CHECK_STR(sheet("<c r=\"A1\" s=\"1\"><v>30762</v></c><c s=\"0\"><v>30762</v></c>"),
              "<c r=\"A1\" s=\"1\" t=\"str\"><v>BORN</v></c><c s=\"0\"><v>30762</v></c>");
}

static void test_rewrite__dates_of_iso(void)
{
    CHECK_STR(sheet("<c t=\"d\" s=\"1\"><v>1984-03-21</v></c>"),
              "<c s=\"1\" t=\"str\"><v>BORN</v></c>"); /* no date any more */
    CHECK_STR(sheet("<c t=\"d\"><v>1984-03-21T04:05:06</v></c>"),
              "<c t=\"str\"><v>BORNT04:05:06</v></c>");
    CHECK_STR(sheet("<c t=\"d\"><v>1971-12-31T04:05:06</v></c>"),
              "<c t=\"d\"><v>D01T04:05:06</v></c>");
    CHECK_STR(sheet("<c t=\"d\"><v>D05-00T04:05:06</v></c>"),
              "<c t=\"d\"><v>1972-01-09T04:05:06</v></c>");
    CHECK_STR(word("<a>12-34T5 12-34Tx 12-34T</a>"), "<a>xT5 12-34Tx 12-34T</a>");
}

static void test_rewrite__dates_go_away(void)
{
    CHECK_STR(sheet("<c r=\"A1\" s=\"1\" t=\"n\"><v>26298</v></c>"),
              "<c r=\"A1\" s=\"1\" t=\"str\" dlpTime=\"0\"><v>D01</v></c>");
    CHECK_STR(sheet("<c s=\"1\"><v>26298.25</v></c>"),
              "<c s=\"1\" t=\"str\" dlpTime=\"0.25\"><v>D01 06:00:00</v></c>");
    CHECK_STR(sheet("<c t=\"str\" s=\"1\"><v>1971-12-31</v></c>"),
              "<c t=\"str\" s=\"1\"><v>D01</v></c>");
}

static void test_rewrite__dates_come_back(void)
{
    CHECK_STR(sheet("<c r=\"A1\" s=\"1\" t=\"str\" dlpTime=\"0\"><v>D02</v></c>"),
              "<c r=\"A1\" s=\"1\"><v>26307</v></c>");
    CHECK_STR(sheet("<c s=\"1\" t=\"str\" dlpTime=\"0.25\"><f>A1</f><v>D02 06:00:00</v></c>"),
              "<c s=\"1\"><f>A1</f><v>26307.25</v></c>");
    CHECK_STR(sheet("<c t=\"str\"><v>D02</v></c>"), "<c t=\"str\"><v>1972-01-09</v></c>");
    book.since_1904 = true;
    CHECK_STR(sheet("<c t=\"str\" dlpTime=\"0\"><v>D02</v></c>"), "<c><v>24845</v></c>");
    CHECK_STR(sheet("<c t=\"str\" dlpTime=\"0\"><v>D03</v></c>"),
              "<c t=\"str\"><v>1902-01-01</v></c>"); /* no number of such a book */
    book.since_1904 = false;
    CHECK_STR(sheet("<c t=\"str\" dlpTime=\"0\"><v>D04</v></c>"),
              "<c t=\"str\"><v>9 January 1972</v></c>");
    CHECK_STR(sheet("<c t=\"str\" dlpTime=\"0\"><v>D02, a note</v></c>"),
              "<c t=\"str\"><v>1972-01-09, a note</v></c>");
}

static void test_rewrite__numbers_of_strings_stay(void)
{
    CHECK_STR(sheet("<c t=\"s\"><v>4000</v></c><c t=\"b\"><v>4000</v></c>"),
              "<c t=\"s\"><v>4000</v></c><c t=\"b\"><v>4000</v></c>");
    CHECK_STR(sheet("<c t=\"str\"><f>\"4000\"</f><v>4000</v></c>"),
              "<c t=\"str\"><f>&quot;no&quot;</f><v>no</v></c>");
}

static void test_rewrite__refuses_what_is_no_xml(void)
{
    CHECK_STR(word("<!DOCTYPE a><a/>"), "refused");
    CHECK_STR(word("<a"), "refused");
    CHECK_STR(word("\xff\xfe<"), "refused");
}

TEST_MAIN(TEST(test_rewrite__joins_runs), TEST(test_rewrite__leaves_every_other_byte),
          TEST(test_rewrite__only_whole_words), TEST(test_rewrite__entities_both_ways),
          TEST(test_rewrite__links), TEST(test_rewrite__numbers_become_text),
          TEST(test_rewrite__dates_of_iso), TEST(test_rewrite__dates_go_away),
          TEST(test_rewrite__dates_come_back), TEST(test_rewrite__numbers_of_strings_stay),
          TEST(test_rewrite__refuses_what_is_no_xml))
