#!/usr/bin/env bash
# Cross-compile llama.cpp's binding for every 64-bit ARM processor from armv8-a on.
#
#     llama.sh FOLDER FETCHED CHECKOUT     FETCHED: of wheels.sh. Afterwards FETCHED/made has the wheel
#
# The same options, compiler and places as packaging/base/install.sh.
set -euo pipefail
folder=$1 fetched=$2 checkout=$3
here=$(cd "$(dirname "$0")" && pwd)
inside=$folder/root/llama
rm -rf "$inside"/{env,source,build,out} && mkdir -p "$inside" "$fetched/made" # the fetched source stays
cp "$fetched"/native/*.whl "$fetched"/pins/{native,pip,source}.txt "$here/aarch64.cmake" "$inside/"
cp "$here"/../base/{floor.h,llama_portable.cmake} "$checkout/packaging/llama.cmake" "$inside/"
if [ -n "${PIP_CERT:-}" ]; then cp "$PIP_CERT" "$inside/ca.pem"; export PIP_CERT=/root/llama/ca.pem; fi
unset PIP_FIND_LINKS REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR # pip would prefer this machine's to PIP_CERT
cat >"$inside/make.sh" <<'EOF'
set -euo pipefail
cd /root/llama
export LC_ALL=C.UTF-8 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore LD_LIBRARY_PATH=/opt/python/lib
env=/root/llama/env
/opt/python/bin/python3.11 -m venv --without-pip $env
wheel=$(echo pip-*.whl)
$env/bin/python "$wheel/pip" install -q --no-index --no-deps --find-links . --require-hashes -r pip.txt
$env/bin/pip install -q --no-index --no-deps --find-links . --require-hashes -r native.txt
export PATH=$env/bin:$PATH
# Fetched as a file, so that its hash is checked, and not built by this.
$env/bin/pip download -q --no-deps --no-build-isolation --no-binary llama-cpp-python --require-hashes -r source.txt -d sdist
mkdir source && tar -xzf sdist/llama_cpp_python-*.tar.gz --strip-components=1 -C source
export CFLAGS="-include /root/llama/floor.h -ffile-prefix-map=/root/llama/source=. -ffile-prefix-map=/root/llama/build=."
export CXXFLAGS=$CFLAGS LDFLAGS="-static-libstdc++ -static-libgcc -Wl,--exclude-libs,ALL"
export CMAKE_ARGS="-DCMAKE_TOOLCHAIN_FILE=/root/llama/aarch64.cmake \
 -DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON -DBUILD_SHARED_LIBS=ON \
 -DLLAVA_BUILD=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_TESTS=OFF \
 -DLLAMA_OPENSSL=OFF -DCMAKE_INSTALL_BINDIR=llama_cpp/lib -DCMAKE_INSTALL_LIBDIR=llama_cpp/lib \
 -DCMAKE_PROJECT_llama.cpp_INCLUDE=/root/llama/llama_portable.cmake ${ZHUNSHENG_LLAMA_OPTIONS:-}"
# The platform that the wheel is named for.
export _PYTHON_HOST_PLATFORM=linux-aarch64
nice $env/bin/pip wheel -v --no-deps --no-build-isolation --no-cache-dir --no-index -C build-dir=/root/llama/build -w out ./source
EOF
"$here/../base/enter.sh" "$folder" bash /root/llama/make.sh
rm -f "$fetched"/made/llama_cpp_python-*.whl
mv "$inside"/out/llama_cpp_python-*.whl "$fetched/made/"
rm -rf "$inside"/{source,build}
