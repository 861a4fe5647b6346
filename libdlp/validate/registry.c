/* validate/registry.c - the one list of validators. Adding one is one file plus one line here;
 * nothing else in the library names a validator. In order of name. */

#include "validate/validator.h"

#include "validate/checks_world.h"
#include "validate/weighted_world.inc"

#include <string.h>

/* digits, weighted, place of the check, modulus, weights, what each remainder is written as */
static const struct dlp_weights rows_ean13[] = {
    { 13, 12, 12, 10, { 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3 }, "0987654321" },
};
static const struct dlp_weights rows_gb_nhs[] = {
    { 10, 9, 9, 11, { 10, 9, 8, 7, 6, 5, 4, 3, 2 }, "0!987654321" },
};
static const struct dlp_weights rows_nl_bsn[] = {
    { 9, 8, 8, 11, { 9, 8, 7, 6, 5, 4, 3, 2 }, "0123456789!" },
    { 8, 7, 7, 11, { 8, 7, 6, 5, 4, 3, 2 }, "0123456789!" }, /* the 0 before it left out */
};
static const struct dlp_weights rows_pl_nip[] = {
    { 10, 9, 9, 11, { 6, 5, 7, 2, 3, 4, 5, 6, 7 }, "0123456789!" },
};
static const struct dlp_weights rows_ua_rntrc[] = {
    { 10, 9, 9, 11, { -1, 5, 7, 9, 4, 6, 10, 5, 7 }, "01234567890" },
};

