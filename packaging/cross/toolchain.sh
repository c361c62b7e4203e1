#!/usr/bin/env bash
# Put the cross compilers and the target's development files into a build base (packaging/base/base.sh): Debian's own
# packages, nothing runs emulated.
#
#     toolchain.sh FOLDER [release]     afterwards FOLDER/opt/target holds the target's headers and libraries
#
# "release": where the security archive does not hold the target's files, those of the release itself are taken.
set -euo pipefail
folder=$1
export ZHUNSHENG_RELEASE=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
cat >"$folder/root/toolchain.sh" <<'EOF'
set -euo pipefail
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
dpkg --add-architecture arm64
apt-get update -q
apt-get install -y -q gcc-aarch64-linux-gnu g++-aarch64-linux-gnu binutils-aarch64-linux-gnu
# Unpacked and not installed: the two architectures would have to be of one version each, and clang's OpenMP has one
# place for all.
names=({zlib1g,libbz2,liblzma,libffi,libssl,libexpat1,uuid,libomp-16}-dev
       zlib1g libbz2-1.0 liblzma5 libffi7 libssl1.1 libexpat1 libuuid1 libomp5-16)
rm -rf /opt/target /root/target && mkdir -p /root/target && cd /root/target
for name in "${names[@]}"; do
    apt-get download -q "$name:arm64" || {
        [ -n "$ZHUNSHENG_RELEASE" ] || exit 1
        echo "WITHOUT SECURITY UPDATES: $name is that of the release itself" >&2
        apt-get download -q "$name:arm64/bullseye"
    }
done
for package in *.deb; do dpkg-deb --extract "$package" /opt/target; done
# Links to the system's root point out of this one.
find /opt/target -type l -lname '/*' | while read -r link; do
    ln -sfr "/opt/target$(readlink "$link")" "$link"
done
EOF
"$here/../base/enter.sh" "$folder" bash /root/toolchain.sh
