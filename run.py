#!/usr/bin/env python3
"""准绳 Zhunsheng: set up this checkout and start it. Standard library only; Python 3.11 or newer.

    python3 run.py                    set up, load the sample workspace on the first run, open the window
    python3 run.py ask "QUESTION"     the same walk in the terminal
    python3 run.py test [ARGS]        set up, run all tests (ARGS go to pytest)
    python3 run.py -- COMMAND ...     set up, then the command line: as `zhunsheng COMMAND ...`

Each step leaves a stamp when it is whole, so a broken run goes on where it stopped, and a run that finds every stamp
starts at once without the network. All that is said here goes to stderr.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this with an older one must be told
    sys.exit("准绳需要 Python 3.11 或更新的版本 / Python 3.11 or newer is needed; this is " + sys.version.split()[0])

import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "packaging"))

from bootstrap.console import INTERRUPTED, Failed, say  # noqa: E402 - the path to it is set above
from bootstrap.machine import has_display  # noqa: E402
from bootstrap.models import fetch_test_models  # noqa: E402
from bootstrap.places import MANIFEST, SAMPLES, app_command, python  # noqa: E402
from bootstrap.setup import set_up  # noqa: E402
from bootstrap.stamps import digest, stamp, stamped  # noqa: E402


def main(arguments: list[str]) -> int:
    first = arguments[0] if arguments else ""
    if first in ("-h", "--help"):
        print(__doc__)
        return 0
    if first not in ("", "--", "ask", "test"):
        say(f"不认得的参数 {first}；用法：", f"Unknown argument {first}; usage:")
        print(__doc__, file=sys.stderr)
        return 2
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    set_up(retry=first in ("", "test"))
    if first == "test":
        load_test_models()
        os.chdir(ROOT)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        return become([*python(), "-m", "pytest", *arguments[1:]])
    if first == "--":
        return become(app_command(*arguments[1:]))
    load_samples()
    if first == "ask":
        return become(app_command(*arguments))
    if not has_display():
        say(
            '这台机器没有图形显示，打不开窗口。请在终端里提问：\n  python3 run.py ask "平板车推手离地应该多高？"',
            "This machine has no display, so no window can open. Ask in the terminal instead:\n"
            '  python3 run.py ask "平板车推手离地应该多高？"',
        )
        return 0
    return become(app_command())


def load_samples() -> None:
    """Once, and only into a default workspace that holds nothing."""
    if stamped("samples", "loaded") or not SAMPLES.is_dir():
        return
    listed = subprocess.run(app_command("documents", "--json"), stdout=subprocess.PIPE, text=True, check=False)
    if listed.returncode:
        return
    if json.loads(listed.stdout) == []:
        say("装入样例文库 …", "Loading the sample workspace …")
        if subprocess.run(app_command("ingest", str(SAMPLES)), stdout=sys.stderr, check=False).returncode > 1:
            return
    stamp("samples", "loaded")


def load_test_models() -> None:
    """Asked for once for each state of the catalogue of models, so that later runs need no network."""
    key = digest(MANIFEST.read_bytes())
    if not stamped("test-models", key):
        fetch_test_models()
        stamp("test-models", key)


def become(command: list[str]) -> int:
    """Hand over to a command; its exit code is ours."""
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
