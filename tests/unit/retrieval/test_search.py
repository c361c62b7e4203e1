"""Questions to ranked evidence, over a real catalogue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.document import Document, DocumentStatus, Reference
from app.domain.evidence import Evidence
from app.domain.where import EVERYWHERE, Where
from app.foundation.errors import Cancelled, UserError, WorkerFailed
from app.foundation.jobs import CancelToken, Progress
from app.library.index import ExactIndex
from app.library.vectors import VectorStore
from app.retrieval.dense import UNRELATED_QUESTIONS, DenseRoute
from app.retrieval.search import Search
from app.runtime.engine import Vectors
from tests.fakes import HashEmbedder
from tests.unit.retrieval.lift_standard import coming_lift, library, lift, old_lift, search_over, statute


@pytest.fixture
def search(tmp_path: Path) -> Search:
    return search_over(tmp_path, lift(), old_lift(), statute())


def numbers(search: Search, query: str, where: Where = EVERYWHERE) -> list[tuple[str, str | None]]:
    return [_number(item) for item in search.find(query, where)]


def _number(item: Evidence) -> tuple[str, str | None]:
    return item.source.standard, item.number


def test_the_passage_that_speaks_of_the_question_comes_first(search: Search) -> None:
    assert numbers(search, "护栏要多高")[0] == ("Q/ZS 001-2024", "4.2")


def test_a_named_clause_goes_before_everything_similar(search: Search) -> None:
    found = search.find("Q/ZS 001-2024 的 5.1 说了什么噪声")
    assert (found[0].number, found[0].routes) == ("5.1", ("exact",))


def test_an_article_is_found_in_figures_and_in_numerals(search: Search) -> None:
    assert numbers(search, "条例第12条")[0][1] == "第十二条"
    assert numbers(search, "条例第十二条")[0][1] == "第十二条"


def test_a_superseded_edition_steps_behind_the_one_in_force(search: Search) -> None:
    found = search.find("平台的升降速度")
    assert [item.source.standard for item in found if item.number == "4.1"] == ["Q/ZS 001-2024", "Q/ZS 001-2015"]
    behind = [item.source.status is DocumentStatus.SUPERSEDED for item in found]
    assert behind == sorted(behind), "behind every text in force, not behind its own successor alone"
    assert behind.count(True) == 1


def test_a_superseded_edition_that_is_named_leads(search: Search) -> None:
    assert numbers(search, "Q/ZS 001-2015 的升降速度")[0] == ("Q/ZS 001-2015", "4.1")


def test_an_earlier_day_asks_for_the_text_of_that_day(search: Search) -> None:
    assert numbers(search, "平台的升降速度", Where(as_of="2020-01-01"))[0] == ("Q/ZS 001-2015", "4.1")


@pytest.mark.parametrize("as_of", [None, "2026-01-01"])
def test_a_text_yet_to_come_does_not_go_before_the_one_in_force(tmp_path: Path, as_of: str | None) -> None:
    search = search_over(tmp_path, lift(), coming_lift())
    assert numbers(search, "平台的升降速度", Where(as_of=as_of))[0] == ("Q/ZS 001-2024", "4.1")
    assert ("Q/ZS 001-2099", "4.1") in numbers(search, "平台的升降速度", Where(as_of=as_of))
    assert numbers(search, "Q/ZS 001 的升降速度", Where(as_of=as_of))[0][0] == "Q/ZS 001-2024"
    assert numbers(search, "4.1 升降速度", Where(as_of=as_of))[0][0] == "Q/ZS 001-2024"


def test_a_text_yet_to_come_leads_when_it_is_named_or_wanted_or_its_day_has_come(tmp_path: Path) -> None:
    search = search_over(tmp_path, lift(), coming_lift())
    coming = ("Q/ZS 001-2099", "4.1")
    assert numbers(search, "Q/ZS 001-2099 的升降速度")[0] == coming
    assert coming == _number(search.find("平台的升降速度", include_superseded=True)[0])
    assert numbers(search, "平台的升降速度", Where(as_of="2099-07-01"))[0] == coming


def test_a_text_yet_to_come_is_found_where_it_is_the_only_one(tmp_path: Path) -> None:
    found = search_over(tmp_path, coming_lift(), statute()).find("平台的升降速度")
    assert (found[0].source.standard, found[0].source.status) == ("Q/ZS 001-2099", DocumentStatus.UPCOMING)


def test_what_the_best_passage_refers_to_follows_at_the_end(search: Search) -> None:
    found = search.find("空载运行的噪声不应大于多少分贝", Where(document=lift().id), limit=6)
    assert found[0].number == "4.3"
    assert "5.2" in [item.number for item in found]


def referring_statute() -> Document:
    """Whose article 12 refers to 4.1 of the lift standard without naming a year."""
    return replace(statute(), references=(Reference(f"{statute().id}.1", "Q/ZS 001", "4.1"),))


@pytest.mark.parametrize(("as_of", "edition"), [("2020-01-01", "Q/ZS 001-2015"), ("2025-01-01", "Q/ZS 001-2024")])
def test_a_reference_without_a_year_brings_the_edition_of_the_day(tmp_path: Path, as_of: str, edition: str) -> None:
    search = search_over(tmp_path, lift(), old_lift(), coming_lift(), referring_statute())
    followed = search.find("三十日内办理登记", Where(document=statute().id, as_of=as_of))[-1]
    assert (followed.source.standard, followed.number, followed.routes) == (edition, "4.1", ("reference",))


def test_asking_about_one_day_again_reads_no_document_anew(tmp_path: Path) -> None:
    database, catalogue, words = library(tmp_path, lift(), old_lift(), referring_statute())
    search = Search(catalogue, words)
    first = search.find("三十日内办理登记", Where(as_of="2020-01-01"))
    statements: list[str] = []
    with database.reading() as connection:
        connection.set_trace_callback(statements.append)
    assert search.find("三十日内办理登记", Where(as_of="2020-01-01")) == first
    assert statements
    assert not [statement for statement in statements if "FROM documents" in statement]


def test_a_filter_keeps_other_documents_out(search: Search) -> None:
    assert {name for name, _ in numbers(search, "设备的升降速度", Where(document=statute().id))} <= {"场内设备使用条例"}
    assert search.find("升降速度", Where(collection="elsewhere")) == []


def test_a_date_that_is_none_is_refused(search: Search) -> None:
    with pytest.raises(UserError, match="昨天"):
        search.find("升降速度", Where(as_of="昨天"))


def test_a_standard_that_is_not_held_is_named_as_missing(search: Search) -> None:
    names = search.names("GB 9999-2020 对护栏有什么要求")
    assert names.missing == ("GB 9999-2020",)
    assert names.documents == ()


def test_a_number_left_open_in_a_draft_is_not_missing(search: Search) -> None:
    assert search.names("GM/T XXXX 对护栏有什么要求").missing == ()


def test_a_name_means_the_documents_in_scope_and_the_longest_title_said(tmp_path: Path) -> None:
    titled = replace(statute().metadata, title="使用条例")
    shorter = replace(statute(), id="shorter", sha256="5" * 64, file="shorter.docx", metadata=titled, clauses=())
    search = search_over(tmp_path, statute(), shorter)
    assert search.names("场内设备使用条例的登记").documents == (statute().id,)
    assert search.names("场内设备使用条例的登记", Where(document="shorter")).documents == ("shorter",)
    assert search.names("《场内设备使用条例》的登记", Where(document="shorter")).missing == ("《场内设备使用条例》",)


def test_evidence_holds_the_whole_clauses(search: Search) -> None:
    rail = search.find("护栏高度")[0]
    assert [clause.number for clause in rail.clauses] == ["4.2", "4.2a)", "4.2b)"]
    assert "1.1 m" in rail.text


def test_the_same_question_finds_the_same_evidence(search: Search) -> None:
    assert search.find("护栏要多高") == search.find("护栏要多高")


class FailingEmbedder(HashEmbedder):
    """A model whose process dies at every question."""

    def embed_query(self, text: str, cancel: CancelToken | None = None) -> Vectors:
        raise WorkerFailed("the model died")


def with_vectors(folder: Path, embedder: HashEmbedder, *, embedded: bool, cancel: CancelToken | None = None) -> Search:
    folder.mkdir(exist_ok=True)
    database, catalogue, words = library(folder, lift(), statute())
    store = VectorStore(database)
    while embedded and (batch := store.missing(embedder.model_id, 16)):
        vectors = embedder.embed_passages([(passage.title_path, passage.text) for passage in batch], Progress())
        store.put(embedder.model_id, [(p.text_hash, vector) for p, vector in zip(batch, vectors, strict=True)])
    return Search(catalogue, words, DenseRoute(ExactIndex(store, embedder.model_id), embedder, cancel or CancelToken()))


def test_evidence_found_by_meaning_carries_its_similarity(tmp_path: Path) -> None:
    found = with_vectors(tmp_path, HashEmbedder(), embedded=True).find("护栏高度")[0]
    assert set(found.routes) == {"words", "vectors"}
    assert found.similarity is not None
    assert 0 < found.similarity <= 1


def test_words_serve_alone_while_there_are_no_vectors(tmp_path: Path) -> None:
    found = with_vectors(tmp_path, FailingEmbedder(), embedded=False).find("护栏高度")
    assert (found[0].number, found[0].routes, found[0].similarity) == ("4.2", ("words",), None)


def test_words_serve_alone_when_the_model_dies(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert with_vectors(tmp_path, FailingEmbedder(), embedded=True).find("护栏高度")[0].number == "4.2"
    assert "the model died" in caplog.text


def test_a_search_that_was_given_up_embeds_nothing_more(tmp_path: Path) -> None:
    cancel, embedder = CancelToken(), HashEmbedder()
    search = with_vectors(tmp_path, embedder, embedded=True, cancel=cancel)
    search.find("护栏高度")
    embedded = embedder.embedded_passages
    cancel.cancel()
    with pytest.raises(Cancelled):
        search.find("平台的升降速度")
    with pytest.raises(Cancelled):
        search.closeness("护栏高度", [("护栏", "护栏应牢固。")])
    assert embedder.embedded_passages == embedded


def test_documents_removed_while_they_are_searched_are_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = with_vectors(tmp_path, HashEmbedder(), embedded=True)
    words = search._words
    document = search.find("护栏高度")[0].source.document_id
    passages = words.passages()
    monkeypatch.setattr(words, "passages", lambda: passages + 1)  # one waits for its vector
    monkeypatch.setattr(words, "passages_of", lambda documents: set())  # and these have gone since they were ranked
    assert search.find("护栏高度", Where(document=document))


class UsedToSpeed(HashEmbedder):
    """A model to which every question looks like one about the speed of the platform."""

    @property
    def usual_question(self) -> Vectors | None:
        return self.embed_query("平台的升降速度应不大于")


def test_a_passage_that_is_near_to_every_question_is_no_nearer_to_this_one_for_it(tmp_path: Path) -> None:
    question = "平台的升降"
    found = [
        with_vectors(tmp_path / name, embedder, embedded=True).find(question, limit=12)
        for name, embedder in (("plain", HashEmbedder()), ("used", UsedToSpeed()))
    ]
    plain, used = ({item.number: item for item in items} for items in found)
    assert plain["4.1"].score > used["4.1"].score
    assert plain["4.1"].similarity == used["4.1"].similarity, "similarity stays that to the question itself"


class CountingEmbedder(HashEmbedder):
    """Remembers the questions that it embedded."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []

    def embed_query(self, text: str, cancel: CancelToken | None = None) -> Vectors:
        self.questions.append(text)
        return super().embed_query(text, cancel)


