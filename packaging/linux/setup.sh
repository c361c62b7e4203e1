#!/bin/sh
# 准绳 Zhunsheng: installs itself. Needs no network, no root and nothing but a POSIX shell, tar and gzip.
#
#     sh zhunsheng-VERSION-MACHINE.run                 into ~/.local/opt/zhunsheng (as root: /opt/zhunsheng)
#     sh zhunsheng-VERSION-MACHINE.run --prefix DIR    elsewhere
#     sh zhunsheng-VERSION-MACHINE.run --check         only see that the file is whole
#     sh zhunsheng-VERSION-MACHINE.run --uninstall     remove the program; documents and models stay
#
# A version is unpacked beside the one in use and switched to with one rename, so that breaking off at any moment
# leaves the old one or the new one. The one before stays and can be gone back to: zhunsheng update rollback.
set -eu

VERSION=@VERSION@
MACHINE=@MACHINE@
SIZE=@SIZE@
UNPACKED_KB=@UNPACKED_KB@
SHA256=@SHA256@
LINES=@LINES@

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

self=$0
prefix=
action=install
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) [ $# -gt 1 ] || fail "--prefix 需要一个目录 / needs a folder"; prefix=$2; shift ;;
        --check) action=check ;;
        --uninstall) action=uninstall ;;
        --help | -h) sed -n '2,11s/^# \{0,1\}//p' "$self"; exit 0 ;;
        *) fail "不认识的选项 / unknown option: $1" ;;
    esac
    shift
done
if [ "$(id -u)" = 0 ]; then
    share=/usr/local/share; bin=/usr/local/bin; prefix=${prefix:-/opt/zhunsheng}
else
    share=${XDG_DATA_HOME:-$HOME/.local/share}; bin=$HOME/.local/bin; prefix=${prefix:-$HOME/.local/opt/zhunsheng}
fi

payload() { tail -n +"$((LINES + 1))" "$self"; }

check() {
    [ "$(payload | wc -c)" -eq "$SIZE" ] || fail "安装文件不完整，请重新复制。 / This file is cut short; copy it again."
    if command -v sha256sum >/dev/null; then
        [ "$(payload | sha256sum | cut -d' ' -f1)" = "$SHA256" ] ||
            fail "安装文件已损坏，请重新复制。 / This file is damaged; copy it again."
    fi
}

# Where the desktop looks: copies with the program's real path in them, listed so that uninstalling finds them.
lay_desktop() {
    list=$prefix/desktop-files
    : >"$list.part"
    (cd "$prefix/current/desktop" && find . -type f) | sort | while IFS= read -r file; do
        target=$share/${file#./}
        mkdir -p "$(dirname "$target")"
        case $file in
            *.desktop) sed "s|@PROGRAM@|$prefix/current/zhunsheng|g" "$prefix/current/desktop/$file" >"$target" ;;
            *) cp "$prefix/current/desktop/$file" "$target" ;;
        esac
        printf '%s\n' "$target" >>"$list.part"
    done
    mkdir -p "$bin"
    ln -sf "$prefix/current/zhunsheng" "$bin/zhunsheng"
    printf '%s\n' "$bin/zhunsheng" >>"$list.part"
    mv "$list.part" "$list"
    refresh
}

refresh() {
    for command in "update-desktop-database $share/applications" "update-mime-database $share/mime" \
        "gtk-update-icon-cache -q -f $share/icons/hicolor"; do
        command -v "${command%% *}" >/dev/null && $command >/dev/null 2>&1 || :
    done
}

install_version() {
    [ "$(uname -m)" = "$MACHINE" ] || fail "这个安装文件是给 $MACHINE 的，这台机器是 $(uname -m)。 / It is for $MACHINE."
    check
    mkdir -p "$prefix/versions"
    free=$(df -Pk "$prefix" | awk 'NR == 2 { print $4 }')
    [ "$free" -gt "$UNPACKED_KB" ] || fail "磁盘空间不够：需要 $((UNPACKED_KB / 1024)) MB，只有 $((free / 1024)) MB。 / Too little space."
    new=$prefix/versions/$VERSION
    rm -rf "$new.part"
    mkdir "$new.part"
    say "正在安装到 $prefix … / installing"
    payload | tar -xzf - -C "$new.part" || { rm -rf "$new.part"; fail "没有装上，原来的版本没有变。 / Not installed; nothing has changed."; }
    "$new.part/zhunsheng" --version >/dev/null || { rm -rf "$new.part"; fail "程序在这台机器上启动不了，原来的版本没有变。 / It does not start here; nothing has changed."; }
    sync
    before=$(readlink "$prefix/current" 2>/dev/null || :)
    rm -rf "$new"
    mv "$new.part" "$new"
    if [ -n "$before" ] && [ "$before" != "versions/$VERSION" ]; then
        ln -s "$before" "$prefix/previous.part"
        mv -fT "$prefix/previous.part" "$prefix/previous"
    fi
    rm -f "$prefix/current.part"
    ln -s "versions/$VERSION" "$prefix/current.part"
    mv -fT "$prefix/current.part" "$prefix/current"
    for old in "$prefix"/versions/*; do
        name=versions/${old##*/}
        [ "$name" = "$(readlink "$prefix/current")" ] || [ "$name" = "$(readlink "$prefix/previous" 2>/dev/null || :)" ] || rm -rf "$old"
    done
    lay_desktop
    say "已安装 $VERSION 版。从应用菜单打开“准绳”，或运行 $bin/zhunsheng 。 / Installed."
}

uninstall() {
    [ -L "$prefix/current" ] || fail "$prefix 里没有装准绳。 / Not installed there."
    if [ -f "$prefix/desktop-files" ]; then
        while IFS= read -r file; do rm -f "$file"; done <"$prefix/desktop-files"
    fi
    rm -rf "$prefix/versions" "$prefix/current" "$prefix/previous" "$prefix/desktop-files"
    rmdir "$prefix" 2>/dev/null || :
    refresh
    say "程序已移除；文件、对话和模型都还在 ~/.local/share/zhunsheng 。 / Removed; documents and models stay."
}

case $action in
    check) check; say "完好 / whole" ;;
    uninstall) uninstall ;;
    install) install_version ;;
esac
exit 0
