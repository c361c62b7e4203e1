"""Compare ways of word search on questions with known answers: our word index against LanceDB's full-text search.

    python -m tests.bench.lexical FOLDER QUERIES.jsonl [--score SCORE.py]

FOLDER holds Markdown laws ("第…条" at the start of a line begins an article); QUERIES has {"id", "query", "gold":
[{"file", "clause"}]} a line. Prints, for each way, the share of gold articles within the first 1,500 characters
returned, the mean reciprocal rank, recall at 1, 5 and 10, and milliseconds a query. An article is found where its own
number is returned. With --score the figures come from that program (`SCORE.py retrieval QUERIES RESULTS`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.domain.document import Clause, ClauseKind, Document, DocumentKind, Metadata, document_id
from app.domain.passage import Passage
from app.library.catalogue import Catalogue
from app.library.database import Database
from app.library.glossary import Glossary
from app.library.words import Ranking, WordIndex
from app.retrieval.synonyms import further_words
from tests.bench.scoring import Figures, Hit, Question, is_exactly, read_questions, told

ARTICLE = re.compile(r"(第[零一二三四五六七八九十百千]+条)[\s\u3000]*(.*)")
HEADING = re.compile(r"(#+)\s*(.*)")
RESULTS = 20

Find = Callable[[str], list[str]]
Results = dict[str, list[tuple[str, Passage]]]
"""What each question found: (file, passage), by the question's id."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--score", type=Path)
    options = parser.parse_args()
    questions = read_questions(options.queries)
    with tempfile.TemporaryDirectory() as scratch, Database(Path(scratch) / "bench.sqlite3") as database:
        passages = store(options.folder, database)
        print(f"{len(passages)} passages, {len(questions)} questions")
        for name, find in ways(database, passages, Path(scratch)):
            began = time.perf_counter()
            found = {question.id: find(question.text) for question in questions}
            milliseconds = (time.perf_counter() - began) / len(questions) * 1000
            results = {question: [passages[hit] for hit in hits] for question, hits in found.items()}
            if options.score:
                figures = score_elsewhere(options.score, options.queries, results, Path(scratch))
            else:
                figures = score(questions, results)
            print(f"{name:34} {told(figures)}  {milliseconds:.1f} ms")


def store(folder: Path, database: Database) -> dict[str, tuple[str, Passage]]:
    """Put every law of the folder into the catalogue; gives (file, passage) by passage id."""
    catalogue = Catalogue(database)
    passages: dict[str, tuple[str, Passage]] = {}
    for file in sorted(folder.glob("*.md")):
        document = read_law(file)
        catalogue.put(document, path=str(file), collection="bench")
        passages |= {passage.id: (file.name, passage) for passage in catalogue.passages_of(document.id)}
    return passages


def read_law(file: Path) -> Document:
    """A crude reader: headings and articles, nothing else."""
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    name = document_id(sha256)
    clauses: list[Clause] = []
    titles: list[str] = []
    above: dict[int, str] = {}
    article: tuple[str, list[str], str | None] | None = None

    def close() -> None:
        if article is not None:
            number, lines, parent = article
            clauses.append(
                Clause(f"{name}.{len(clauses)}", number, "", "\n".join(lines), ClauseKind.CLAUSE, parent_id=parent)
            )

    for line in map(str.strip, file.read_text("utf8").splitlines()):
        if heading := HEADING.match(line):
            close()
            article = None
            level = len(heading[1])
            if level == 1:
                titles.append(heading[2])
                continue
            above = {depth: clause for depth, clause in above.items() if depth < level}
            parent = above[max(above)] if above else None
            above[level] = f"{name}.{len(clauses)}"
            clauses.append(Clause(above[level], None, heading[2], "", ClauseKind.CHAPTER, parent_id=parent))
        elif start := ARTICLE.match(line):
            close()
            article = start[1], [start[2]], above[max(above)] if above else None
        elif line and article is not None:
            article[1].append(line)
    close()
    metadata = Metadata(title=" ".join(titles), kind=DocumentKind.LAW)
    return Document(name, sha256, file.name, "markdown", None, metadata, tuple(clauses))


