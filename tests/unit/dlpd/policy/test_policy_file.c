/* What may stand in a policy file, and each complaint word for word. */

#include "unit/test.h"

#include "support/policy_text.h"

#define P "policies = ( { name = \"a\"; action = \"log\"; } );"
#define HEAD "version = 1;\n"

/* A file -> what is said of it; "": it is right. */
static const struct {
    const char *text, *said;
} files[] = {
    { HEAD P, "" },
    { "",
      "1: the file must say 'version = 1;'\n1: there is no policy: give 'policies' one at least; "
      "a file without any would let everything pass in silence\n" },
    { HEAD "policies = ( );",
      "2: there is no policy: give 'policies' one at least; a file without any "
      "would let everything pass in silence\n" },
    { "version = 2;\n" P, "1: 'version' must be a whole number from 1 to 1\n" },
    { HEAD "policies = (",
      "2: syntax error; a setting ends in ';', and each name stands once in its "
      "group\n" },
    { HEAD "name = \"x\";\nname = \"y\";\n" P,
      "3: duplicate setting name; a setting ends in ';', and each name stands once in its group\n" },
    { HEAD "@include \"/etc/passwd\"\n" P,
      "2: @include is not read here: put the text itself into the file\n" },
    { HEAD "# comment\n  @include \"x\"\n" P,
      "3: @include is not read here: put the text itself into the file\n" },
    { HEAD "polices = ( );\n" P,
      "2: 'polices' is not known here; known: version, name, mode, users, "
      "countries, memory_mib, fold, outputs, policies, exceptions\n" },
    { HEAD "policies = 3;",
      "2: there is no policy: give 'policies' one at least; a file without any "
      "would let everything pass in silence\n" },
    { HEAD "policies = ( 3 );", "2: an element of 'policies' must be a group: { ... }\n" },
    { HEAD "policies = { };",
      "2: there is no policy: give 'policies' one at least; a file without any "
      "would let everything pass in silence\n" },
    { HEAD "policies = { a = 1; };",
      "2: 'policies' must be a list of at most 256 groups: ( { ... }, { ... } )\n" },
    { HEAD "mode = \"watch\";" P, "2: 'mode' must be \"enforce\" or \"observe\"\n" },
    { HEAD "mode = 3;" P, "2: 'mode' must be \"enforce\" or \"observe\"\n" },
    { HEAD "memory_mib = 0;" P, "2: 'memory_mib' must be a whole number from 1 to 4096\n" },
    { HEAD "memory_mib = \"8\";" P, "2: 'memory_mib' must be a whole number from 1 to 4096\n" },
    { HEAD "fold = \"1 h\";" P,
      "2: 'fold' must be a time from 1s to 366d, as in \"90s\", \"10m\", "
      "\"2h\" or \"7d\"\n" },
    { HEAD "fold = \"367d\";" P,
      "2: 'fold' must be a time from 1s to 366d, as in \"90s\", \"10m\", "
      "\"2h\" or \"7d\"\n" },
    { HEAD "name = 7;" P, "2: 'name' must be a string in quotes\n" },
    { HEAD "name = \"\";" P, "2: 'name' must have 1 to 255 bytes\n" },
    { HEAD "users = \"/does/not/exist\";" P, "0: cannot be read: No such file or directory\n" },
    { HEAD "users = \"/tmp\";" P, "0: is no regular file\n" },
    { HEAD "policies = ( { action = \"log\"; } );", "2: a policy must have a 'name'\n" },
    { HEAD "policies = ( { name = \"a\"; } );",
      "2: [a] a policy must have an 'action': \"allow\", \"log\", \"alert\" or \"block\"\n" },
    { HEAD "policies = ( { name = \"a\"; action = \"stop\"; } );",
      "2: [a] 'action' must be \"allow\", \"log\", \"alert\" or \"block\"\n" },
    { HEAD
      "policies = ( { name = \"a\"; action = \"log\"; },\n{ name = \"a\"; action = \"log\"; } );",
      "3: [a] there is a policy of this name at line 2 already\n" },
};

