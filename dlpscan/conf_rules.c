/* dlpscan/conf_rules.c - which options a file of settings may give. */

#include "conf.h"
#include "options.h"

/* What is not here, the command line alone may say: it is about one run. */
static const struct conf_rule rules[] = {
    { OPTION_INCLUDE, CONF_FOUND, true, true, NULL },
    { OPTION_EXCLUDE, CONF_FOUND, true, true, NULL },
    { OPTION_MAX_SIZE, CONF_FOUND, false, false, NULL },
    { OPTION_TYPE, CONF_FOUND, false, false, NULL },
    { OPTION_ONE_FILE_SYSTEM, CONF_FOUND, false, false, NULL },
    { OPTION_NO_IGNORE, CONF_FOUND, false, false, NULL },
    { OPTION_LIST_SKIPPED, CONF_FOUND, false, false, NULL },
    { OPTION_PER_RULE, CONF_FOUND, false, false, NULL },
    { OPTION_ENABLE, CONF_FOUND, true, true, NULL },
    { OPTION_DISABLE, CONF_FOUND, true, true, NULL },
    { OPTION_PACK, CONF_FOUND, true, true, NULL },
    { OPTION_MIN_CONFIDENCE, CONF_FOUND, false, false, NULL },
    { OPTION_TEST_VALUES, CONF_FOUND, false, false, NULL },
    { OPTION_MARKS, CONF_FOUND, false, false, NULL },
    { OPTION_DEEP, CONF_FOUND, false, false, NULL },
    { OPTION_THREADS, CONF_FOUND, false, false, NULL },
    { OPTION_EXCEPTIONS, CONF_FOUND, false, false, "" },
    { OPTION_BASELINE, CONF_FOUND, false, false, "" },
    /* Programs read the report, and the status decides: not for whoever wrote the tree. */
    { OPTION_FORMAT, CONF_NAMED, false, false, NULL },
    { OPTION_REPORT_FORMAT, CONF_NAMED, false, false, NULL },
    { OPTION_TABLE_FORMAT, CONF_NAMED, false, false, NULL },
    { OPTION_ROWS, CONF_NAMED, false, false, NULL },
    { OPTION_TABLE, CONF_NAMED, true, true, NULL },
    { OPTION_ALLOW, CONF_NAMED, false, false, NULL },
    { OPTION_RECEIVER, CONF_NAMED, false, false, "" },
    { OPTION_MODE, CONF_NAMED, false, false, NULL },
    { OPTION_PURPOSE, CONF_NAMED, false, false, NULL },
    { OPTION_SHIFT_DATES, CONF_NAMED, false, false, NULL },
    { OPTION_DAY_FIRST, CONF_NAMED, false, false, NULL },
    { OPTION_FAIL_ON, CONF_NAMED, true, false, SETTING_POLICY },
    { OPTION_INCOMPLETE, CONF_NAMED, false, false, NULL },
    { OPTION_COLOR, CONF_NAMED, false, false, NULL },
    { OPTION_QUIET, CONF_NAMED, false, false, NULL },
    { OPTION_IO_LIMIT, CONF_NAMED, false, false, NULL },
    { OPTION_STATS, CONF_NAMED, false, false, NULL },
    /* They write, run, read what is elsewhere, show, or take the limits away. */
    { OPTION_OUTPUT, CONF_NAMED, true, true, NULL },
    { OPTION_RULES, CONF_NAMED, true, true, "" },
    { OPTION_STATE, CONF_NAMED, false, false, "" },
    { OPTION_KEY_FILE, CONF_NAMED, false, false, "" },
    { OPTION_CACHE_DIR, CONF_NAMED, false, false, "" },
    { OPTION_NO_CACHE, CONF_NAMED, false, false, NULL },
    { OPTION_FILES_FROM, CONF_NAMED, false, false, "" },
    { OPTION_NULL, CONF_NAMED, false, false, NULL },
    { OPTION_EXTRACTOR, CONF_NAMED, false, false, NULL },
    { OPTION_NO_SANDBOX, CONF_NAMED, false, false, NULL },
    { OPTION_OCR, CONF_NAMED, false, false, NULL },
    { OPTION_LIMIT, CONF_NAMED, true, true, NULL },
    { OPTION_SHOW_VALUES, CONF_NAMED, false, false, NULL },
    { OPTION_PASSWORD, CONF_NAMED, true, true, NULL },
};

const struct conf_rule *conf_rule_of(int id)
{
    static const struct conf_rule never = { OPTION_END, CONF_NEVER, true, true, NULL };

    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (rules[i].id == id)
            return &rules[i];
    }
    return &never;
}
