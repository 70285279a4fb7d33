#!/usr/bin/env bash
# tests/compare/onnxruntime.sh [MODEL [ROUNDS [THREADS]]]: our forward pass beside ONNX Runtime's on what `convoscope export`
# writes, in turns on this machine, batch 1, THREADS threads each (default: 1); it fails where the outputs differ. MODEL: a bundled
# model's name or a file that Convoscope opens (default: lenet5), as build/make_vgg writes a large one; "every-layer": small networks
# of every operator and non-linearity, outputs alone.
#
# ONNX Runtime's library comes inside the npm package onnxruntime-node, which is unpacked into build/compare (about 260 MB;
# nothing of it is executed by npm). CONVOSCOPE_ISA=avx2 (or sse2, avx512) chooses our instruction set.
set -euo pipefail

version=1.30.0
project=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../..
model=${1:-lenet5}
[[ -e $model || $model == every-layer ]] || model=$project/assets/models/$model.safetensors
case $(uname -m) in
  x86_64) machine=x64 ;;
  aarch64) machine=arm64 ;;
  *) echo "onnxruntime.sh: npm has no ONNX Runtime for $(uname -m)" >&2; exit 1 ;;
esac

library() { find "$project/build/compare/node_modules/onnxruntime-node/bin" -path "*/linux/$machine/libonnxruntime.so.1" 2>/dev/null; }
if [[ -z $(library) ]]; then
  command -v npm >/dev/null || { echo "onnxruntime.sh: needs npm; install it with: apt-get install npm" >&2; exit 1; }
  mkdir -p "$project/build/compare"
  npm install --prefix "$project/build/compare" --ignore-scripts --no-audit --no-fund --silent "onnxruntime-node@$version"
fi

cmake -S "$project" -B "$project/build" >/dev/null
cmake --build "$project/build" --target compare_onnxruntime >/dev/null
"$project/build/compare_onnxruntime" "$(library)" "$model" "${2:-40}" "${3:-1}"
