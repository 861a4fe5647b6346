/* validate/reject_sample.c - numbers that were published as samples. Compared as a whole, never by
 * prefix: a prefix would hide the numbers of people. */

#include "validate/checks.h"
#include "validate/reject_tests.h"

#include <string.h>

#define SAMPLE_MAX 19

static bool sample_among(const struct dlp_surroundings *s, const char *const *samples, size_t len)
{
    uint8_t digits[SAMPLE_MAX];
    char text[SAMPLE_MAX + 1];
    const size_t n = dlp_digits(s->value, s->len, digits, sizeof(digits));

    if (n == 0 || n > sizeof(digits))
        return false;
    for (size_t i = 0; i < n; i++)
        text[i] = (char)('0' + digits[i]);
    text[n] = '\0';
    for (size_t i = 0; i < len; i++) {
        if (strcmp(text, samples[i]) == 0)
            return true;
    }
    return false;
}

/* Published test numbers, from the developer pages of the schemes and of payment providers. */
/* clang-format off */
static const char *const test_cards[] = {
    /* Visa */
    "4111111111111111", "4012888888881881", "4222222222222", "4242424242424242",
    "4000056655665556", "4000000000000002", "4000002500003155", "4000002760003184",
    "4000000000003220", "4000000000009995", "4000000000000069", "4000000000000127",
    "4000000000000119", "4988438843884305", "4917610000000000", "4166676667666746",
    "4646464646464644", "4012000033330026", "4005519200000004", "4009348888881881",
    "4012000077777777", "4217651111111119", "4500600000000061", "4263982640269299",
    "4444333322221111",
    /* Mastercard */
    "5555555555554444", "5105105105105100", "5200828282828210", "2223003122003222",
    "2223000048400011", "2223000048410010", "2222400070000005", "5454545454545454",
    "5425233430109903", "2222420000001113", "5431111111111111",
    /* American Express */
    "378282246310005", "371449635398431", "378734493671000", "370000000000002", "374245455400126",
    "343434343434343",
    /* Discover, Diners Club, JCB */
    "6011111111111117", "6011000990139424", "6011981111111113", "6011000000000012",
    "6011000000000004", "30569309025904", "38520000023237", "36227206271667", "3056930009020004",
    "36148900647913", "3530111333300000", "3566002020360505", "3569990010095841",
    /* UnionPay, Maestro, Mir, Dankort */
    "6200000000000005", "6200000000000047", "6205500000000000004", "6250947000000014",
    "6759649826438453", "6799990100000000019", "6331101999990016", "2200000000000004",
    "2201382000000013", "5019717010103742", "5610591081018250",
};
/* clang-format on */

bool dlp_reject_test_card(const struct dlp_surroundings *s)
{
    return sample_among(s, test_cards, sizeof(test_cards) / sizeof(test_cards[0]));
}

/* Social security numbers of sample cards and advertisements (SSA), and numbers of specimen
 * documents that every manual repeats. */
bool dlp_reject_published_sample(const struct dlp_surroundings *s)
{
    static const char *const samples[] = {
        "078051120", "219099999", "457555462", "987654320", "987654321", "987654322", "987654323",
        "987654324", "987654325", "987654326", "987654327", "987654328", "987654329",
    };

    return sample_among(s, samples, sizeof(samples) / sizeof(samples[0]));
}
