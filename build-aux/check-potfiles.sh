#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# po/POTFILES.in names every file that holds text for people, once, in order, and no file that is not there.
#
#   check-potfiles.sh [ROOT]
set -u
cd "${1:-$(dirname "$(readlink -f "$0")")/..}" || exit 1
export LC_ALL=C

listed=$(grep -v '^#' po/POTFILES.in | grep -v '^$')
wanted=$(
  {
    find ui -name '*.ui' 2>/dev/null | while IFS= read -r file; do
      grep -lE 'translatable="(yes|true)"' "$file"
    done
    find src \( -name '*.c' -o -name '*.h' \) -not -path 'src/practice/*' -print0 2>/dev/null |
      xargs -0 -r grep -lE '(^|[^A-Za-z0-9_])(_|N_|C_|NC_|NN_|Q_|ngettext|g_dngettext|g_dpgettext2)[[:space:]]?\([[:space:]]*"'
    find data -maxdepth 1 \( -name '*.desktop.in' -o -name '*.metainfo.xml.in' \) 2>/dev/null
  } | sort
)

status=0
missing=$(comm -13 <(sort -u <<<"$listed") <(printf '%s\n' "$wanted" | sed '/^$/d'))
if [ -n "$missing" ]; then
  printf 'not in po/POTFILES.in:\n%s\n' "$missing"
  status=1
fi
while IFS= read -r file; do
  [ -z "$file" ] || [ -e "$file" ] || { printf 'in po/POTFILES.in, but not there: %s\n' "$file"; status=1; }
done <<<"$listed"
if [ "$listed" != "$(sort -u <<<"$listed")" ]; then
  echo 'po/POTFILES.in: sort it (LC_ALL=C sort -u)'
  status=1
fi
exit $status
