#!/usr/bin/env bash
# Install the locked packages into the base's Python, each wheel checked by its hash, and build llama.cpp's binding for
# every processor from the same lock.
#
#     packages.sh FOLDER CHECKOUT
#
# What is there already for the same locks stays: the environment by the hash of both locks, llama.cpp's wheel by the hash
# of its source and of everything that its build depends on. PIP_INDEX_URL, PIP_FIND_LINKS (one folder on this machine;
# torch's CPU wheel lies there) and PIP_CERT are honoured.
set -euo pipefail

folder=$1
checkout=$2
here=$(cd "$(dirname "$0")" && pwd)
inside=$folder/root/packages
rm -rf "$inside" && mkdir -p "$inside/wheels"
cp "$checkout/requirements.lock" "$checkout/packaging/packages.lock" "$checkout/packaging/llama.cmake" "$inside/"
cp "$here/llama_portable.cmake" "$here/split_lock.py" "$here/floor.h" "$here/install.sh" "$inside/"
if [ -n "${PIP_FIND_LINKS:-}" ]; then
    cp -l "$PIP_FIND_LINKS"/*.whl "$inside/wheels/" 2>/dev/null || cp "$PIP_FIND_LINKS"/*.whl "$inside/wheels/"
fi
# Debian's Python brings no pip: the locked one is fetched here and starts itself from its wheel inside.
python3 "$here/split_lock.py" "$inside"
python3 -m pip download -q --disable-pip-version-check --no-deps --require-hashes -r "$inside/pip.txt" -d "$inside"
if [ -n "${PIP_CERT:-}" ]; then cp "$PIP_CERT" "$inside/ca.pem"; export PIP_CERT=/root/packages/ca.pem; fi
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR # pip would prefer this machine's to PIP_CERT
"$here/enter.sh" "$folder" bash /root/packages/install.sh
