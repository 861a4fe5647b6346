/* dlpscan/conf_rules.c - which options a file of settings may give. */

#include "conf.h"
#include "options.h"

/* What is not here, the command line alone may say: it is about one run. */
static const struct conf_rule rules[] = {
    { OPTION_INCLUDE, CONF_FOUND, true, true, false },
    { OPTION_EXCLUDE, CONF_FOUND, true, true, false },
    { OPTION_MAX_SIZE, CONF_FOUND, false, false, false },
    { OPTION_TYPE, CONF_FOUND, false, false, false },
    { OPTION_ONE_FILE_SYSTEM, CONF_FOUND, false, false, false },
    { OPTION_NO_IGNORE, CONF_FOUND, false, false, false },
    { OPTION_LIST_SKIPPED, CONF_FOUND, false, false, false },
    { OPTION_PER_RULE, CONF_FOUND, false, false, false },
    { OPTION_ENABLE, CONF_FOUND, true, true, false },
    { OPTION_DISABLE, CONF_FOUND, true, true, false },
    { OPTION_PACK, CONF_FOUND, true, true, false },
    { OPTION_MIN_CONFIDENCE, CONF_FOUND, false, false, false },
    { OPTION_TEST_VALUES, CONF_FOUND, false, false, false },
    { OPTION_MARKS, CONF_FOUND, false, false, false },
    { OPTION_DEEP, CONF_FOUND, false, false, false },
    { OPTION_THREADS, CONF_FOUND, false, false, false },
    { OPTION_EXCEPTIONS, CONF_FOUND, false, false, true },
    { OPTION_BASELINE, CONF_FOUND, false, false, true },
    /* Programs read the report, and the status decides: not for whoever wrote the tree. */
    { OPTION_FORMAT, CONF_NAMED, false, false, false },
    { OPTION_REPORT_FORMAT, CONF_NAMED, false, false, false },
    { OPTION_TABLE_FORMAT, CONF_NAMED, false, false, false },
    { OPTION_ROWS, CONF_NAMED, false, false, false },
    { OPTION_TABLE, CONF_NAMED, true, true, false },
    { OPTION_ALLOW, CONF_NAMED, false, false, false },
    { OPTION_RECEIVER, CONF_NAMED, false, false, true },
    { OPTION_MODE, CONF_NAMED, false, false, false },
    { OPTION_PURPOSE, CONF_NAMED, false, false, false },
    { OPTION_SHIFT_DATES, CONF_NAMED, false, false, false },
    { OPTION_DAY_FIRST, CONF_NAMED, false, false, false },
    { OPTION_FAIL_ON, CONF_NAMED, true, false, false },
    { OPTION_INCOMPLETE, CONF_NAMED, false, false, false },
    { OPTION_COLOR, CONF_NAMED, false, false, false },
    { OPTION_QUIET, CONF_NAMED, false, false, false },
    { OPTION_IO_LIMIT, CONF_NAMED, false, false, false },
    { OPTION_STATS, CONF_NAMED, false, false, false },
    /* They write, run, read what is elsewhere, show, or take the limits away. */
    { OPTION_OUTPUT, CONF_NAMED, true, true, false },
    { OPTION_RULES, CONF_NAMED, true, true, true },
    { OPTION_STATE, CONF_NAMED, false, false, true },
    { OPTION_KEY_FILE, CONF_NAMED, false, false, true },
    { OPTION_CACHE_DIR, CONF_NAMED, false, false, true },
    { OPTION_NO_CACHE, CONF_NAMED, false, false, false },
    { OPTION_FILES_FROM, CONF_NAMED, false, false, true },
    { OPTION_NULL, CONF_NAMED, false, false, false },
    { OPTION_EXTRACTOR, CONF_NAMED, false, false, false },
    { OPTION_NO_SANDBOX, CONF_NAMED, false, false, false },
    { OPTION_OCR, CONF_NAMED, false, false, false },
    { OPTION_LIMIT, CONF_NAMED, true, true, false },
    { OPTION_SHOW_VALUES, CONF_NAMED, false, false, false },
    { OPTION_PASSWORD, CONF_NAMED, true, true, false },
};

const struct conf_rule *conf_rule_of(int id)
{
    static const struct conf_rule never = { OPTION_END, CONF_NEVER, true, true, false };

    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (rules[i].id == id)
            return &rules[i];
    }
    return &never;
}
