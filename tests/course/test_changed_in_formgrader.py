"""After parts have come and gone, the real formgrader shows every submission and takes marks for the new part."""

import json
import os
import secrets
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from idic_lab.grading import grade
from tests.course.old_course import NAME, by_hand, unpack
from tests.course.test_changed_questions import again, edit, parts, release, without

GONE = "evidence-identify"


@pytest.fixture
def changed(tmp_path):
    """The old course: a task taken away, a check and a task added, released and graded again."""
    course = unpack(tmp_path)
    edit(course, NAME, again(parts(course, NAME, "grade")[0], "new-check", 4))
    edit(course, NAME, again(GONE, "new-task", 3))
    edit(course, NAME, without(GONE))
    assert release(course, NAME, "--force")[0] == 0
    assert grade.main([NAME, "--course", str(course.root), "--jobs", "1", "--regrade", "--apply"]) == 0
    return course


@pytest.fixture
def formgrader(changed, tmp_path):
    """Return a function that asks the real formgrader, and gives back what it answers."""
    token, home = secrets.token_hex(16), tmp_path / "home"
    home.mkdir()
    ours = ("JUPYTER", "JPY_", "IDIC_LAB", "NBGRADER")
    kept = {name: given for name, given in os.environ.items() if not name.startswith(ours)}
    places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime", "HOME": "."}
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ServerApp.port=0"]
        + [f"--IdentityProvider.token={token}", "--ServerApp.disable_check_xsrf=True"]
        + ["--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}"],
        cwd=changed.root,
        env=kept | {name: str(home / place) for name, place in places.items()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )

    def address():
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and server.poll() is None:
            for announced in (home / "runtime").glob("jpserver-*.json"):
                try:
                    url = json.loads(announced.read_text())["url"]
                    urlopen(f"{url}login", timeout=5).close()
                    return url
                except (URLError, ValueError, OSError):
                    pass
            time.sleep(0.1)
        raise RuntimeError("the server did not start")

    url = address()

    def ask(path, method="GET", body=None):
        headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
        data = json.dumps(body).encode() if body is not None else None
        with urlopen(Request(f"{url}formgrader/{path}", data, headers, method=method), timeout=60) as answer:
            return answer.read().decode()

    try:
        yield ask
    finally:
        server.terminate()
        server.wait(30)


def test_it_is_shown_and_marked(changed, formgrader):
    before = by_hand(changed)
    assert not any(part == GONE for _, _, part in before) and len(before) == 3, "two were for the part that is gone"
    submissions = {each["student"]: each for each in json.loads(formgrader(f"api/submissions/{NAME}"))}
    assert set(submissions) == {"ada", "ben", "chi"}
    (assignment,) = json.loads(formgrader("api/assignments"))
    assert {each["max_score"] for each in submissions.values()} == {assignment["max_score"]} == {17 + 4}
    notebooks = json.loads(formgrader(f"api/submitted_notebooks/{NAME}/{NAME}"))
    assert len(notebooks) == 3
    for each in notebooks:
        page = formgrader(f"submissions/{each['id']}/")
        assert 'id="new-task"' in page and f'id="{GONE}' not in page, "the notices may name what is gone"
        grades = json.loads(formgrader(f"api/grades?submission_id={each['id']}"))
        comments = json.loads(formgrader(f"api/comments?submission_id={each['id']}"))
        new = next(grade for grade in grades if grade["name"] == "new-task")
        assert new["needs_manual_grade"] and new["manual_score"] is None
        assert {grade["name"] for grade in grades} >= {comment["name"] for comment in comments}
        formgrader(f"api/grade/{new['id']}", "PUT", {"manual_score": 2, "extra_credit": None})
    after = by_hand(changed)
    new = {key: value for key, value in after.items() if key not in before}
    assert {part for _, _, part in new} == {"new-task"} and len(new) == 3
    assert {key: after[key] for key in before} == before
