/* validate/checks.h - what the files of validate/ share: helpers, which other folders use, too, and the
 * checks that the registry lists, which they do not. */
#ifndef VALIDATE_CHECKS_H
#define VALIDATE_CHECKS_H

#include "validate/validator.h"

#define DLP_NUMBER_MAX 64

/** Bytes of the separator at text[0, len): space, '-', '.', '/', no-break and thin spaces, Unicode
 *  hyphens and dashes. 0 when there is none. */
size_t dlp_separator(const uint8_t *text, size_t len);
/** The digits of a value that holds nothing but digits with separators or commas between them.
 *  @return how many; 0 for any other byte, a separator at an end, or more than max digits */
size_t dlp_number(const uint8_t *value, size_t len, uint8_t *out, size_t max);
/** The same for digits and letters of any case: A or a is 10, Z or z is 35. */
size_t dlp_alnum(const uint8_t *value, size_t len, uint8_t *out, size_t max);
/** Does each separator of the value stand behind a number of digits whose bit is set in places? */
bool dlp_number_splits(const uint8_t *value, size_t len, uint64_t places);
/** Is every one of n items the same? True for n 0. */
bool dlp_all_equal(const uint8_t *items, size_t n);
/** digits[0, n) as a number; n at most 9. */
unsigned dlp_digits_number(const uint8_t *digits, size_t n);
static inline bool dlp_is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}
static inline bool dlp_is_upper(uint8_t c)
{
    return c >= 'A' && c <= 'Z';
}
static inline uint8_t dlp_lower(uint8_t c)
{
    return dlp_is_upper(c) ? (uint8_t)(c | 0x20) : c;
}
static inline uint8_t dlp_upper(uint8_t c)
{
    return c >= 'a' && c <= 'z' ? (uint8_t)(c & ~0x20) : c;
}
static inline bool dlp_is_alpha(uint8_t c)
{
    return dlp_lower(c) >= 'a' && dlp_lower(c) <= 'z';
}

/** Does the row hold for items[0, n), each 0..35? */
bool dlp_weights_hold(const struct dlp_weights *row, const uint8_t *items, size_t n);
/** Does that day exist in the Gregorian calendar, in any year? */
bool dlp_day_exists(unsigned year, unsigned month, unsigned day);
bool dlp_luhn_holds(const uint8_t *digits, size_t n);
bool dlp_verhoeff_holds(const uint8_t *digits, size_t n);
/** ISO 7064 mod 11,10 over digits, the last of which is the check digit. */
bool dlp_mod11_10_holds(const uint8_t *digits, size_t n);
/** ISO 7064 mod M+1,M over items of 0..M-1, the last of which is the check character. */
bool dlp_hybrid_holds(const uint8_t *items, size_t n, unsigned modulus);
/** Is it an assigned ISO 3166-1 alpha-2 code (two capitals), or XK? */
bool dlp_country_known(const uint8_t *code);
/** Is text[0, len) a top-level domain, in any case? xn-- names pass by their form. */
bool dlp_tld_known(const uint8_t *text, size_t len);
/** Is a national number of n digits possible behind this country calling code? */
bool dlp_phone_plan_allows(unsigned calling_code, const uint8_t *digits, size_t n);
/** Digits of a telephone number as people write it.
 *  @param plus  set when it starts with '+'
 *  @return how many; 0 when it is not written like one */
