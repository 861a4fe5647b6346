/* Tests of extract/decoders.c and the decoders it lists: what each reads, and what it leaves alone. */

#include "extract/decoder.h"
#include "scan/class_masks.h"
#include "unit/test.h"

#include <string.h>

#define CAP 512u

struct reading {
    const char *text, *want;
};

/* Decode until nothing changes. */
static const char *decoded(const char *text)
{
    static char result[CAP + 1];
    static struct dlp_view_text view[2];
    unsigned depth = 0;

    if (!view[0].bytes) {
        CHECK_INT(dlp_view_text_init(&view[0], CAP), DLP_OK);
        CHECK_INT(dlp_view_text_init(&view[1], CAP), DLP_OK);
    }
    dlp_view_text_set(&view[0], (const uint8_t *)text, strlen(text));
    while (depth < DLP_VIEW_DEPTH
           && dlp_view_decode(&view[(depth + 1) & 1], &view[depth & 1], UINT32_MAX).changed > 0)
        depth++;
    memcpy(result, view[depth & 1].bytes, view[depth & 1].len);
    result[view[depth & 1].len] = '\0';
    return result;
}

static void check_all(const struct reading *readings, size_t len)
{
    for (size_t i = 0; i < len; i++)
        CHECK_STR(decoded(readings[i].text), readings[i].want);
}
#define CHECK_ALL(readings) check_all(readings, sizeof(readings) / sizeof((readings)[0]))

static void test_decoders__read_escapes(void)
{
    static const struct reading readings[] = {
        { "%34%31 x", "41 x" },
        { "%u0034", "4" },
        { "%2534", "4" },
        { "100% of 5%zz", "100% of 5%zz" },
        { "&#52;&#x31;&#49 &nbsp;&commat;", "411  @" },
        { "&amp;#52;", "4" },
        { "AT&T &nothing;", "AT&T &nothing;" },
        { "\\u0034\\x31\\u{31}\\061\\U00000031", "41111" },
        { "\\31\\32 \\u12", "12\\u12" },
        { "\\000034\\34 \\31 x", "441 x" },
        { "\\x{34}\\o{61}`u{31}", "411" },
        { "\\N{DIGIT FOUR}\\N{LATIN SMALL LETTER A}\\N{CAPITAL}", "4a\\N{CAPITAL}" },
        { "45\\\n39 x\\\n", "4539 x" },
        { "&#00000000000052;", "4" },
        { "U+0034U+0031", "41" },
        { "U+0034 U+0031 USA", "41 USA" },
        { "U+002DU+0034U+006E", "-4n" },
        { "=34=31 a=34 b", "41 a=34 b" },
        { "12=\r\n34", "1234" },
    };

    CHECK_ALL(readings);
}

static void test_decoders__read_characters(void)
{
    static const struct reading readings[] = {
        { "\xef\xbc\x94\xd9\xa1\xe0\xa5\xa7\xe2\x91\xa0", "4111" },
        { "4\xe2\x80\x8b"
          "1\xc2\xad"
          "1\xcc\xb6",
          "411" },
        { "4\xe2\x80\x93"
          "1\xc2\xa0"
          "1",
          "4-1 1" },
        { "\xd0\xa0\xd0\xbe\xd1\x81\xd1\x82",
          "\xd0\xa0\xd0\xbe\xd1\x81\xd1\x82" }, /* Russian stays */
        { "ex\xd0\xb0mple", "example" },
        { "\xe5\x9b\x9b\xe4\xba\x94\xe4\xb8\x89\xe7\x8e\x96 \xec\x82\xac\xec\x98\xa4", "4539 45" },
        { "\xe4\xb8\x80\xe4\xba\x8c\xe4\xb8\x89",
          "\xe4\xb8\x80\xe4\xba\x8c\xe4\xb8\x89" }, /* words */
        { "\xe2\x80\xae"
          "1114\xe2\x80\xac.",
          "4111." },
        { "<bdo dir=\"rtl\">1114</bdo>.", "4111." },
        { "<bdo dir=ltr>4111", "<bdo dir=ltr>4111" },
    };

    CHECK_ALL(readings);
}

