/* validate/reject_tests.h - the tests that the table of rejects lists. Nothing outside validate/
 * includes this. */
#ifndef VALIDATE_REJECT_TESTS_H
#define VALIDATE_REJECT_TESTS_H

#include "validate/reject.h"

/** The byte `back` places before the value (1: directly before it); 0 beyond what can be read. */
static inline uint8_t dlp_before(const struct dlp_surroundings *s, size_t back)
{
    return back <= s->before ? *(s->value - back) : 0;
}
/** The byte `on` places behind the value (0: directly behind it); 0 beyond what can be read. */
static inline uint8_t dlp_behind(const struct dlp_surroundings *s, size_t on)
{
    return on < s->after ? s->value[s->len + on] : 0;
}
/** Is text[0, len) this lower-case ASCII word, in any case? */
bool dlp_text_is(const uint8_t *text, size_t len, const char *word);

bool dlp_reject_decimal(const struct dlp_surroundings *s);
bool dlp_reject_documentation(const struct dlp_surroundings *s);
bool dlp_reject_dummy(const struct dlp_surroundings *s);
bool dlp_reject_epoch(const struct dlp_surroundings *s);
bool dlp_reject_fictional_phone(const struct dlp_surroundings *s);
bool dlp_reject_hash(const struct dlp_surroundings *s);
bool dlp_reject_long_integer(const struct dlp_surroundings *s);
bool dlp_reject_machine_key(const struct dlp_surroundings *s);
bool dlp_reject_narrow_digits(const struct dlp_surroundings *s);
bool dlp_reject_placeholder(const struct dlp_surroundings *s);
bool dlp_reject_published_sample(const struct dlp_surroundings *s);
bool dlp_reject_row(const struct dlp_surroundings *s);
bool dlp_reject_test_card(const struct dlp_surroundings *s);
bool dlp_reject_test_value(const struct dlp_surroundings *s);
bool dlp_reject_url(const struct dlp_surroundings *s);
bool dlp_reject_uuid(const struct dlp_surroundings *s);
bool dlp_reject_version(const struct dlp_surroundings *s);
#endif
