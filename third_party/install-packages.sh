#!/usr/bin/env bash
# Installs, with apt, those packages of a list beside this file that the system lacks.
#
#   third_party/install-packages.sh build         what ./run.sh needs: packages-build.txt
#   third_party/install-packages.sh build test    what ./test.sh needs: packages-test.txt as well
#
# It needs root or sudo only when something is missing, and then says what it installs. Where all is there it does
# nothing and takes a few milliseconds. CONVOSCOPE_NO_INSTALL=1 keeps it from looking at all.
set -euo pipefail

fail() {
    echo "convoscope: $*" >&2
    exit 1
}

[ -z "${CONVOSCOPE_NO_INSTALL:-}" ] || exit 0
[ $# -gt 0 ] || fail "install-packages.sh: name a list of packages: build, test"

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
wanted=()
for list in "$@"; do
    [ -f "$here/packages-$list.txt" ] || fail "install-packages.sh: no list of packages called '$list': use build, test"
    while read -r package _; do
        case $package in '' | '#'*) ;; *) wanted+=("$package") ;; esac
    done <"$here/packages-$list.txt"
done

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    fail "no apt on this system: install by hand what Debian calls ${wanted[*]}; then set CONVOSCOPE_NO_INSTALL=1"
fi

# A package counts when dpkg has it whole; one that was removed, or broke half-way, is listed too, with another status.
installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null || true)
missing=()
for package in "${wanted[@]}"; do
    grep -qxF "installed $package" <<<"$installed" || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null ||
        fail "packages are missing and there is no sudo: run as root: apt-get install ${missing[*]}"
    as_root=(sudo)
fi

# apt_get ARGUMENTS...: says nothing unless it fails.
apt_get() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 "$@" >"$log" 2>&1 ||
        { cat "$log" >&2 && return 1; }
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "convoscope: installing from the system's packages: ${missing[*]}" >&2
apt_get update || echo "convoscope: the list of packages was not brought up to date; trying with the one at hand" >&2
apt_get install --yes --no-install-recommends "${missing[@]}" ||
    fail "apt could not install what is missing; mend what it says above, or run as root: apt-get install ${missing[*]}"
