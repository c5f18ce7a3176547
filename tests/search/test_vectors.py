"""Vectors are kept in files that only grow: found by their signs, told apart by their bytes, whole after a crash."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.search.matrices import Floats, nearest, packed, signs, unit, unpacked
from dragoman.search.partitions import Partition
from dragoman.search.raw_vectors import RawVectors, digest_of

WIDTH = 64


def vectors(count: int, *, seed: int = 1, lean: float = 0.0) -> Floats:
    made = np.random.default_rng(seed).normal(size=(count, WIDTH)).astype(np.float32)
    return unit(made + np.float32(lean))


def kept(raw: RawVectors, rows: Floats, *, name: str = "t") -> list[int]:
    return raw.add([digest_of(f"{name}{n}") for n in range(len(rows))], rows)


@settings(max_examples=30)
@given(st.integers(min_value=0, max_value=2**32))
def test_bytes_keep_directions(seed: int) -> None:
    rows = vectors(4, seed=seed)
    again = unpacked(*packed(rows))
    assert np.einsum("ij,ij->i", unit(again), rows).min() > 0.9998


def test_a_vector_is_found_again_by_its_text(tmp_path: Path) -> None:
    raw = RawVectors(tmp_path, dimensions=WIDTH)
    rows = vectors(5)
    kept(raw, rows)
    opened = RawVectors(tmp_path, dimensions=WIDTH)
    assert opened.numbers_of([digest_of("t3"), digest_of("unknown")]) == [3, None]
    assert np.allclose(opened.rows(np.asarray([3])), rows[3], atol=0.01)


def test_a_torn_end_is_written_over(tmp_path: Path) -> None:
    raw = RawVectors(tmp_path, dimensions=WIDTH)
    rows = vectors(6)
    kept(raw, rows[:2])
    for name in ("vectors.i8", "scales.f32"):
        with (tmp_path / name).open("ab") as file:
            file.write(b"half of a batch, but no digest")
    opened = RawVectors(tmp_path, dimensions=WIDTH)
    assert len(opened) == 2
    kept(opened, rows[2:], name="u")
    assert np.allclose(opened.rows(np.arange(6)), rows, atol=0.01)


def test_a_torn_digest_does_not_count(tmp_path: Path) -> None:
    raw = RawVectors(tmp_path, dimensions=WIDTH)
    kept(raw, vectors(2))
    with (tmp_path / "digests.bin").open("ab") as file:
        file.write(b"torn")
    assert len(RawVectors(tmp_path, dimensions=WIDTH)) == 2


def test_signs_choose_the_candidates() -> None:
    rows = vectors(400)
    near = unit(rows[:1] + 0.1 * vectors(1, seed=9))
    assert 0 in nearest(signs(near), signs(rows), 10)
    assert list(nearest(signs(near), signs(rows[:3]), 10)) == [0, 1, 2]


@pytest.fixture
def raw(tmp_path: Path) -> RawVectors:
    return RawVectors(tmp_path / "raw", dimensions=WIDTH)


def test_a_partition_answers_with_what_is_nearest(tmp_path: Path, raw: RawVectors) -> None:
    rows = vectors(300, lean=1.0)
    partition = Partition(tmp_path / "ru", raw, dimensions=WIDTH)
    partition.add(range(1000, 1300), kept(raw, rows))
    assert partition.is_stale()
    partition.renew(np.zeros(WIDTH, np.float32))
    assert not partition.is_stale()
    asked = partition.centred(rows[17:18])[0]
    assert 1017 in partition.near(asked, 20)
    (found,) = partition.cosines(np.asarray([5, 1017, 1018], np.uint64), asked)
    assert np.isnan(found[0])
    assert found[1] > 0.999
    other = partition.vector_of(1018)
    assert other is not None
    assert found[2] == pytest.approx(float(other @ asked), abs=0.001)
    assert partition.vector_of(5) is None


def test_the_nearest_are_told_by_their_bytes_where_signs_cannot(tmp_path: Path, raw: RawVectors) -> None:
    """All but one differ from the question in two signs, the nearest in three."""
    rng = np.random.default_rng(4)
    asked = unit(np.ones((1, WIDTH), np.float32))
    rows = np.repeat(asked, 150, axis=0)
    for row in rows[1:]:
        row[rng.choice(WIDTH, 2, replace=False)] *= -1.0
    rows[0, :3] = -0.01
    partition = Partition(tmp_path / "ru", raw, dimensions=WIDTH)
    partition.add(range(150), kept(raw, unit(rows)))
    assert list(partition.near(asked[0], 1)) == [0]


def test_the_nearest_by_angle_are_found_be_they_near_the_mean_or_far(tmp_path: Path, raw: RawVectors) -> None:
    """What lies far from the mean has larger products with everything, and is no nearer for it."""
    question = np.zeros(WIDTH, np.float32)
    question[1] = 1.0

    def around(count: int, *, sine: float, toward: float) -> Floats:
        """Vectors so far from the axis that the mean lies on, and so near to the question or its opposite."""
        noise = np.random.default_rng(count).normal(size=(count, WIDTH))
        noise[:, :2] = 0.0
        side = np.where(np.arange(count) % 2, -toward, toward)[:, None] * question
        rows = sine * (side + np.sqrt(1 - toward**2) * unit(noise.astype(np.float32)))
        rows[:, 0] = np.sqrt(1 - sine**2)
        return np.asarray(rows, np.float32)

    rows = np.concatenate([around(600, sine=0.8, toward=0.4), around(40, sine=0.3, toward=0.9)])
    partition = Partition(tmp_path / "ru", raw, dimensions=WIDTH)
    partition.add(range(640), kept(raw, rows))
    partition.renew(np.zeros(WIDTH, np.float32))
    (cosines,) = partition.cosines(partition.passages(), question)
    best = set(np.argsort(-cosines)[:20].tolist())
    assert best == set(range(600, 640, 2))
    assert best <= set(partition.near(question, 100, of=640).tolist())


def test_the_mean_of_few_is_for_the_most_part_that_of_all(tmp_path: Path, raw: RawVectors) -> None:
    common = np.full(WIDTH, 0.5, np.float32)
    few, many = (Partition(tmp_path / name, raw, dimensions=WIDTH) for name in ("few", "many"))
    few.add(range(4), kept(raw, vectors(4), name="few"))
    many.add(range(900), kept(raw, vectors(900, seed=2), name="many"))
    few.renew(common)
    many.renew(common)
    assert abs(float(few.mean.mean()) - 0.5) < 0.1
    assert abs(float(many.mean.mean())) < 0.05


def test_a_reader_goes_on_while_the_mean_is_taken_anew(tmp_path: Path, raw: RawVectors) -> None:
    rows = vectors(90, lean=0.5)
    writer = Partition(tmp_path / "ru", raw, dimensions=WIDTH)
    numbers = kept(raw, rows)
    writer.add(range(30), numbers[:30])
    writer.renew(np.zeros(WIDTH, np.float32))
    reader = Partition(tmp_path / "ru", raw, dimensions=WIDTH)
    writer.add(range(30, 90), numbers[30:])
    writer.renew(np.zeros(WIDTH, np.float32))
    assert 25 in reader.near(reader.centred(rows[25:26])[0], 5)
    assert len(reader) == 30
    reader.refresh()
    assert np.allclose(reader.mean, writer.mean)
    assert 75 in reader.near(reader.centred(rows[75:76])[0], 5)


def test_passages_without_their_number_do_not_count(tmp_path: Path, raw: RawVectors) -> None:
    partition = Partition(tmp_path / "ru", raw, dimensions=WIDTH)
    numbers = kept(raw, vectors(6))
    partition.add(range(4), numbers[:4])
    for name in ("rows.u32", "signs-0.u8"):
        with (tmp_path / "ru" / name).open("ab") as file:
            file.write(bytes(100))
    again = Partition(tmp_path / "ru", raw, dimensions=WIDTH)
    again.add([4, 5], numbers[4:])
    assert list(again.passages()) == [0, 1, 2, 3, 4, 5]
    assert again.vector_of(5) is not None
