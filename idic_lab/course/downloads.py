"""Downloads from Moodle and Canvas, read by nbgrader's ``zip_collect``.

The download goes into ``downloaded/ASSIGNMENT/archive/``, as it came or unpacked, with Moodle's grading worksheet
beside it where there is one. The extractor lays out one folder a student with the notebook and the answers file that
count, and whatever else was sent; the collector reads from that who it was and when. What belongs to nobody goes into
``downloaded/ASSIGNMENT/nobody/``; what was handed in for a student by the instructor is in ``by-hand/``.
"""

import contextlib
import logging
import os
import shlex
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from idic_lab.answers import parse
from idic_lab.course import dates, enrolment, first_hand_in, lms_file_names, packages, worksheet
from idic_lab.grading import clock, identity, sanitize
from idic_lab.grading.files import loaded
from idic_lab.grading.sandbox import temporary_folder


class Unassigned(Enum):
    """Why what somebody sent is nobody's work, in the words that follow the sender's name."""

    NOBODY = "is not in the class list, or more than one has this name"
    UNCLEAR = "could also be the one with the number {number}"
    UNUSABLE_ID = "has an id that {problem} (idic-lab course rename)"
    RIVALS = "would be {student}, as would {others}"


@dataclass
class Claim:
    """What one sender of a download sent."""

    file: lms_file_names.Sent  # one of the files: all have the same sender
    folder: Path  # where they are
    late: bool = False
    names: list = field(default_factory=list)

    @property
    def sender(self):
        """Who it says it is, for a sentence."""
        return f"{sanitize.name(self.file.who)[:60]} ({self.file.number})"


class Quiet(logging.Filter):
    """Leaves out what nbgrader tells of each single file."""

    def filter(self, record):
        """Let the record pass unless it is nbgrader's, and no error."""
        return record.module != "zipcollectapp" or record.levelno >= logging.ERROR


