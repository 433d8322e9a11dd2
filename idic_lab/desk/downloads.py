"""Downloads from Moodle and Canvas, read by nbgrader's ``zip_collect``.

The download goes into ``downloaded/ASSIGNMENT/archive/``, as it came or unpacked, with Moodle's grading worksheet
beside it where there is one. The extractor lays out one folder a student with the one notebook and the one answers file
that count; the collector reads from that who it was and when.
"""

import os
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from idic_lab import answer_format
from idic_lab.desk import dates, sent
from idic_lab.desk.roster import Person
from idic_lab.grading import harmless, submission, workplace

MOST_FILES = 20_000
LARGEST_FILE = 50_000_000
LONGEST_NAME = 1_000
NO_NOTEBOOK = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
WORK = (".ipynb", ".json", ".zip")


class Download(ExtractorPlugin):
    """Sort a download by students; what belongs to nobody is named and left out."""

    def extract(self, archive_path, extracted_path):
        """Write ``extracted/STUDENT/NAME.ipynb`` and ``NAME.answers.json`` for each student.

        Parameters
        ----------
        archive_path, extracted_path : str
            Folders, as from nbgrader.
        """
        coursedir = self.parent.coursedir
        source = Path(coursedir.format_path(coursedir.source_directory, ".", coursedir.assignment_id))
        notebooks = sorted(path.stem for path in source.glob("*.ipynb"))
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            people = [
                Person(each.id, each.first_name or "", each.last_name or "", each.email or "", each.lms_user_id or "")
                for each in gradebook.students
            ]
            due = _due(gradebook, coursedir.assignment_id)
        if not people:
            self.log.error("Nobody is in this course yet. Import the class list: idic-lab course roster FILE")
        if not notebooks:
            self.log.error("There is no assignment %s: nothing is in %s.", coursedir.assignment_id, source)
        if not any(Path(archive_path).iterdir()):
            self.log.warning("There is nothing in %s. Put the download there.", archive_path)
        listed = sent.ClassList(people)
        workplace.clean()
        with workplace.private() as temporary:
            late, numbers = self._sort(Path(archive_path), Path(temporary), listed, notebooks)
            for folder in sorted(Path(temporary).iterdir()):
                student = folder.name
                told = listed.times.get(numbers[student])
                try:
                    self._lay_out(folder, Path(extracted_path, student), notebooks, due(student), student in late, told)
                except Exception as problem:  # whatever one has sent, the others are collected
                    self.log.error("%s: the work could not be collected: %s", student, problem)

    def _sort(self, archive, into, listed, notebooks):
        """Write each file into a folder of its student's; return who is late, and the platform's numbers."""
        late, numbers, strangers, platforms = set(), {}, {}, set()
        for path in sorted(archive.rglob("*.csv")):
            # A table that a student handed in is none of the instructor's.
            if path.stat().st_size <= LARGEST_FILE and sent.sent(path.relative_to(archive).as_posix()) is None:
                self._read_worksheet(path, listed)
        for path, data in _files(archive, self._say):
            file = sent.sent(path)
            if file is None or not file.file.casefold().endswith(WORK):
                continue
            platforms.add(file.platform)
            person = listed.who(file)
            if person is None:
                strangers.setdefault((file.who, file.number), []).append(file.file)
                continue
            content = data()
            if content is None:
                continue
            target = into / person.id / _file_name(file.file, notebooks)
            try:
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(content)
                # Equal times, so that the number in its name tells which of two copies is the newer.
                os.utime(target, (0, 0))
            except (OSError, ValueError) as problem:
                self._say(f"{person.id}: {harmless.name(file.file)[:60]} could not be collected: {problem}")
                continue
            numbers[person.id] = file.number
            if file.late:
                late.add(person.id)
        for (who, number), files in strangers.items():
            shown = ", ".join(harmless.line(each)[:60] for each in files)
            self.log.error(
                "%s (%s) is not in the class list, or more than one has this name: %s stays behind.%s",
                harmless.line(who)[:60],
                number,
                shown,
                " Show the names in Canvas before you download." if who == "anon" else "",
            )
        if "moodle" in platforms and not listed.times:
            self.log.warning(
                "Moodle's download does not say when work came, so nobody counts as late. For that, download the "
                "grading worksheet too and put it beside the zip."
            )
        return late, numbers

    def _read_worksheet(self, path, listed):
        if listed.add_worksheet(path.read_bytes()):
            self.log.info("Reading who and when from %s", path)

    def _say(self, sentence):
        self.log.error("%s", sentence)

    def _lay_out(self, folder, target, notebooks, due, late, told):
        """Choose what counts of one student's files, and give the files the time at which they came."""
        for name in notebooks:
            submitted = submission.read(folder, name, others=[each for each in notebooks if each != name])
            recorded = submission.recorded(submitted)
            for sentence in (*submitted.said, recorded.note):
                if sentence:
                    self.log.warning("%s: %s", target.name, sentence)
            if submitted.notebook is None and recorded.data is None:
                continue
            target.mkdir(parents=True, exist_ok=True)
            files = {f"{name}.ipynb": submitted.notebook or NO_NOTEBOOK, f"{name}.answers.json": recorded.data}
            moment = came(recorded.data, due, late, told)
            for file, data in files.items():
                if data is not None:
                    Path(target, file).write_bytes(data)
                    os.utime(target / file, (moment.timestamp(), moment.timestamp()))


