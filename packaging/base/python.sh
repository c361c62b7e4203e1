#!/usr/bin/env bash
# Build Python in the base that base.sh made, from the sources of the next Debian release: signed, patched for security,
# and to be had wherever Debian is. Debian 11's own is 3.9, the application needs 3.11.
#
#     python.sh FOLDER           afterwards FOLDER/opt/python/bin/python3.11 is there
#
# ZHUNSHENG_PGO=1 trains the interpreter (about 15 % faster, some ten minutes more).
set -euo pipefail

folder=$1
suite=bookworm
. "$(dirname "$0")/mirrors.sh"
[ -x "$folder/opt/python/bin/python3.11" ] && exit 0

cat >"$folder/etc/apt/sources.list.d/python.list" <<EOF
deb-src $mirror $suite main
deb-src $security $suite-security main
EOF
cp "$(dirname "$0")/floor.h" "$folder/root/floor.h"
cat >"$folder/root/build_python.sh" <<'EOF'
set -euo pipefail
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
apt-get update -q
fetch() {  # SOURCE: newest first. A mirror may list the security archive and hold its packages but not their sources.
    local version
    for version in $(apt-cache showsrc "$1" | sed -n 's/^Version: //p' | sort -Vr); do
        apt-get source -q "$1=$version" && return
        rm -rf "${1:?}"*
    done
    return 1
}
# SQLite first: the base's own is 3.34 and asks for a symbol of glibc 2.29.
rm -rf /root/sqlite && mkdir -p /root/sqlite && cd /root/sqlite
apt-get install -y -q tcl
fetch sqlite3
cd sqlite3-*/
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -STimestamp) && export SOURCE_DATE_EPOCH  # the compiler's date and time
CFLAGS="-O2 -include /root/floor.h -ffile-prefix-map=$PWD=. -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_MATH_FUNCTIONS \
 -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_SECURE_DELETE" \
    ./configure -q --prefix=/opt/python --disable-static --disable-tcl --disable-readline --enable-fts5
make -s libsqlite3.la
mkdir -p /opt/python/lib /opt/python/include
./libtool --quiet --mode=install install libsqlite3.la /opt/python/lib/
install -m 644 sqlite3.h /opt/python/include/

rm -rf /root/python && mkdir -p /root/python && cd /root/python
fetch python3.11
cd python3.11-*/
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -STimestamp) && export SOURCE_DATE_EPOCH
# Debian links this module into the interpreter; built apart it lacks a define, and XML silently does not work.
sed -i '1i #define Py_BUILD_CORE 1\n#define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
# A shared libpython is what the collector puts beside the program. Its path is kept relative to the program, so that it
# runs without ldconfig. Debian's sources refuse to install pip (ensurepip): packages.sh brings it.
options=(--prefix=/opt/python --enable-shared --with-system-expat
         --without-ensurepip --enable-loadable-sqlite-extensions)
[ -z "${ZHUNSHENG_PGO:-}" ] || options+=(--enable-optimizations)
# Paths of the build folder must not get into what is shipped: two builds are compared byte for byte.
# floor.h and the answer about sem_clockwait (glibc 2.30) keep the newest symbol at 2.28.
export ac_cv_func_sem_clockwait=no
export CFLAGS="-O2 -include /root/floor.h -ffile-prefix-map=$PWD=."
export CPPFLAGS=-I/opt/python/include LD_LIBRARY_PATH=/opt/python/lib
export LDFLAGS='-L/opt/python/lib -Wl,-rpath,\$$ORIGIN/../lib -Wl,--as-needed'
./configure -q "${options[@]}"
make -s -j"$(nproc)" >/root/python/make.log 2>&1
make -s install ENSUREPIP=no >>/root/python/make.log 2>&1
# Symbols for debuggers: 20 of libpython's 26 MB.
find /opt/python \( -name '*.so' -o -name '*.so.*' \) -type f -exec strip --strip-unneeded {} +
LD_LIBRARY_PATH=/opt/python/lib /opt/python/bin/python3.11 - <<'CHECK'
# A module whose library was not found is left out silently: say so here and not on a user's machine.
import bz2, ctypes, hashlib, lzma, pyexpat, sqlite3, ssl, sys, uuid, zlib, multiprocessing.shared_memory
connection = sqlite3.connect(":memory:")
connection.execute("create virtual table t using fts5(a)")
print(sys.version, "SQLite", sqlite3.sqlite_version, ssl.OPENSSL_VERSION)
CHECK
EOF
"$(dirname "$0")/enter.sh" "$folder" bash /root/build_python.sh