static void test_decoders__read_runs(void)
{
    static const struct reading readings[] = {
        { "NDUzOSA1Nzg3IDYzNjIgMTQ4Ng==", "4539 5787 6362 1486" },
        { "GQ2TGOJAGU3TQNZAGYZTMMRAGE2DQNQ=", "4539 5787 6362 1486" },
        { "34353339203537383720", "4539 5787 " },
        { "34 35 33 39 35 37", "453957" },
        { "0x34, 0x35, 0x33, 0x39, 0x35, 0x37", "453957" },
        { "6GQJ6E9L6SS3EDHJ6OP32D1O6O======", "4539578763621486" },
        { "NDUz OTU3 ODc2 MzYy MTQ4 Ng== then", "4539578763621486 then" },
        { "NDUzOTU3\nODc2MzYy\nMTQ4Ng==\nthen", "4539578763621486\nthen" },
        { "NDUzOTU3ODc2MzYy\r\n\tMTQ4Ng==", "4539578763621486" }, /* folded by a tab */
        { "Then they were gone from here", "Then they were gone from here" },
        { "<~1c7'L2)dKR2D[6H0f1jJ~>", "4539578763621486" },
        { "<~1c7'L\t2)dKR\v2D[6H\f0f1jJ ~>", "4539578763621486" },
        { "<~+,^C)z!Wt5527?I<27G8@0JbUC;D9r40EV:U>$18-!!!!~>", "4539 5787 6362 1486" },
        { "<~1c7'L2)dKR2D[6H0f1", "4539578763620f1" }, /* cut short */
        { "<~1c7'L2)dKR2D[6H0f1jJ~", "4539578763621486~" },
        { "<~1c7'L2)dKR2D[6H0f1jJ~ x", "<~1c7'L2)dKR2D[6H0f1jJ~ x" },
        { "\nbegin 644 x\n0-#4S.34W.#<V,S8R,30X-@  \n`\nend", "\n4539578763621486`\nend" },
        { "\nbegin 644 of it", "\nbegin 644 of it" },
        { "34h 35h 33h 39h 35h 37h.", "453957." },
        { "da39a3ee5e6b4b0d3255bfef95601890afd80709", "da39a3ee5e6b4b0d3255bfef95601890afd80709" },
        { "InternationalizationOfDocuments", "InternationalizationOfDocuments" },
        { "5555555555554444", "5555555555554444" },
    };

    CHECK_ALL(readings);
}

static void test_decoders__read_utf_16_and_packed_runs(void)
{
    static const struct reading readings[] = {
        { "NAA1ADMAOQA1ADcAOAA3AA==", "45395787" }, /* UTF-16, little and big end first */
        { "ADQANQAzADkANQA3ADgANw==", "45395787" },
        { "00340035003300390035003700380037", "45395787" },
        { "+ADQANQAzADk- a+AEA-b 1+1 a+b", "4539 a@b 1+1 a+b" },
        { "H4sIAAAAAAACAzMxNbZUMDW3MFcwMzYzUjA0sTADAAGzybETAAAA", "4539 5787 6362 1486" },
        { "eJwzMTW2VDA1tzBXMDM2M1IwNLEwAwAnuwPx", "4539 5787 6362 1486" },
        { "1f8b0800000000000203333135b6543035b73057", "4539 5787" }, /* cut short */
        { "1f8b08000000000002ffffffffffffff", "1f8b08000000000002ffffffffffffff" },
        { "H4sIAAAAthisisnogziptext", "H4sIAAAAthisisnogziptext" },
    };

    CHECK_ALL(readings);
}

static void test_decoders__read_codes_and_spelled_addresses(void)
{
    static const struct reading readings[] = {
        { "52 53 51 57 53 55 56", "4539578" },
        { "064 065 063 071 065 067 070", "4539578" },
        { "00110100 00110101 00110011 00111001 00110101 00110111 00111000", "4539578" },
        { "CHR(52)+CHR(53)+CHR(51)+CHR(57)+CHR(53)+CHR(55)+CHR(56)", "CHR(4539578)" },
        { "anna [at] example [dot] com", "anna@example.com" },
        { "anna at example dot com", "anna@example.com" },
        { "anna @ example.com", "anna@example.com" },
        { "meet at noon (at) home", "meet at noon (at) home" },
        { "polka dot dress", "polka dot dress" },
        { "naan@pbagbfb.pbz", "anna@contoso.com" },
        { "moc.osotnoc@anna.dnil", "lind.anna@contoso.com" },
        { "moc.c and naan@pbagbfb.arg", "moc.c and naan@pbagbfb.arg" },
    };

    CHECK_ALL(readings);
}

