#!/usr/bin/env bash
# Lay out the target's own base, in which the application is collected: a clean one, the cross-compiled Python, and the
# environment of packages, which this machine's pip unpacks. Only apt and the making of the environment run emulated.
#
#     target.sh CLEAN CROSS FETCHED FOLDER
set -euo pipefail
clean=$1 cross=$2 fetched=$3 folder=$4
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$folder"
cp -a --reflink=auto "$clean" "$folder"
# objcopy, with which PyInstaller puts the modules into the program; and what llama.cpp computes in threads with.
"$here/../base/enter.sh" "$folder" env LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive bash -c \
    'apt-get update -q && apt-get install -y -q binutils libomp5-16'
mkdir -p "$folder/opt"
cp -a "$cross/opt/cross/opt/python" "$folder/opt/python"
"$here/../base/enter.sh" "$folder" /opt/python/bin/python3.11 -m venv --without-pip /opt/env
platforms=()
for platform in $(PYTHONDONTWRITEBYTECODE=1 python3 -c 'import sys; sys.path.insert(0, sys.argv[1]); import pins; print(*pins.PLATFORMS)' "$here"); do
    platforms+=(--platform "$platform")
done
site=$folder/opt/env/lib/python3.11/site-packages
unpack() {
    python3 -m pip install -q --disable-pip-version-check --root-user-action=ignore --no-index --no-deps --no-compile --upgrade \
        --only-binary=:all: --target "$site" --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none "$@"
}
unpack --find-links "$fetched/wheels" --require-hashes -r "$fetched/pins/target.txt" "${platforms[@]}"
unpack --platform linux_aarch64 "$fetched"/made/llama_cpp_python-*.whl
rm -rf "$site/lib" # a second copy of llama.cpp's libraries, where the wheel brings one