size_t dlp_phone_digits(const uint8_t *value, size_t len, uint8_t *out, size_t max, bool *plus);
/** CRC-32 of IEEE 802.3, as zlib computes it. */
uint32_t dlp_crc32(const uint8_t *data, size_t len);
/** Decode Base58Check with a payload of exactly 21 bytes (version and hash). */
bool dlp_base58check_21(const uint8_t *text, size_t len, uint8_t *payload);
/** Decode base 58 to exactly size bytes; each leading '1' is one leading zero byte. */
bool dlp_base58_decode(const uint8_t *text, size_t len, uint8_t *out, size_t size);
/** The same as a number: leading '1's are leading zeros of it. */
bool dlp_base58_block(const uint8_t *text, size_t len, uint8_t *out, size_t size);
/** Keccak-256 of data[0, len), len below 136. */
void dlp_keccak_256(uint8_t hash[32], const uint8_t *data, size_t len);
/** Is text Bech32 (BIP 173) with this human-readable part, whatever it holds? Up to 120 items. */
bool dlp_bech32_plain(const uint8_t *text, size_t len, const char *part);
/** Is text a segwit address (BIP 173, BIP 350) with this human-readable part? */
bool dlp_bech32_segwit(const uint8_t *text, size_t len, const char *part);
/** Four octets of dotted-decimal text; no leading zeros. */
bool dlp_ipv4_parse(const uint8_t *text, size_t len, uint8_t *octets);
bool dlp_ipv4_documentation(const uint8_t *octets);

