#!/usr/bin/env bash
# Fetch the target's wheels and the tools that compile llama.cpp's binding, each by its hash, with this machine's own pip.
#
#     wheels.sh CHECKOUT FOLDER     FOLDER/pins: the lists; FOLDER/wheels: the target's; FOLDER/native: for this machine
#
# What is there already is not fetched again. PIP_INDEX_URL, PIP_FIND_LINKS and PIP_CERT are honoured.
set -euo pipefail
checkout=$1 folder=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder"/{pins,wheels,native}
platforms=()
for platform in $(python3 "$here/pins.py" "$checkout" "$folder/pins"); do platforms+=(--platform "$platform"); done
fetch() {  # LIST FOLDER OPTION...
    local list=$1 into=$2
    shift 2
    python3 -m pip download -q --disable-pip-version-check --no-deps --require-hashes -r "$list" -d "$into" "$@"
}
fetch "$folder/pins/target.txt" "$folder/wheels" --only-binary=:all: "${platforms[@]}" \
    --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none
fetch "$folder/pins/pip.txt" "$folder/native"
fetch "$folder/pins/native.txt" "$folder/native" --only-binary=:all: --python-version 3.11 --implementation cp \
    --platform manylinux_2_28_x86_64 --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 \
    --platform manylinux_2_12_x86_64 --platform manylinux2010_x86_64 --platform manylinux_2_5_x86_64 --platform manylinux1_x86_64
