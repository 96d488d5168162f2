"""What travels while the laptop works: a request leaves before other work goes on, and sizes leap only over a quick link."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from sync.client import flight
from sync.client.flight import Came, Courier
from sync.client.pace import Pace
from sync.client.transport import HttpTransport
from sync.protocol.envelope import Reply, ReplyHead
from sync.protocol.limits import PULL_FAST, PULL_MAX, PUSH_FAST, PUSH_MAX, PUSH_START

SLOW, BRISK = 0.5, 0.05
EMPTY = Reply(ReplyHead(1, 0))


def _came(reply: Reply) -> Came:
    return Came(reply, 0, 0, 0.0)


def test_work_goes_on_when_the_request_has_left() -> None:
    """Not before, and without its reply."""
    gone, answered = threading.Event(), threading.Event()
    courier = Courier()

    def task() -> Came:
        gone.set()
        assert answered.wait(10)
        return _came(EMPTY)

    gone.set()  # of the request before
    wait = courier(task, gone)
    left = gone.is_set()
    answered.set()
    assert left
    assert wait().reply is EMPTY
    courier.close()


def test_a_slow_link_holds_nobody_up() -> None:
    """What has not left after a moment goes on its way beside the work."""
    let_go = threading.Event()
    courier = Courier()

    def task() -> Came:
        assert let_go.wait(10)
        return _came(EMPTY)

    wait = courier(task, threading.Event())  # would never return if it waited for the request
    let_go.set()
    assert wait().reply is EMPTY
    assert flight.MOMENT < 0.1
    courier.close()


def test_a_quick_link_leaps_from_the_usual_most_to_the_largest() -> None:
    """16, 32, 64, 512 KB out, 16 to 128, then 512 KB in; what is prepared ahead is as large as what will go."""
    pace = Pace()
    pushes, pulls = [pace.push], [pace.pull]
    while pace.push < PUSH_FAST or pace.pull < PULL_FAST:
        ahead = pace.next_plain
        pace.succeeded(pushed=True, more=True, seconds=BRISK)
        assert ahead == pace.plain or len(pushes) == 3  # how quick the link is shows with a reply
        pushes.append(pace.push)
        pulls.append(pace.pull)
    assert pushes == [PUSH_START, 2 * PUSH_START, PUSH_MAX, PUSH_FAST, PUSH_FAST]
    assert pulls == [PUSH_START, 2 * PUSH_START, PUSH_MAX, PULL_MAX, PULL_FAST]


def test_a_slower_link_only_doubles() -> None:
    """Where the largest would take longer than a second nothing leaps, and after a cut neither."""
    pace = Pace()
    for _ in range(3):
        pace.succeeded(pushed=True, more=True, seconds=SLOW)
    assert (pace.push, pace.pull) == (2 * PUSH_MAX, PULL_MAX)
    cut = Pace()
    cut.carried(PUSH_MAX, 0, BRISK)
    cut.succeeded(pushed=True, more=False, seconds=BRISK)
    cut.failed()
    assert cut.next_plain <= PUSH_MAX / cut.ratio


def test_a_transport_tells_that_a_body_has_left() -> None:
    """While the server still works on it."""
    working = threading.Event()

    class Working(BaseHTTPRequestHandler):
        """Answers when it is let go."""

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            assert working.wait(10)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Working) as server:
        serving = threading.Thread(target=server.handle_request)
        serving.start()
        transport = HttpTransport(f"http://127.0.0.1:{server.server_port}")
        asking = threading.Thread(target=transport.send, args=("POST", "/", bytes(10_000), {}))
        asking.start()
        left = transport.gone.wait(10)
        working.set()
        asking.join(10)
        serving.join(10)
        transport.close()
    assert left
