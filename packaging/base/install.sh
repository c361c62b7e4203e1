#!/usr/bin/env bash
# Run inside the base by packages.sh, which lays down what it reads. Not for use by hand.
set -euo pipefail
cd /root/packages
export LC_ALL=C.UTF-8 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
export PIP_FIND_LINKS=/root/packages/wheels LD_LIBRARY_PATH=/opt/python/lib
env=/opt/env
key() { cat "$@" | sha256sum | cut -c1-20; }

# ---- the environment: all that comes built, and what builds the package ----
wanted=$(key wheels.txt tools.txt pip.txt)
if [ "$(cat $env/made-of 2>/dev/null)" != "$wanted" ]; then
    start=$SECONDS
    rm -rf $env # half of one looks whole to pip
    /opt/python/bin/python3.11 -m venv --without-pip $env
    wheel=$(echo pip-*.whl)
    $env/bin/python "$wheel/pip" install -q --no-index --no-deps "$wheel"
    # pip asks the C library itself what it is, so it takes the wheel that this base can load where a package has several
    # (cryptography: manylinux_2_28 and 2_34).
    $env/bin/pip install -q --no-deps --require-hashes -r wheels.txt
    $env/bin/pip install -q --no-deps --require-hashes -r tools.txt
    echo "$wanted" >$env/made-of
    echo "wheels: $((SECONDS - start)) s"
fi

# ---- llama.cpp's binding ----
export CC=clang-16 CXX=clang++-16
# Source and build lie at fixed places and out of what is compiled: paths in assertions are bytes in the libraries.
export CFLAGS="-include /root/packages/floor.h -ffile-prefix-map=/root/llama/source=. -ffile-prefix-map=/root/llama/build=."
export CXXFLAGS=$CFLAGS LDFLAGS="-static-libstdc++ -static-libgcc -Wl,--exclude-libs,ALL"
export PATH=$env/bin:$PATH
export CMAKE_ARGS="-DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON -DBUILD_SHARED_LIBS=ON \
 -DLLAVA_BUILD=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_TESTS=OFF \
 -DLLAMA_OPENSSL=OFF -DCMAKE_INSTALL_BINDIR=llama_cpp/lib -DCMAKE_INSTALL_LIBDIR=llama_cpp/lib \
 -DCMAKE_PROJECT_llama.cpp_INCLUDE=/root/packages/llama_portable.cmake ${ZHUNSHENG_LLAMA_OPTIONS:-}"
clang=$($CC --version | head -1)
wanted=$(key source.txt llama.cmake llama_portable.cmake floor.h <(echo "$CMAKE_ARGS $CFLAGS $LDFLAGS $clang"))
kept=/root/llama/wheels/$wanted
if ! ls "$kept"/*.whl >/dev/null 2>&1; then
    start=$SECONDS
    rm -rf /root/llama/{sdist,source,build,out} && mkdir -p /root/llama/{sdist,source,wheels}
    # Fetched as a file, so that its hash is checked, and not built by this.
    $env/bin/pip download -q --no-deps --no-build-isolation --no-binary llama-cpp-python --require-hashes \
        -r source.txt -d /root/llama/sdist
    tar -xzf /root/llama/sdist/llama_cpp_python-*.tar.gz --strip-components=1 -C /root/llama/source
    nice $env/bin/pip wheel -v --no-deps --no-build-isolation --no-cache-dir --no-index \
        -C build-dir=/root/llama/build -w /root/llama/out /root/llama/source >/root/llama/log 2>&1 || {
        tail -40 /root/llama/log >&2
        exit 1
    }
    mkdir "$kept.part" && mv /root/llama/out/llama_cpp_python-*.whl "$kept.part/" && mv "$kept.part" "$kept"
    rm -rf /root/llama/{sdist,source,build,out}
    echo "llama.cpp: $((SECONDS - start)) s"
fi
if [ "$(cat $env/llama-of 2>/dev/null)" != "$wanted" ]; then
    $env/bin/pip install -q --no-deps --no-index --force-reinstall "$kept"/*.whl
    rm -rf $env/lib/python3.11/site-packages/lib # a second copy of the libraries, where the wheel brings one
    echo "$wanted" >$env/llama-of
fi
