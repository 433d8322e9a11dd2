"""The answer book in bad weather: whatever was reported as saved is there, and the student is told what is not."""

import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from idic_lab import AnswerBook, answers

# Being killed and being many does not depend on the disk, and in memory it is tried more often in the same time.
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits as POSIX has them")


def in_file(folder):
    return answers.read(Path(folder, "case.answers.json"), "case")["answers"]


def others(folder):
    """Names of all files but the three that are always there."""
    usual = {"case.answers.json", "case.answers.backup.json", ".case.answers.json.lock"}
    return sorted(path.name for path in Path(folder).iterdir() if path.name not in usual)


def run(code, folder, *before):
    """Run code in an interpreter of its own; what it prints as JSON is returned."""
    done = subprocess.run(
        [*before, sys.executable, "-c", f"import sys, json, os\nfolder = sys.argv[1]\n{code}", str(folder)],
        capture_output=True,
        text=True,
        timeout=300,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0 and not done.stderr, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def fast_folder():
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        yield Path(folder)


# Killed at any instant


def write_until_killed(folder, start, confirm):
    book = AnswerBook("case", folder)
    for n in range(start, start + 10**6):
        id = f"q{n % 5}"
        # Long enough that a torn write would be seen.
        answer = book.record(id, {"n": n, "text": "x" * (n % 7) * 3000})
        confirm.send((id, n, answer.revision))


ON_THE_WAY_TO_THE_DISK = {"open", "write", "flush", "fsync", "replace", "unlink", "flock", "close", "fstat", "lstat"}


def save_and_die(folder, number, confirm):
    """Save one answer, and die for good just before or after one of the system calls on its way, by its number."""
    left = number

    def die(frame, event, function):
        nonlocal left
        if event in ("c_call", "c_return") and function.__name__ in ON_THE_WAY_TO_THE_DISK:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), 9)

    book = AnswerBook("case", folder)
    sys.setprofile(die)
    book.record("q", "new")
    sys.setprofile(None)
    confirm.send("saved")


def confirmed(receiver):
    """Yield what the writer had reported as saved before it died."""
    try:
        while True:
            yield receiver.recv()
    except (EOFError, OSError):
        return


@pytest.fixture(scope="module")
def forks():
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


@posix
def test_what_was_reported_as_saved_survives_being_killed_at_random(tmp_path, forks):
    dice = random.Random(20261122)
    last, kills, saves, caught_writing = {}, 0, 0, 0
    while kills < 60 or (not caught_writing and kills < 300):
        receiver, sender = forks.Pipe(duplex=False)
        writer = forks.Process(target=write_until_killed, args=(tmp_path, saves + 1, sender))
        writer.start()
        sender.close()
        assert receiver.poll(240), "the writer did not save at all"
        time.sleep(dice.uniform(0, 0.03))
        writer.kill()
        writer.join()
        kills += 1
        for id, n, revision in confirmed(receiver):
            last[id] = (n, revision)
            saves = n
        caught_writing += any(name.endswith(".tmp") for name in others(tmp_path))
        found = in_file(tmp_path)
        for id, (n, revision) in last.items():
            assert found[id]["value"]["n"] >= n and found[id]["revision"] >= revision, f"kill {kills} lost {id}={n}"
            assert len(found[id]["value"]["text"]) == found[id]["value"]["n"] % 7 * 3000
        assert sum(entry["value"]["n"] > saves for entry in found.values()) <= 1, "one was being saved, no more"
        saves = max([saves, *(entry["value"]["n"] for entry in found.values())])
    assert saves >= kills and caught_writing, "no writer was caught in the middle of a save"
    AnswerBook("case", tmp_path).record("after", 1)
    assert others(tmp_path) == [], "what the killed writers left behind is cleared"


