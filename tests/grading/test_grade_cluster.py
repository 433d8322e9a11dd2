"""The same work on a cluster: a real scheduler and two worker processes, one of which is killed on the way."""

import shutil
import threading
import time

import pytest

from tests.grading.cluster import running
from tests.grading.conftest import NAME, Course
from tests.grading.rows import rows
from tests.grading.verb import run, states

pytest.importorskip("distributed")
CLASS = 60
ANSWERS = ({"sum": 10, "why": "Rows add up."}, {"sum": 7, "why": "x"}, {"sum": 11})


@pytest.fixture
def cluster(tmp_path):
    """The scheduler's address and its two workers."""
    with running(tmp_path, 2, "127.0.0.1") as found:
        yield found


def test_a_lost_worker_loses_nothing_and_nothing_counts_twice(course, cluster, tmp_path):
    address, (first, second) = cluster
    for number in range(CLASS):
        course.submit(f"s{number:02}", ANSWERS[number % len(ANSWERS)])
    shutil.copytree(course.root, tmp_path / "local")
    local = Course(tmp_path / "local")
    run(local)

    written = []

    def kill_one():
        while not written:
            written.extend((course.root / "autograded").glob(f"*/{NAME}/*.ipynb"))
            time.sleep(0.001)
        first.kill()

    killer = threading.Thread(target=kill_one)
    killer.start()
    told = run(course, "--scheduler", address)
    killer.join()
    assert first.wait() and second.poll() is None
    assert len(written) < CLASS, "it was killed on the way"
    assert len(states(told)) == CLASS and set(states(told).values()) == {"graded"}
    assert rows(course.root, NAME) == rows(local.root, NAME)
    assert {who for who, *_ in rows(course.root, NAME)["submissions"]} == {f"s{number:02}" for number in range(CLASS)}
