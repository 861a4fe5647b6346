#!/bin/bash
# sanitizers: no
# Letters in pictures: read with --ocr, where the worker has tesseract, and never without.
picture=$(realpath "$(dirname "$0")/../formats/stored/letters.png")
. "$(dirname "$0")/lib.sh"
libexec=$(dirname "$DLPSCAN")/../libexec
cp "$picture" a.png
cards() {
    rows '" ".join(sorted(f["path"] + "#" + f["location"] for f in F if f["rule"] == "card.pan"))'
}
reasons() {
    rows '" ".join(sorted({i["reason"] for i in I}))'
}
run "$DLPSCAN" scan --format jsonl a.png
same "ocr: not without --ocr" "" "$(cards)$(reasons)"
if [ ! -e "$libexec/dlp-extract-ocr.so" ] || ! ls /usr/share/tesseract-ocr/*/tessdata/eng.traineddata >/dev/null 2>&1; then
    skip "ocr: letters" "tesseract, or its English letters, is not there"
    run "$DLPSCAN" scan --ocr --format jsonl a.png
    same "ocr: what was asked for and is not there is said" unsupported "$(reasons)"
    done_testing
fi
run "$DLPSCAN" scan --ocr --format jsonl a.png
same "ocr: a picture" "a.png#letters" "$(cards)$(reasons)"
DLP_OCR_LANGUAGES=none run "$DLPSCAN" scan --ocr --format jsonl a.png
same "ocr: a language that is not there is said" unsupported "$(reasons)"
if /usr/bin/python3 -c 'import PIL' 2>/dev/null; then
    /usr/bin/python3 -c 'from PIL import Image; Image.open("a.png").convert("L").save("a.pdf")'
    run "$DLPSCAN" scan --format jsonl a.pdf
    same "ocr: a page that is a picture is said to be one" no_text "$(cards)$(reasons)"
    run "$DLPSCAN" scan --ocr --format jsonl a.pdf
    same "ocr: and is read" "a.pdf#page 1" "$(cards)$(reasons)"
else
    skip "ocr: pages" "python3-pil is not there"
fi
done_testing