@posix
def test_a_save_killed_at_any_step_leaves_the_old_answers_or_the_new(fast_folder, forks):
    seen = []
    for number in range(1, 200):
        folder = fast_folder / str(number)
        folder.mkdir()
        before = AnswerBook("case", folder)
        before.record("other", "kept")
        before.record("q", "old")
        receiver, sender = forks.Pipe(duplex=False)
        writer = forks.Process(target=save_and_die, args=(folder, number, sender))
        writer.start()
        sender.close()
        reported = list(confirmed(receiver))
        writer.join()
        found = AnswerBook("case", folder)
        assert found["other"] == "kept" and found.notices == []
        seen.append(found["q"])
        if reported:
            break
        assert writer.exitcode == -9
    # First the old answer, from one step on the new one, and at the end it was saved.
    steps = seen.index("new")
    assert seen == ["old"] * steps + ["new"] * (number - steps) and reported == ["saved"]
    assert steps > 10 and number - steps > 10, "too few steps were seen"


# Several at once


def write_with_threads(folder, writer, saves, start):
    book = AnswerBook("case", folder)
    start.wait(240)

    def save(thread):
        for n in range(saves):
            book.record(f"{writer}-{thread}-{n}", n)
            book.record("shared", [writer, thread, n])

    threads = [threading.Thread(target=save, args=(thread,)) for thread in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_processes_and_threads_saving_at_once_lose_nothing(fast_folder, forks):
    start, saves = forks.Barrier(2), 20
    writers = [
        forks.Process(target=write_with_threads, args=(fast_folder, writer, saves, start)) for writer in range(2)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(240)
        assert writer.exitcode == 0
    found = in_file(fast_folder)
    expected = {f"{writer}-{thread}-{n}": n for writer in range(2) for thread in range(3) for n in range(saves)}
    assert {id: entry["value"] for id, entry in found.items() if id != "shared"} == expected
    assert found["shared"]["revision"] == 2 * 3 * saves, "each save of the shared answer saw the one before it"
    assert found["shared"]["value"][2] == saves - 1
    assert others(fast_folder) == []


def test_two_books_of_one_process_share_the_file_too(fast_folder):
    books = [AnswerBook("case", fast_folder) for _ in range(4)]

    def save(number):
        for n in range(15):
            books[number].record(f"{number}-{n}", n)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(in_file(fast_folder)) == 60
    assert all(len(list(book)) == 60 for book in books)


def test_a_save_that_waits_in_vain_says_so(tmp_path, monkeypatch):
    book = AnswerBook("case", tmp_path)
    book.record("q", 1)
    monkeypatch.setattr("idic_lab.answers.storage._PATIENCE", 0.05)
    with FileLock(tmp_path / ".case.answers.json.lock"), pytest.raises(answers.NotSaved, match="another program holds"):
        book.record("q", 2)
    assert book["q"] == 2 and in_file(tmp_path)["q"]["value"] == 1
    book.record("other", 3)
    assert in_file(tmp_path)["q"]["value"] == 2


# No room, no permission

FILL_UP = """
from idic_lab import AnswerBook, answers
book = AnswerBook("case", folder)
book.record("small", "before")
whole = book.path.read_bytes()
start(folder)
try:
    book.record("large", "x" * 60_000)
    message = "saved"
except answers.NotSaved as error:
    message = str(error)
unsaved = book.answer("large").saved_at is None
untouched = book.path.read_bytes() == whole
still = [book["small"], len(book["large"])]
end(folder)
book.record("small", "after")
found = AnswerBook("case", folder)
later = [found["small"], len(found["large"])]
print(json.dumps([message, unsaved, untouched, still, later, sorted(os.listdir(folder))]))
"""

LIMIT = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
start = lambda folder: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
end = lambda folder: resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""

MOUNT = """
import subprocess
mount = lambda options: subprocess.run(["mount", "-t", "tmpfs", "-o", options, "t", folder], check=True)
mount("size=64k")
start = lambda folder: None
end = lambda folder: mount("size=1m,remount")
"""


def check_full_disk(result):
    message, unsaved, untouched, still, later, files = result
    assert "'large' was not saved: the disk is full" in message and "saved together with your next answer" in message
    assert unsaved and untouched
    assert still == ["before", 60_000], "kept in memory"
    assert later == ["after", 60_000], "saved with the next one, once there is room"
    assert files == [".case.answers.json.lock", "case.answers.backup.json", "case.answers.json"]


@posix
def test_a_full_disk_is_reported_and_the_old_file_stays_whole(tmp_path):
    check_full_disk(run(LIMIT + FILL_UP, tmp_path))


@pytest.fixture(scope="module")
def own_mounts():
    """Return the words before a command that let it mount a small disk that nobody else sees."""
    before = ["unshare", "--mount", *([] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["--map-root-user"])]
    with tempfile.TemporaryDirectory() as folder:
        tried = shutil.which("unshare") and subprocess.run(
            [*before, "mount", "-t", "tmpfs", "t", folder], capture_output=True, text=True
        )
    if not tried or tried.returncode:
        pytest.skip(f"no small disk can be mounted here: {tried and tried.stderr.strip()}; the limit above stands in")
    return before


def test_a_really_full_disk_is_reported_too(tmp_path, own_mounts):
    check_full_disk(run(MOUNT + FILL_UP, tmp_path, *own_mounts))
    assert list(tmp_path.iterdir()) == [], "the disk was one of its own"


NOBODY = """
import filelock
from idic_lab import AnswerBook, answers
# Permissions do not bind root.
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
messages = []
book = AnswerBook("case", folder)
before = list(book)
for id in ("q", "other"):
    try:
        book.record(id, "mine")
        messages.append("saved")
    except answers.NotSaved as error:
        messages.append(str(error))
print(json.dumps([messages, before, [book["q"], book["other"]], book.notices]))
"""


@pytest.fixture
def open_folder():
    """A folder that another user can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)
        os.chmod(folder, 0o755)


@posix
@pytest.mark.parametrize("content", [None, "whole", "broken"])
def test_a_folder_that_cannot_be_written_is_reported(open_folder, content):
    path = open_folder / "case.answers.json"
    if content:
        AnswerBook("case", open_folder).record("q", "old")
    if content == "broken":
        path.write_text("{")
    held = {file.name: file.read_bytes() for file in open_folder.iterdir()}
    open_folder.chmod(0o555)
    messages, before, kept, notices = run(NOBODY, open_folder)
    for id, message in zip(("q", "other"), messages, strict=True):
        assert f"'{id}' was not saved: the folder {open_folder} cannot be written. Copy the notebook" in message
    assert kept == ["mine", "mine"]
    assert before == (["q"] if content else []), "what is there can be read, be it from the backup"
    assert len(notices) == (content == "broken")
    assert {file.name: file.read_bytes() for file in open_folder.iterdir()} == held


@posix
def test_a_file_that_may_not_be_read_is_refused_at_once_and_kept(open_folder):
    AnswerBook("case", open_folder).record("q", "old")
    path = open_folder / "case.answers.json"
    path.chmod(0)
    open_folder.chmod(0o777)
    code = NOBODY.replace('book = AnswerBook("case", folder)', "").split("before =")[0] + (
        'try:\n    AnswerBook("case", folder)\nexcept answers.RefusedFile as error:\n    print(json.dumps(str(error)))'
    )
    assert "cannot be read: Permission denied" in run(code, open_folder)
    path.chmod(0o644)
    assert in_file(open_folder)["q"]["value"] == "old"


def test_a_folder_that_went_away_is_reported(tmp_path):
    folder = tmp_path / "week-1"
    folder.mkdir()
    book = AnswerBook("case", folder)
    book.record("q", 1)
    folder.rename(tmp_path / "week-2")
    with pytest.raises(answers.NotSaved, match="week-1 is not there"):
        book.record("q", 2)
    assert book["q"] == 2
    (tmp_path / "week-2").rename(folder)
    book.record("other", 1)
    assert in_file(folder)["q"]["value"] == 2


def test_values_that_failed_are_saved_together_with_the_next_one(tmp_path, monkeypatch):
    book = AnswerBook("case", tmp_path)
    book.record("cleared", 1)
    book.record("changed", 1)

    def no_room(source, target):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", no_room)
        for n in (2, 3):
            with pytest.raises(answers.NotSaved):
                book.record("changed", n)
        with pytest.raises(answers.NotSaved):
            book.clear("cleared")
        with pytest.raises(answers.NotSaved):
            book.record("new", [4])
    handed_out = book.answer("changed").revision
    assert "cleared" not in book and book["changed"] == 3 and list(book) == ["changed", "new"]
    AnswerBook("case", tmp_path).record("theirs", 5)
    book.record("last", 6)
    found = in_file(tmp_path)
    assert {id: entry["value"] for id, entry in found.items()} == {"changed": 3, "theirs": 5, "new": [4], "last": 6}
    assert found["changed"]["revision"] >= handed_out > 2
    assert book.undo("changed").value == 2, "an attempt that failed was a change too"


# Files that are not as they should be


def three_answers(folder):
    book = AnswerBook("case", folder)
    for n in range(3):
        book.record(f"q{n}", n)
    return book


DAMAGE = {
    "empty": lambda data: b"",
    "truncated": lambda data: data[: len(data) // 2],
    "zeroed": lambda data: bytes(len(data)),
    "no JSON": lambda data: b"my answers\n",
    "other JSON": lambda data: b"[1, 2]",
    "no values": lambda data: data.replace(b'"value"', b'"valeu"'),
    "NaN": lambda data: data.replace(b'"value": 2', b'"value": NaN'),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_broken_file_is_set_aside_and_the_backup_read(tmp_path, damage):
    path = three_answers(tmp_path).path
    broken = DAMAGE[damage](path.read_bytes())
    path.write_bytes(broken)
    book = AnswerBook("case", tmp_path)
    assert {id: book[id] for id in book} == {"q0": 0, "q1": 1, "q2": 2}, "the last one too"
    (aside,) = others(tmp_path)
    assert (
        aside.startswith(f"case.answers.broken-{time.strftime('%Y-%m')}") and (tmp_path / aside).read_bytes() == broken
    )
    (notice,) = book.notices
    assert "case.answers.json cannot be used: " in notice and aside in notice and "last good copy" in notice
    assert list(in_file(tmp_path)) == ["q0", "q1", "q2"], "handing in needs no further answer"
    assert AnswerBook("case", tmp_path).notices == []


@pytest.mark.parametrize("backup", [None, b"", b"{"])
def test_a_broken_file_without_a_good_backup_leaves_an_empty_book(tmp_path, backup):
    (tmp_path / "case.answers.json").write_bytes(b"")
    if backup is not None:
        (tmp_path / "case.answers.backup.json").write_bytes(backup)
    book = AnswerBook("case", tmp_path)
    assert list(book) == [] and "it is empty" in book.notices[0] and "starts empty" in book.notices[0]
    book.record("q", 1)
    assert in_file(tmp_path)["q"]["value"] == 1


def test_broken_files_of_one_second_are_all_kept(tmp_path):
    for n in range(3):
        (tmp_path / "case.answers.json").write_text(f"broken {n}")
        AnswerBook("case", tmp_path)
    assert sorted((tmp_path / name).read_text() for name in others(tmp_path)) == ["broken 0", "broken 1", "broken 2"]


@pytest.mark.parametrize("backup_too", [False, True])
def test_a_file_that_breaks_while_the_notebook_is_open_loses_nothing(tmp_path, backup_too):
    book = three_answers(tmp_path)
    AnswerBook("case", tmp_path).record("theirs", 9)
    assert book["theirs"] == 9
    book.path.write_text("{")
    if backup_too:
        (tmp_path / "case.answers.backup.json").write_text("{")
    assert book["q1"] == 1
    book.record("q1", "new")
    values = {id: entry["value"] for id, entry in in_file(tmp_path).items()}
    assert values == {"q0": 0, "q1": "new", "q2": 2, "theirs": 9}
    assert len(book.notices) == 1 and others(tmp_path)[0] in book.notices[0]


def test_a_missing_file_is_restored_from_the_backup_and_said(tmp_path):
    three_answers(tmp_path).path.unlink()
    book = AnswerBook("case", tmp_path)
    assert list(book) == ["q0", "q1", "q2"]
    assert "is missing" in book.notices[0] and "delete case.answers.backup.json as well" in book.notices[0]
    assert list(in_file(tmp_path)) == ["q0", "q1", "q2"]


@pytest.mark.parametrize("backup_too", [False, True])
def test_files_deleted_under_an_open_notebook_are_written_anew(tmp_path, backup_too):
    book = three_answers(tmp_path)
    book.path.unlink()
    if backup_too:
        (tmp_path / "case.answers.backup.json").unlink()
    book.record("q3", 3)
    assert list(in_file(tmp_path)) == ["q0", "q1", "q2", "q3"]
    assert book.notices == [], "nothing was missed"


def test_of_backup_and_memory_the_newer_answer_is_taken(tmp_path):
    book = three_answers(tmp_path)
    backup = tmp_path / "case.answers.backup.json"
    old = backup.read_bytes()
    book.record("q1", "newer than the backup")
    backup.write_bytes(old)
    book.path.write_text("{")
    book.record("q2", "last")
    assert {id: book[id] for id in book} == {"q0": 0, "q1": "newer than the backup", "q2": "last"}


def test_a_broken_file_on_a_full_disk_is_told_once(tmp_path, monkeypatch):
    three_answers(tmp_path).path.write_text("{")

    def no_room(source, target):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", no_room)
        book = AnswerBook("case", tmp_path)
    assert list(book) == ["q0", "q1", "q2"] and len(book.notices) == 1
    book.record("q3", 3)
    assert list(in_file(tmp_path)) == ["q0", "q1", "q2", "q3"]


def test_a_backup_that_fails_is_no_lost_answer(tmp_path):
    (tmp_path / "case.answers.backup.json").mkdir()
    assert AnswerBook("case", tmp_path).record("q", 1).saved_at
    assert in_file(tmp_path)["q"]["value"] == 1


def newer(data):
    return data.replace(b'"version": 1', b'"version": 2')


def of_another_book(data):
    return data.replace(b'"book": "case"', b'"book": "kleenz-trust-case"')


REFUSED = [
    (
        newer,
        answers.NewerVersion,
        "left untouched: it was written by a newer idic_lab .file version 2, .* Update idic_lab",
    ),
    (
        of_another_book,
        answers.OtherBook,
        "left untouched: it holds the answers of 'kleenz-trust-case', not of 'case'. Move",
    ),
]


@pytest.mark.parametrize(("change", "error", "sentence"), REFUSED)
def test_a_file_that_is_not_ours_to_touch_is_refused(tmp_path, change, error, sentence):
    book = three_answers(tmp_path)
    theirs = change(book.path.read_bytes())
    book.path.write_bytes(theirs)
    with pytest.raises(error, match=f"case.answers.json was {sentence}"):
        AnswerBook("case", tmp_path)
    with pytest.raises(answers.NotSaved, match=f"'q' was not saved. case.answers.json was {sentence}"):
        book.record("q", 1)
    assert book["q"] == 1
    assert book.path.read_bytes() == theirs and others(tmp_path) == []


def test_a_link_is_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    target = three_answers(elsewhere).path
    held = target.read_bytes()
    (tmp_path / "case.answers.json").symlink_to(target)
    book = AnswerBook("case", tmp_path)
    assert list(book) == [] and "it is a link" in book.notices[0]
    book.record("q", 1)
    assert target.read_bytes() == held


@pytest.mark.parametrize("damage", ["broken", "missing"])
def test_opening_while_grading_writes_nothing(tmp_path, monkeypatch, damage):
    path = three_answers(tmp_path).path
    path.write_text("{") if damage == "broken" else path.unlink()
    held = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    book = AnswerBook("case", tmp_path)
    assert list(book) == ["q0", "q1", "q2"] and book["q2"] == 2 and len(book.notices) == 1
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == held


def test_nothing_is_printed_or_warned(tmp_path, capfd, recwarn):
    path = three_answers(tmp_path).path
    path.write_text("{")
    book = AnswerBook("case", tmp_path)
    book.undo("q1") if book.answer("q1") is None else book.clear("q1")
    with pytest.raises(answers.NotSaved):
        book.record("q", float("nan"))
    assert capfd.readouterr() == ("", "") and len(recwarn) == 0
