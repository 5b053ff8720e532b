#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Lay out the C files with build-aux/uncrustify.cfg; --check changes nothing, prints the difference and fails on one.
#
#   format.sh [--check] [FILE.c...]        without files: every .c file of src and tests
#
# Two quirks of uncrustify 0.72 are ours to avoid (HACKING.md): G_DEFINE_QUARK takes a name with underscores, and the
# first thing after a multi-line G_DEFINE_..._WITH_CODE is an enum or a static, not a function. Where neither helps,
# a line between /* *INDENT-OFF* */ and /* *INDENT-ON* */ is left alone.
set -u

top=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd) || exit 1
config=$top/build-aux/uncrustify.cfg
wanted=0.72
check=no
if [ "${1:-}" = --check ]; then check=yes; shift; fi

if ! command -v uncrustify >/dev/null; then
  echo 'format: uncrustify is not installed' >&2
  exit 77
fi
version=$(uncrustify --version 2>/dev/null)
case $version in
  *[-_\ ]"$wanted"*) ;;
  *)
    # Another version lays some lines out differently: comparing would say nothing about our files.
    echo "format: this is $version, and the layout is defined by $wanted" >&2
    exit 77
    ;;
esac

files=("$@")
if [ ${#files[@]} -eq 0 ]; then
  for folder in "$top/src" "$top/tests"; do
    [ -d "$folder" ] || continue
    while IFS= read -r file; do files+=("$file"); done < <(find "$folder" -name '*.c' | sort)
  done
fi

status=0
laid_out=$(mktemp) || exit 1
trap 'rm -f "$laid_out"' EXIT
for file in "${files[@]}"; do
  if ! uncrustify -q -l C -c "$config" -f "$file" >"$laid_out"; then
    echo "format: uncrustify gave up on $file" >&2
    status=1
  elif [ $check = yes ]; then
    name=${file#"$top"/}
    diff -u --label "a/$name" --label "b/$name" "$file" "$laid_out" || status=1
  elif ! cmp -s "$file" "$laid_out"; then
    cat "$laid_out" >"$file"
    echo "formatted ${file#"$top"/}"
  fi
done
[ $check = yes ] && [ $status -ne 0 ] && echo 'format: run ./dev format' >&2
exit $status