def test_everyday_questions_are_embedded_once_for_an_embedder_and_only_when_needed(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    search = with_vectors(tmp_path, embedder, embedded=True)
    search.find("护栏高度")
    assert embedder.questions == ["护栏高度"]
    nearness = search.nearness("护栏高度")
    assert embedder.questions[1:] == list(UNRELATED_QUESTIONS)
    again = with_vectors(tmp_path, embedder, embedded=True)
    assert again.nearness("护栏高度") == search.nearness("护栏高度") == nearness
    assert embedder.questions[1 + len(UNRELATED_QUESTIONS) :] == ["护栏高度"]


def test_each_embedder_has_everyday_vectors_of_its_own(tmp_path: Path) -> None:
    first, second = CountingEmbedder(), CountingEmbedder()
    for embedder in (first, second):
        with_vectors(tmp_path, embedder, embedded=True).nearness("护栏高度")
    assert first.questions[1:] == second.questions[1:] == list(UNRELATED_QUESTIONS)


def test_while_passages_wait_for_their_vectors_nothing_is_told_of_nearness(tmp_path: Path) -> None:
    search = with_vectors(tmp_path, HashEmbedder(), embedded=True)
    assert search.nearness("护栏高度") is not None
    library(tmp_path, coming_lift())
    assert search.nearness("护栏高度") is None


def test_without_a_model_that_answers_nothing_is_told_of_nearness(tmp_path: Path) -> None:
    assert with_vectors(tmp_path, FailingEmbedder(), embedded=True).nearness("护栏高度") is None


def test_nearness_tells_the_best_passage_from_those_behind_it(tmp_path: Path) -> None:
    nearness = with_vectors(tmp_path, HashEmbedder(), embedded=True).nearness("护栏高度应不小于多少")
    assert nearness is not None
    best, last = next(iter(nearness.similarities)), list(nearness.similarities)[-1]
    assert nearness.lead(1) <= nearness.lead(3)
    assert nearness.place(best, 3) == 1
    assert nearness.place(last, 3) == nearness.place("elsewhere", 3) == 0


def test_of_an_over_long_clause_only_the_share_that_matches_is_returned(tmp_path: Path) -> None:
    rows = "\n".join(f"参数{number} | {number} | 说明文字说明文字说明文字说明文字" for number in range(1, 120))
    document = lift()
    table = replace(document.clauses[-1], text=f"参数 | 值 | 说明\n{rows}")
    search = search_over(tmp_path, replace(document, clauses=(*document.clauses[:-1], table)))
    found = search.find("参数113的值")[0]
    assert "参数113 |" in found.text
    assert len(found.text) < len(table.text) / 2
    assert found.clauses == (table,)


def test_a_table_that_begins_a_passage_is_reported_by_its_clause_and_found_by_its_own_name(tmp_path: Path) -> None:
    document = lift()
    *before, condition, table = document.clauses
    long = replace(condition, text="试验条件应符合表1的规定。" * 70)
    rows = "\n".join(f"室外试验{place} | {place} | ≤8" for place in range(40))
    search = search_over(tmp_path, replace(document, clauses=(*before, long, replace(table, text=rows))))
    found = search.find("表1", Where(document=document.id))[0]
    assert (found.number, found.routes) == ("5.3", ("exact",))
    assert found.text.startswith("表1")
    assert [item.number for item in search.find("5.3", Where(document=document.id))][:2] == ["5.3", "5.3"]


def test_closeness_compares_texts_with_a_question_and_says_nothing_without_vectors(tmp_path: Path) -> None:
    found = with_vectors(tmp_path, HashEmbedder(), embedded=True)
    near, far = found.closeness("护栏高度", [("护栏", "护栏高度应不小于1.1 m；"), ("", "为了规范设备的使用。")])
    assert near > far
    (tmp_path / "words").mkdir()
    assert search_over(tmp_path / "words", lift()).closeness("护栏高度", [("", "护栏")]) == []


def test_a_question_is_embedded_once_for_searching_and_comparing(tmp_path: Path) -> None:
    embedder = CountingEmbedder()
    found = with_vectors(tmp_path, embedder, embedded=True)
    found.find("护栏高度")
    found.closeness("护栏高度", [("", "护栏")])
    assert embedder.questions == ["护栏高度"]


@pytest.mark.parametrize(
    "query",
    [
        "旧版里平台的升降速度",
        "修订前的升降速度",
        "2015年版的升降速度",
        "the previous edition: 升降速度",
        "被代替的标准里的升降速度",
    ],
)
def test_an_older_text_that_is_asked_for_leads(search: Search, query: str) -> None:
    assert numbers(search, query)[0] == ("Q/ZS 001-2015", "4.1")


def test_an_older_clause_that_is_asked_for_by_number_leads(search: Search) -> None:
    found = [name for name, number in numbers(search, "Q/ZS 001 旧版 4.1") if number == "4.1"]
    assert found == ["Q/ZS 001-2015", "Q/ZS 001-2024"]


def test_a_draft_for_comment_replaces_nothing(tmp_path: Path) -> None:
    draft = replace(coming_lift(), metadata=replace(coming_lift().metadata, effective=None, is_draft=True))
    found = search_over(tmp_path, lift(), draft).find("4.1 升降速度")
    assert {item.source.status for item in found} == {DocumentStatus.UNKNOWN}
    assert found[0].number == "4.1"


def test_what_is_brought_along_never_takes_a_place_among_what_is_read_first(tmp_path: Path) -> None:
    search = search_over(tmp_path, lift(), referring_statute())
    found = search.find("三十日内办理登记，违反规定处罚款", Where(document=statute().id), limit=6)
    assert [item.routes for item in found] == [("words",)] * (len(found) - 1) + [("reference",)]
    assert len(found) > 2
    assert [item.rank for item in found] == list(range(1, len(found) + 1))


class OnlyTheStatute(HashEmbedder):
    """Finds everything near, as a model does whose few passages are about something else."""

    def embed_query(self, text: str, cancel: CancelToken | None = None) -> Vectors:
        return self._vector("场内设备使用条例 违反本条例第十二条规定的，处一万元以上三万元以下罚款。")


@pytest.mark.parametrize("where", [EVERYWHERE, Where(collection="default")])
def test_the_few_documents_that_have_vectors_do_not_go_before_those_that_say_the_words(
    tmp_path: Path, where: Where
) -> None:
    embedder = OnlyTheStatute()
    database, catalogue, words = library(tmp_path, lift(), statute())
    store = VectorStore(database)
    some = [passage for passage in store.missing(embedder.model_id, 100) if passage.document_id == statute().id]
    vectors = embedder.embed_passages([(passage.title_path, passage.text) for passage in some], Progress())
    store.put(embedder.model_id, [(p.text_hash, vector) for p, vector in zip(some, vectors, strict=True)])
    search = Search(catalogue, words, DenseRoute(ExactIndex(store, embedder.model_id), embedder))
    assert search.find("护栏高度", where)[0].number == "4.2"
    found = search.find("护栏 罚款", where)
    assert {item.source.standard for item in found[:2]} == {"Q/ZS 001-2024", "场内设备使用条例"}


@pytest.mark.parametrize("query", ["", " ", "，。！", "* ' ; --", "😀"])
def test_signs_alone_find_nothing(tmp_path: Path, query: str) -> None:
    assert with_vectors(tmp_path, HashEmbedder(), embedded=True).find(query) == []
