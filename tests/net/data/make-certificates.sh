#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the certificates of the network tests anew. TEST ONLY: the keys are public, nothing outside tests/ may trust them.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

template() { # name, common name, first day, last day, extra lines
  printf 'cn = "%s"\norganization = "Sportello TEST ONLY"\nactivation_date = "%s"\nexpiration_date = "%s"\n%s\n' \
    "$2" "$3" "$4" "$5" > "$work/$1.cfg"
}

template ca "Sportello test authority" "2020-01-01 00:00:00 UTC" "2126-01-01 00:00:00 UTC" "ca
cert_signing_key"
certtool --generate-privkey --key-type=ecdsa --curve=secp256r1 --no-text --outfile "$work/ca.key" 2>/dev/null
certtool --generate-self-signed --load-privkey "$work/ca.key" --template "$work/ca.cfg" --no-text --outfile "$work/ca.pem" 2>/dev/null

leaf() { # name, common name, first day, last day
  template "$1" "$2" "$3" "$4" "dns_name = \"$2\"
tls_www_server
signing_key"
  certtool --generate-privkey --key-type=ecdsa --curve=secp256r1 --no-text --outfile "$work/$1.key" 2>/dev/null
  certtool --generate-certificate --load-privkey "$work/$1.key" --load-ca-certificate "$work/ca.pem" \
    --load-ca-privkey "$work/ca.key" --template "$work/$1.cfg" --no-text --outfile "$work/$1.pem" 2>/dev/null
  { echo "TEST ONLY: a published key, trusted by nothing but tests/net"; cat "$work/$1.pem" "$work/$1.key"; } > "$1-test-only.pem"
}

leaf localhost localhost "2020-01-01 00:00:00 UTC" "2126-01-01 00:00:00 UTC"
leaf expired localhost "2020-01-01 00:00:00 UTC" "2021-01-01 00:00:00 UTC"
leaf other other.invalid "2020-01-01 00:00:00 UTC" "2126-01-01 00:00:00 UTC"
{ echo "TEST ONLY: trusted by nothing but tests/net"; cat "$work/ca.pem"; } > ca-test-only.pem