/* Settings of one policy, and what is said of them. */
static const struct {
    const char *text, *said;
} items[] = {
    { "rules = [ \"test.card\", \"test.p*\" ]; values = 65536; window = \"366d\"; per = \"pair\"; "
      "channel = \"clear\"; confidence = 0.75; unread = \"any\"; title = \"T\";",
      "" },
    { "to = { address = [ \"10.0.0.0/8\", \"2001:db8::/32\", \"192.0.2.1\" ]; port = \"1-65535\"; "
      "host = [ \".files.example\", \"x_1.example\" ]; protocol = \"http\"; }; "
      "not_to = { port = \"443\"; }; from = { address = \"::1\"; }; not_from = { address = "
      "\"0.0.0.0/0\"; };",
      "" },
    { "rule = \"x\";",
      "2: [a] 'rule' is not known here; known: name, title, action, rules, packs, "
      "confidence, values, window, per, channel, unread, to, not_to, from, "
      "not_from\n" },
    { "rules = [ ];",
      "2: [a] 'rules' must hold 1 to 4096 strings; leave it out where all are meant\n" },
    { "rules = [ 1 ];", "2: [a] 'rules' must be a string in quotes\n" },
    { "rules = [ \"test.card\",\n\"nope.*\" ];",
      "2: [a] 'rules' holds \"nope.*\", which matches no rule that is on; 'dlpscan rules list' shows "
      "them\n" },
    { "packs = \"pci\";", "2: [a] 'packs' holds \"pci\", which has no rule that is on\n" },
    { "confidence = 1;", "2: [a] 'confidence' must be a number between 0 and 1, as in 0.75\n" },
    { "confidence = 1.5;", "2: [a] 'confidence' must be a number between 0 and 1, as in 0.75\n" },
    { "values = 0;", "2: [a] 'values' must be a whole number from 1 to 65536\n" },
    { "values = 65537;", "2: [a] 'values' must be a whole number from 1 to 65536\n" },
    { "values = -1;", "2: [a] 'values' must be a whole number from 1 to 65536\n" },
    { "window = \"1h\";",
      "2: [a] it has a 'window', but one value is enough; give 'values' 2 at least, "
      "or leave 'window' out\n" },
    { "per = \"source\"; values = 2;",
      "2: [a] 'per' says for whom a 'window' counts; give one, too\n" },
    { "per = \"user\"; values = 2; window = \"1s\";",
      "2: [a] 'per' must be \"source\", \"destination\", \"pair\" or \"all\"\n" },
    { "channel = \"tls\";", "2: [a] 'channel' must be \"any\", \"clear\" or \"encrypted\"\n" },
    { "unread = \"tls\"; values = 3;",
      "2: [a] it counts 'values', but asks for no 'rules' or 'packs'\n" },
    { "unread = \"tls\"; window = \"1h\";",
      "2: [a] it has a 'window', but asks for no 'rules' or 'packs'\n"
      "2: [a] it has a 'window', but one value is enough; give 'values' 2 at least, or leave 'window' "
      "out\n" },
    { "unread = \"secret\";",
      "2: [a] 'unread' holds \"secret\"; it must be \"any\", \"encrypted\", \"packed\", \"limit\", "
      "\"lost\", \"ambiguous\", \"protocol\", or a reason of docs/dlpd.md\n" },
    { "to = { };", "2: [a] 'to' must be a group with a condition at least\n" },
    { "to = 3;", "2: [a] 'to' must be a group with a condition at least\n" },
    { "to = { user = \"x\"; };",
      "2: [a] 'user' is not known here; known: address, host, port, protocol, country\n" },
    { "from = { port = \"1\"; };",
      "2: [a] 'port' is not known here; known: address, user, host\n" },
    { "to = { address = \"10.0.0.1/8\"; };",
      "2: [a] 'address' holds \"10.0.0.1/8\"; it must be an address or a range, as in \"192.0.2.7\", "
      "\"192.0.2.0/24\" or \"2001:db8::/32\"\n" },
    { "to = { address = \"10.0.0.0/33\"; };",
      "2: [a] 'address' holds \"10.0.0.0/33\"; it must be an address or a range, as in \"192.0.2.7\", "
      "\"192.0.2.0/24\" or \"2001:db8::/32\"\n" },
    { "to = { host = \"Files.example\"; };",
      "2: [a] 'host' holds \"Files.example\"; it must be a name in lower case, as in \"files.example\", "
      "or \".files.example\" for it and all names below it\n" },
    { "to = { port = \"90-80\"; };",
      "2: [a] 'port' holds \"90-80\"; it must be a port or a range, as in "
      "\"443\" or \"8000-8999\"\n" },
    { "to = { port = \"65536\"; };",
      "2: [a] 'port' holds \"65536\"; it must be a port or a range, as in "
      "\"443\" or \"8000-8999\"\n" },
    { "to = { protocol = \"htpp\"; };",
      "2: [a] 'protocol' holds \"htpp\"; it must be a protocol as flows name it, as in \"http\", "
      "\"raw\", \"tcp\" or \"udp\"\n" },
    { "to = { country = \"se\"; };",
      "2: [a] 'country' holds \"se\"; it must be two letters in upper case, as in \"SE\", or \"?\?\" "
      "where it is not known\n"
      "2: [a] it asks for a country; say 'countries = \"FILE\";' at the top of the file\n" },
    { "from = { user = \"anna\"; };",
      "2: [a] it asks who the sender is; say 'users = \"FILE\";' at the top of the file\n" },
};

