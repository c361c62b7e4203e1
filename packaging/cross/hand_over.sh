#!/usr/bin/env bash
# Give what was collected in one base to another one, as links to the same files.
#
#     hand_over.sh FROM TO FLAVOUR
set -euo pipefail
from=$1/root to=$2/root flavour=$3
rm -rf "$to/dist/$flavour" "$to/checkout-$flavour" "$to/out/$flavour"
mkdir -p "$to/dist"
cp -al "$from/dist/$flavour" "$to/dist/"
cp -al "$from/checkout-$flavour" "$to/"
cp "$from/dist/$flavour.glibc.json" "$to/dist/"
