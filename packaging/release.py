"""Keys and signed updates.

    python packaging/release.py key KEY                     make a private key (once, kept off the network)
    python packaging/release.py public KEY                  its public half, for package.py --release-key
    python packaging/release.py trust KEY DIST              let the built application in DIST believe that key
    python packaging/release.py sums KEY SHA256SUMS         sign a build's sums: SHA256SUMS.sig and release.pem
    python packaging/release.py update KEY OUT [--dist DIST] [--model FILE]… [--oldest VERSION] [--notes TEXT]

An update holds the application in DIST, models, or both; ``zhunsheng update apply`` takes it. The private key is the
only thing that has to be kept: whoever has it can sign updates that every installation believes.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging" / "linux")]

from deb import epoch, version  # noqa: E402
from run_file import pack  # noqa: E402

from app.foundation.codec import to_plain  # noqa: E402
from app.foundation.jobs import Progress  # noqa: E402
from app.installation.updates import APPLICATION, KEY_FILE, KIND, MODELS, AboutUpdate  # noqa: E402
from app.security.sealed import Manifest, SealedMember  # noqa: E402
from app.security.sealing import Content, seal  # noqa: E402
from app.security.signing import SigningKey, own_key  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    key = kinds.add_parser("key")
    key.add_argument("key", type=Path)
    kinds.add_parser("public").add_argument("key", type=Path)
    trust = kinds.add_parser("trust")
    trust.add_argument("key", type=Path)
    trust.add_argument("dist", type=Path)
    sums = kinds.add_parser("sums")
    sums.add_argument("key", type=Path)
    sums.add_argument("sums", type=Path)
    update = kinds.add_parser("update")
    update.add_argument("key", type=Path)
    update.add_argument("out", type=Path)
    update.add_argument("--dist", type=Path)
    update.add_argument("--model", type=Path, action="append", default=[])
    update.add_argument("--machine", default=os.uname().machine)
    update.add_argument("--oldest", default="0.0.0")
    update.add_argument("--notes", default="")
    update.add_argument("--as-version", default=version(), help="for trials of an upgrade")
    options = parser.parse_args()
    if options.kind == "key" and options.key.exists():
        parser.error(f"{options.key} is there already")
    if options.kind != "key" and not options.key.exists():
        parser.error(f"there is no key {options.key}")
    public = own_key(options.key).public
    if options.kind == "trust":
        (options.dist / KEY_FILE).write_text(public.text + "\n", "ascii")
    if options.kind == "sums":
        sign_sums(own_key(options.key), options.sums)
    if options.kind == "update":
        make_update(options)
        options.out.chmod(0o644)  # for whoever the stick is given to; it is signed and holds nothing secret
        print(options.out)
    else:
        print(public.text if options.kind == "public" else public.fingerprint)
    return 0


def sign_sums(key: SigningKey, sums: Path) -> None:
    """For whoever has no Zhunsheng yet, in the forms that openssl reads (docs/air-gapped.md has the command)."""
    sums.with_name(sums.name + ".sig").write_bytes(key.sign(sums.read_bytes()))
    sums.with_name("release.pem").write_text(key.public.pem, "ascii")


def make_update(options: argparse.Namespace) -> None:
    contents = [Content(MODELS + model.name, model) for model in options.model]
    about = AboutUpdate(options.as_version, options.machine, platform.system(), options.oldest, options.notes)
    made = datetime.fromtimestamp(epoch(), UTC).isoformat(timespec="seconds")

    def manifest(members: tuple[SealedMember, ...]) -> Manifest:
        return Manifest(KIND, made, "", f"zhunsheng {version()}", members, to_plain(about))

    with tempfile.TemporaryDirectory(prefix="update-", dir=options.out.absolute().parent) as folder:
        if options.dist is not None:
            archive = Path(folder) / APPLICATION
            pack(options.dist, archive)
            contents.append(Content(APPLICATION, archive))
        seal(options.out.absolute(), contents, manifest, own_key(options.key), Progress())


if __name__ == "__main__":
    sys.exit(main())
