#!/usr/bin/env bash
# Make the build base: a Debian 11 chroot (glibc 2.31), the oldest that Debian's ordinary mirrors still serve. What is
# compiled in it runs on every system with that glibc or a newer one.
#
#     base.sh FOLDER [clean [ARCHITECTURE]]     "clean": no compilers, only what a plain desktop has; packages are tried
#                                               out in it. ARCHITECTURE: Debian's name; another one than this machine's
#                                               runs by qemu-user (packaging/cross)
#
# Needs root and debootstrap. Mirrors: see mirrors.sh.
set -euo pipefail

folder=$1
kind=${2:-build}
architecture=${3:-$(dpkg --print-architecture)}
suite=bullseye
. "$(dirname "$0")/mirrors.sh"
# The release file is signed; the key comes with Debian's package debian-archive-keyring, not with the download.
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

[ -e "$folder/made" ] && exit 0
[ -f "$keyring" ] || { echo "install debian-archive-keyring first" >&2; exit 1; }
# A debootstrap that was killed leaves these mounted.
for mounted in proc sys; do
    ! mountpoint -q "$folder/$mounted" || umount -R "$folder/$mounted"
done
rm -rf "$folder"
mkdir -p "$folder"
# No "minbase" extras and no merged-usr surprises: the same layout on Debian 10, 11, UOS and Kylin is not needed, since
# nothing of the chroot but the collected libraries leaves it.
debootstrap --variant=minbase --keyring="$keyring" --arch="$architecture" --include=ca-certificates "$suite" "$folder" "$mirror" >"$folder.log"

cat >"$folder/etc/apt/sources.list" <<EOF
deb $mirror $suite main
deb $mirror $suite-updates main
EOF
[ "$security" = none ] || echo "deb $security $suite-security main" >>"$folder/etc/apt/sources.list"
# The release has come to its end of life: its files say no longer until when they are valid, and no mirror renews them.
cat >"$folder/etc/apt/apt.conf.d/90build" <<EOF
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
APT::Install-Recommends "false";
DPkg::Options:: "--force-unsafe-io";
EOF
# No service may start in here.
printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"
chmod +x "$folder/usr/sbin/policy-rc.d"
[ -f /etc/resolv.conf ] && cp -L /etc/resolv.conf "$folder/etc/resolv.conf"
[ -f /etc/hosts ] && cp -L /etc/hosts "$folder/etc/hosts"

if [ "$kind" = build ]; then
    packages=(
        build-essential pkg-config patchelf file xz-utils
        # gcc 10 knows neither AVX-VNNI nor AMX, which two of the CPU variants need
        clang-16 libomp-16-dev
        # Python's modules: each missing one is skipped without an error by its build
        zlib1g-dev libbz2-dev liblzma-dev libffi-dev libssl-dev libsqlite3-dev libexpat1-dev uuid-dev
    )
else
    packages=()
fi
# What Qt's wheels link to and do not bring (see bootstrap/machine.py): a desktop has these. In the build base they are
# there so that the collector sees what each library needs.
packages+=(
    libegl1 libgl1 libfontconfig1 libfreetype6 libglib2.0-0 libdbus-1-3 libxkbcommon0 libxkbcommon-x11-0 libx11-xcb1
    libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
    libxcb-xfixes0 libxcb-xkb1 libxcb-xinerama0 libxcb-util1
)
[ "$architecture" != arm64 ] || packages+=(libsm6 libice6) # the last Qt for its glibc asks for them
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
chroot "$folder" apt-get update -q
chroot "$folder" apt-get upgrade -y -q
chroot "$folder" apt-get install -y -q "${packages[@]}"
# Optional here, and absent from Debian 10 and so from UOS 20: the window's package must bring or require it.
chroot "$folder" apt-get install -y -q libxcb-cursor0 || echo "this release has no libxcb-cursor0" >&2
chroot "$folder" apt-get clean
date -u +%FT%TZ >"$folder/made"