static const struct dlp_weights rows_dk_cvr[] = {
    { 8, 7, 7, 11, { 2, 7, 6, 5, 4, 3, 2 }, "0!987654321" },
};
static const struct dlp_weights rows_ee_kmkr[] = {
    { 9, 8, 8, 10, { 3, 7, 1, 3, 7, 1, 3, 7 }, "0987654321" },
};
static const struct dlp_weights rows_eu_ecnumber[] = {
    { 7, 6, 6, 11, { 1, 2, 3, 4, 5, 6 }, "01234567891" },
};
static const struct dlp_weights rows_fi_ytunnus[] = {
    { 8, 7, 7, 11, { 7, 9, 10, 5, 8, 4, 2 }, "0!987654321" },
};
static const struct dlp_weights rows_hu_adoazonosito[] = {
    { 10, 9, 9, 11, { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, "0123456789!" },
};
static const struct dlp_weights rows_hu_taj[] = {
    { 9, 8, 8, 10, { 3, 7, 3, 7, 3, 7, 3, 7 }, "0123456789" },
};
static const struct dlp_weights rows_md_idno[] = {
    { 13, 12, 12, 10, { 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1 }, "0123456789" },
};
static const struct dlp_weights rows_me_pib[] = {
    { 8, 7, 7, 11, { 8, 7, 6, 5, 4, 3, 2 }, "00987654321" },
};
static const struct dlp_weights rows_mk_edb[] = {
    { 13, 12, 12, 11, { 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 }, "00987654321" },
};
static const struct dlp_weights rows_nl_onderwijsnummer[] = {
    { 9, 8, 8, 11, { 9, 8, 7, 6, 5, 4, 3, 2 }, "6789!012345" },
};
static const struct dlp_weights rows_no_orgnr[] = {
    { 9, 8, 8, 11, { 3, 2, 7, 6, 5, 4, 3, 2 }, "0!987654321" },
};
static const struct dlp_weights rows_pt_nif[] = {
    { 9, 8, 8, 11, { 9, 8, 7, 6, 5, 4, 3, 2 }, "00987654321" },
};
static const struct dlp_weights rows_si_ddv[] = {
    { 8, 7, 7, 11, { 8, 7, 6, 5, 4, 3, 2 }, "!0987654321" },
};

/* clang-format off */
#define CHECK(id, title_, source_) { #id, title_, source_, dlp_check_##id, NULL, 0, false, NULL }
/* Of random values of the right shape, at most one in eight passes. */
#define PICKS(id, title_, source_) { #id, title_, source_, dlp_check_##id, NULL, 0, true, NULL }
#define ROWS(id, title_, source_) \
    { #id, title_, source_, NULL, rows_##id, sizeof(rows_##id) / sizeof(rows_##id[0]), true, NULL }
#define ROWS_FROM(id, starts_, title_, source_) \
    { #id, title_, source_, NULL, rows_##id, sizeof(rows_##id) / sizeof(rows_##id[0]), true, starts_ }
#define PICKS_FROM(id, starts_, title_, source_) \
    { #id, title_, source_, dlp_check_##id, NULL, 0, true, starts_ }
/* Nothing but the length and the first digits can be wrong. */
#define STARTS(id, starts_, title_, source_) \
    { #id, title_, source_, NULL, rows_##id, sizeof(rows_##id) / sizeof(rows_##id[0]), false, starts_ }
#define LUHN_FROM(id, starts_, title_, source_) \
    { #id, title_, source_, dlp_check_luhn, NULL, 0, true, starts_ }
/* clang-format on */

static const struct dlp_validator validators[] = {
    CHECK(ad_nrt, "NRT: kind and range", "Law 21/2014 of Andorra"),
    PICKS(ada_address, "Cardano address: Bech32", "CIP-19"),
    PICKS_FROM(ae_emirates_id, "784", "Emirates ID: 784, year, Luhn",
               "Federal Authority for Identity and Citizenship"),
    CHECK(age_key, "age secret key: Bech32", "age-encryption.org/v1"),
    PICKS(am_psn, "public service number: date", "Law on public service numbers of Armenia"),
    CHECK(apify_crc, "Apify token: CRC-32", "observed on published samples"),
    PICKS(ar_cbu, "CBU: two check digits", "BCRA A 2212"),
    ROWS_FROM(ar_cuit, "20 23 24 27 30 33 34 50 51 55", "CUIT: kind of taxpayer and check digit",
              "AFIP, Resolucion General 10/97"),
    PICKS(at_svnr, "social insurance number: check digit", "ASVG paragraph 31"),
    PICKS(at_tin, "Abgabenkontonummer: office and check digit", "Austrian ministry of finance"),
    PICKS(at_uid, "UID: U and check digit", "UStG 1994, article 28"),
    CHECK(atlassian_crc, "Atlassian token: CRC-32", "observed on published samples"),
    PICKS(au_abn, "ABN: sum divisible by 89", "Australian Business Register, format of the ABN"),
    ROWS(au_acn, "ACN: check digit", "ASIC, Australian company number digit check"),
    ROWS_FROM(au_medicare, "2-6", "Medicare card: check digit",
              "Services Australia, Medicare card number format"),
    ROWS(au_tfn, "TFN: check digit", "Australian Taxation Office"),
    CHECK(aws_key_id, "AWS key id: base 32, account of 12 digits", "AWS IAM, unique identifiers"),
    PICKS(az_voen, "VOEN: kind and check digit", "State tax service of Azerbaijan"),
    PICKS(ba_jmbg, "JMBG of Bosnia: date, region, check digit", "Law on the JMBG, 2001"),
    CHECK(base64_json, "base 64 of a JSON object, behind a prefix", "RFC 4648, RFC 8259"),
    CHECK(basic_auth, "base 64 of user:password", "RFC 7617"),
    PICKS(bch_address, "Bitcoin Cash address: CashAddr", "CashAddr specification"),
    PICKS(be_bis, "BIS number: month raised, check digits", "Crossroads bank for social security"),
    PICKS(be_eid, "identity card: check digits", "Belgian eID"),
    PICKS(be_nn, "national number: month, check digits", "Royal decree of 3 April 1984"),
    PICKS(be_ogm, "Belgian structured message: mod 97", "Febelfin OGM/VCS"),
    PICKS(be_vat, "enterprise number: check digits", "Crossroads bank for enterprises"),
    PICKS(bg_egn, "EGN: date, check digit", "GRAO"),
    PICKS(bg_pnf, "number of a foreigner: check digit", "Bulgarian law on foreigners"),
    PICKS(bg_vat, "EIK, EGN or LNCh: check digit", "Bulgarian VAT act"),
    CHECK(bh_cpr, "CPR: month of birth", "Bahrain, Law 46 of 2006"),
    CHECK(bic, "business identifier code: form and country", "ISO 9362"),
    PICKS(br_cnh, "CNH: two check digits", "DENATRAN, Resolucao 192/2006"),
    PICKS(br_cnpj, "CNPJ: two check digits", "IN RFB 2.119/2022, IN RFB 2.229/2024"),
    ROWS_FROM(br_cns, "1-2 7-9", "CNS: check digit", "DATASUS, Cartao Nacional de Saude"),
    PICKS(br_cpf, "CPF: two check digits", "IN RFB 1.548/2015"),
    ROWS(br_pis, "PIS, PASEP, NIS or RENAVAM: check digit", "Caixa Economica Federal"),
    PICKS(br_titulo, "voter registration: state, two check digits", "Resolucao TSE 21.538/2003"),
    PICKS(btc_address, "Bitcoin address: Base58Check or Bech32", "BIP 173, BIP 350"),
    PICKS(by_personal, "personal number: date, check digit", "Belarusian population register"),
    PICKS(by_unp, "UNP: first characters, check digit", "Tax code of Belarus"),
    ROWS_FROM(ca_bc_phn, "9", "British Columbia PHN: check digit",
              "BC Ministry of Health, conformance standards 4B"),
    PICKS(ca_bn, "business number: Luhn, program account", "CRA, RC2"),
    PICKS(ca_ramq, "RAMQ number: date", "Regie de l'assurance maladie du Quebec"),
    LUHN_FROM(ca_sin, "1-7 9", "SIN: first digit, Luhn", "Service Canada, SIN code of practice"),
    PICKS(card_pan, "payment card: issuer, length, grouping, Luhn", "ISO/IEC 7812-1"),
    PICKS(card_pan_wide, "payment card, ambiguous issuers too", "ISO/IEC 7812-1"),
    CHECK(card_track, "track of a payment card: Luhn", "ISO/IEC 7813"),
    CHECK(card_track_date, "track of a payment card: month of expiry", "ISO/IEC 7813"),
    PICKS(casrn, "CAS number: check digit", "CAS, check digit verification"),
    CHECK(cfi, "CFI code: category, group, and the form of shares and bonds", "ISO 10962"),
    PICKS_FROM(ch_ahv, "756", "AHV number: 756, check digit", "AHVV article 133"),
    PICKS(ch_esr, "Swiss payment reference: mod 10 recursive", "SIX ESR"),
    PICKS(ch_uid, "UID: check digit", "eCH-0097"),
    CHECK(city, "one of the largest cities", "GeoNames"),
    ROWS(cl_rut, "RUT: check digit or K", "Chile, DFL 3 of 1969"),
    CHECK(cloudflare_crc, "Cloudflare token: CRC-32", "Cloudflare, token formats, 2026"),
    PICKS(cn_resident_id, "resident id: province, date, mod 11-2", "GB 11643-1999"),
    CHECK(cn_resident_id_15, "resident id of 15 digits: province, date", "GB 11643-1989"),
    PICKS(cn_resident_id_any_year, "resident id of any year: province, date, mod 11-2",
          "GB 11643-1999"),
    PICKS(cn_uscc, "unified social credit code: check character", "GB 32100-2015"),
    ROWS(co_nit, "NIT: check digit", "DIAN, Orden Administrativa 4 of 1989"),
    CHECK(confluent_crc, "Confluent Cloud secret: CRC-32", "observed on published samples"),
    STARTS(cr_cpf, "1-9 01-09", "cedula fisica: length and province",
           "Tribunal Supremo de Elecciones"),
    STARTS(cr_cpj, "2100 2200 2300 2400 3002-3014 3101-3110 4000 5001",
           "cedula juridica: class and kind", "Registro Nacional de Costa Rica"),
    STARTS(cr_dimex, "1", "DIMEX: length and first digit", "Direccion General de Migracion"),
    CHECK(cu_ni, "carne de identidad: date of birth", "Cuba, Resolucion 6/1971"),
    PICKS(cusip, "CUSIP: check digit", "ANSI X9.6"),
    PICKS(cy_vat, "VAT number: check letter", "Cyprus tax department"),
    PICKS(cz_account, "Czech or Slovak account: both parts mod 11", "CNB 169/2011"),
    PICKS(cz_dic, "DIC: check digit of ICO or rodne cislo", "Czech tax code"),
    PICKS(cz_ico, "ICO: check digit", "Act 304/2013"),
    PICKS(cz_rc, "rodne cislo: date, multiple of 11", "Act 133/2000"),
    PICKS(damm, "Damm check digit", "H. M. Damm, 2004"),
    CHECK(date, "real calendar date that can be a birthday", "ISO 8601"),
    PICKS(de_document, "identity card or passport: check digit", "ICAO Doc 9303"),
    PICKS(de_idnr, "Steuer-ID: repeated digit, check digit", "AO paragraph 139b"),
    PICKS(de_kvnr, "insured person's number: check digit", "SGB V paragraph 290"),
    PICKS(de_lanr, "physician's number: check digit", "KBV, BSNR and LANR"),
    CHECK(de_stnr, "Steuernummer: length and state", "ELSTER"),
    PICKS(de_svnr, "insurance number: area, date, check digit", "VKVV"),
    PICKS(de_vat, "USt-IdNr.: check digit", "UStG paragraph 27a"),
    CHECK(deno_crc, "Deno Deploy token: CRC-32", "observed on published samples"),
    CHECK(discord_bot, "Discord bot token: number of the account",
          "Discord developer documentation"),
    PICKS(dk_cpr, "CPR number: date of the century", "CPR office"),
    ROWS(dk_cvr, "CVR number: check digit", "Erhvervsstyrelsen, CVR"),
    ROWS(do_rnc, "RNC: check digit", "DGII, Norma General 05-2013"),
    PICKS(doge_address, "Dogecoin address: Base58Check", "Dogecoin Core"),
    PICKS(dot_address, "Polkadot address: SS58", "Substrate SS58"),
    ROWS(ean13, "EAN-13 check digit", "GS1 General Specifications"),
    ROWS(ean8, "EAN-8 check digit", "GS1 General Specifications"),
    PICKS(ec_ci, "cedula: province and check digit", "Registro Civil del Ecuador"),
    PICKS(ec_ruc, "RUC: province, kind and check digit",
          "SRI, Ley del Registro Unico de Contribuyentes"),
    PICKS(ee_ik, "isikukood: date, check digit", "EVS 585:2007"),
    ROWS(ee_kmkr, "KMKR: check digit", "Estonian VAT act"),
    PICKS(ee_registrikood, "registry code: check digit", "Estonian commercial register"),
    PICKS(eg_national_id, "national id: century, date, governorate", "Egypt, Law 143 of 1994"),
    CHECK(email, "e-mail address: form and top-level domain", "RFC 5321, RFC 6531"),
    PICKS(es_catastral, "cadastral reference: check letters", "Catastro"),
    PICKS(es_ccc, "CCC: two check digits", "CSB folleto 23"),
    PICKS(es_cif, "CIF: check digit or letter", "Orden EHA/451/2008"),
    PICKS(es_cups, "CUPS: check letters", "Real Decreto 1435/2002"),
    PICKS(es_dni, "DNI: letter", "Real Decreto 1553/2005"),
    PICKS(es_nie, "NIE: letter", "Real Decreto 557/2011"),
    PICKS(es_nif, "NIF: letter or digit", "Real Decreto 1065/2007"),
    PICKS(es_nuss, "social security number: check digits",
          "Tesoreria General de la Seguridad Social"),
    CHECK(eth_address, "Ethereum address: form, and EIP-55 where it has both cases", "EIP-55"),
    PICKS(eth_checksum, "Ethereum address with an EIP-55 checksum", "EIP-55"),
    PICKS(eu_banknote, "euro banknote: sum", "European Central Bank"),
    ROWS(eu_ecnumber, "EC number: check digit", "European Chemicals Agency"),
    PICKS(eu_eic, "EIC: check character", "ENTSO-E"),
    PICKS(eu_vat, "VAT number with its country: check of the country", "Directive 2006/112/EC"),
    PICKS(fi_hetu, "henkilotunnus: date, check character", "Act 661/2009"),
    ROWS(fi_ytunnus, "Y-tunnus: check digit", "Business information act 244/2001"),
    PICKS(figi, "FIGI: check digit", "OMG FIGI"),
    PICKS(fr_nif, "numero fiscal: check digits", "DGFiP"),
    PICKS(fr_nir, "NIR: key", "Decret 82-103"),
    PICKS(fr_siren, "SIREN: Luhn", "INSEE"),
    PICKS(fr_siret, "SIRET: Luhn, or La Poste", "INSEE"),
    PICKS(fr_tva, "numero de TVA: key and SIREN", "CGI article 286 ter"),
    CHECK(full_name, "a given name that many have, and another word", "lists of names"),
    PICKS(gb_chi, "CHI number: date, check digit", "NHS Scotland"),
    ROWS(gb_nhs, "NHS number: check digit", "NHS Data Dictionary"),
    CHECK(gb_nino, "national insurance number: letters", "HMRC NIM39110"),
    PICKS(gb_upn, "unique pupil number: check letter", "Department for Education"),
    PICKS(gb_utr, "UTR: check digit", "HMRC"),
    PICKS(gb_vat, "VAT number: check digits", "HMRC"),
    ROWS(gh_tin, "TIN: check digit or X", "Ghana Revenue Authority"),
    CHECK(github_crc, "GitHub token: CRC-32", "GitHub, token formats, 2021"),
    CHECK(github_fine_grained, "GitHub fine-grained token: hash", "observed on published samples"),
    CHECK(gitlab_crc, "GitLab routable token: CRC-32", "GitLab, routable tokens"),
    PICKS(gr_afm, "AFM: check digit", "Greek AADE"),
    PICKS(gr_amka, "AMKA: date, Luhn", "Law 3655/2008"),
    CHECK(grafana_crc, "Grafana service account token: CRC-32", "Grafana source, satokengen"),
    PICKS(gt_cui, "CUI: check digit, department, town", "RENAP, Acuerdo 106-2014"),
    PICKS(gt_nit, "NIT: check digit or K", "SAT de Guatemala"),
    ROWS(gtin14, "GTIN-14 check digit", "GS1 General Specifications"),
    PICKS(hk_id, "identity card: check digit", "Hong Kong Immigration Department"),
    PICKS(hr_oib, "OIB: check digit", "OIB act, NN 60/08"),
    ROWS(hu_adoazonosito, "tax number of a person: check digit", "Act CL of 2017"),
    PICKS(hu_personal, "personal identifier: date, check digit", "Act XX of 1996"),
    ROWS(hu_taj, "TAJ number: check digit", "Act XX of 1996"),
    PICKS(hu_tax, "tax number: check digit", "Act CL of 2017"),
    PICKS(iban, "IBAN: length and structure of the country, mod 97", "ISO 13616"),
    PICKS(iban_account, "IBAN whose account number has its country's own check digits",
          "ISO 13616; ECBS TR201"),
    PICKS(id_nik, "NIK: province, regency, date", "Indonesia, Law 23 of 2006"),
    PICKS(id_npwp, "NPWP: Luhn over nine digits, or a NIK", "Indonesia, PMK 112/2022"),
    PICKS(ie_pps, "PPS number: check letter", "Social Welfare Consolidation Act 2005"),
    PICKS(ie_vat, "VAT number: check letter", "Revenue Commissioners"),
    PICKS(il_company, "company number: 5, Luhn", "Israeli corporations authority"),
    PICKS(il_id, "identity number: Luhn", "Population registry of Israel"),
    PICKS(imei, "IMEI: 15 digits, Luhn", "3GPP TS 23.003"),
    ROWS(imo, "IMO number: check digit", "IMO Resolution A.1117(30)"),
    PICKS(in_aadhaar, "Aadhaar: first digit, Verhoeff", "UIDAI, numbering scheme, 2009"),
    PICKS(in_epic, "EPIC: Luhn over seven digits", "Election Commission of India"),
    PICKS(in_gstin, "GSTIN: state, PAN, check character", "CGST Rules 2017, rule 10"),
    CHECK(ipv4, "IPv4 address", "RFC 791"),
    CHECK(ipv4_public, "IPv4 address that is routed in public", "RFC 6890"),
    CHECK(ipv6, "IPv6 address", "RFC 4291"),
    CHECK(ipv6_long, "IPv6 address that looks like nothing else", "RFC 4291"),
    ROWS(ir_national_code, "national code: check digit",
         "National Organization for Civil Registration"),
    PICKS(is_kennitala, "kennitala: date, check digit", "Registers Iceland"),
    CHECK(isan, "ISAN: hexadecimal digits and check characters", "ISO 15706"),
    ROWS(isbn10, "ISBN-10: check digit or X", "ISO 2108"),
    ROWS_FROM(isbn13, "978 979", "ISBN-13: prefix and check digit", "ISO 2108"),
    CHECK(isil, "ISIL: country or agency", "ISO 15511"),
    PICKS(isin, "ISIN: prefix and check digit", "ISO 6166"),
    PICKS(iso11649, "RF creditor reference: mod 97", "ISO 11649"),
    PICKS(iso6346, "container number: check digit", "ISO 6346"),
    PICKS(iso7064_mod11_10, "ISO 7064 mod 11,10", "ISO/IEC 7064:2003"),
    PICKS(iso7064_mod11_2, "ISO 7064 mod 11-2", "ISO/IEC 7064:2003"),
    PICKS(iso7064_mod37_2, "ISO 7064 mod 37-2", "ISO/IEC 7064:2003"),
    PICKS(iso7064_mod37_36, "ISO 7064 mod 37,36", "ISO/IEC 7064:2003"),
    PICKS(iso7064_mod97_10, "ISO 7064 mod 97-10", "ISO/IEC 7064:2003"),
    ROWS(issn, "ISSN: check digit or X", "ISO 3297"),
    PICKS(it_aic, "AIC: check digit", "AIFA, codice AIC"),
    PICKS(it_codice_fiscale, "codice fiscale: date, check letter", "D.M. 23.12.1976"),
    PICKS(it_iva, "partita IVA: office, Luhn", "DPR 633/72"),
    PICKS(jmbg, "JMBG, EMSO: date, check digit", "Law on the JMBG"),
    ROWS(jp_corporate, "corporate number: check digit", "Ordinance 70 of 2014, article 2"),
    ROWS(jp_driver, "driving licence: check digit", "National Police Agency of Japan"),
    ROWS(jp_my_number, "individual number: check digit", "Ordinance 85 of 2014, article 5"),
    CHECK(jwt, "JSON web token: header with alg, payload", "RFC 7519"),
    CHECK(known_name, "a name that many have, or one that ends as names do", "lists of names"),
    PICKS(kr_brn, "business registration number: check digit", "National Tax Service"),
    STARTS(kr_driver, "11-26 28", "driver's licence: region",
           "Enforcement Rules of the Road Traffic Act"),
    CHECK(kr_frn, "foreigner registration number: date, kind", "Immigration Act"),
    PICKS(kr_rrn, "resident registration number: date, check digit of births before October 2020",
          "Resident Registration Act"),
    ROWS_FROM(kw_civil_id, "2 3", "civil id: century and check digit",
              "Public Authority for Civil Information"),
    PICKS(kz_bin, "BIN: date, kind, check digit", "Law 223-III of 2007"),
    PICKS(kz_iin, "IIN: date, check digit", "Law 223-III of 2007"),
    PICKS(lei, "LEI: mod 97", "ISO 17442"),
    CHECK(lk_nic, "NIC: year and day of the year", "Registration of Persons Act 32 of 1968"),
    PICKS(lt_asmens, "asmens kodas: date, check digit", "Law on the residents' register"),
    PICKS(lt_pvm, "PVM code: check digit", "VMI"),
    PICKS(ltc_address, "Litecoin address: Base58Check or Bech32", "Litecoin Core"),
    PICKS_FROM(lu_nin, "18-20", "matricule: date, two check digits", "Law of 19 June 2013"),
    PICKS(lu_tva, "TVA: check digits", "AED"),
    PICKS(luhn, "Luhn check digit", "ISO/IEC 7812-1"),
    PICKS(lv_pk, "personas kods: date, check digit", "Population register law"),
    PICKS(lv_pvn, "PVN: check digit", "Latvian VAT law"),
    STARTS(ly_nid, "119 120 219 220", "national number: sex, year of birth",
           "Libya, Law 8 of 2014"),
    PICKS(ma_ice, "ICE: divisible by 97", "Decret 2-11-63"),
    CHECK(mac, "MAC address: 48 or 64 bits, not all alike", "IEEE 802"),
    ROWS(md_idno, "IDNP, IDNO: check digit", "Decision 333 of 2002"),
    PICKS(me_jmbg, "JMBG of Montenegro: date, region, check digit", "Law on the JMBG"),
    ROWS(me_pib, "PIB: check digit", "Tax administration of Montenegro"),
    ROWS(mk_edb, "EDB: check digit", "Public revenue office of North Macedonia"),
    PICKS(mk_jmbg, "EMBG: date, region, check digit", "Law on the EMBG"),
    PICKS(mrz_td1, "identity card MRZ: all check digits", "ICAO Doc 9303-5"),
    PICKS(mrz_td2, "MRZ of two lines of 36: all check digits", "ICAO Doc 9303-6"),
    PICKS(mrz_td3, "passport MRZ: all check digits", "ICAO Doc 9303-4"),
    PICKS(mrz_visa, "visa MRZ: all check digits", "ICAO Doc 9303-7"),
    PICKS(mt_vat, "VAT number: check digits", "Malta VAT department"),
    PICKS(mu_nid, "national id: date, check character", "National Identity Card Act 1985"),
    PICKS(mx_clabe, "CLABE: check digit", "ABM"),
    PICKS(mx_curp, "CURP: date, sex, state, check digit", "DOF, 18 June 2018"),
    PICKS(mx_rfc, "RFC: letters and date", "SAT, Codigo Fiscal de la Federacion, article 27"),
    PICKS(mx_rfc_sum, "RFC: check character", "SAT, algorithm of the digito verificador"),
    PICKS(my_nric, "MyKad: date, place of birth", "National Registration Department"),
    ROWS(mz_nuit, "NUIT: check digit", "Decreto 28/2012"),
    CHECK(nats_seed, "NATS seed: CRC-16", "NATS, nkeys"),
    ROWS(nl_bsn, "BSN: check digit", "Logisch Ontwerp BSN"),
    PICKS(nl_btw, "btw-id: check digits", "Belastingdienst"),
    ROWS(nl_onderwijsnummer, "education number: check digit", "Wet op het onderwijsnummer"),
    PICKS(no_fodselsnummer, "fodselsnummer: date, two check digits", "Folkeregisterforskriften"),
    PICKS(no_kontonr, "Norwegian account: check digit", "Bits, kontonummer"),
    PICKS(no_mva, "organisation number and MVA: check digit", "Merverdiavgiftsloven"),
    ROWS(no_orgnr, "organisation number: check digit", "Bronnoysund register centre"),
    CHECK(npm_crc, "npm token: CRC-32", "GitHub, new npm token format, 2021"),
    PICKS(nz_account, "New Zealand account: check of its bank", "Inland Revenue"),
    PICKS(nz_ird, "IRD number: range and check digit",
          "Inland Revenue, RWT and NRWT specification"),
    PICKS(nz_nhi, "NHI number: check digit or letter", "HISO 10046"),
    PICKS(om_vatin, "VATIN: ISO 7064 mod 11-2", "Oman Tax Authority"),
    ROWS(pe_cui, "DNI: check digit or letter", "RENIEC"),
    ROWS_FROM(pe_ruc, "10 15 17 20", "RUC: kind and check digit", "SUNAT"),
    CHECK(person_name, "written as names of persons are", "letters, capitals, particles"),
    ROWS(ph_tin, "TIN: check digit", "Bureau of Internal Revenue"),
    CHECK(phone_e164, "international telephone number: country and length", "ITU-T E.164"),
    CHECK(phone_national, "telephone number as dialled within a country", "ITU-T E.123"),
    CHECK(phone_ru, "Russian telephone number", "Russian numbering plan"),
    CHECK(phone_se, "Swedish telephone number", "PTS numbering plan"),
    CHECK(phone_us, "North American telephone number", "NANPA"),
    STARTS(pk_cnic, "1-7", "CNIC: province", "NADRA Ordinance, 2000"),
    PICKS(pl_id_card, "dowod osobisty: check digit", "Dz.U. 2015 poz. 1633"),
    ROWS(pl_nip, "NIP: check digit", "Dz.U. 1995 nr 142 poz. 702"),
    PICKS(pl_nrb, "Polish account: mod 97", "NBP, Numer Rachunku Bankowego"),
    PICKS(pl_passport, "passport: check digit", "Dz.U. 2022 poz. 350"),
    PICKS(pl_pesel, "PESEL: date, check digit", "Dz.U. 2010 nr 217 poz. 1427"),
    PICKS(pl_regon, "REGON: check digits", "Dz.U. 2015 poz. 2009"),
    PICKS(pt_cc, "cartao de cidadao: check digit", "Lei 7/2007"),
    ROWS(pt_nif, "NIF: check digit", "Decreto-Lei 14/2013"),
    PICKS(py_ruc, "RUC: check digit", "Resolucion 32/93"),
    CHECK(pypi_token, "PyPI token: macaroon of pypi.org", "PyPI, macaroon tokens"),
    CHECK(random_text, "varied, with letters and digits, and not made of words",
          "entropy; pairs of letters"),
    PICKS(ro_cnp, "CNP: date, county, check digit", "OUG 97/2005"),
    PICKS(ro_cui, "CUI: check digit", "Legea 359/2004"),
    CHECK(ro_onrc, "trade register: county, year", "Legea 265/2022"),
    PICKS(rs_jmbg, "JMBG of Serbia: date, region, check digit", "Law on the JMBG"),
    PICKS(rs_pib, "PIB: check digit", "Tax administration of Serbia"),
    CHECK(ru_foreign_passport, "foreign passport: kind of form", "MVD order 889"),
    PICKS(ru_inn, "INN: region and check digits", "FNS MMV-7-6/435"),
    PICKS(ru_ogrn, "OGRN, OGRNIP: check digit", "Resolution 438 of 2002"),
    PICKS(ru_okpo, "OKPO: check digit", "Rosstat"),
    CHECK(ru_passport, "internal passport: region and year", "Resolution 828, 1997"),
    PICKS(ru_snils, "SNILS: two check digits", "Pension Fund of Russia"),
    LUHN_FROM(sa_id, "1 2", "national id or iqama: first digit, Luhn",
              "Saudi Ministry of Interior"),
    PICKS(se_giro, "bankgiro or plusgiro: Luhn", "Bankgirot"),
    PICKS(se_interim, "interim number: letter, date, Luhn", "Skatteverket"),
    PICKS(se_personnummer, "personnummer: date and Luhn", "SKV 704"),
    PICKS(se_samordningsnummer, "samordningsnummer: date with day + 60, Luhn", "SKV 707"),
    PICKS(se_vat, "momsregistreringsnummer: 01, Luhn", "Skatteverket"),
    PICKS(sedol, "SEDOL: check digit", "London Stock Exchange"),
    PICKS(sepa_creditor, "SEPA creditor identifier: mod 97", "EPC262-08"),
    PICKS(sg_nric, "NRIC or FIN: check letter", "Singapore, National Registration Act"),
    PICKS(sg_uen, "UEN: kind of entity, check letter", "ACRA"),
    ROWS(si_ddv, "tax number: check digit", "Slovenian tax administration act"),
    PICKS(si_maticna, "maticna stevilka: check digit", "AJPES"),
    PICKS(sk_dph, "IC DPH: multiple of 11", "Act 222/2004"),
    PICKS(sn_ninea, "NINEA: check digit", "Decret 2012-886"),
    CHECK(sol_address, "Solana address: base 58 of 32 bytes", "Solana"),
    PICKS(sv_nit, "NIT: check digit", "Ministerio de Hacienda de El Salvador"),
    { "th_moa", "juristic person: check digit", "Ministry of Commerce of Thailand", NULL,
      rows_th_pin, 1, true, "0" },
    ROWS_FROM(th_pin, "1-8", "identity number: check digit", "Civil Registration Act B.E. 2534"),
    PICKS(tn_mf, "matricule fiscal: check letter", "Ministere des Finances de Tunisie"),
    PICKS(ton_address, "TON address: CRC-16", "TEP-2"),
    PICKS(tr_tckn, "TC kimlik no: two check digits", "Law 5490"),
    PICKS(tr_vkn, "vergi kimlik no: check digit", "GIB"),
    PICKS(trx_address, "Tron address: Base58Check", "Tron"),
    PICKS(tw_id, "identity card or resident certificate: check digit",
          "Household Registration Act"),
    PICKS(tw_ubn, "unified business number: check digit", "Ministry of Finance, Taiwan"),
    PICKS(ua_edrpou, "EDRPOU: check digit", "Resolution 118 of 1996"),
    ROWS(ua_rntrc, "RNTRC: check digit", "Order 822, 2017"),
    PICKS(ua_unzr, "UNZR: date, check digit", "Law 5492-VI"),
    PICKS(upi, "UPI: check character", "ISO 4914"),
    PICKS(us_aba, "ABA routing number: prefix and check digit", "ABA routing number policy"),
    PICKS(us_dea, "DEA number: kind of registrant, check digit", "21 CFR 1301"),
    STARTS(us_ein, "01-06 10-16 20-27 30-48 50-68 71-77 80-88 90-95 98-99",
           "EIN: prefix of a campus", "IRS, valid EIN prefixes"),
    PICKS(us_itin, "ITIN: area and group", "IRM 3.21.263"),
    PICKS(us_npi, "NPI: Luhn behind 80840", "45 CFR 162.406"),
    CHECK(us_ssn, "SSN: area, group and serial that are assigned", "SSA POMS RM 10201.035"),
    PICKS(uy_rut, "RUT: kind, 001, check digit", "DGI de Uruguay"),
    PICKS(uz_pinfl, "PINFL: date, check digit", "Resolution 1995 of Uzbekistan"),
    CHECK(varied, "entropy near that of random text", "C. Shannon, 1948"),
    PICKS(ve_rif, "RIF: kind of taxpayer, check digit", "SENIAT"),
    CHECK(vercel_crc, "Vercel token: CRC-32", "Vercel changelog, token formats"),
    PICKS(verhoeff, "Verhoeff check digit", "J. Verhoeff, 1969"),
    CHECK(vin, "VIN: characters, check digit where it is law", "ISO 3779, 49 CFR 565"),
    PICKS(vin_sum, "VIN: check digit", "49 CFR 565.15"),
    CHECK(vn_cccd, "citizen's card: province, century, year", "Decree 137/2015/ND-CP"),
    ROWS(vn_mst, "tax code: check digit", "Circular 105/2020/TT-BTC"),
    CHECK(wandb_crc, "Weights & Biases token: CRC-32", "observed on published samples"),
    CHECK(wkn, "WKN: six characters", "WM Datenservice"),
    PICKS(xlm_address, "Stellar address: CRC-16", "SEP-23"),
    PICKS(xmr_address, "Monero address: Keccak", "CryptoNote"),
    PICKS(xrp_address, "XRP Ledger address: Base58Check", "XRPL"),
    PICKS(za_id, "identity number: date, citizenship, Luhn", "Identification Act 68 of 1997"),
    LUHN_FROM(za_tin, "0-3 9", "tax reference number: first digit, Luhn", "SARS"),
    CHECK(zuplo_crc, "Zuplo key: CRC-32", "Zuplo, API key format"),
};

const struct dlp_validator *dlp_validator_find(const char *name)
{
    size_t low = 0, high = sizeof(validators) / sizeof(validators[0]);

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = strcmp(name, validators[middle].name);

        if (order == 0)
            return &validators[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct dlp_validator *dlp_validator_list(size_t *len)
{
    *len = sizeof(validators) / sizeof(validators[0]);
    return validators;
}

static bool rows_hold(const struct dlp_validator *validator, const uint8_t *value, size_t len)
{
    uint8_t items[DLP_NUMBER_MAX];
    const size_t n = dlp_alnum(value, len, items, sizeof(items));

    if (dlp_all_equal(items, n)) /* a row has no exceptions of its own; 000000000 suits any */
        return false;
    for (size_t i = 0; i < validator->rows_len; i++) {
        if (dlp_weights_hold(&validator->rows[i], items, n))
            return true;
    }
    return false;
}

bool dlp_validator_check(const struct dlp_validator *validator, const uint8_t *value, size_t len)
{
    if (validator->starts && !dlp_starts_hold(validator->starts, value, len))
        return false;
    return validator->check ? validator->check(value, len) : rows_hold(validator, value, len);
}
