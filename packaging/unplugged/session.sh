#!/bin/sh
# A desktop session on a virtual screen, and the person in it. Runs as the person, inside the machine of the walk.
#
#     session.sh OUT [--trace]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export DISPLAY=:9 LANG=zh_CN.UTF-8 LC_ALL=C.UTF-8 LANGUAGE=zh_CN QT_ACCESSIBILITY=1 NO_AT_BRIDGE=0
XDG_RUNTIME_DIR=$(mktemp -d)
export XDG_RUNTIME_DIR
chmod 700 "$XDG_RUNTIME_DIR"
Xvfb "$DISPLAY" -screen 0 1366x768x24 -nolisten tcp >/dev/null 2>&1 &
sleep 2
openbox >/dev/null 2>&1 &
exec dbus-run-session -- python3 "$here/person.py" "$@"
