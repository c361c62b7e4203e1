#!/usr/bin/env bash
# Cross-compile Python and SQLite, from the sources that packaging/base/python.sh has fetched, with the Python that it has
# built.
#
#     python.sh FOLDER       afterwards FOLDER/opt/cross/opt/python is what belongs into the target's /opt/python
set -euo pipefail
folder=$1
here=$(cd "$(dirname "$0")" && pwd)
cp "$here/../base/floor.h" "$folder/root/floor.h"
cat >"$folder/root/cross_python.sh" <<'EOF'
set -euo pipefail
export LC_ALL=C.UTF-8
host=aarch64-linux-gnu target=/opt/target out=/opt/cross
rm -rf $out /root/cross-python && mkdir -p $out/opt/python/{lib,include} /root/cross-python && cd /root/cross-python
dpkg-source --no-check -x /root/sqlite/sqlite3_*.dsc sqlite >/dev/null
dpkg-source --no-check -x /root/python/python3.11_*.dsc python >/dev/null

# One file of C is made by this machine's own tools, and compiled for the other.
cd /root/cross-python/sqlite
./configure -q --disable-tcl --disable-readline
make -s sqlite3.c
$host-gcc -O2 -fPIC -shared -include /root/floor.h -ffile-prefix-map=$PWD=. -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_FTS5 \
    -DSQLITE_ENABLE_MATH_FUNCTIONS -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_SECURE_DELETE \
    -Wl,-soname,libsqlite3.so.0 -o $out/opt/python/lib/libsqlite3.so.0 sqlite3.c -lm -ldl -lpthread
ln -s libsqlite3.so.0 $out/opt/python/lib/libsqlite3.so
install -m 644 sqlite3.h $out/opt/python/include/

cd /root/cross-python/python
sed -i '1i #define Py_BUILD_CORE 1\n#define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
# What configure would run a program for, and the same two answers as in packaging/base/python.sh.
export ac_cv_file__dev_ptmx=yes ac_cv_file__dev_ptc=no ac_cv_buggy_getaddrinfo=no ac_cv_func_sem_clockwait=no
export CC=$host-gcc CXX=$host-g++ AR=$host-ar READELF=$host-readelf
export PKG_CONFIG_LIBDIR=$target/usr/lib/$host/pkgconfig PKG_CONFIG_SYSROOT_DIR=$target
export CFLAGS="-O2 -include /root/floor.h -ffile-prefix-map=$PWD=."
export CPPFLAGS="-I$out/opt/python/include -I$target/usr/include -I$target/usr/include/$host"
export LDFLAGS="-L$out/opt/python/lib -L$target/usr/lib/$host -L$target/lib/$host -Wl,-rpath-link,$target/usr/lib/$host"
LDFLAGS+=' -Wl,-rpath,\$$ORIGIN/../lib -Wl,--as-needed'
./configure -q --host=$host --build=x86_64-linux-gnu --with-build-python=/opt/python/bin/python3.11 --prefix=/opt/python \
    --enable-shared --with-system-expat --without-ensurepip --enable-loadable-sqlite-extensions
make -s -j"$(nproc)" >/root/cross-python/make.log 2>&1
# Debian's patch looks for this file under the name that it has where nothing is compiled across.
(cd build/lib.linux-aarch64-3.11 && cp _sysconfigdata__linux_$host.py _sysconfigdata__$host.py)
make -s install ENSUREPIP=no DESTDIR=$out >>/root/cross-python/make.log 2>&1
find $out \( -name '*.so' -o -name '*.so.*' \) -type f -exec $host-strip --strip-unneeded {} +
cd /
# A module whose library was not found is left out silently.
for module in _bz2 _ctypes _hashlib _lzma _posixshmem _sqlite3 _ssl _uuid pyexpat zlib; do
    ls $out/opt/python/lib/python3.11/lib-dynload/$module.*.so >/dev/null
done
rm -rf /root/cross-python/{sqlite,python}
EOF
"$here/../base/enter.sh" "$folder" bash /root/cross_python.sh
