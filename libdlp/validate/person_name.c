/* validate/person_name.c - does a text look like somebody's name, and is it one that many have?
 *
 * A name has no form that other words could not have. So there are three answers: it is written as
 * names are (one to six words, each with a capital or a particle); a word of it is on the lists of
 * the commonest names or ends as family names do; it is a given name and another word. */

#include "validate/checks_world.h"
#include "validate/folded_word.h"
#include "validate/packed_words.h"

#include <string.h>

#define NAME_WORDS_MAX 6u
#define SOLID_LETTERS_MAX 12u /* of a name in Kana; in Han four are many */

static const struct dlp_packed_words given_names[] = {
#include "validate/given_names.inc"
};
static const struct dlp_packed_words family_names[] = {
#include "validate/family_names.inc"
};

/* What stands between the words of a name in small letters; in order. */
static const char *const particles[] = {
    "af",  "al",  "bin", "bint", "da",  "das", "de", "del", "dela", "della",
    "den", "der", "di",  "do",   "dos", "du",  "e",  "el",  "ibn",  "la",
    "le",  "ten", "ter", "van",  "vom", "von", "y",  "zu",  "zum",  "zur",
};

/* What stands in a name's place and is none; names of things among them. In order. */
static const char *const no_names[] = {
    "account",     "address",    "admin",       "administrator",
    "all",         "and",        "android",     "anonymous",
    "any",         "apache",     "api",         "app",
    "application", "array",      "bank",        "blank",
    "bold",        "boolean",    "both",        "by",
    "card",        "center",     "centre",      "city",
    "class",       "client",     "code",        "column",
    "company",     "config",     "contact",     "corp",
    "customer",    "data",       "database",    "date",
    "debian",      "default",    "description", "desktop",
    "device",      "document",   "domain",      "dummy",
    "email",       "employee",   "empty",       "enter",
    "error",       "everyone",   "example",     "false",
    "field",       "file",       "firstname",   "font",
    "for",         "foundation", "free",        "from",
    "fullname",    "function",   "general",     "gmbh",
    "gnu",         "google",     "group",       "guest",
    "hardware",    "help",       "here",        "hostname",
    "http",        "https",      "if",          "inc",
    "index",       "input",      "institute",   "integer",
    "internal",    "internet",   "is",          "it",
    "key",         "label",      "language",    "lastname",
    "library",     "license",    "linux",       "list",
    "llc",         "local",      "ltd",         "mac",
    "mail",        "main",       "message",     "microsoft",
    "missing",     "mode",       "module",      "mono",
    "mozilla",     "my",         "name",        "names",
    "network",     "new",        "no",          "nobody",
    "none",        "not",        "null",        "number",
    "object",      "of",         "office",      "on",
    "only",        "open",       "optional",    "or",
    "oracle",      "order",      "other",       "our",
    "owner",       "package",    "page",        "parameter",
    "password",    "patient",    "person",      "phone",
    "please",      "plugin",     "port",        "product",
    "program",     "project",    "property",    "python",
    "read",        "record",     "red",         "regular",
    "request",     "required",   "response",    "result",
    "root",        "sans",       "serif",       "server",
    "service",     "services",   "session",     "set",
    "sir",         "software",   "some",        "standard",
    "state",       "status",     "store",       "street",
    "string",      "student",    "support",     "surname",
    "system",      "systems",    "table",       "target",
    "team",        "template",   "test",        "text",
    "that",        "the",        "there",       "these",
    "they",        "this",       "time",        "title",
    "to",          "true",       "type",        "ubuntu",
    "undefined",   "university", "unix",        "unknown",
    "update",      "url",        "use",         "user",
    "username",    "valid",      "value",       "values",
    "variable",    "version",    "we",          "web",
    "what",        "when",       "where",       "which",
    "who",         "window",     "windows",     "with",
    "world",       "xml",        "yes",         "you",
    "your",
};

static bool in_order(const char *const *list, size_t list_len)
{
    for (size_t i = 1; i < list_len; i++)
        if (strcmp(list[i - 1], list[i]) >= 0)
            return false;
    return true;
}

bool dlp_name_words_are_in_order(void)
{
    return in_order(particles, sizeof(particles) / sizeof(particles[0]))
        && in_order(no_names, sizeof(no_names) / sizeof(no_names[0]));
}

