#!/usr/bin/env bash
# ./test.sh [CTEST ARGUMENTS]: installs what the system lacks, builds Convoscope and its tests, and runs them all.
# Works from any folder. Further arguments go to ctest: ./test.sh -R nn. runs the engine's tests, ./test.sh -j8 eight at once.
#
# It shares build/ with run.sh: what is tested is the program that is shipped, and nothing is compiled twice. Asserts
# are off there; the presets `debug` and `sanitize` have them.
set -euo pipefail

project=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
"$project/third_party/install-packages.sh" build test
"$project/.ci/build" release all
cd "$project"
exec ctest --preset release "$@"
