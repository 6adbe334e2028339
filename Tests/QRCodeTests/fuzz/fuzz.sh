#!/bin/sh
# Fuzzes the encoder and the reader: fuzz.sh [RUNS]. Needs swiftc with libFuzzer.
set -eu
runs=${1:-200000}
here=$(cd "$(dirname "$0")" && pwd)
sources=$here/../../../Sources
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
find "$sources/QRCode" -name '*.swift' > "$build/files"
swiftc -O -sanitize=fuzzer,address -parse-as-library -module-name QRFuzz -I "$sources/CZlib" \
  @"$build/files" "$here/Fuzz.swift" -lz -o "$build/fuzz"
ASAN_OPTIONS=detect_leaks=0 "$build/fuzz" -runs="$runs" -seed=18004 -max_len=4000 -len_control=20 -print_final_stats=1
