#!/usr/bin/env bash
# ./run.sh [ARGUMENTS]: installs what the system lacks, builds Convoscope and starts it with the arguments.
# Works from any folder; files in the arguments are looked for in the caller's.
# With no display and nothing to do that needs none, it renders a drawing to convoscope.png instead.
set -euo pipefail

project=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
program=$project/build/convoscope
sample=$project/assets/drawings/digits.jsonl#7

# wants_window ARGUMENTS...: whether these open the window (`[INPUT] [--model M] [--fresh]`) rather than run a command.
# Leaves INPUT in $input and the model's option in $model. As the program does, it takes a word for a command unless
# it has an extension or names a file.
wants_window() {
    input=
    model=()
    while [ $# -gt 0 ]; do
        case $1 in
            --fresh) ;;
            --model=*) model=("$1") ;;
            --model) [ $# -gt 1 ] && model=(--model "$2") && shift || return 1 ;;
            -*) return 1 ;;
            *) if [[ $1 == *.* || -f $1 ]]; then input=$1; else return 1; fi ;;
        esac
        shift
    done
}

# show_picture: what someone without a display gets to see
show_picture() {
    local picture=(--strokes "${input:-$sample}")
    case $input in '' | *.jsonl | *.jsonl#*) ;; *) picture=(--image "$input") ;; esac
    echo "convoscope: no display (neither DISPLAY nor WAYLAND_DISPLAY is set): rendering to a file instead" >&2
    "$program" render convoscope.png "${picture[@]}" "${model[@]}"
    echo "convoscope: the picture is $PWD/convoscope.png; the network reads in the drawing:" >&2
    "$program" classify "${picture[1]}" "${model[@]}"
}

"$project/third_party/install-packages.sh" build
"$project/.ci/build" release convoscope

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && wants_window "$@"; then
    show_picture
else
    exec "$program" "$@"
fi
