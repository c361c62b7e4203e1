#!/usr/bin/env bash
# Run a command in a base, with a /proc and a /dev/shm of its own that vanish with it.
#
#     enter.sh FOLDER COMMAND ...
#
# Without /proc the linker does not know $ORIGIN of a program, and its libraries are "not found". The mounts live in a
# namespace of their own, so that nothing stays mounted when the command is killed. ZHUNSHENG_UNPLUGGED=1 takes the network
# away as well.
set -euo pipefail
folder=$1
shift
unplug=()
[ -z "${ZHUNSHENG_UNPLUGGED:-}" ] || unplug=(--net)
exec unshare --mount --pid --fork --kill-child --ipc ${unplug[@]+"${unplug[@]}"} bash -c '
    set -e
    folder=$1; shift
    mount -t proc proc "$folder/proc"
    mkdir -p "$folder/dev/shm" "$folder/dev/pts"
    mount -t tmpfs -o mode=1777 shm "$folder/dev/shm"
    exec chroot "$folder" "$@"
' enter "$folder" "$@"
