#!/usr/bin/env bash
# Collect the application into one folder, inside the base.
#
#     collect.sh FOLDER CHECKOUT full|slim [NAME]      result: FOLDER/root/dist/NAME/zhunsheng; NAME is the flavour
set -euo pipefail
folder=$1 checkout=$2 flavour=$3 name=${4:-$3}
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$folder/root/checkout-$name" && mkdir -p "$folder/root/checkout-$name"
# Only what git knows: no leftovers of a work tree get into a package.
git -C "$checkout" archive HEAD | tar -x -C "$folder/root/checkout-$name"
# Another architecture has a few packages in other versions (packaging/cross); the bill of materials follows the lock.
[ -z "${ZHUNSHENG_LOCK:-}" ] || cp "$ZHUNSHENG_LOCK" "$folder/root/checkout-$name/requirements.lock"
cat >"$folder/root/collect-$name.sh" <<EOF
set -euo pipefail
rm -rf /root/work/$name /root/dist/$name && mkdir -p /root/work/$name
cd /root/checkout-$name
# The same bytes from the same sources: modules in a stable order, times from the last commit.
export PYTHONHASHSEED=0 SOURCE_DATE_EPOCH=$(git -C "$checkout" log -1 --format=%ct) LC_ALL=C.UTF-8
export ZHUNSHENG_FLAVOUR=$flavour ZHUNSHENG_ROOT=/root/checkout-$name PYTHONPATH=/root/checkout-$name
export LD_LIBRARY_PATH=/opt/python/lib
/opt/env/bin/python -m PyInstaller --noconfirm --clean --log-level WARN --workpath /root/work/$name --distpath /root/dist/$name packaging/build.spec
/opt/env/bin/python packaging/base/finish.py /root/dist/$name/zhunsheng /root/checkout-$name --sizes /root/dist/$name.tsv
EOF
"$here/enter.sh" "$folder" bash /root/collect-$name.sh
