#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every string of the sources is translated: no catalogue lacks one, none is fuzzy, every format fits.
#
#   check-po.sh [--update] [ROOT]      --update writes the strings of the sources into the catalogues instead
set -u
update=no
if [ "${1:-}" = --update ]; then update=yes; shift; fi
cd "${1:-$(dirname "$(readlink -f "$0")")/..}" || exit 1
export LC_ALL=C.UTF-8

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT

# The keywords of GLib, as meson's preset "glib" gives them, and ours for tables (src/ui/spt-count-text.h).
xgettext --files-from=po/POTFILES.in --directory=. --output="$scratch/sportello.pot" --from-code=UTF-8 \
  --package-name=sportello --add-comments --sort-by-file --force-po \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=Q_:1g --keyword=ngettext:1,2 --keyword=NN_:1,2 \
  --keyword=g_dcgettext:2 --keyword=g_dngettext:2,3 --keyword=g_dpgettext2:2c,3 \
  --flag=N_:1:pass-c-format --flag=C_:2:pass-c-format --flag=NC_:2:pass-c-format --flag=NN_:1:c-format --flag=NN_:2:c-format \
  --flag=g_dngettext:2:pass-c-format --flag=g_strdup_printf:1:c-format --flag=g_string_printf:2:c-format \
  --flag=g_string_append_printf:2:c-format --flag=g_error_new:3:c-format --flag=g_set_error:4:c-format \
  || exit 1

status=0
while IFS= read -r language; do
  case $language in '' | '#'*) continue ;; esac
  po=po/$language.po
  # Obsolete entries are dropped: the history keeps them.
  msgmerge --quiet --no-fuzzy-matching --sort-by-file "$po" "$scratch/sportello.pot" -o "$scratch/merged.po" &&
    msgattrib --no-obsolete --sort-by-file --add-location=file "$scratch/merged.po" -o "$scratch/$language.po" || { status=1; continue; }
  if [ $update = yes ]; then
    cp "$scratch/$language.po" "$po"
    msgfmt --check --statistics -o /dev/null "$po" || status=1
    continue
  fi
  msgfmt --check -o /dev/null "$po" || status=1
  statistics=$(msgfmt --statistics -o /dev/null "$scratch/$language.po" 2>&1) || status=1
  case $statistics in
    *untranslated* | *fuzzy*)
      printf '%s: %s (./dev po writes the missing ones in)\n' "$po" "$statistics"
      msgattrib --untranslated --no-wrap "$scratch/$language.po" | grep -E '^(#:|msgctxt|msgid)' | head -n 60
      msgattrib --only-fuzzy --no-wrap "$scratch/$language.po" | grep -E '^(#:|msgctxt|msgid)' | head -n 60
      status=1
      ;;
  esac
done <po/LINGUAS
exit $status