def ways(database: Database, passages: dict[str, tuple[str, Passage]], scratch: Path) -> list[tuple[str, Find]]:
    glossary = Glossary(database)

    def ours(ranking: Ranking | None = None, *, synonyms: bool = False) -> Find:
        index = WordIndex(database, ranking)
        return lambda query: [
            hit.passage_id
            for hit in index.search(query, RESULTS, beside=further_words(query, glossary) if synonyms else ())
        ]

    pairs_only = Ranking(title_characters=0.0, text_characters=0.0, common_character=0.0)
    found = [
        ("FTS5, as built", ours()),
        ("FTS5, with synonyms", ours(synonyms=True)),
        ("FTS5, synonyms count in full", ours(Ranking(beside=1.0), synonyms=True)),
        ("FTS5, every field alike", ours(Ranking(title_path=1.0, table_rows=1.0, title_characters=0.5))),
        ("FTS5, pairs only", ours(pairs_only)),
        ("FTS5, characters count in full", ours(Ranking(title_characters=1.0, text_characters=1.0))),
        ("FTS5, every character", ours(Ranking(common_character=1.0))),
        ("FTS5, without title path", ours(Ranking(title_path=0.0, title_characters=0.0))),
        ("FTS5, title path at half", ours(Ranking(title_path=0.5, title_characters=0.25))),
    ]
    return found + lance_ways(passages, scratch)


def lance_ways(passages: dict[str, tuple[str, Passage]], scratch: Path) -> list[tuple[str, Find]]:
    import lancedb
    from lancedb.index import FTS

    connection = lancedb.connect(scratch / "lance")
    rows = [{"id": key, "text": f"{passage.title_path}\n{passage.text}"} for key, (_, passage) in passages.items()]
    plain = [{"id": key, "text": passage.text} for key, (_, passage) in passages.items()]
    settings = {"stem": False, "remove_stop_words": False, "ascii_folding": False}
    ngram = FTS(base_tokenizer="ngram", ngram_min_length=1, ngram_max_length=2, **settings)
    found: list[tuple[str, Find]] = []
    for name, data, config in (
        ("LanceDB ngram 1-2, text", plain, ngram),
        ("LanceDB ngram 1-2, title and text", rows, ngram),
        ("LanceDB icu, title and text", rows, FTS(base_tokenizer="icu", **settings)),
    ):
        table = connection.create_table(re.sub(r"\W+", "_", name), data)
        try:
            table.create_index("text", config=config)
        except Exception as error:  # noqa: BLE001 - a tokenizer that this build lacks is a finding, not a failure
            print(f"{name:34} not available: {error}")
            continue
        found.append((name, lambda query, table=table: search_lance(table, query)))
    return found


def search_lance(table: object, query: str) -> list[str]:
    from lancedb.query import MatchQuery

    hits = table.search(MatchQuery(query, "text"), query_type="fts").limit(RESULTS).to_list()  # type: ignore[attr-defined]
    return [hit["id"] for hit in hits]


def score(questions: Sequence[Question], results: Results) -> Mapping[str, float]:
    figures = Figures(is_exactly)
    for question in questions:
        hits = results[question.id]
        figures.add(question, (Hit(file, passage.number, len(passage.text)) for file, passage in hits))
    return figures.means()


def score_elsewhere(program: Path, gold: Path, results: Results, scratch: Path) -> Mapping[str, float]:
    out = scratch / "results.jsonl"
    lines = [
        {
            "id": query,
            "results": [
                {"file": file, "clause": passage.number, "text": f"{passage.number or ''}{passage.text}"}
                for file, passage in hits
            ],
        }
        for query, hits in results.items()
    ]
    out.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf8")
    answer = subprocess.run(
        [sys.executable, str(program), "retrieval", str(gold), str(out)], capture_output=True, check=True, text=True
    )
    return {key: value for key, value in json.loads(answer.stdout).items() if isinstance(value, float)}


if __name__ == "__main__":
    main()
