#!/usr/bin/env bash
# Build the Vulkan pack in the base, after packages.sh: llama.cpp's Vulkan backend, from the source that the lock names for
# the binding and with its compiler, as one library that the program loads where it finds it.
#
#     vulkan.sh FOLDER CHECKOUT       result: FOLDER/root/dist/vulkan/VERSION/libggml-vulkan.so, VERSION of the binding
#
# Debian 11 has no compiler of shaders, and its headers are too old, as those of Debian 12 still are. Both come from
# Debian 13 as packages that are unpacked and never installed; the compiler of shaders runs on that release's C library.
set -euo pipefail
folder=$1
checkout=$2
here=$(cd "$(dirname "$0")" && pwd)
suite=trixie
. "$here/mirrors.sh"
inside=$folder/root/vulkan
mkdir -p "$inside/apt/lists/partial" "$inside/debs"
echo "deb $mirror $suite main" >"$inside/apt/sources.list"
cp "$checkout/requirements.lock" "$checkout/packaging/packages.lock" "$checkout/packaging/llama.cmake" "$inside/"
cp "$here/llama_portable.cmake" "$here/floor.h" "$inside/"
python3 "$here/split_lock.py" "$inside"
if [ -n "${PIP_CERT:-}" ]; then cp "$PIP_CERT" "$inside/ca.pem"; export PIP_CERT=/root/vulkan/ca.pem; fi
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_FILE SSL_CERT_DIR PIP_FIND_LINKS # pip would prefer this machine's to PIP_CERT
cat >"$inside/build.sh" <<'EOF_INSIDE'
set -euo pipefail
cd /root/vulkan
env=/opt/env
export LC_ALL=C.UTF-8 LD_LIBRARY_PATH=/opt/python/lib PATH=$env/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1

# ---- headers and the compiler of shaders ----
if [ ! -x tools/glslc ]; then
    apt=(apt-get -q -o Dir::Etc::SourceList=/root/vulkan/apt/sources.list -o Dir::Etc::SourceParts=/dev/null
        -o Dir::State::Lists=/root/vulkan/apt/lists -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=)
    "${apt[@]}" update
    rm -rf tools debs/*.deb
    (cd debs && "${apt[@]}" -o APT::Sandbox::User=root download \
        glslc libshaderc1 libvulkan1 libvulkan-dev spirv-headers libc6 libstdc++6 libgcc-s1)
    mkdir tools
    for package in debs/*.deb; do dpkg-deb -x "$package" tools; done
    own=$(dpkg-architecture -qDEB_HOST_MULTIARCH)
    loader=$(find tools -type f -name 'ld-linux-*.so.*')
    cat >tools/glslc <<GLSLC
#!/bin/sh
unset LD_LIBRARY_PATH
exec /root/vulkan/$loader --library-path /root/vulkan/tools/lib/$own:/root/vulkan/tools/usr/lib/$own /root/vulkan/tools/usr/bin/glslc "\$@"
GLSLC
    chmod +x tools/glslc
fi
tools/glslc --version >/dev/null
own=$(dpkg-architecture -qDEB_HOST_MULTIARCH)

# ---- the library ----
rm -rf sdist source build && mkdir sdist source
$env/bin/pip download -q --no-deps --no-build-isolation --no-binary llama-cpp-python --require-hashes -r source.txt -d sdist
tar -xzf sdist/llama_cpp_python-*.tar.gz --strip-components=1 -C source
version=$(sed -n 's/^llama-cpp-python==\([^ ]*\).*/\1/p' source.txt)
export CC=clang-16 CXX=clang++-16
export CFLAGS="-include /root/vulkan/floor.h -ffile-prefix-map=/root/vulkan/source=. -ffile-prefix-map=/root/vulkan/build=."
export CXXFLAGS=$CFLAGS LDFLAGS="-static-libstdc++ -static-libgcc -Wl,--exclude-libs,ALL"
nice cmake -S source/vendor/llama.cpp -B build -G Ninja -DCMAKE_BUILD_TYPE=Release \
    -DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU=OFF -DGGML_VULKAN=ON -DBUILD_SHARED_LIBS=ON \
    -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_SERVER=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_OPENSSL=OFF \
    -DCMAKE_PROJECT_llama.cpp_INCLUDE=/root/vulkan/llama_portable.cmake -DCMAKE_BUILD_WITH_INSTALL_RPATH=ON \
    -DVulkan_INCLUDE_DIR=/root/vulkan/tools/usr/include -DVulkan_LIBRARY="/root/vulkan/tools/usr/lib/$own/libvulkan.so" \
    -DVulkan_GLSLC_EXECUTABLE=/root/vulkan/tools/glslc -DSPIRV-Headers_DIR=/root/vulkan/tools/usr/share/cmake/SPIRV-Headers
nice cmake --build build --target ggml-vulkan
made=/root/dist/vulkan/$version
rm -rf /root/dist/vulkan && mkdir -p "$made"
strip --strip-unneeded -o "$made/libggml-vulkan.so" "$(find build -name libggml-vulkan.so -type f)"
patchelf --print-needed "$made/libggml-vulkan.so"
EOF_INSIDE
"$here/enter.sh" "$folder" bash /root/vulkan/build.sh
