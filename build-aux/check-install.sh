#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs a build into its prefix and starts what was installed, from there and from nowhere else.
#   check-install.sh BUILD-DIR PREFIX
set -eu
build=$1 prefix=$2
top=$(cd "$(dirname "$0")/.." && pwd)

rm -rf "$prefix"
meson install --no-rebuild --quiet -C "$build"

for file in bin/sportello bin/sportello-cli libexec/sportello-practice \
  share/applications/io.github.sportello.Sportello.desktop \
  share/metainfo/io.github.sportello.Sportello.metainfo.xml \
  share/glib-2.0/schemas/gschemas.compiled \
  share/icons/hicolor/scalable/apps/io.github.sportello.Sportello.svg \
  share/icons/hicolor/symbolic/apps/io.github.sportello.Sportello-symbolic.svg \
  share/locale/it/LC_MESSAGES/sportello.mo; do
  [ -e "$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done

# Nothing of the build tree may be needed: only what a desktop session says about the prefix.
unset GSETTINGS_SCHEMA_DIR SPORTELLO_PRACTICE_EXECUTABLE SPORTELLO_LOCALEDIR
export XDG_DATA_DIRS=$prefix/share:/usr/local/share:/usr/share
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config XDG_CACHE_HOME=$home/cache

"$prefix/bin/sportello-cli" --version
"$prefix/bin/sportello-cli" services | grep -q gpd.create
"$prefix/bin/sportello-cli" template gpd.create >"$home/template.json"
"$prefix/bin/sportello-cli" check gpd.create "$home/template.json"

# The window, in practice mode: it is up when the practice service it starts from its own prefix has made the sample.
"$top/tests/ui/harness/run-gui-session.sh" /usr/bin/python3 - "$prefix/bin/sportello" "$top/tests/ui/harness" <<'PY'
import os
import sys

sys.path.insert(0, sys.argv[2])
from drive import App

with App([sys.argv[1], "--practice"]) as app:
    app.wait_text("Outcome uncertain", timeout=60)
    print("the installed window is up, with its sample")
PY
