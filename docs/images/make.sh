#!/usr/bin/env bash
# Makes the README's picture from a report of ./build.sh demo: the first nine held-out images, as the page shows them.
# usage: docs/images/make.sh demo-output/report.html     (needs Debian's chromium and python3-pil)
set -euo pipefail
report=${1:?usage: docs/images/make.sh REPORT.html}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
/usr/bin/python3 - "$report" "$work/page.html" <<'PY'
import re, sys
page = open(sys.argv[1], encoding='utf-8').read()
head = page[:page.index('<main>')]
grid = page[page.index('<div class="pictures">'):]
figures = re.findall(r'<figure class="picture">.*?</figure>', grid, re.S)[:9]
style = '<style>body{margin:0}main{padding:0;max-width:none}figcaption{display:none}.pictures{display:grid;grid-template-columns:repeat(3,320px);gap:8px;padding:8px}</style>'
open(sys.argv[2], 'w', encoding='utf-8').write(f'{head}{style}<main><div class="pictures">{"".join(figures)}</div></main></body></html>')
PY
chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update \
    --disable-sync --hide-scrollbars --user-data-dir="$work/profile" --window-size=992,752 --screenshot="$work/page.png" "file://$work/page.html" 2>/dev/null
/usr/bin/python3 -c "
from PIL import Image; import sys
Image.open(sys.argv[1]).convert('RGB').save(sys.argv[2], quality=88, optimize=True)" "$work/page.png" "$here/detections.jpg"
ls -l "$here/detections.jpg"
