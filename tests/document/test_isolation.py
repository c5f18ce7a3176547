"""Whatever a task does to the process that works on it costs that task, and all else goes on."""

import signal
import subprocess
import sys
import threading
import time
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.document.isolation import Failure, Limits, Pool
from dragoman.errors import LibraryError

from .errands import errand

Errand = tuple[str, int]
PROJECT = Path(__file__).parent.parent.parent


@pytest.fixture
def pool() -> Iterator[Pool[Errand, object]]:
    with Pool(errand, processes=2, limits=Limits(memory=600 * 1024 * 1024, seconds=20)) as made:
        yield made


def test_results_come_with_their_tasks(pool: Pool[Errand, object]) -> None:
    tasks = [("double", number) for number in range(50)]
    assert dict(pool.run(tasks)) == {task: 2 * task[1] for task in tasks}


@pytest.mark.parametrize(
    ("task", "code"),
    [
        (("refuse", 1), "damaged"),
        (("stumble", 1), "reader-failed"),
        (("crash", 1), "reader-crashed"),
        (("abort", 1), "reader-crashed"),
        (("signal", 40), "reader-crashed"),
        (("exit", 0), "reader-crashed"),
        (("exit", 3), "reader-crashed"),
        (("hoard", 1 << 32), "too-much-memory"),
        (("large", 270 << 20), "too-much-memory"),
    ],
)
def test_a_task_that_goes_wrong_is_a_failure_with_a_remedy(pool: Pool[Errand, object], task: Errand, code: str) -> None:
    tasks = [("double", 1), task, ("double", 2), ("double", 3)]
    outcomes = dict(pool.run(tasks))
    failure = outcomes.pop(task)
    assert isinstance(failure, Failure)
    assert failure.code == code
    assert failure.message
    assert failure.remedy
    assert outcomes == {("double", 1): 2, ("double", 2): 4, ("double", 3): 6}


def test_a_crash_is_not_laid_to_memory_because_the_parent_is_large() -> None:
    """Regression: a child's peak memory is at first its parent's, which was taken for what the task had used."""
    large = bytearray(b"x" * (400 * 1024 * 1024))
    with Pool(errand, processes=1, limits=Limits(memory=600 * 1024 * 1024, seconds=20)) as pool:
        ((_, failure),) = pool.run([("abort", 1)])
    assert large
    assert isinstance(failure, Failure)
    assert failure.code == "reader-crashed"


def test_a_task_that_hangs_is_stopped() -> None:
    with Pool(errand, processes=1, limits=Limits(seconds=0.3)) as pool:
        outcomes = dict(pool.run([("hang", 60), ("double", 4)]))
    assert outcomes[("double", 4)] == 8
    hung = outcomes[("hang", 60)]
    assert isinstance(hung, Failure)
    assert hung.code == "too-slow"


def test_an_answer_that_is_on_its_way_when_the_time_is_up_counts() -> None:
    """Regression: a large answer of a child in time was thrown away when the parent had been busy past the limit."""

    def tasks() -> Iterator[Errand]:
        yield "large", 8 << 20
        time.sleep(3.0)  # the parent is away, past the limit
        yield "double", 3

    with Pool(errand, processes=2, limits=Limits(seconds=2.0)) as pool:
        list(pool.run([("double", 1), ("double", 2)]))
        outcomes = [outcome for _, outcome in pool.run(tasks())]
    assert {type(outcome) for outcome in outcomes} == {bytes, int}


def test_a_child_does_not_know_where_the_library_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_DATABASE", "postgresql://somebody:secret@nowhere/library")
    with Pool(errand, processes=1) as pool:
        ((_, known),) = pool.run([("environment", 0)])
    assert known == ["DRAGOMAN_PARENT"]


def test_progress_is_told(pool: Pool[Errand, object]) -> None:
    told: list[tuple[Errand, int]] = []
    assert list(pool.run([("count", 3)], progress=lambda task, pages: told.append((task, pages)))) == [
        (("count", 3), 3)
    ]
    assert told == [(("count", 3), 1), (("count", 3), 2), (("count", 3), 3)]


def test_tasks_are_taken_only_when_a_child_is_free(pool: Pool[Errand, object]) -> None:
    taken: list[int] = []

    def tasks() -> Iterator[Errand]:
        for number in range(100):
            taken.append(number)
            yield ("double", number)

    done = pool.run(tasks())
    next(done)
    assert len(taken) <= 4
    assert len(list(done)) == 99


def test_children_are_kept_from_one_run_to_the_next(pool: Pool[Errand, object]) -> None:
    first = {outcome for _, outcome in pool.run([("pid", 0)])}
    assert {outcome for _, outcome in pool.run([("pid", 0)])} == first


def test_it_works_in_a_thread_beside_others() -> None:
    outcomes: list[object] = []

    def run() -> None:
        with Pool(errand, processes=1) as pool:
            outcomes.extend(outcome for _, outcome in pool.run([("double", 1), ("crash", 0), ("double", 2)]))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert [outcome for outcome in outcomes if isinstance(outcome, int)] == [2, 4]


def test_a_pool_that_cannot_start_its_children_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = types.ModuleType("nowhere")  # a module that only this process has
    exec("def work(task, report): return task", nowhere.__dict__)
    monkeypatch.setitem(sys.modules, "nowhere", nowhere)
    with Pool(nowhere.work, processes=1) as pool, pytest.raises(LibraryError) as caught:
        list(pool.run([("double", 1)]))
    assert caught.value.code == "readers-do-not-start"


def is_gone(pid: int) -> bool:
    for _ in range(300):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_a_run_that_is_left_early_leaves_nothing_at_work(pool: Pool[Errand, object]) -> None:
    done = pool.run([("pid", 0), ("hang", 60)])
    next(done)
    at_work = [child.process.pid for child in pool._children if child.task]
    assert at_work
    done.close()  # type: ignore[attr-defined]  # a generator, as the docstring promises
    assert all(is_gone(pid) for pid in at_work)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_children_die_with_their_parent(how: signal.Signals) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from dragoman.document.isolation import Pool\n"
        "from tests.document.errands import errand\n"
        "with Pool(errand, processes=2) as pool:\n"
        "    for task, outcome in pool.run([('pid', 0), ('pid', 0), ('hang', 60), ('hang', 61)]):\n"
        "        print(outcome, flush=True)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(PROJECT)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert parent.stdout
    children = {int(parent.stdout.readline()) for _ in range(2)}
    time.sleep(0.2)
    parent.send_signal(how)
    _, errors = parent.communicate(timeout=60)
    assert all(is_gone(pid) for pid in children)
    assert errors.count("Traceback") == (1 if how is signal.SIGINT else 0)  # the parent's own KeyboardInterrupt