/* Exceptions, behind a policy "a". */
static const struct {
    const char *text, *said;
} exceptions[] = {
    { "policies = \"a\"; to = { port = \"25\"; }; owner = \"o\"; reason = \"r\"; until = \"2030-02-28\";",
      "" },
    { "policies = \"*\"; from = { address = \"::1\"; }; owner = \"o\"; reason = \"r\"; until = "
      "\"2030-02-28\";",
      "" },
    { "",
      "3: an exception must have an 'owner': who answers for it\n"
      "3: an exception must have a 'reason'\n"
      "3: an exception must say 'until' which day it holds\n"
      "3: an exception must say of which 'policies' it is\n"
      "3: an exception must say 'to' or 'from' whom\n" },
    { "policies = \"b\"; to = { port = \"25\"; }; owner = \"o\"; reason = \"r\"; until = \"2030-02-28\";",
      "3: no policy is named \"b\"\n" },
    { "policies = \"a\"; to = { port = \"25\"; }; owner = \"o\"; reason = \"r\"; until = \"2030-02-30\";",
      "3: 'until' must be a day, as in \"2027-01-31\"\n" },
    { "policies = \"a\"; to = { port = \"25\"; }; owner = \"o\"; reason = \"r\"; until = 2030;",
      "3: 'until' must be a string in quotes\n" },
    { "policies = \"a\"; to = { port = \"25\"; }; owner = \"o\"; reason = \"r\"; for = \"ever\"; until = "
      "\"2030-02-28\";",
      "3: 'for' is not known here; known: policies, owner, reason, until, to, not_to, from, "
      "not_from\n" },
};

static const struct {
    const char *text, *said;
} outputs[] = {
    { "kind = \"file\"; path = \"x\"; rotate_mib = 1; keep = 3; least = \"alert\"; rate = 0;", "" },
    { "kind = \"syslog\";", "" },
    { "kind = \"journald\";", "" },
    { "kind = \"audit\"; path = \"x\"; key = \"y\";", "" },
    { "path = \"x\";", "3: an output must have a 'kind'\n" },
    { "kind = \"mail\";",
      "3: 'kind' must be \"file\", \"syslog\", \"journald\", \"socket\" or \"audit\"\n" },
    { "kind = \"file\";", "3: an output of the kind \"file\" must have a 'path'\n" },
    { "kind = \"audit\"; path = \"x\";",
      "3: an output of the kind \"audit\" must have a 'key'; 'dlpd "
      "audit key FILE' makes one\n" },
    { "kind = \"file\"; path = \"x\"; key = \"y\";",
      "3: an output of the kind \"file\" takes no 'key'\n" },
    { "kind = \"audit\"; path = \"x\"; key = \"y\"; keep = 3;",
      "3: an output of the kind \"audit\" takes no 'rotate_mib' or 'keep'\n" },
    { "kind = \"syslog\"; }, { kind = \"syslog\";",
      "3: the output of line 3 goes to the same path\n" },
    { "kind = \"syslog\"; rate = -1;", "3: 'rate' must be a whole number from 0 to 1000000\n" },
};