class Download(ExtractorPlugin):
    """Sort a download by students; what belongs to nobody is named and kept apart."""

    def extract(self, archive_path: str, extracted_path: str):
        """Write ``extracted/STUDENT/NAME.ipynb`` and ``NAME.answers.json`` for each student, and what else was sent."""
        if self.parent.log_level > logging.DEBUG:  # --debug shows it all
            self.log.addFilter(Quiet())
        coursedir, archive = self.parent.coursedir, Path(archive_path)
        self.assignment, self.by_hand = coursedir.assignment_id, archive.parent / "by-hand"
        source = Path(coursedir.format_path(coursedir.source_directory, ".", self.assignment))
        self.notebooks = sorted(path.stem for path in source.glob("*.ipynb"))
        with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
            people = [enrolment.as_person(student) for student in gradebook.students]
            listed = lms_file_names.ClassList(people, enrolment.left(gradebook))
            self.due = due_dates(gradebook, self.assignment)
        if not people:
            self.log.error("Nobody is in this course yet. Import the class list: idic-lab course roster FILE")
        if not self.notebooks:
            self.log.error("There is no assignment %s: nothing is in %s.", self.assignment, source)
        if not any(archive.iterdir()) and not self.by_hand.is_dir():
            self.log.warning("There is nothing in %s. Put the download there.", archive_path)
        self.times = {}
        known = self._read_worksheets(archive, listed)
        with temporary_folder() as temporary:
            claims = self._sort(archive, Path(temporary), listed)
            if not known and any(claim.file.platform == "moodle" for claim in claims):
                self.log.warning(
                    "Moodle's download does not say when work came, so nobody counts as late. For that, download the "
                    "grading worksheet too and put it beside the zip."
                )
            whose = self._whose(claims, listed)
            students = sorted({*whose, *(folder.parent.name for folder in packages.by_hand(self.by_hand))})
            laid_out = [each for each in students if self._lay_out(each, whose.get(each), Path(extracted_path, each))]
        without = {person.id for person in people} - set(laid_out) - listed.gone
        self.log.info(
            "%s: work of %d students is sorted, %d have sent nothing. Each file of it: nbgrader zip_collect --debug",
            self.assignment,
            len(laid_out),
            len(without),
        )

    def _read_worksheets(self, archive, listed):
        """Read every table that lies in the download and is no student's; return whether one was a worksheet."""
        known = False
        for path in sorted(path for path in archive.rglob("*") if path.suffix.casefold() in (".csv", ".xlsx")):
            if path.is_symlink() or not path.is_file() or lms_file_names.sent(path.relative_to(archive).as_posix()):
                continue
            read = None
            if path.stat().st_size <= packages.LARGEST_FILE:
                read = worksheet.read(path.read_bytes(), listed, clock.zone(self.config))
            if read is None:
                self.log.error(
                    "%s is no grading worksheet of Moodle's that could be understood, and is left aside.", path.name
                )
                continue
            times, troubles = read
            known = True
            self.times |= times
            self.log.info("%s says who is who, and of %d when the work came.", path.name, len(times))
            for trouble in troubles:
                self.log.warning("%s: %s", path.name, trouble)
        return known

    def _sort(self, archive, into, listed):
        """Write each file into a folder of its sender's; return the claims."""
        claims = {}
        for name, files in packages.downloads(archive, lms_file_names.sent, self.log.error):
            found = [(file, *rest) for path, *rest in files if (file := lms_file_names.sent(path))]
            platforms = [file.platform for file, *_ in found]
            platform = max(platforms, key=platforms.count, default=None)
            if platform is None and name:
                self.log.error(
                    "%s is no download of Moodle or Canvas: nobody can be told from its names. If it came by e-mail: "
                    "idic-lab course hand-in %s STUDENT FILE",
                    sanitize.name(name)[:100],
                    self.assignment,
                )
            lost = [path for path, *_ in files if not lms_file_names.sent(path) and packages.has_a_sender(path)]
            if platform is not None and lost:
                self.log.error(
                    "%s: %s left aside: their names do not say whose they are.",
                    sanitize.name(name)[:100] or archive.name,
                    ", ".join(sanitize.name(path)[:60] for path in lost[:5]),
                )
            for file, size, read in found:
                if file.platform != platform:
                    file = lms_file_names.Sent(
                        file.platform, f"{file.who} in a download of {platform}", file.number, file.file
                    )
                key = (file.platform, file.who, file.number, listed.unclear(file))
                claim = claims.setdefault(key, Claim(file, into / str(len(claims))))
                claim.late = claim.late or file.late
                claim.names.append(sanitize.name(file.file)[:60])
                plain = file.file
                for notebook in self.notebooks:
                    plain = lms_file_names.plain_name(plain, notebook)
                claim.folder.mkdir(exist_ok=True)
                packages.put(claim.folder, plain, size, read, self.log.error)
        return list(claims.values())

    def _whose(self, claims, listed):
        """Return by student the one claim that is theirs; what is nobody's, or claimed twice, is kept apart."""
        nobody = self.by_hand.with_name("nobody")
        shutil.rmtree(nobody, ignore_errors=True)
        handed_in, found, whose = packages.digests(packages.by_hand(self.by_hand)), {}, {}
        for claim in claims:
            person = listed.who(claim.file)
            if listed.unclear(claim.file):
                self._set_aside(claim, nobody, handed_in, Unassigned.UNCLEAR, number=claim.file.other)
            elif person is None:
                self._set_aside(claim, nobody, handed_in, Unassigned.NOBODY)
            elif problem := identity.problem(person.id):
                self._set_aside(claim, nobody, handed_in, Unassigned.UNUSABLE_ID, problem=problem)
            else:
                found.setdefault(person.id, []).append(claim)
        for student, rivals in found.items():
            sure = [each for each in rivals if listed.by_number(each.file)] if len(rivals) > 1 else rivals
            if len(sure) == 1:
                whose[student] = sure[0]
            for claim in rivals:
                if claim is not whose.get(student):
                    others = " and ".join(each.sender for each in rivals if each is not claim)
                    self._set_aside(claim, nobody, handed_in, Unassigned.RIVALS, student=student, others=others)
        return whose

    def _set_aside(self, claim, nobody, handed_in, why, **about):
        """Keep what is nobody's where the instructor can say whose it is, unless that has been done."""
        if packages.digests([claim.folder]) <= handed_in:
            return
        folder = nobody / packages.file_name(f"{claim.file.who} {claim.file.number}")
        moment = came((), self.due(None), claim.late, self.times.get(claim.file.number))
        shutil.copytree(claim.folder, folder)
        os.utime(folder, (moment.timestamp(), moment.timestamp()))
        self.log.error(
            "%s %s: %s stays behind. If you know whose it is: idic-lab course hand-in %s STUDENT %s%s",
            claim.sender,
            why.value.format(**about),
            ", ".join(claim.names[:5]),
            self.assignment,
            shlex.quote(str(folder)),
            " Show the names in Canvas before you download." if claim.file.who == "anon" else "",
        )

    def _lay_out(self, student, claim, target):
        """Write what counts of a student's files: the newest of what the platform and the instructor have."""
        offers = []
        try:
            if claim:
                files, answers, said = packages.chosen(claim.folder, self.notebooks)
                told = self.times.get(claim.file.number)
                moment = came(answers, self.due(student), claim.late, told)
                offers.append((self._first_time(student, files, moment, told, answers), files, said))
            for folder in packages.by_hand(self.by_hand, student):
                files, _, said = packages.chosen(folder, self.notebooks)
                offers.append((datetime.fromtimestamp(folder.stat().st_mtime, UTC), files, said))
            moment, files, said = max(offers, key=lambda each: each[0])
            if len(offers) > 1:
                said = [f"Work came {len(offers)} times; what came at {moment:%Y-%m-%d %H:%M} UTC counts.", *said]
            for sentence in said:
                self.log.warning("%s: %s", student, sentence)
            packages.write(files, target, moment)
            return bool(files)
        except Exception as problem:  # whatever one has sent, the others' work is collected
            self.log.error("%s: the work could not be collected (%s: %s).", student, type(problem).__name__, problem)
            with contextlib.suppress(OSError):
                shutil.rmtree(target)
            return False

    def _first_time(self, student, files, moment, told, answers):
        """Return when work came: where it was collected before, byte for byte, the time that was told then stays."""
        coursedir = self.parent.coursedir
        folder = Path(coursedir.format_path(coursedir.submitted_directory, student, coursedir.assignment_id))
        before = first_hand_in.came(folder, UTC)
        largest = packages.LARGEST_FILE
        if before is None or any(loaded(folder / name, largest).data != files[name] for name in files):
            return moment
        before = before.replace(tzinfo=UTC)
        # A time that nobody told gives way to one from Moodle's worksheet, which may lie beside the zip by now.
        guessed = told is not None and before == came(answers, self.due(student), False, None)
        return moment if guessed else min(moment, before)


