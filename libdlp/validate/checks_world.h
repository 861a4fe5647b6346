/* validate/checks_world.h - checks of numbers of the Americas, Asia, Africa and Oceania, and of
 * objects. Nothing outside validate/ includes this. */
#ifndef VALIDATE_CHECKS_WORLD_H
#define VALIDATE_CHECKS_WORLD_H

#include "validate/checks.h"

/** Are the six digits YYMMDD a real date of the 20th or the 21st century? */
bool dlp_yymmdd_valid(const uint8_t *digits);
/** The same for DDMMYY. */
bool dlp_ddmmyy_valid(const uint8_t *digits);
/** The sum of digits[0, n), the last of which weighs `last`, the one before it `last` + 1, and so on. */
unsigned dlp_rising_sum(const uint8_t *digits, size_t n, unsigned last);

bool dlp_check_ae_emirates_id(const uint8_t *value, size_t len);
bool dlp_check_au_abn(const uint8_t *value, size_t len);
bool dlp_check_bh_cpr(const uint8_t *value, size_t len);
bool dlp_check_br_cnh(const uint8_t *value, size_t len);
bool dlp_check_br_cnpj(const uint8_t *value, size_t len);
bool dlp_check_br_titulo(const uint8_t *value, size_t len);
bool dlp_check_ca_bn(const uint8_t *value, size_t len);
bool dlp_check_ca_ramq(const uint8_t *value, size_t len);
bool dlp_check_casrn(const uint8_t *value, size_t len);
bool dlp_check_cn_resident_id_15(const uint8_t *value, size_t len);
bool dlp_check_cn_resident_id_any_year(const uint8_t *value, size_t len);
bool dlp_check_cn_uscc(const uint8_t *value, size_t len);
bool dlp_check_cu_ni(const uint8_t *value, size_t len);
bool dlp_check_ec_ci(const uint8_t *value, size_t len);
bool dlp_check_ec_ruc(const uint8_t *value, size_t len);
bool dlp_check_eg_national_id(const uint8_t *value, size_t len);
bool dlp_check_eu_banknote(const uint8_t *value, size_t len);
bool dlp_check_eu_eic(const uint8_t *value, size_t len);
bool dlp_check_gt_cui(const uint8_t *value, size_t len);
bool dlp_check_isan(const uint8_t *value, size_t len);
bool dlp_check_isil(const uint8_t *value, size_t len);
bool dlp_check_gt_nit(const uint8_t *value, size_t len);
bool dlp_check_hk_id(const uint8_t *value, size_t len);
bool dlp_check_id_nik(const uint8_t *value, size_t len);
bool dlp_check_id_npwp(const uint8_t *value, size_t len);
bool dlp_check_in_aadhaar(const uint8_t *value, size_t len);
bool dlp_check_in_epic(const uint8_t *value, size_t len);
bool dlp_check_in_gstin(const uint8_t *value, size_t len);
bool dlp_check_iso6346(const uint8_t *value, size_t len);
bool dlp_check_kr_brn(const uint8_t *value, size_t len);
bool dlp_check_kr_frn(const uint8_t *value, size_t len);
bool dlp_check_kr_rrn(const uint8_t *value, size_t len);
bool dlp_check_lk_nic(const uint8_t *value, size_t len);
bool dlp_check_ma_ice(const uint8_t *value, size_t len);
bool dlp_check_mu_nid(const uint8_t *value, size_t len);
bool dlp_check_mx_curp(const uint8_t *value, size_t len);
bool dlp_check_mx_rfc(const uint8_t *value, size_t len);
bool dlp_check_mx_rfc_sum(const uint8_t *value, size_t len);
bool dlp_check_my_nric(const uint8_t *value, size_t len);
bool dlp_check_nz_ird(const uint8_t *value, size_t len);
bool dlp_check_nz_nhi(const uint8_t *value, size_t len);
bool dlp_check_om_vatin(const uint8_t *value, size_t len);
bool dlp_check_py_ruc(const uint8_t *value, size_t len);
bool dlp_check_sg_nric(const uint8_t *value, size_t len);
bool dlp_check_sg_uen(const uint8_t *value, size_t len);
bool dlp_check_sn_ninea(const uint8_t *value, size_t len);
bool dlp_check_sv_nit(const uint8_t *value, size_t len);
bool dlp_check_tn_mf(const uint8_t *value, size_t len);
bool dlp_check_tw_id(const uint8_t *value, size_t len);
bool dlp_check_tw_ubn(const uint8_t *value, size_t len);
bool dlp_check_us_dea(const uint8_t *value, size_t len);
bool dlp_check_us_itin(const uint8_t *value, size_t len);
bool dlp_check_us_npi(const uint8_t *value, size_t len);
bool dlp_check_uy_rut(const uint8_t *value, size_t len);
bool dlp_check_ve_rif(const uint8_t *value, size_t len);
bool dlp_check_vin(const uint8_t *value, size_t len);
bool dlp_check_vin_sum(const uint8_t *value, size_t len);
bool dlp_check_vn_cccd(const uint8_t *value, size_t len);
bool dlp_check_za_id(const uint8_t *value, size_t len);
/* Names of persons and places. */
bool dlp_check_city(const uint8_t *value, size_t len);
bool dlp_check_full_name(const uint8_t *value, size_t len);
bool dlp_check_known_name(const uint8_t *value, size_t len);
bool dlp_check_person_name(const uint8_t *value, size_t len);
/** Do the words that person_name.c looks up stand in byte order, as it must be? For tests. */
bool dlp_name_words_are_in_order(void);
#endif