static void check_file(const char *text, const char *said)
{
    struct policy_talk talk = { "", 0 };
    struct policy *policy = NULL;
    const dlp_status status =
        policy_load_text(&policy, "test", text, strlen(text), policy_rules(), policy_hear, &talk);

    if (strcmp(talk.text, said) != 0)
        printf("# %s\n", text);
    CHECK_STR(talk.text, said);
    CHECK_INT(status, *said ? DLP_ERULE : DLP_OK);
    CHECK((policy != NULL) == (*said == '\0'));
    policy_free(policy);
}

#define EACH(table, format)                                                                        \
  for (size_t i = 0; i < sizeof(table) / sizeof((table)[0]); i++) {                                \
    char text[2048];                                                                               \
                                                                                                   \
    snprintf(text, sizeof(text), format, (table)[i].text);                                         \
    check_file(text, (table)[i].said);                                                             \
  }

static void test_policy_file__whole_files(void)
{
    EACH(files, "%s")
}

static void test_policy_file__policies(void)
{
    EACH(items, HEAD "policies = ( { name = \"a\"; action = \"log\"; %s } );")
}

static void test_policy_file__exceptions(void)
{
    EACH(exceptions, HEAD P "\nexceptions = ( { %s } );")
}

static void test_policy_file__outputs(void)
{
    EACH(outputs, HEAD P "\noutputs = ( { %s } );")
}

static void test_policy_file__a_nul_ends_nothing(void)
{
    static const char text[] = HEAD P "\n\0policies = 3;";
    struct policy_talk talk = { "", 0 };
    struct policy *policy = NULL;

    CHECK_INT(policy_load_text(&policy, "test", text, sizeof(text) - 1, policy_rules(), policy_hear,
                               &talk),
              DLP_ERULE);
    CHECK_STR(talk.text, "3: holds a NUL byte: it is no text\n");
}

static void test_policy_file__every_mistake_is_told(void)
{
    check_file(
        HEAD "mode = 1;\npolicies = ( { name = \"a\"; action = 2;\n values = \"x\"; },\n { name = "
             "\"b\"; } );",
        "2: 'mode' must be \"enforce\" or \"observe\"\n"
        "3: [a] 'action' must be \"allow\", \"log\", \"alert\" or \"block\"\n"
        "4: [a] 'values' must be a whole number from 1 to 65536\n"
        "5: [b] a policy must have an 'action': \"allow\", \"log\", \"alert\" or \"block\"\n");
}

static void test_policy_file__exceptions_that_end(void)
{
    struct policy *const policy = policy_of(
        HEAD P
        "\nexceptions = ( { policies = \"a\"; to = { port = \"25\"; }; owner = \"anna\"; reason = "
        "\"r\"; until = \"2026-01-31\"; },\n{ policies = \"a\"; to = { port = \"26\"; }; owner = "
        "\"bo\"; reason = \"r\"; until = \"2026-02-14\"; } );");
    const uint64_t day = UINT64_C(86400) * 1000000, february = UINT64_C(20485) * day;
    struct policy_talk talk = { "", 0 };

    policy_warn(policy, "test", february - 15 * day, policy_hear, &talk);
    CHECK_STR(talk.text, "");
    policy_warn(policy, "test", february - 1, policy_hear, &talk);
    CHECK_STR(talk.text, "warning 3: this exception ends with 2026-01-31; its owner is anna\n");
    talk = (struct policy_talk){ "", 0 };
    policy_warn(policy, "test", february, policy_hear, &talk);
    CHECK_STR(talk.text,
              "warning 3: this exception ended with 2026-01-31; ask anna, or take it out\n"
              "warning 4: this exception ends with 2026-02-14; its owner is bo\n");
    policy_free(policy);
}

TEST_MAIN(TEST(test_policy_file__whole_files), TEST(test_policy_file__policies),
          TEST(test_policy_file__exceptions), TEST(test_policy_file__outputs),
          TEST(test_policy_file__a_nul_ends_nothing), TEST(test_policy_file__every_mistake_is_told),
          TEST(test_policy_file__exceptions_that_end))
