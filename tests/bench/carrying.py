"""Carry a library to another workspace and look whether it is the same there, also after kills and damage.

    python -m tests.bench.carrying WORKSPACE [--kills N] [--seed S]

WORKSPACE is only read (a copy is packed). Prints the bytes and seconds of packing, verifying and taking in; whether
documents, clauses and vectors are equal; what became of N packings and N takings-in that were killed with SIGKILL at a
random moment and then done again; and of files with one bit turned.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from app.foundation.codec import to_json
from app.library.database import Database
from app.library.storing import stored_document
from tests.bench.command_line import command, run_json, start

DAMAGED = 12
"""Files with a bit turned."""


@dataclass(frozen=True, slots=True)
class Content:
    """Hashes of what a workspace holds; two that are equal hold the same."""

    documents: int
    vectors: int
    documents_hash: str
    vectors_hash: str
    originals_hash: str


def content_of(root: Path) -> Content:
    documents, vectors, originals = hashlib.sha256(), hashlib.sha256(), hashlib.sha256()
    with Database(root / "catalogue.sqlite3") as database, database.reading() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM documents ORDER BY id")]
        found = connection.execute("SELECT model_id, text_hash, vector FROM vectors ORDER BY 1, 2").fetchall()
        for document_id in ids:
            documents.update(to_json(stored_document(connection, document_id)))
    for row in found:
        vectors.update(f"{row[0]} {row[1]} ".encode() + row[2])
    for path in sorted((root / "originals").iterdir()):
        originals.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return Content(len(ids), len(found), documents.hexdigest(), vectors.hexdigest(), originals.hexdigest())


class Bench:
    def __init__(self, workspace: Path, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.source = folder / "source"
        shutil.copytree(workspace, self.source)
        self.before = content_of(self.source)
        self.file = folder / "library.zslib"
        self.pack_seconds = self.take_seconds = 0.0

    def round_trip(self) -> dict[str, object]:
        self.pack_seconds, packed = _timed(self.source, "bundle", "export", str(self.file))
        verify_seconds, verified = _timed(self.source, "bundle", "show", str(self.file), "--verify")
        there = self.folder / "there"
        self.take_seconds, taken = _timed(there, "bundle", "import", str(self.file), "--trust")
        return {
            "documents": self.before.documents,
            "vectors": self.before.vectors,
            "bytes": self.file.stat().st_size,
            "bytes_of_the_workspace": sum(p.stat().st_size for p in self.source.rglob("*") if p.is_file()),
            "pack_seconds": self.pack_seconds,
            "verify_seconds": verify_seconds,
            "take_in_seconds": self.take_seconds,
            "exit_codes": [packed, verified, taken],
            "equal": content_of(there) == self.before,
        }

    def killed_packings(self, count: int) -> Counter[str]:
        """Killed, then done again: the file must hold all, whatever was left of the first try."""
        results: Counter[str] = Counter()
        for number in range(count):
            path = self.folder / f"killed{number}.zslib"
            self._kill(self.source, self.pack_seconds, "bundle", "export", str(path))
            if not path.exists():
                _timed(self.source, "bundle", "export", str(path))
            there = self.folder / f"packed{number}"
            _, code = _timed(there, "bundle", "import", str(path), "--trust")
            results["equal" if code == 0 and content_of(there) == self.before else "DIFFERENT"] += 1
            shutil.rmtree(there)
            path.unlink()
        return results

    def killed_takings(self, count: int) -> Counter[str]:
        results: Counter[str] = Counter()
        for number in range(count):
            there = self.folder / f"taken{number}"
            self._kill(there, self.take_seconds, "bundle", "import", str(self.file), "--trust")
            _, code = _timed(there, "bundle", "import", str(self.file), "--trust")
            results["equal" if code == 0 and content_of(there) == self.before else "DIFFERENT"] += 1
            shutil.rmtree(there)
        return results

    def damaged(self) -> Counter[str]:
        """One bit turned somewhere: refused with nothing changed, or, in what only fills blocks up, taken in whole."""
        results: Counter[str] = Counter()
        whole = bytearray(self.file.read_bytes())
        path = self.folder / "damaged.zslib"
        for number in range(DAMAGED):
            place = self.random.randrange(len(whole))
            whole[place] ^= 1 << (number % 8)
            path.write_bytes(whole)
            whole[place] ^= 1 << (number % 8)
            there = self.folder / f"damaged{number}"
            _, code = _timed(there, "bundle", "import", str(path), "--trust")
            held = content_of(there)
            refused = code == 2 and held.documents == 0
            results["refused" if refused else "harmless" if held == self.before else "TAKEN IN DAMAGED"] += 1
            shutil.rmtree(there)
        return results

    def _kill(self, data: Path, seconds: float, *arguments: str) -> None:
        process = start(command(data, *arguments))
        time.sleep(self.random.uniform(0.2, 1.0) * seconds)
        process.kill()
        process.communicate()


def _timed(data: Path, *arguments: str) -> tuple[float, int | None]:
    began = time.perf_counter()
    finished = run_json(data, *arguments)
    return round(time.perf_counter() - began, 3), finished.exit_code


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zhunsheng-") as folder:
        bench = Bench(options.workspace, Path(folder), options.seed)
        result: dict[str, object] = {"round_trip": bench.round_trip(), "damaged": bench.damaged()}
        result["killed_packings"] = bench.killed_packings(options.kills)
        result["killed_takings_in"] = bench.killed_takings(options.kills)
    print(json.dumps(result, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
