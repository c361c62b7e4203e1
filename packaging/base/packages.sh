#!/usr/bin/env bash
# Install the locked packages into the base's Python, each wheel checked by its hash, and build llama.cpp's binding for
# every processor from the same lock.
#
#     packages.sh FOLDER CHECKOUT
#
# PIP_INDEX_URL, PIP_FIND_LINKS (one folder on this machine; torch's CPU wheel lies there) and PIP_CERT are honoured.
set -euo pipefail

folder=$1
checkout=$2
here=$(cd "$(dirname "$0")" && pwd)
inside=$folder/root/packages
rm -rf "$inside" && mkdir -p "$inside/wheels"
cp "$checkout/requirements.lock" "$checkout/packaging/llama.cmake" "$inside/"
[ ! -d "$here/packages" ] || cp "$here"/packages/* "$inside/"
cp "$here/llama_portable.cmake" "$here/split_lock.py" "$here/floor.h" "$inside/"
if [ -n "${PIP_FIND_LINKS:-}" ]; then cp -l "$PIP_FIND_LINKS"/*.whl "$inside/wheels/" 2>/dev/null || cp "$PIP_FIND_LINKS"/*.whl "$inside/wheels/"; fi
# Debian's Python brings no pip.
python3 -m pip download -q --no-deps -d "$inside" "pip==${ZHUNSHENG_PIP:-25.3}"
cert=${PIP_CERT:-}
if [ -n "$cert" ]; then cp "$cert" "$inside/ca.pem"; export PIP_CERT=/root/packages/ca.pem; fi

cat >"$inside/install.sh" <<'EOF'
set -euo pipefail
cd /root/packages
export LC_ALL=C.UTF-8 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
export PIP_FIND_LINKS=/root/packages/wheels
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR  # the outer machine's; pip would prefer them to PIP_CERT
python=/opt/python/bin/python3.11
if [ ! -x /opt/env/bin/pip ]; then
    "$python" -m venv --without-pip /opt/env
    wheel=$(echo pip-*.whl)
    /opt/env/bin/python "$wheel/pip" install -q --no-index --no-deps "$wheel"
fi
# pip asks the C library itself what it is, so it takes the wheel that this base
# can load where a package has several (cryptography: manylinux_2_28 and 2_34).
"$python" split_lock.py requirements.lock
start=$SECONDS
/opt/env/bin/pip install -q --no-deps --require-hashes -r wheels.txt
echo "wheels: $((SECONDS - start)) s"
start=$SECONDS
# LTO and debug paths out, or two builds differ.
export CC=clang-16 CXX=clang++-16 CFLAGS="-include /root/packages/floor.h -ffile-prefix-map=/tmp=."
export CXXFLAGS=$CFLAGS LDFLAGS="-static-libstdc++ -static-libgcc -Wl,--exclude-libs,ALL"
export PATH=/opt/env/bin:$PATH
export CMAKE_ARGS="-DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON -DBUILD_SHARED_LIBS=ON \
 -DLLAVA_BUILD=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_TESTS=OFF \
 -DLLAMA_OPENSSL=OFF -DCMAKE_INSTALL_BINDIR=llama_cpp/lib -DCMAKE_INSTALL_LIBDIR=llama_cpp/lib -DCMAKE_PROJECT_llama.cpp_INCLUDE=/root/packages/llama_portable.cmake ${ZHUNSHENG_LLAMA_OPTIONS:-}"
/opt/env/bin/pip wheel -v --no-deps --no-build-isolation --no-cache-dir --no-binary llama-cpp-python --require-hashes \
    -r source.txt -w /root/packages/built >llama.log 2>&1
rm -rf /opt/env/lib/python3.11/site-packages/lib  # the wheel's second copy of the libraries, where it makes one
/opt/env/bin/pip install -q --no-deps --no-index --force-reinstall built/llama_cpp_python-*.whl
/opt/env/bin/pip install -q "pyinstaller==${ZHUNSHENG_PYINSTALLER:-6.22.3}"  # to be locked with hashes like the rest
echo "llama.cpp: $((SECONDS - start)) s"
EOF
"$here/enter.sh" "$folder" bash /root/packages/install.sh
