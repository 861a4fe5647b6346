/* tests/unit/engine/small_rules.h - one rule for each way of finding a value, small enough to load
 * hundreds of times, and a text in which each of them finds something. For the tests of the engine,
 * the torture programs and the fuzz targets. */
#ifndef SMALL_RULES_H
#define SMALL_RULES_H

#define SMALL_RULE_HEAD(name, class_)                                                              \
  "{ id = \"" name "\"; title = \"T\"; description = \"D\"; source = \"S\"; severity = \"low\"; "  \
  "class = \"" class_ "\"; "
#define SMALL_RULE_TAIL(example) "examples = [ \"" example "\" ]; counter_examples = [ \"-\" ]; }"

/* Five rules: the least that has a pattern, a keyword, digits, a run and a block. */
#define SMALL_PATTERN_RULE                                                                         \
  SMALL_RULE_HEAD("test.pattern", "strong")                                                        \
  "pattern = \"tok_[a-z0-9]{8,16}\"; border = \"token\"; mask = \"secret\"; public_prefix = 4; "   \
  "words = { en = [ \"deploy token\", \"token\" ]; }; keys = [ \"token\" ]; " SMALL_RULE_TAIL(     \
      "<<tok_0123456789>>")
#define SMALL_KEYWORD_RULE                                                                            \
  SMALL_RULE_HEAD("test.keyword", "medium")                                                           \
  "keyword = \"(?:password|пароль)[ ]?[:=]\"; ignore_case = true; border = \"none\"; "          \
  "tail = \"[ '\\\"]{0,3}(?<value>[!#-&(-~]{6,40})\"; must_not = [ \"[*]{3,40}\" ]; "                 \
  "rejects = [ \"placeholder\" ]; confidence = { base = 0.6; }; mask = \"secret\"; " SMALL_RULE_TAIL( \
      "Пароль: <<Snegopad!2041>>")
#define SMALL_CARD_RULE                                                                             \
  SMALL_RULE_HEAD("test.card", "medium")                                                            \
  "shape = [ \"4 4 4 4\", \"16\" ]; checks = [ \"luhn\" ]; rejects = [ \"test_card\" ]; "           \
  "words = { en = [ \"card\", \"card number\" ]; ru = [ \"карта\" ]; }; keys = [ \"card\" ]; " \
  "negative = [ \"order\" ]; mask = \"card\"; " SMALL_RULE_TAIL("card: <<4929 4411 3289 8178>>")
#define SMALL_RUN_RULE                                                                             \
  SMALL_RULE_HEAD("test.run", "strong")                                                            \
  "run = \"26:35\"; pattern = \"[13][1-9A-HJ-NP-Za-km-z]{25,34}\"; checks = [ \"btc_address\" ]; " \
  "mask = \"id\"; " SMALL_RULE_TAIL("<<179KUMC7DM4MUp885vuRup2pJw1RYjLsAS>>")
#define SMALL_BLOCK_RULE                                                                           \
  SMALL_RULE_HEAD("test.block", "strong")                                                          \
  "begin = \"-----BEGIN (?:[A-Z]{2,8} ){0,2}KEY-----\"; "                                          \
  "end = \"-----END (?:[A-Z]{2,8} ){0,2}KEY-----\"; limit = 1024; border = \"none\"; "             \
  "mask = \"secret\"; public_prefix = 11; " SMALL_RULE_TAIL(                                       \
      "-----BEGIN TEST KEY-----\\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAA"                \
      "AAABAAAAMwAAAAtz\\n-----END TEST KEY-----\\n")
#define FIVE_RULES                                                                                 \
  "version = 1;\nrules = (\n" SMALL_PATTERN_RULE ",\n" SMALL_KEYWORD_RULE ",\n" SMALL_CARD_RULE    \
  ",\n" SMALL_RUN_RULE ",\n" SMALL_BLOCK_RULE ");\n"

/* The others: a trigger, digits with a pattern, a head, soft checks, a letter behind the digits,
 * required context, `before` and `after`. */
