"""Questions over HTTP to 10,000, 100,000, 1,000,000 passages: all of search, by words and by meaning.

Comes in: a small library that is indexed and embedded. Goes out: larger ones beside it, and what they measure. To reach
a size its real passages are repeated with changes: a twentieth to a third of the sentences of each gives way to
sentences of another passage of its language, and its vectors turn as far. Texts and vectors are written by the code
that always writes them; only reading files and embedding are left out.
"""

import html
import http.client
import json
import random
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import msgspec
import numpy as np
import tantivy

from bench.command import DRAGOMAN, serving
from bench.memory import of_tree
from bench.table import Table
from dragoman.pipeline.upkeep import open_index
from dragoman.search.answers import State
from dragoman.search.matrices import Codes, Floats, unit
from dragoman.search.model import Passage
from dragoman.search.raw_vectors import digest_of
from dragoman.search.schema import Body, Header, PassageWriter, header_document, ordinal
from dragoman.search.scripts import analysed_as
from dragoman.search.sentences import sentences
from dragoman.search.vectors import ModelVectors
from dragoman.store.library import Library

SIZES = (10_000, 100_000, 1_000_000)
_EDITION = 300
_LEAST_CHANGED, _MOST_CHANGED = 0.05, 0.35
_HEAP = 256_000_000
_ASKED = 140
_CLIENTS = 2


