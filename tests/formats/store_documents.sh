#!/bin/bash
# store_documents.sh - makes tests/formats/stored/ anew, when the table of customers has changed: documents that
# only LibreOffice writes, from those that make_documents.py makes. Of the presentation only the streams with
# text are kept; its picture would be twenty times as long.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work # where LibreOffice keeps its settings
/usr/bin/python3 "$here/make_documents.py" "$work/made"
cd "$work"
soffice --headless --convert-to doc:"MS Word 97" made/formats/other.docx
soffice --headless --convert-to ppt made/formats/table.odp
mkdir streams "$here/stored" -p
for stream in "PowerPoint Document" "Current User"; do
    gsf cat table.ppt "$stream" >"streams/$stream"
done
(cd streams && gsf createole ../small.ppt ./*)
xz -9c other.doc >"$here/stored/table.doc.xz"
xz -9c small.ppt >"$here/stored/table.ppt.xz"