class Sender(FileNameCollectorPlugin):
    """Tell nbgrader whose a file is, and when it came, from where the extractor has put it."""

    def collect(self, submitted_file: str) -> dict:
        """Return student, file and time of a file."""
        path = Path(submitted_file)
        student, *inside = path.relative_to(self.parent._format_collect_path(self.parent.extracted_directory)).parts
        moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return {"student_id": student, "file_id": "/".join(inside), "timestamp": f"{moment:%Y-%m-%d %H:%M:%S}"}


def came(answers, due: datetime | None, late: bool, told: datetime | None) -> datetime:
    """Return when work came in, as far as anybody knows.

    The platform's word counts. Where it says no more than late or not, the time of the last answer serves, held on the
    side of the due date that the platform says.
    """
    moment = told or _last_saved(answers) or due or datetime.now(UTC)
    if due is not None and told is None:
        moment = max(moment, due + timedelta(seconds=1)) if late else min(moment, due)
    return min(moment, datetime.now(UTC)).replace(microsecond=0)


def _last_saved(answers):
    """Return when the last answer was saved; the files are such as were understood."""
    entries = [entry for each in answers for entry in parse(each)["answers"].values()]
    return max((datetime.fromisoformat(entry["saved_at"]).astimezone(UTC) for entry in entries), default=None)


def due_dates(gradebook, assignment):
    """Return a function that gives a student's due date, with a zone, or None."""
    try:
        due = gradebook.find_assignment(assignment).duedate
    except MissingEntry:
        due = None
    more = dates.extensions(gradebook)
    return lambda student: due and (due + more.get((assignment, student), timedelta())).replace(tzinfo=UTC)
