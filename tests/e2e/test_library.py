"""What the command line says of the sample library is what the contract promises."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.e2e.conftest import SAMPLES, CommandLine

DOCUMENT_FIELDS = {
    *("document_id", "file", "path", "kind", "number", "title", "title_en", "issued", "effective", "status"),
    *("status_basis", "replaces", "replaced_by", "ics", "ccs", "issuer", "language", "pages", "clauses"),
    *("collection", "sha256", "security_mark"),
}
CLAUSE_FIELDS = {"id", "number", "title", "text", "page", "parent", "parent_id", "kind", "strength", "boxes"}
NEWER, OLDER = "Q/ZS 101-2025", "Q/ZS 101-2021"


def by_number(library: CommandLine) -> dict[str | None, dict[str, object]]:
    return {document["number"]: document for document in library("documents").json}


def test_every_sample_is_read_whole(library: CommandLine) -> None:
    documents = library("documents").json
    assert len(documents) == len(list(SAMPLES.iterdir()))
    assert all(set(document) >= DOCUMENT_FIELDS for document in documents)
    assert all(document["clauses"] > 10 for document in documents)


def test_the_newer_edition_supersedes_the_older(library: CommandLine) -> None:
    documents = by_number(library)
    assert documents[NEWER]["status"] == "in_force"
    assert documents[OLDER]["status"] == "superseded"
    assert documents[OLDER]["replaced_by"] == [NEWER]


def test_clauses_have_the_fields_of_the_contract_and_a_place_on_the_page(library: CommandLine) -> None:
    clauses = library("clauses", str(by_number(library)[NEWER]["document_id"])).json
    assert all(set(clause) >= CLAUSE_FIELDS for clause in clauses)
    numbered = {clause["number"]: clause for clause in clauses if clause["number"]}
    assert numbered["5.1.3"]["parent"] == "5.1"
    assert all(box[0] >= clause["page"] for clause in clauses for box in clause["boxes"])
    assert all(clause["boxes"] for clause in clauses)


def test_a_reference_leads_to_the_edition_that_the_library_holds(library: CommandLine) -> None:
    references = library("references", str(by_number(library)[NEWER]["document_id"])).json
    normative = [reference for reference in references if reference["normative"]]
    assert normative
    assert all(reference["to_standard"] for reference in normative)
    held = by_number(library)["Q/ZS 102-2024"]["document_id"]
    assert held in {reference["resolved_document"] for reference in references}
    assert any(reference["resolved_document"] is None for reference in normative), "one sample reference is missing"


def test_a_clause_number_leads_straight_to_the_clause(library: CommandLine) -> None:
    first = library("search", f"{NEWER} 第5.4.3条", "--top", "3").json["results"][0]
    assert (first["standard"], first["clause"]) == (NEWER, "5.4.3")


def test_the_superseded_edition_steps_behind(library: CommandLine) -> None:
    found = library("search", "静载强度试验的载荷").json["results"]
    standards = [result["standard"] for result in found]
    assert NEWER in standards
    assert OLDER not in standards[: standards.index(NEWER)]


def test_adding_the_same_files_again_adds_nothing(library: CommandLine) -> None:
    again = library("ingest", SAMPLES)
    assert again.code == 0
    assert {document["status"] for document in again.json["documents"]} == {"unchanged"}
    assert library("embed").json["embedded"] == 0


def test_a_batch_of_searches_goes_on_where_it_stopped(library: CommandLine, tmp_path: Path) -> None:
    asked, answered = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    asked.write_text('{"id": "a", "query": "驻车制动器"}\n{"id": "b", "query": "噪声"}\n', encoding="utf-8")
    assert library("search", "--queries", asked, "--out", answered).code == 0
    whole = answered.read_text("utf-8")
    answered.write_text(whole.splitlines()[0] + '\n{"id": "b", "resu', encoding="utf-8")
    assert library("search", "--queries", asked, "--out", answered).json["queries"] == 1
    assert [line[:9] for line in answered.read_text("utf-8").splitlines()] == ['{"id": "a', '{"id": "b']


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(empty: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "dropped"
    folder.mkdir()
    (folder / "空.pdf").write_bytes(b"")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 not a document")
    (folder / "规定.md").write_text("# 规定\n\n第一条 应当戴安全帽。\n\n第二条 不得吸烟。\n", encoding="utf-8")
    added = empty("ingest", folder)
    assert added.code == 1
    told = {document["file"]: document for document in added.json["documents"]}
    assert told["规定.md"]["status"] == "added"
    for name in ("空.pdf", "坏.docx"):
        assert told[name]["status"] == "failed"
        assert name in told[name]["issues"][0]["message"]


def test_a_changed_file_replaces_its_old_version_and_removal_leaves_nothing(empty: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "规定.md"
    file.write_text("# 规定\n\n第一条 应当戴安全帽。\n\n第二条 不得吸烟。\n", encoding="utf-8")
    empty("ingest", file)
    file.write_text("# 规定\n\n第一条 应当系安全带。\n\n第二条 不得吸烟。\n", encoding="utf-8")
    (updated,) = empty("ingest", file).json["documents"]
    assert updated["status"] == "updated"
    assert empty("search", "安全帽").json["results"][0]["text"] == "应当系安全带。"
    assert len(list((empty.data / "originals").iterdir())) == 1
    empty("remove", updated["document_id"])
    assert empty("documents").json == []
    assert empty("search", "安全带").json["results"] == []
    assert not list((empty.data / "originals").iterdir())


def test_errors_are_one_json_value_with_the_exit_code_of_their_kind(empty: CommandLine, tmp_path: Path) -> None:
    cases = {
        ("ingest", str(tmp_path / "nowhere")): 2,
        ("clauses", "0000"): 2,
        ("compare", "a", "b"): 2,
        ("unheard-of",): 2,
        ("embed",): 3,
    }
    for arguments, code in cases.items():
        ran = empty(*arguments)
        assert ran.code == code, arguments
        assert set(ran.json["error"]) == {"kind", "message", "hint"}
        assert ran.json["error"]["message"]


def test_a_second_writer_is_refused_and_a_reader_is_not(library: CommandLine) -> None:
    code = "import sys\nfrom pathlib import Path\nfrom app.workspace import Workspace\n"
    code += "Workspace.open(Path(sys.argv[1]), writing=True)\nprint('open', flush=True)\nsys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(library.data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"open"
        refused = library("ingest", SAMPLES)
        assert refused.code == 5, refused.stdout
        assert library("documents").code == 0
        assert library("ask", "平板车推手离地应该多高？", "--mode", "verbatim").code == 0
    finally:
        holder.communicate()


def test_nothing_in_the_workspace_is_open_to_others(library: CommandLine) -> None:
    for path in [library.data, *library.data.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path
