#!/usr/bin/env python3
"""Writes the seeds of fuzz_scan_split and fuzz_redaction: scan_split/ and redaction/ beside this file.

Every value is made up. Inputs that once failed stand in the same folders under other names; they
are not touched.
"""
import os

HERE = os.path.dirname(os.path.abspath(__file__))
ARMOR = ("MIIEpQIBAAKCAQEAn6O8liSX4m98LLYtPKSzEmQZBD7Loh9P13f4yQ92EF3yxR5M\n"
         "sXFu9PRsrYQA7UTPHiC4y2sAVCBg4C2yyBpUEtMQjyCESi6Y\n")
BLOCK = "-----BEGIN TEST KEY-----\n" + ARMOR + "-----END TEST KEY-----\n"

# Texts for the rules of tests/unit/engine/small_rules.h.
SMALL = {
    "pattern": "deploy token tok_k7q2m9x4t1\n",
    "keyword": "Пароль: Norrsken-88\r\npassword=\"gr0en!Kaas\"",
    "card": "card number 4929 4411 3289 8178, order 7. 4929441132898178",
    "run": "wallet 179KUMC7DM4MUp885vuRup2pJw1RYjLsAS\r",
    "block": BLOCK,
    "block-open": "-----BEGIN TEST KEY-----\n" + ARMOR + ARMOR,
    "block-cut-by-block": "-----BEGIN TEST KEY-----\n" + ARMOR + BLOCK,
    "mail": "epost anna.l@example.com,b.c@example.com",
    "phone": "call +46 70 174 06 05 now",
    "iban": "{\"iban\": \"SE5050000000054321098765\"}",
    "ssn": "ssn 865-34-6908; 865346908",
    "letter": "licence 53207641X.",
    "csv": "id,card,ssn\n1,4929441132898178,865-34-6908\n2,\"4929 4411 3289 8178\",865-34-6908\n",
    "sql": "INSERT INTO t (id, card) VALUES (1, '4929441132898178'), (2, '4929441132898178');\n",
    "lines": "a\r\nb\rc\n\n\xe9\u4e2d tok_0123456789\r\r\ntok_0123456789",
}

# Texts for the shipped rules; the first line is the path.
SHIPPED = {
    "card": "a/b.csv\ncard: 4929 4411 3289 8178 4929441132898178\n",
    "email": "mail.txt\nEmail: anna.lindqvist+shop@example.com, a@example.net, ab@example.org\n",
    "iban": "x\nIBAN: DE10 1000 0000 0471 1008 15 BIC: DEUTDEFF\n",
    "national": "y\nSSN: 865-34-6908, {\"ssn\": 885163993}\n",
    "password": "conf\nDB_PASSWORD=\"k7#Vintergata\"\npassword: password123\nпароль: Snegopad!2041\n",
    "url": "url\npostgres://crm:Norrsken-88@db.internal:5432/shop\n",
    "path-not-utf8": b"a\xff\"\\\x01\xc2\x80\nSSN: 865-34-6908\n",
    "value-not-utf8": b"p\npassword: \xff\xfeab\xc3cd9!\nemail: a\xc3\xa9b@example.com\n",
    "wallet": "w\nBTC wallet: 179KUMC7DM4MUp885vuRup2pJw1RYjLsAS\n",
    "key": "k\n" + BLOCK.replace("TEST", "PRIVATE"),
    "mrz": "m\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n",
}


def write(folder, name, data):
    os.makedirs(os.path.join(HERE, folder), exist_ok=True)
    with open(os.path.join(HERE, folder, name), "wb") as out:
        out.write(data)


def main():
    for name, text in SMALL.items():
        write("scan_split", "good-" + name, b"\x02\x01\x07\x31" + text.encode())
    every = "".join(SMALL.values()).encode()
    write("scan_split", "good-all-by-byte", b"\x00\x01" + every)
    write("scan_split", "good-all-in-packets", b"\x01\x97\x00" + every)
    write("scan_split", "edge-steps", b"\xe3\x97\xff\x01\x20" + every)
    write("scan_split", "edge-columns", b"\xf3\x97\xff\x01\x20" + SMALL["csv"].encode())
    for name, text in SHIPPED.items():
        write("redaction", "good-" + name, text if isinstance(text, bytes) else text.encode())


if __name__ == "__main__":
    main()