static void test_decoders__join_odd_groups(void)
{
    static const struct reading readings[] = {
        { "4,5,3,9,5,7,8,7,6,3,6,2,1,4,8,6", "4539578763621486" },
        { "4,5,3,9,5,7,8,7,6,3,6,2,1,4,8,7",
          "4,5,3,9,5,7,8,7,6,3,6,2,1,4,8,7" }, /* no check digit */
        { "453 957 876 362 148 6", "4539578763621486" },
        { "45395787 63621486", "4539578763621486" },
        { "45395787 63621487", "45395787 63621487" },
        { "8 6 5 3 4 6 9 0 8", "865-34-6908" },
        { "1 0 0 1 1 0 1 0 1", "100110101" },
        { "+ 1 2 1 2 7 3 6 5 0 0 0", "+12127365000" },
        { "+1_212_736_5000", "+12127365000" },
        { "[\"4\",\"5\",\"3\"]", "[\"453\"]" },
        { "a = \"4539\"\nb = \"5787\"", "a = \"4539 5787\"" },
        { "4539578\n763621486 x", "4539578763621486 x" },
        { "4539578\n763621487 x", "4539578\n763621487 x" }, /* no check digit */
        { "123-4\r\n> 5-6789", "123-45-6789" },
        { "+1 212 7\n    36 5000", "+12127365000" },
        { "1,4539578\n763621486,2", "1,4539578\n763621486,2" }, /* rows of a table */
        { "45<span style=\"display:none\">x</span>39", "4539" },
        { "\"3712-345\" + \"678-90123\"", "\"3712-345678-90123\"" },
        { "453\xe2\x80\x8b"
          "957\xe2\x80\x8b"
          "876\xe2\x80\x8b"
          "362",
          "453957876362" },
        { "865\xc2\xad"
          "34\xc2\xad"
          "6908",
          "865-34-6908" },
    };

    CHECK_ALL(readings);
}

static void test_decoders__put_pieces_together(void)
{
    static const struct reading readings[] = {
        { "4539<b></b>5787", "45395787" },
        { "4539<!-- x -->5787/* y */6362", "453957876362" },
        { "<td>45</td><td>57</td>", "<td>45</td><td>57</td>" },
        { "\"4539\" + \"5787\"", "\"4539 5787\"" },
        { "{\"a\": \"4539\", \"b\": \"5787\"}", "{\"a\": \"4539 5787\"}" },
        { "4539--5787 - 6362.1486", "4539 5787 6362 1486" },
        { "865/34/6908", "865-34-6908" },
        { "4539 5787 6362 1486", "4539 5787 6362 1486" },
        { "1111.2222.3333.4444.5555", "1111.2222.3333.4444.5555" }, /* five groups are a list */
        { "4 5 3 9 5 7 8 7 6 3 6 2 1 4 8 6", "4539578763621486" },
        { "DE89-3704-0044-0532-0130-00", "DE89 3704 0044 0532 0130 00" },
        { "802.11-2016", "802.11-2016" },
        { "DE89 3704 0044 0532 0130 00 is", "DE89 3704 0044 0532 0130 00 is" },
        { "DE89,3704,0044,0532,0130,00 is it", "DE89 3704 0044 0532 0130 00 is it" },
        { "DE8 937 040 044 053 201 300 0", "DE89370400440532013000" },
        { "DE8 937 040 044 053 201 300 1", "DE8 937 040 044 053 201 300 1" }, /* no check digits */
        { "DE89 3704 00\n44 0532 0130 00.", "DE89 3704 0044 0532 0130 00." },
        { "for AB12 to DE89 3704 00\n44 0532 0130 00.",
          "for AB12 to DE89 3704 0044 0532 0130 00." },
        { "4539 5787\n 6362 1486 x", "4539 5787 6362 1486 x" },
        { "4539-.-5787-.-6362-.-1486", "4539 5787 6362 1486" },
        { "4539     5787     6362     1487", "4539     5787     6362     1487" }, /* columns */
        { "865-----34-----6908", "865-34-6908" },
        { "3795/422058/79152", "3795 422058 79152" },
        { "3795 422058 791\xe2\x80\x8b"
          "52",
          "3795 422058 79152" },
        { "453\001957\001876\0013", "4539578763" },
        { "a@b.com\001z\002www", "a@b.com\001z\002www" },
        { "4539 | 5787 | 6362 | 1486", "4539 5787 6362 1486" },
        { "4539 | 5787 | 6362 | 1487", "4539 | 5787 | 6362 | 1487" },
        { "+,1,2,1,2,7,3,6,5,0,0,0", "+12127365000" },
        { "4539->5787->6362->1486", "4539 5787 6362 1486" },
        { "[4539] [5787] [6362] [1486]", "[4539 5787 6362 1486]" },
        { "<b>4539--5787--6362--1486", "<b>4539 5787 6362 1486" },
        { "45<![CDATA[]]>39]]><![CDATA[57", "45<![CDATA[]]>3957" },
        { "45${''}39**57``87", "45395787" },
        { "4539 <br>5787<br/>6362", "4539 5787\n6362" },
        { "ab<br>cd", "ab<br>cd" },
    };

    CHECK_ALL(readings);
}