#define SMALL_MAIL_RULE                                                                                             \
  SMALL_RULE_HEAD("test.mail", "strong")                                                                            \
  "trigger = \"@[a-z]{1,16}[.][a-z]{2,8}\"; "                                                                       \
  "pattern = \"[a-z0-9_.]{2,32}@[a-z]{1,16}[.][a-z]{2,8}\"; mask = \"email\"; "                                     \
  "keys = [ \"mail\" ]; words = { sv = [ \"epost\" ]; }; before = \"(?<!/)\"; after = \"(?!:)\"; " SMALL_RULE_TAIL( \
      "mail <<anna.l@example.com>>")
#define SMALL_PHONE_RULE                                                                                       \
  SMALL_RULE_HEAD("test.phone", "weak")                                                                        \
  "digits = \"8:12\"; pattern = \"[+]?[0-9]{1,4}(?:[ -]?[0-9]{2,4}){2,4}\"; mask = \"id\"; "                   \
  "words = { en = [ \"phone\", \"call\" ]; }; keys = [ \"phone\" ]; context = \"required\"; " SMALL_RULE_TAIL( \
      "phone <<+46 70 174 06 05>>")
#define SMALL_IBAN_RULE                                                                            \
  SMALL_RULE_HEAD("test.iban", "strong")                                                           \
  "head = \"AA99\"; pattern = \"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\"; checks = [ \"iban\" ]; "        \
  "mask = \"id\"; " SMALL_RULE_TAIL("IBAN <<SE5050000000054321098765>>")
#define SMALL_SSN_RULE                                                                             \
  SMALL_RULE_HEAD("test.ssn", "medium")                                                            \
  "shape = [ \"3-2-4\", \"9\" ]; soft_checks = [ \"us_ssn\" ]; rejects = [ \"dummy\", \"row\" ]; " \
  "keys = [ \"ssn\" ]; words = { en = [ \"social security\" ]; }; negative = [ \"order\" ]; "      \
  "mask = \"id\"; " SMALL_RULE_TAIL("ssn: <<865-34-6908>>")
#define SMALL_LETTER_RULE                                                                          \
  SMALL_RULE_HEAD("test.letter", "medium")                                                         \
  "shape = [ \"8X\" ]; words = { en = [ \"licence\" ]; }; mask = \"id\"; " SMALL_RULE_TAIL(        \
      "licence <<53207641X>>")
#define SMALL_RULES                                                                                \
  "version = 1;\nrules = (\n" SMALL_PATTERN_RULE ",\n" SMALL_KEYWORD_RULE ",\n" SMALL_CARD_RULE    \
  ",\n" SMALL_RUN_RULE ",\n" SMALL_BLOCK_RULE ",\n" SMALL_MAIL_RULE ",\n" SMALL_PHONE_RULE         \
  ",\n" SMALL_IBAN_RULE ",\n" SMALL_SSN_RULE ",\n" SMALL_LETTER_RULE ");\n"

#define SMALL_BLOCK                                                                                \
  "-----BEGIN TEST KEY-----\n"                                                                     \
  "MIIEpQIBAAKCAQEAn6O8liSX4m98LLYtPKSzEmQZBD7Loh9P13f4yQ92EF3yxR5M\n"                             \
  "sXFu9PRsrYQA7UTPHiC4y2sAVCBg4C2yyBpUEtMQjyCESi6Y\n"                                             \
  "-----END TEST KEY-----\n"
#define SMALL_TEXT                                                                                 \
  "deploy token tok_k7q2m9x4t1\n"                                                                  \
  "Пароль: Norrsken-88\r\n"                                                                  \
  "password=\"gr0en!Kaas\" card number 4929 4411 3289 8178, order 7.\n"                            \
  "wallet 179KUMC7DM4MUp885vuRup2pJw1RYjLsAS epost anna.l@example.com\r"                           \
  "call +46 70 174 06 05 now, ssn 865-34-6908; licence 53207641X.\n" SMALL_BLOCK                   \
  "{\"card\": 4929441132898178, \"iban\": \"SE5050000000054321098765\"}\n"
#define SMALL_TEXT_FINDINGS 12 /* at threshold 0, with SMALL_RULES */
#endif
