#!/usr/bin/env bash
# Collect the application into one folder, inside the base.
#
#     collect.sh FOLDER CHECKOUT full|slim       result: FOLDER/root/dist/FLAVOUR/zhunsheng
set -euo pipefail
folder=$1 checkout=$2 flavour=$3
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$folder/root/checkout-$flavour" && mkdir -p "$folder/root/checkout-$flavour"
# Only what git knows: no leftovers of a work tree get into a package.
git -C "$checkout" archive HEAD | tar -x -C "$folder/root/checkout-$flavour"
cat >"$folder/root/collect-$flavour.sh" <<EOF
set -euo pipefail
cd /root/checkout-$flavour
# The same bytes from the same sources: modules in a stable order, times from the last commit.
export PYTHONHASHSEED=0 SOURCE_DATE_EPOCH=$(git -C "$checkout" log -1 --format=%ct) LC_ALL=C.UTF-8
export ZHUNSHENG_FLAVOUR=$flavour ZHUNSHENG_ROOT=/root/checkout-$flavour PYTHONPATH=/root/checkout-$flavour
export LD_LIBRARY_PATH=/opt/python/lib
/opt/env/bin/pyinstaller --noconfirm --clean --log-level WARN --workpath /root/work/$flavour --distpath /root/dist/$flavour packaging/build.spec
/opt/env/bin/python packaging/base/finish.py /root/dist/$flavour/zhunsheng /root/checkout-$flavour --sizes /root/dist/$flavour.tsv
EOF
"$here/enter.sh" "$folder" bash /root/collect-$flavour.sh