static void test_decoders__know_where_bytes_come_from(void)
{
    const char *const text = "id %34%31 &#49;";
    struct dlp_view_text in, out;
    const char *via[DLP_VIEW_DEPTH];
    uint32_t from, to;

    CHECK_INT(dlp_view_text_init(&in, CAP), DLP_OK);
    CHECK_INT(dlp_view_text_init(&out, CAP), DLP_OK);
    dlp_view_text_set(&in, (const uint8_t *)text, strlen(text));
    CHECK_INT(dlp_view_decode(&out, &in, UINT32_MAX).changed, 3);
    CHECK_INT(out.len, 7); /* id 41 1 */
    dlp_view_source(&out, 3, 5, &from, &to);
    CHECK_INT(from, 3);
    CHECK_INT(to, 9);
    CHECK_INT(dlp_view_via(&out, 3, 5, via), 1);
    CHECK_STR(via[0], "percent");
    CHECK_INT(dlp_view_via(&out, 3, 7, via), 2);
    CHECK_INT(dlp_view_via(&out, 0, 2, via), 0);
    dlp_view_text_free(&in);
    dlp_view_text_free(&out);
}

static void turned_check(const char *text, bool rot13, const char *want)
{
    struct dlp_view_text in, out;

    CHECK_INT(dlp_view_text_init(&in, CAP), DLP_OK);
    CHECK_INT(dlp_view_text_init(&out, CAP), DLP_OK);
    dlp_view_text_set(&out, (const uint8_t *)text, strlen(text));
    CHECK(dlp_view_decode(&in, &out, UINT32_MAX).changed > 0);
    CHECK(dlp_view_turn_decoded(&out, &in, rot13) == (want != NULL));
    if (want) {
        CHECK_INT(out.len, strlen(want));
        CHECK(memcmp(out.bytes, want, out.len) == 0);
    }
    dlp_view_text_free(&in);
    dlp_view_text_free(&out);
}

/* Only what came out of an encoding, and only what may be a value. */
static void test_decoders__turn_what_was_decoded(void)
{
    turned_check("card NjgxNDI2MzY3ODc1OTM1NA== 12345678", false, "card 4539578763624186 12345678");
    turned_check("card NDUzOTU3ODc2MzYyMTQ4Ng== 1234567", true, NULL); /* digits are the same */
    turned_check("to bmFhbkBrYXpjeXIucGJ6 x", true, "to anna@xnmple.com x");
    turned_check("4539<b></b>5787 6362 1486", false, NULL);
    turned_check("%34%31", false, NULL);
}

