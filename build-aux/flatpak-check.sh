#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Build, bundle and install a Flatpak with no network but a Debian mirror:
# makes a runtime and an SDK out of Debian 12 packages (flathub not needed),
# then runs flatpak-builder on the given manifest against them.
#
#   flatpak-check.sh [-d DIR] MANIFEST.json
#     -d DIR   keep the runtime, SDK and installation there (default: a folder
#              in the temporary directory, removed at the end)
#
# Needs root and: flatpak flatpak-builder mmdebstrap bubblewrap ostree elfutils
# About 2.5 minutes and 2.2 GB (1 GB kept) the first time, 4 seconds after that.
# The manifest's own runtime, version and SDK are replaced by the local ones;
# everything else in it is used as it is. Afterwards, to run the result:
#   FLATPAK_USER_DIR=DIR/installed flatpak --user run APP_ID
set -euo pipefail

dir=
while getopts d: o; do case $o in d) dir=$OPTARG ;; *) sed -n '2,16p' "$0" >&2; exit 2 ;; esac; done
shift $((OPTIND - 1))
[ $# -eq 1 ] || { sed -n '2,16p' "$0" >&2; exit 2; }
manifest=$(realpath "$1")
if [ -z "$dir" ]; then
  dir=$(mktemp -d "${TMPDIR:-/tmp}/flatpak-check.XXXXXX"); trap 'rm -rf "$dir"' EXIT
fi
mkdir -p "$dir"; dir=$(realpath "$dir")
export FLATPAK_USER_DIR=$dir/installed XDG_CACHE_HOME=$dir/cache
suite=bookworm mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | head -n 1)}
arch=$(flatpak --default-arch)

# What a program may use, and what it is built with.
runtime=${RUNTIME_PACKAGES:-libgtk-4-1,libgtk-4-common,libadwaita-1-0,libsoup-3.0-0,libjson-glib-1.0-0,libxml2,libsecret-1-0,libsqlite3-0,libarchive13,libgcrypt20,librsvg2-common,adwaita-icon-theme,fonts-cantarell,fonts-dejavu-core,gsettings-desktop-schemas,glib-networking,ca-certificates,libglib2.0-bin,shared-mime-info,dconf-gsettings-backend}
devel=${SDK_PACKAGES:-gcc,libc6-dev,pkg-config,libgtk-4-dev,libadwaita-1-dev,libsoup-3.0-dev,libjson-glib-dev,libxml2-dev,libxml2-utils,libsecret-1-dev,libsqlite3-dev,libarchive-dev,libgcrypt20-dev,meson,ninja-build,gettext,desktop-file-utils,appstream,appstream-util,blueprint-compiler}

make_one() { # Platform|Sdk PACKAGES
  local root=$dir/root.$1 tree=$dir/tree.$1
  rm -rf "$root" "$tree"; mkdir -p "$tree"
  mmdebstrap --quiet --mode=root --variant=minbase --aptopt='APT::Install-Recommends "false"' \
    --include="$2" "$suite" "$root" "$mirror"
  # a runtime is what becomes /usr, with its /etc inside
  mv "$root/usr" "$tree/files"; mv "$root/etc" "$tree/files/etc"; rm -rf "$root"
  ( cd "$tree/files"
    rm -rf share/doc share/man share/info etc/shadow* etc/gshadow* etc/passwd- etc/group-
    ln -sf ../sbin/ldconfig bin/ldconfig   # flatpak looks for it there
    chmod -R u+rwX . )
  cat >"$tree/metadata" <<M
[Runtime]
name=org.example.$1
runtime=org.example.Platform/$arch/$suite
sdk=org.example.Sdk/$arch/$suite

[Environment]
PATH=/app/bin:/usr/bin
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share
LD_LIBRARY_PATH=/app/lib
M
  flatpak build-export --runtime --files=files "$dir/repo" "$tree" "$suite" >/dev/null
  rm -rf "$tree"
}

if ! [ -e "$dir/repo/complete" ]; then
  rm -rf "$dir/repo" "$FLATPAK_USER_DIR"
  ostree init --repo="$dir/repo" --mode=bare-user-only   # no compression: much quicker
  make_one Platform "$runtime"
  make_one Sdk "$runtime,$devel"
  flatpak --user remote-add --no-gpg-verify --if-not-exists base "$dir/repo"
  flatpak --user install -y --noninteractive base "org.example.Platform//$suite" "org.example.Sdk//$suite"
  touch "$dir/repo/complete"
fi

id=$(python3 - "$manifest" "$dir/manifest.json" "$suite" <<'PY'
import json, os, sys
src, dst, suite = sys.argv[1:]
m = json.load(open(src))
m.update({"runtime": "org.example.Platform", "sdk": "org.example.Sdk", "runtime-version": suite})
m.pop("sdk-extensions", None)
here = os.path.dirname(src)
def fix(modules):
    for mod in modules:
        if isinstance(mod, dict):
            for s in mod.get("sources", []):
                if isinstance(s, dict) and "path" in s:
                    s["path"] = os.path.join(here, s["path"])
            fix(mod.get("modules", []))
fix(m["modules"])
json.dump(m, open(dst, "w"), indent=2)
print(m.get("app-id") or m["id"])
PY
)
cd "$dir"
rm -rf apprepo
flatpak-builder --user --force-clean --disable-rofiles-fuse --state-dir="$dir/state" --repo=apprepo "$dir/builddir" "$dir/manifest.json"
flatpak build-bundle apprepo "$id.flatpak" "$id"
flatpak --user remote-add --no-gpg-verify --if-not-exists app apprepo
flatpak --user install -y --noninteractive --reinstall app "$id"
flatpak --user info "$id"
ls -l "$dir/$id.flatpak"