bool dlp_check_ad_nrt(const uint8_t *value, size_t len);
bool dlp_check_ada_address(const uint8_t *value, size_t len);
bool dlp_check_age_key(const uint8_t *value, size_t len);
bool dlp_check_am_psn(const uint8_t *value, size_t len);
bool dlp_check_apify_crc(const uint8_t *value, size_t len);
bool dlp_check_ar_cbu(const uint8_t *value, size_t len);
bool dlp_check_at_svnr(const uint8_t *value, size_t len);
bool dlp_check_at_tin(const uint8_t *value, size_t len);
bool dlp_check_at_uid(const uint8_t *value, size_t len);
bool dlp_check_atlassian_crc(const uint8_t *value, size_t len);
bool dlp_check_aws_key_id(const uint8_t *value, size_t len);
bool dlp_check_az_voen(const uint8_t *value, size_t len);
bool dlp_check_ba_jmbg(const uint8_t *value, size_t len);
bool dlp_check_base64_json(const uint8_t *value, size_t len);
bool dlp_check_basic_auth(const uint8_t *value, size_t len);
bool dlp_check_bch_address(const uint8_t *value, size_t len);
bool dlp_check_be_bis(const uint8_t *value, size_t len);
bool dlp_check_be_eid(const uint8_t *value, size_t len);
bool dlp_check_be_nn(const uint8_t *value, size_t len);
bool dlp_check_be_ogm(const uint8_t *value, size_t len);
bool dlp_check_be_vat(const uint8_t *value, size_t len);
bool dlp_check_bg_egn(const uint8_t *value, size_t len);
bool dlp_check_bg_pnf(const uint8_t *value, size_t len);
bool dlp_check_bg_vat(const uint8_t *value, size_t len);
bool dlp_check_bic(const uint8_t *value, size_t len);
bool dlp_check_br_cpf(const uint8_t *value, size_t len);
bool dlp_check_btc_address(const uint8_t *value, size_t len);
bool dlp_check_by_personal(const uint8_t *value, size_t len);
bool dlp_check_by_unp(const uint8_t *value, size_t len);
bool dlp_check_card_pan(const uint8_t *value, size_t len);
bool dlp_check_card_pan_wide(const uint8_t *value, size_t len);
bool dlp_check_card_track(const uint8_t *value, size_t len);
bool dlp_check_card_track_date(const uint8_t *value, size_t len);
bool dlp_check_cfi(const uint8_t *value, size_t len);
bool dlp_check_ch_ahv(const uint8_t *value, size_t len);
bool dlp_check_ch_esr(const uint8_t *value, size_t len);
bool dlp_check_ch_uid(const uint8_t *value, size_t len);
bool dlp_check_cloudflare_crc(const uint8_t *value, size_t len);
bool dlp_check_cn_resident_id(const uint8_t *value, size_t len);
bool dlp_check_confluent_crc(const uint8_t *value, size_t len);
bool dlp_check_cusip(const uint8_t *value, size_t len);
bool dlp_check_cy_vat(const uint8_t *value, size_t len);
bool dlp_check_cz_account(const uint8_t *value, size_t len);
bool dlp_check_cz_dic(const uint8_t *value, size_t len);
bool dlp_check_cz_ico(const uint8_t *value, size_t len);
bool dlp_check_cz_rc(const uint8_t *value, size_t len);
bool dlp_check_damm(const uint8_t *value, size_t len);
bool dlp_check_date(const uint8_t *value, size_t len);
bool dlp_check_de_document(const uint8_t *value, size_t len);
bool dlp_check_de_idnr(const uint8_t *value, size_t len);
bool dlp_check_de_kvnr(const uint8_t *value, size_t len);
bool dlp_check_de_lanr(const uint8_t *value, size_t len);
bool dlp_check_de_stnr(const uint8_t *value, size_t len);
bool dlp_check_de_svnr(const uint8_t *value, size_t len);
bool dlp_check_de_vat(const uint8_t *value, size_t len);
bool dlp_check_deno_crc(const uint8_t *value, size_t len);
bool dlp_check_discord_bot(const uint8_t *value, size_t len);
bool dlp_check_dk_cpr(const uint8_t *value, size_t len);
bool dlp_check_doge_address(const uint8_t *value, size_t len);
bool dlp_check_dot_address(const uint8_t *value, size_t len);
bool dlp_check_ee_ik(const uint8_t *value, size_t len);
bool dlp_check_ee_registrikood(const uint8_t *value, size_t len);
bool dlp_check_email(const uint8_t *value, size_t len);
bool dlp_check_es_catastral(const uint8_t *value, size_t len);
bool dlp_check_es_ccc(const uint8_t *value, size_t len);
bool dlp_check_es_cif(const uint8_t *value, size_t len);
bool dlp_check_es_cups(const uint8_t *value, size_t len);
bool dlp_check_es_dni(const uint8_t *value, size_t len);
bool dlp_check_es_nie(const uint8_t *value, size_t len);
bool dlp_check_es_nif(const uint8_t *value, size_t len);
bool dlp_check_es_nuss(const uint8_t *value, size_t len);
bool dlp_check_eth_address(const uint8_t *value, size_t len);
bool dlp_check_eth_checksum(const uint8_t *value, size_t len);
bool dlp_check_eu_vat(const uint8_t *value, size_t len);
bool dlp_check_fi_hetu(const uint8_t *value, size_t len);
bool dlp_check_figi(const uint8_t *value, size_t len);
bool dlp_check_fr_nif(const uint8_t *value, size_t len);
bool dlp_check_fr_nir(const uint8_t *value, size_t len);
bool dlp_check_fr_siren(const uint8_t *value, size_t len);
bool dlp_check_fr_siret(const uint8_t *value, size_t len);
bool dlp_check_fr_tva(const uint8_t *value, size_t len);
bool dlp_check_gb_chi(const uint8_t *value, size_t len);
bool dlp_check_gb_nino(const uint8_t *value, size_t len);
bool dlp_check_gb_upn(const uint8_t *value, size_t len);
bool dlp_check_gb_utr(const uint8_t *value, size_t len);
bool dlp_check_gb_vat(const uint8_t *value, size_t len);
bool dlp_check_github_crc(const uint8_t *value, size_t len);
bool dlp_check_github_fine_grained(const uint8_t *value, size_t len);
bool dlp_check_gitlab_crc(const uint8_t *value, size_t len);
bool dlp_check_gr_afm(const uint8_t *value, size_t len);
bool dlp_check_gr_amka(const uint8_t *value, size_t len);
bool dlp_check_grafana_crc(const uint8_t *value, size_t len);
bool dlp_check_hr_oib(const uint8_t *value, size_t len);
bool dlp_check_hu_personal(const uint8_t *value, size_t len);
bool dlp_check_hu_tax(const uint8_t *value, size_t len);
bool dlp_check_iban(const uint8_t *value, size_t len);
bool dlp_check_iban_account(const uint8_t *value, size_t len);
bool dlp_check_it_aic(const uint8_t *value, size_t len);
bool dlp_check_ie_pps(const uint8_t *value, size_t len);
bool dlp_check_ie_vat(const uint8_t *value, size_t len);
bool dlp_check_il_company(const uint8_t *value, size_t len);
bool dlp_check_il_id(const uint8_t *value, size_t len);
bool dlp_check_imei(const uint8_t *value, size_t len);
bool dlp_check_ipv4(const uint8_t *value, size_t len);
bool dlp_check_ipv4_public(const uint8_t *value, size_t len);
bool dlp_check_ipv6(const uint8_t *value, size_t len);
bool dlp_check_ipv6_long(const uint8_t *value, size_t len);
bool dlp_check_is_kennitala(const uint8_t *value, size_t len);
bool dlp_check_isin(const uint8_t *value, size_t len);
bool dlp_check_iso11649(const uint8_t *value, size_t len);
bool dlp_check_iso7064_mod11_10(const uint8_t *value, size_t len);
bool dlp_check_iso7064_mod11_2(const uint8_t *value, size_t len);
bool dlp_check_iso7064_mod37_2(const uint8_t *value, size_t len);
bool dlp_check_iso7064_mod37_36(const uint8_t *value, size_t len);
bool dlp_check_iso7064_mod97_10(const uint8_t *value, size_t len);
bool dlp_check_it_codice_fiscale(const uint8_t *value, size_t len);
bool dlp_check_it_iva(const uint8_t *value, size_t len);
bool dlp_check_jmbg(const uint8_t *value, size_t len);
bool dlp_check_jwt(const uint8_t *value, size_t len);
bool dlp_check_kz_bin(const uint8_t *value, size_t len);
bool dlp_check_kz_iin(const uint8_t *value, size_t len);
bool dlp_check_lei(const uint8_t *value, size_t len);
bool dlp_check_lt_asmens(const uint8_t *value, size_t len);
bool dlp_check_lt_pvm(const uint8_t *value, size_t len);
bool dlp_check_ltc_address(const uint8_t *value, size_t len);
bool dlp_check_lu_nin(const uint8_t *value, size_t len);
bool dlp_check_lu_tva(const uint8_t *value, size_t len);
bool dlp_check_luhn(const uint8_t *value, size_t len);
bool dlp_check_lv_pk(const uint8_t *value, size_t len);
bool dlp_check_lv_pvn(const uint8_t *value, size_t len);
bool dlp_check_mac(const uint8_t *value, size_t len);
bool dlp_check_me_jmbg(const uint8_t *value, size_t len);
bool dlp_check_mk_jmbg(const uint8_t *value, size_t len);
bool dlp_check_mrz_td1(const uint8_t *value, size_t len);
bool dlp_check_mrz_td2(const uint8_t *value, size_t len);
bool dlp_check_mrz_td3(const uint8_t *value, size_t len);
bool dlp_check_mrz_visa(const uint8_t *value, size_t len);
bool dlp_check_mt_vat(const uint8_t *value, size_t len);
bool dlp_check_mx_clabe(const uint8_t *value, size_t len);
bool dlp_check_nats_seed(const uint8_t *value, size_t len);
bool dlp_check_nl_btw(const uint8_t *value, size_t len);
bool dlp_check_no_fodselsnummer(const uint8_t *value, size_t len);
bool dlp_check_no_kontonr(const uint8_t *value, size_t len);
bool dlp_check_pl_nrb(const uint8_t *value, size_t len);
bool dlp_check_sepa_creditor(const uint8_t *value, size_t len);
bool dlp_check_no_mva(const uint8_t *value, size_t len);
bool dlp_check_npm_crc(const uint8_t *value, size_t len);
bool dlp_check_nz_account(const uint8_t *value, size_t len);
bool dlp_check_phone_e164(const uint8_t *value, size_t len);
bool dlp_check_phone_national(const uint8_t *value, size_t len);
bool dlp_check_phone_ru(const uint8_t *value, size_t len);
bool dlp_check_phone_se(const uint8_t *value, size_t len);
bool dlp_check_phone_us(const uint8_t *value, size_t len);
bool dlp_check_pl_id_card(const uint8_t *value, size_t len);
bool dlp_check_pl_passport(const uint8_t *value, size_t len);
bool dlp_check_pl_pesel(const uint8_t *value, size_t len);
bool dlp_check_pl_regon(const uint8_t *value, size_t len);
bool dlp_check_pt_cc(const uint8_t *value, size_t len);
bool dlp_check_pypi_token(const uint8_t *value, size_t len);
bool dlp_check_random_text(const uint8_t *value, size_t len);
bool dlp_check_ro_cnp(const uint8_t *value, size_t len);
bool dlp_check_ro_cui(const uint8_t *value, size_t len);
bool dlp_check_ro_onrc(const uint8_t *value, size_t len);
bool dlp_check_rs_jmbg(const uint8_t *value, size_t len);
bool dlp_check_rs_pib(const uint8_t *value, size_t len);
bool dlp_check_ru_foreign_passport(const uint8_t *value, size_t len);
bool dlp_check_ru_inn(const uint8_t *value, size_t len);
bool dlp_check_ru_ogrn(const uint8_t *value, size_t len);
bool dlp_check_ru_okpo(const uint8_t *value, size_t len);
bool dlp_check_ru_passport(const uint8_t *value, size_t len);
bool dlp_check_ru_snils(const uint8_t *value, size_t len);
bool dlp_check_se_giro(const uint8_t *value, size_t len);
bool dlp_check_se_interim(const uint8_t *value, size_t len);
bool dlp_check_se_personnummer(const uint8_t *value, size_t len);
bool dlp_check_se_samordningsnummer(const uint8_t *value, size_t len);
bool dlp_check_se_vat(const uint8_t *value, size_t len);
bool dlp_check_sedol(const uint8_t *value, size_t len);
bool dlp_check_si_maticna(const uint8_t *value, size_t len);
bool dlp_check_sk_dph(const uint8_t *value, size_t len);
bool dlp_check_sol_address(const uint8_t *value, size_t len);
bool dlp_check_ton_address(const uint8_t *value, size_t len);
bool dlp_check_tr_tckn(const uint8_t *value, size_t len);
bool dlp_check_tr_vkn(const uint8_t *value, size_t len);
bool dlp_check_trx_address(const uint8_t *value, size_t len);
bool dlp_check_ua_edrpou(const uint8_t *value, size_t len);
bool dlp_check_ua_unzr(const uint8_t *value, size_t len);
bool dlp_check_upi(const uint8_t *value, size_t len);
bool dlp_check_us_aba(const uint8_t *value, size_t len);
bool dlp_check_us_ssn(const uint8_t *value, size_t len);
bool dlp_check_uz_pinfl(const uint8_t *value, size_t len);
bool dlp_check_varied(const uint8_t *value, size_t len);
bool dlp_check_vercel_crc(const uint8_t *value, size_t len);
bool dlp_check_verhoeff(const uint8_t *value, size_t len);
bool dlp_check_wandb_crc(const uint8_t *value, size_t len);
bool dlp_check_wkn(const uint8_t *value, size_t len);
bool dlp_check_xlm_address(const uint8_t *value, size_t len);
bool dlp_check_xmr_address(const uint8_t *value, size_t len);
bool dlp_check_xrp_address(const uint8_t *value, size_t len);
bool dlp_check_zuplo_crc(const uint8_t *value, size_t len);
#endif