static bool among(const char *const *list, size_t list_len, const struct dlp_folded_word *word)
{
    size_t low = 0, high = list_len;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        int order = strncmp(list[middle], word->text, word->len);

        if (order == 0)
            order = list[middle][word->len] != '\0'; /* it goes on */
        if (order == 0)
            return true;
        if (order > 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

static bool is_particle(const struct dlp_folded_word *word)
{
    return among(particles, sizeof(particles) / sizeof(particles[0]), word);
}

static bool is_given(const struct dlp_folded_word *word)
{
    return dlp_packed_find(given_names, sizeof(given_names) / sizeof(given_names[0]), word->text,
                           word->len);
}

/* Endings that family names of many countries have, and few other words. */
#define ENDING(text) { text, sizeof(text) - 1 }
static const struct {
    const char *text;
    size_t len;
} family_endings[] = {
    ENDING("sson"),    ENDING("dottir"), ENDING("ovic"),  ENDING("evic"),  ENDING("ovich"),
    ENDING("evich"),   ENDING("ova"),    ENDING("eva"),   ENDING("enko"),  ENDING("shvili"),
    ENDING("nen"),     ENDING("ski"),    ENDING("ska"),   ENDING("skii"),  ENDING("skaya"),
    ENDING("sky"),     ENDING("czyk"),   ENDING("wicz"),  ENDING("oglu"),  ENDING("escu"),
    ENDING("opoulos"), ENDING("strom"),  ENDING("quist"), ENDING("qvist"), ENDING("ов"),
    ENDING("ова"),     ENDING("ев"),     ENDING("ева"),   ENDING("ин"),    ENDING("ина"),
    ENDING("ский"),    ENDING("ская"),   ENDING("енко"),  ENDING("вич"),   ENDING("вна"),
};

static bool ends_as_family(const struct dlp_folded_word *word)
{
    for (size_t i = 0; i < sizeof(family_endings) / sizeof(family_endings[0]); i++) {
        const size_t n = family_endings[i].len;

        if (word->len >= n + 3 && word->text[word->len - 1] == family_endings[i].text[n - 1]
            && memcmp(word->text + word->len - n, family_endings[i].text, n) == 0)
            return true;
    }
    return false;
}

static bool is_family(const struct dlp_folded_word *word)
{
    return dlp_packed_find(family_names, sizeof(family_names) / sizeof(family_names[0]), word->text,
                           word->len)
        || ends_as_family(word);
}

/* What the words of a value are. */
struct name_look {
    unsigned words; /* but particles and initials */
    unsigned given, known, small, solid_letters;
    bool given_first;
    bool spaced; /* other letters than those of scripts without capitals */
};

/* Take a word into account. @return false when no name has it */
static bool look_word(struct name_look *look, const struct dlp_folded_word *word)
{
    bool given;

    if (word->len == 0 || among(no_names, sizeof(no_names) / sizeof(no_names[0]), word))
        return false;
    if (word->solid) {
        look->solid_letters += (unsigned)word->letters;
        return true;
    }
    look->spaced = true;
    if (!word->capital && is_particle(word))
        return true;
    if (word->letters == 1)
        return word->capital; /* an initial */
    given = is_given(word);
    look->given_first = look->given_first || (look->words == 0 && given);
    look->words++;
    look->given += given;
    look->known += given || is_family(word);
    look->small += !word->capital;
    return true;
}

static bool look_at(struct name_look *look, const uint8_t *value, size_t len)
{
    size_t at = 0, taken, words = 0;

    *look = (struct name_look){ 0 };
    while (at < len) {
        struct dlp_folded_word word;

        taken = dlp_folded_word(&word, value + at, len - at);
        if (taken == 0 || ++words > NAME_WORDS_MAX || !look_word(look, &word))
            return false;
        at += taken;
        at += at < len; /* the space or hyphen */
    }
    if (look->solid_letters > 0)
        return !look->spaced && look->solid_letters >= 2
            && look->solid_letters <= SOLID_LETTERS_MAX;
    return look->words > 0 && (look->small == 0 || look->known > 0);
}

bool dlp_check_person_name(const uint8_t *value, size_t len)
{
    struct name_look look;

    return look_at(&look, value, len);
}

bool dlp_check_known_name(const uint8_t *value, size_t len)
{
    struct name_look look;

    return look_at(&look, value, len) && (look.known > 0 || look.solid_letters > 0);
}

bool dlp_check_full_name(const uint8_t *value, size_t len)
{
    struct name_look look;

    return look_at(&look, value, len)
        && (look.solid_letters > 0
            || (look.words >= 2 && look.small == 0 && look.given > 0
                && (look.given_first || look.known > 1)));
}
