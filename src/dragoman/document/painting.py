"""Painters: threads that each have a child process for drawing pages, so that a hostile page costs only its picture.

Comes in: a `Drawing`, from any thread. Goes out: a future of `Drawn` or of the `Failure`. What waits is bounded, the
same drawing asked for twice at once is drawn once, and a child that has drawn much or has nothing to do is ended: it
can't leak, and an idle library costs no memory. The threads are the painters' own, because a child dies with the thread
that has started it (prctl(2), PR_SET_PDEATHSIG).
"""

import queue
import threading
from concurrent.futures import Future
from contextlib import closing
from typing import Final

from dragoman.document.drawing import Drawing, Drawn, draw
from dragoman.document.isolation import Failure, Limits, Pool
from dragoman.errors import DragomanError, LibraryBusy

PAINTERS: Final = 2
LIMITS: Final = Limits(memory=1024 * 1024 * 1024, seconds=10.0)
_WAITING: Final = 64
_DRAWINGS_A_CHILD: Final = 300
_IDLE: Final = 90.0

Picture = Future[Drawn | Failure]


class Painters:
    """Draws pages; the threads begin with the first one, and are daemons: they end with the process."""

    def __init__(self, *, painters: int = PAINTERS, limits: Limits = LIMITS, waiting: int = _WAITING) -> None:
        self._painters = painters
        self._limits = limits
        self._waiting: queue.Queue[Drawing] = queue.Queue(waiting)
        self._asked: dict[Drawing, Picture] = {}
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    def paint(self, drawing: Drawing) -> Picture:
        """The picture to come. Raises LibraryBusy where too many wait already."""
        with self._lock:
            known = self._asked.get(drawing)
            if known is not None:
                return known
            try:
                self._waiting.put_nowait(drawing)
            except queue.Full:
                raise LibraryBusy(
                    "painters-busy", "Too many pictures are asked for.", "Ask again in a while."
                ) from None
            picture: Picture = Future()
            picture.set_running_or_notify_cancel()  # nobody who goes away takes the picture from the others
            self._asked[drawing] = picture
            if len(self._threads) < self._painters:
                thread = threading.Thread(target=self._work, daemon=True, name="painter")
                self._threads.append(thread)
                thread.start()
            return picture

    def _work(self) -> None:
        while True:
            drawing = self._waiting.get()
            with closing(Pool(draw, processes=1, limits=self._limits)) as pool:
                for _ in range(_DRAWINGS_A_CHILD):
                    self._paint(pool, drawing)
                    try:
                        drawing = self._waiting.get(timeout=_IDLE)
                    except queue.Empty:
                        break
                else:
                    self._paint(pool, drawing)

    def _paint(self, pool: Pool[Drawing, Drawn], drawing: Drawing) -> None:
        try:
            outcome = next(found for _, found in pool.run([drawing]))
        except (DragomanError, OSError) as error:  # the child did not start
            outcome = Failure(code="not-drawn", message=str(error), remedy="Open the file itself.")
        with self._lock:
            picture = self._asked.pop(drawing)
        picture.set_result(outcome)