class Sender(FileNameCollectorPlugin):
    """Tell nbgrader whose a file is, and when it came, from where the extractor has put it."""

    def collect(self, submitted_file):
        """Return student, file and time of a file.

        Parameters
        ----------
        submitted_file : str

        Returns
        -------
        dict or None
            None for what is neither notebook nor answers: a student's own timestamp.txt would count.
        """
        path = Path(submitted_file)
        if path.suffix not in self.valid_ext:
            return None
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return {"student_id": path.parent.name, "file_id": path.name, "timestamp": f"{moment:%Y-%m-%d %H:%M:%S}"}


def came(answers, due, late, told):
    """Return when work came in, as far as anybody knows.

    The platform's word counts. Where it says no more than late or not, the time of the last answer serves, held on the
    side of the due date that the platform says.

    Parameters
    ----------
    answers : bytes or None
        An answers file that was understood; its times are the student's own.
    due : datetime.datetime or None
        With a zone.
    late : bool
        Whether the platform calls it late.
    told : datetime.datetime or None
        When it came, with a zone.

    Returns
    -------
    datetime.datetime
        With a zone, to the second.
    """
    moment = told or _last_saved(answers) or due or datetime.now(UTC)
    if due is not None and told is None:
        moment = max(moment, due + timedelta(seconds=1)) if late else min(moment, due)
    return min(moment, datetime.now(UTC)).replace(microsecond=0)


def _last_saved(answers):
    """Return when the last answer was saved; the file is one that was understood."""
    entries = answer_format.parse(answers)["answers"].values() if answers is not None else ()
    return max((datetime.fromisoformat(entry["saved_at"]).astimezone(UTC) for entry in entries), default=None)


def _due(gradebook, assignment):
    """Return a function that gives a student's due date, with a zone, or None."""
    try:
        due = gradebook.find_assignment(assignment).duedate
    except MissingEntry:
        due = None
    more = dates.extensions(gradebook)
    return lambda student: due and (due + more.get((assignment, student), timedelta())).replace(tzinfo=UTC)


def _files(archive, say):
    """Yield each file of a download, zipped or not: its path, and a function for its bytes (None: damaged)."""
    for path in sorted(archive.rglob("*")):
        inside = path.relative_to(archive).as_posix()
        if not path.is_file() or path.is_symlink():
            continue
        if path.suffix.casefold() == ".zip" and sent.sent(inside) is None:
            yield from _members(path, say)
        elif path.stat().st_size <= LARGEST_FILE:
            yield inside, path.read_bytes


def _members(path, say):
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_FILES:
                say(f"{path.name} holds more than {MOST_FILES} files and is left aside. Is it the right one?")
                return
            for info in infos:
                if len(info.filename) > LONGEST_NAME:  # of combining marks it would take hours to compare
                    say(f"{harmless.name(info.filename)[:60]}… has too long a name: left aside.")
                    continue
                if info.file_size > LARGEST_FILE:
                    say(f"{harmless.line(info.filename)} is larger than {LARGEST_FILE // 1_000_000} MB: left aside.")
                    continue
                yield _member_name(info), lambda info=info: _content(archive, info, say)
    except (zipfile.BadZipFile, OSError) as problem:
        say(f"{path.name} cannot be unpacked ({problem}). Download it once more.")


def _content(archive, info, say):
    try:
        return archive.read(info)
    except Exception as problem:  # zipfile lets a dozen kinds of errors through when a member is damaged
        say(f"{harmless.line(info.filename)} cannot be unpacked ({problem}): left aside. Download it once more.")
        return None


def _member_name(info):
    """Return a member's path; some platforms write UTF-8 without saying so, and zipfile then reads it as cp437."""
    if not info.flag_bits & 0x800:
        try:
            return info.orig_filename.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return info.filename


def _file_name(file, notebooks):
    """Return a name under which a student's file can be kept, the number of an attempt in the browsers' way."""
    name = Path(file.replace("\\", "/")).name
    for notebook in notebooks:
        name = sent.plain_name(name, notebook)
    name = "".join(letter if letter.isprintable() and letter not in ':*?"<>|' else "_" for letter in name)
    return name.encode("utf-8", "replace")[-120:].decode("utf-8", "ignore")  # a file system counts bytes