/* Lists, tables and drawings are no number with unusual separators. */
static void test_decoders__leave_lists_of_numbers(void)
{
    static const struct reading readings[] = {
        { "no 4539--5787 - 6362.1486 x", "no 4539 5787 6362 1486 x" },
        { "no 4539,5787,6362,1486 x", "no 4539 5787 6362 1486 x" },
        { "no (4539)(5787)(6362)(1486)", "no (4539 5787 6362 1486)" },
        { "f([4539, 5787, 6362], 1486)", "f([4539, 5787, 6362], 1486)" },
        { "enum: [ 4539, 5787, 6362, 1486 ]", "enum: [ 4539, 5787, 6362, 1486 ]" },
        { "L 4539.5787,6362.1486 z", "L 4539.5787,6362.1486 z" },
        { "M 4539.5787 6362.1486 C", "M 4539.5787 6362.1486 C" },
        { "at 4539 5787 - 6362 1486 x", "at 4539 5787 - 6362 1486 x" },
        { "(801),(900),(7714)", "(801),(900),(7714)" },
        { "'',#251,#366,#5510,.T.", "'',#251,#366,#5510,.T." },
        { "a, 384 | 32 | 1024)", "a, 384 | 32 | 1024)" },
        { "I\t101\n17\t4095\tA", "I\t101\n17\t4095\tA" },
        { "id-1.3.2.6.2.4.9.4.5 x", "id-132624945 x" },
        { "id-1_3_2_6_2_4_9_4_5-bb x", "id-132624945-bb x" },
        { "|1|2|5|6|7|8|9|3|4|", "|125678934|" },
        { "/* id  1 3 6 1 5 5 7 4 8 */", "/* id  136155748 */" },
        { "loop  183      70    4092  0", "loop  183      70    4092  0" },
        { "Matrix((0 1 5 7 4 3 2 8 6))", "Matrix((015743286))" },
        { "X\t22812032\t22813137\n", "X\t22812032\t22813137\n" },
        { "\n48 29\n49 32\n51 32\n52 29\nx", "\n48 29\n49 32\n51 32\n52 29\nx" },
    };

    CHECK_ALL(readings);
}

/* Values under keys are parts of one only when they look like it. */
static void test_decoders__leave_values_under_keys(void)
{
    static const struct reading readings[] = {
        { "{\"a\":\"4539\",\"b\":\"5787\"}", "{\"a\":\"4539 5787\"}" },
        { "{\"a\":\"anna@\",\"b\":\"contoso.com\"}", "{\"a\":\"anna@contoso.com\"}" },
        { "{\"a\":\"GB29\",\"b\":\"NWBK\"}", "{\"a\":\"GB29 NWBK\"}" },
        { "{\"a\":\"afdfb609197f\",\"b\":\"data\"}", "{\"a\":\"afdfb609197f\",\"b\":\"data\"}" },
        { "{\"a\":\"796b133adf444300b3444337320755b5\",\"b\":\"95c7fedf-0631\"}",
          "{\"a\":\"796b133adf444300b3444337320755b5\",\"b\":\"95c7fedf-0631\"}" },
    };

    CHECK_ALL(readings);
}

static void test_decoders__read_numbers_up_to_the_next_word(void)
{
    static const struct reading readings[] = {
        { "DE89|3704|0044|0532|0130|00 in it", "DE89 3704 0044 0532 0130 00 in it" },
        { "GB29|NWBK|6016|1331|9268|19 is it", "GB29 NWBK 6016 1331 9268 19 is it" },
        { "3782 8224 6310 005", "378282246310005" },
        { "4782 8224 6310 003", "4782 8224 6310 003" }, /* cards with fifteen digits begin with 3 */
        { "3782 | 822463 | 10005", "3782 822463 10005" },
        { "3782 | 822463 | 10006", "3782 | 822463 | 10006" }, /* no check digit */
        { "DE\xd0\x9e"
          "3799526",
          "DE03799526" },
        { "DE\xe3\x80\x87\xe4\xb8\x89\xe4\xb8\x83\xe4\xb9\x9d\xe4\xb9\x9d\xe4\xba\x94",
          "DE037995" },
        { "+1 (312)<br> 290-7241", "+13122907241" },
        { "+1 (312) 290-\n7241", "+13122907241" },
        { "\\N{LEFT PARENTHESIS}\\N{DIGIT FOUR}", "(4" },
    };

    CHECK_ALL(readings);
}