@dataclass(frozen=True, kw_only=True)
class Real:
    """A real passage: its sentences, and by model its vector and the signs of its sentences."""

    language: str
    sentences: tuple[str, ...]
    rows: dict[str, Floats]
    signs: dict[str, Codes]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A passage that was made: its number and text, and by model its vector and the signs of its sentences."""

    number: int
    text: str
    rows: dict[str, Floats]
    signs: dict[str, Codes]


def real_passages(state: State, models: Sequence[ModelVectors]) -> dict[str, list[Real]]:
    """The passages of a library that all models have, by language."""
    found: dict[str, list[Real]] = {}
    hits = state.searcher.search(
        tantivy.Query.range_query(state.schema, "heads", tantivy.FieldType.Unsigned, 0, None), 10_000
    )
    for header in state.editions.of([state.searcher.fast_field_values("heads", [a])[0] for _, a in hits.hits]):  # type: ignore[misc]
        for ranked in state.editions.passages_of(header):
            body = msgspec.msgpack.decode(state.searcher.doc(ranked.address).get_first("stored") or b"", type=Body)
            language = analysed_as(header.language)
            spans = sentences(body.text)
            rows, signs = {}, {}
            for model in models:
                place = model.partition(language).row_of(ranked.passage)
                if place is None:
                    continue
                rows[model.embedder.name] = model._raw.rows(np.asarray([place]))[0]  # noqa: SLF001 - the bench knows its way
                if model.embedder.by_sentence:
                    signs[model.embedder.name] = model._sentences.of(place)  # noqa: SLF001
            if len(rows) == len(models) and all(len(each) == len(spans) for each in signs.values()):
                texts = tuple(body.text[a:b] for a, b in spans)
                found.setdefault(language, []).append(Real(language=language, sentences=texts, rows=rows, signs=signs))
    return found


def changed(one: Real, other: Real, chance: random.Random, at: tuple[str, int]) -> Made:
    """A passage with some of its sentences taken from another."""
    share = chance.uniform(_LEAST_CHANGED, _MOST_CHANGED)
    count = max(1, round(share * len(one.sentences)))
    mine = list(one.sentences)
    signs = {name: each.copy() for name, each in one.signs.items()}
    for _ in range(count):
        here, there = chance.randrange(len(mine)), chance.randrange(len(other.sentences))
        mine[here] = other.sentences[there]
        for name, each in signs.items():
            each[here] = other.signs[name][there]
    text = " ".join(mine)
    rows = {name: (1 - share) * row + share * other.rows[name] for name, row in one.rows.items()}
    return Made(number=ordinal(f"{at[0]}\n{at[1]}\n{text}"), text=text, rows=rows, signs=signs)


def editions(real: dict[str, list[Real]], size: int) -> Iterator[tuple[Header, list[Made]]]:
    """Editions of made passages, the languages in turn."""
    chance = random.Random(20151013)  # noqa: S311 - a sample needs no secrets
    languages = sorted(real)
    for place in range(size // _EDITION):
        language = languages[place % len(languages)]
        name = f"made{place}"
        passages = [
            changed(chance.choice(real[language]), chance.choice(real[language]), chance, (name, n))
            for n in range(_EDITION)
        ]
        yield _header(name, language, place), passages


def _header(name: str, language: str, place: int) -> Header:
    return Header(
        work_id=f"w{name}",
        expression_id=name,
        language=language,
        title=f"Text {place}",
        year=1990 + place % 35,
        resource_type="report",
        siblings=(),
        item=name,
        fingerprint=name,
        passages=_EDITION,
        file_name=f"{name}.{language}.html",
        uploaded="2015-10-13T12:00:00Z",
    )


def enlarge(folder: Path, size: int) -> None:
    """Adds made passages to a library until it has about so many."""
    with closing(Library.open(folder)) as library:
        index = open_index(library)
        state = index._fresh()  # noqa: SLF001
        models = state.vectors.models
        real = real_passages(state, models)
        opened = tantivy.Index.open(str(index._path()))  # noqa: SLF001
        writer = opened.writer(_HEAP, 1)
        held: list[tuple[str, Made]] = []
        for header, passages in editions(real, size):
            maker = PassageWriter(header)
            for number, made in enumerate(passages):
                writer.add_document(maker.document(_passage(header, number, made.text)))
            writer.add_document(header_document(header, ()))
            held += [(header.language, made) for made in passages]
            if len(held) >= 30_000:
                _add(models, held)
                held = []
        _add(models, held)
        writer.commit()
        writer.wait_merging_threads()
        for model in models:
            common = model._common_anew()  # noqa: SLF001
            for language in model.languages():
                model.partition(language).renew(common)
            model.set_mark(model.mark())


def _passage(header: Header, number: int, text: str) -> Passage:
    section = f"{number // 10}"
    return Passage(
        expression_id=header.expression_id,
        work_id=header.work_id,
        item=header.item,
        section_id=section,
        section_label=section,
        section_title=f"P{section}",
        page=1 + number // 3,
        page_label=None,
        text=text,
    )


def _add(models: Sequence[ModelVectors], held: list[tuple[str, Made]]) -> None:
    for model in models:
        name, raw = model.embedder.name, model._raw  # noqa: SLF001
        start = len(raw)
        rows = unit(np.stack([made.rows[name] for _, made in held]).astype(np.float32))
        raw.add([digest_of(f"{name}{made.number}") for _, made in held], rows)
        if model.embedder.by_sentence:
            signs = [made.signs[name] for _, made in held]
            model._sentences.add([len(each) for each in signs], np.concatenate(signs), row=start)  # noqa: SLF001
        for language in sorted({language for language, _ in held}):
            mine = [n for n, (spoken, _) in enumerate(held) if spoken == language]
            model.partition(language).add([held[n][1].number for n in mine], [start + n for n in mine])


def recall(folder: Path, asked: Sequence[tuple[str, str]]) -> dict[str, float]:
    """By model, the share of the ten nearest of a language that are found, of those that an exact search finds."""
    with closing(Library.open(folder)) as library:
        models = open_index(library).vectors.models
        found = {}
        for model in models:
            shares = []
            for language, text in asked[:: len(asked) // 42]:
                if language not in model.languages():
                    continue
                question = unit(model.question(text, language)[None])[0]
                partition = model.partition(language)
                near = partition.near(question, 100)
                (cosines,) = partition.cosines(near, question)
                (every,) = partition.cosines(partition.passages(), question)
                best = partition.passages()[np.argsort(-every)[:10]]
                shares.append(len(set(near[np.argsort(-cosines)[:10]].tolist()) & set(best.tolist())) / 10)
            found[model.embedder.name] = float(np.mean(shares))
    return found


def fetched(port: int, asked: Sequence[tuple[str, str]], more: str) -> list[float]:
    """Seconds of each question, by one client; the first fifth warms up."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times = []
    for language, text in asked:
        started = time.perf_counter()
        connection.request("GET", "/api/v1/search?" + urlencode({"q": text + more, "reader": language}))
        answer = connection.getresponse()
        answer.read()
        times.append(time.perf_counter() - started)
        assert answer.status == 200
    return times[len(times) // 5 :]


def measured(folder: Path, asked: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """A row of the table: hybrid, words only, questions/s, memory, an edition added, recall."""
    with serving(folder) as server:
        hybrid = np.percentile(fetched(server.port, asked, ""), [50, 95]) * 1e3
        words = np.percentile(fetched(server.port, asked, " -zzzqqq"), [50, 95]) * 1e3
        started = time.perf_counter()
        with ProcessPoolExecutor(_CLIENTS) as clients:
            done = [clients.submit(fetched, server.port, asked, " -zzzqqq") for _ in range(_CLIENTS)]
            count = sum(len(client.result()) for client in done) * 5 / 4
        rate = count / (time.perf_counter() - started)
        resident = of_tree(server.pid) / 2**20
        near = ", ".join(f"{value:.3f}" for value in recall(folder, asked).values())
        until_found = added(folder, server.port)
    return (
        f"{hybrid[0]:.0f} / {hybrid[1]:.0f} ms",
        f"{words[0]:.1f} / {words[1]:.1f} ms",
        f"{rate:.0f}",
        f"{resident:.0f} MiB",
        f"{until_found:.2f} s",
        near,
    )


def added(folder: Path, port: int) -> float:
    """Seconds from `dragoman ingest` of a new file of 300 paragraphs until a word of it is found over HTTP."""
    path = folder.parent / "new.html"
    text = "".join(
        f"<p>Paragraph {n} of the brindlemark tells how the harvest went that year.</p>" for n in range(_EDITION)
    )
    path.write_text(f"<html lang=en><title>New</title><h1>New</h1>{text}</html>", encoding="utf-8")
    started = time.perf_counter()
    subprocess.run([DRAGOMAN, "ingest", str(path), "--library", str(folder)], check=True, capture_output=True)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while True:
        connection.request("GET", "/api/v1/search?q=brindlemark+-zzzqqq")
        if b"brindlemark" in connection.getresponse().read():
            return time.perf_counter() - started
        time.sleep(0.02)


def measure(xquad: Path, folder: Path, sizes: Sequence[int] = SIZES) -> None:
    """Prints the table. `xquad` holds paragraphs and questions, a JSON file a language; they are the small library."""
    library, asked = folder / "small", []
    for path in sorted(xquad.glob("*.json")):
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
            text = "".join(
                f"<h2>P{n}</h2><p>{html.escape(p['context'])}</p>" for n, p in enumerate(article["paragraphs"])
            )
            name = f"{article['title'].replace('/', '-')}.{path.stem}.html"
            (folder / "xquad").mkdir(exist_ok=True)
            (folder / "xquad" / name).write_text(f"<html lang={path.stem}><title>Text</title>{text}</html>", "utf-8")
            asked += [(path.stem, qa["question"]) for p in article["paragraphs"] for qa in p["qas"]]
    for verb in (["ingest", str(folder / "xquad")], ["index"]):
        subprocess.run([DRAGOMAN, *verb, "--library", str(library)], check=True, capture_output=True)
    random.Random(3).shuffle(asked)  # noqa: S311 - a sample needs no secrets
    tabulate(library, asked[:_ASKED], sizes)


def tabulate(library: Path, asked: Sequence[tuple[str, str]], sizes: Sequence[int]) -> None:
    """Prints the table of a library that is embedded; `asked` are (language, question)."""
    columns = ("passages", "hybrid p50 / p95", "words p50 / p95", "words/s", "memory", "an edition added", "recall@10")
    for size in sizes:
        table = Table(f"Search over HTTP, {len(asked)} questions", columns)
        larger = library.parent / f"large-{size}"
        shutil.copytree(library, larger)
        enlarge(larger, size)
        table.row(f"{size:,}", *measured(larger, asked))
        table.show()
        shutil.rmtree(larger)