static void test_decoders__read_numbers_over_many_lines(void)
{
    static const struct reading readings[] = {
        { "865-\n34-6\n908 x", "865-34-6908 x" },
        { "865-3-\r\n4-6-\r\n908 x", "865-34-6908 x" },
        { "> +1 2\n> 12 7\n> 36 5\n> 000.", "> +1 212 736 5000." },
        { "4539\n 57876\n362\n1486 x", "4539578763621486 x" },
        { "4539\n 57876\n362\n1487 x", "4539\n 57876\n362\n1487 x" },       /* no check digit */
        { "1\n4539\n 57876\n362\n1486 x", "1\n4539\n 57876\n362\n1486 x" }, /* a column */
        { "4539\n 57876\n362\n1486\n1 x", "4539\n 57876\n362\n1486\n1 x" },
        { "a,4539\n57876\n3621486", "a,4539\n57876\n3621486" }, /* rows of a table */
        { "to anna@\ncontoso.com.", "to anna@contoso.com." },
        { "to anna@con-\n  toso.com and", "to anna@contoso.com and" },
        { "to anna@contoso.\ncom and", "to anna@contoso.com and" },
        { "to anna@contoso.\nnow and", "to anna@contoso.\nnow and" },
        { "to anna@contoso.com\nsee.com", "to anna@contoso.com\nsee.com" },
        { "at root@host\nsetup.py", "at root@host\nsetup.py" },
    };

    CHECK_ALL(readings);
}

static void test_decoders__each_sign_has_its_own(void)
{
    for (unsigned c = 0; c < 256; c++)
        CHECK_INT(dlp_decoders_of_sign((uint8_t)c) != 0, c && strchr(DLP_SIGNS, (int)c));
}

static bool keys_count_on(const char *text, bool goes_on)
{
    const char *const end = strstr(text, "\", \"");
    const struct dlp_view_in in = { (const uint8_t *)text, NULL, strlen(text),
                                    (size_t)(end - text) };
    const size_t gap = strlen(end) - strlen(strrchr(end, ':') + 3);

    CHECK_INT(dlp_number_goes_on(&in, gap), goes_on);
    return dlp_keys_count_on(&in);
}

static void test_decoders__keys_of_halves_count_on(void)
{
    CHECK(keys_count_on("{\"a\": \"45395787\", \"b\": \"63621486\"}", true));
    CHECK(keys_count_on("{\"part1\" : \"865-3\", \"part2\": \"4-6908\"}", true));
    CHECK(keys_count_on("{\"p1\": \"DE893704004\", \"p2\": \"40532013000\"}", true));
    CHECK(keys_count_on("{\"p1\": \"+12127\", \"p2\": \"365000\"}", true));
    CHECK(keys_count_on("{\"a\": \"45395787\", \"b\": \"63621487\"}", false)); /* no check digit */
    CHECK(!keys_count_on("{\"id\": \"45395787\", \"no\": \"63621486\"}", true));
    CHECK(!keys_count_on("{\"part1\": \"45395787\", \"pary2\": \"63621486\"}", true));
    CHECK(!keys_count_on("\"45395787\", \"b\": \"63621486\"", true));
}

/* Is there a name of an entity that begins with these letters, whatever their case? */
static bool a_name_begins_with(int first, int second)
{
    const char *name;

    for (size_t i = 0; (name = dlp_entity_name(i)); i++)
        if ((name[0] | 0x20) == first && (name[1] | 0x20) == second)
            return true;
    return false;
}

static void test_decoders__names_of_entities_have_their_beginnings(void)
{
    for (int first = 'a'; first <= 'z'; first++)
        for (int second = 'a'; second <= 'z'; second++) {
            const uint8_t a = (uint8_t)first, b = (uint8_t)second;

            CHECK_INT(dlp_begins_entity(a, b), a_name_begins_with(first, second));
            CHECK_INT(dlp_begins_entity((uint8_t)(a ^ 0x20), (uint8_t)(b ^ 0x20)),
                      dlp_begins_entity(a, b));
        }
    CHECK(!dlp_begins_entity('a', '1') && !dlp_begins_entity('#', 'a'));
}

TEST_MAIN(TEST(test_decoders__each_sign_has_its_own), TEST(test_decoders__keys_of_halves_count_on),
          TEST(test_decoders__read_numbers_over_many_lines),
          TEST(test_decoders__read_numbers_up_to_the_next_word),
          TEST(test_decoders__names_of_entities_have_their_beginnings),
          TEST(test_decoders__leave_lists_of_numbers), TEST(test_decoders__leave_values_under_keys),
          TEST(test_decoders__read_escapes), TEST(test_decoders__read_characters),
          TEST(test_decoders__read_runs), TEST(test_decoders__read_utf_16_and_packed_runs),
          TEST(test_decoders__read_codes_and_spelled_addresses),
          TEST(test_decoders__join_odd_groups), TEST(test_decoders__put_pieces_together),
          TEST(test_decoders__know_where_bytes_come_from),
          TEST(test_decoders__turn_what_was_decoded))
