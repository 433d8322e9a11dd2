"""``nbgrader collect`` that follows no link: what lies in the exchange is read with the instructor's rights."""

import os
import shutil
import stat
from datetime import UTC, datetime, timedelta

from nbgrader.api import Gradebook
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.exchange.default import collect as nbgraders
from nbgrader.utils import ignore_patterns, parse_utc

from idic_lab.grading import identity, sanitize

AHEAD = timedelta(days=1)  # clocks of two machines may differ


class CollectPlainFiles(ExchangeCollect):
    """Collect plain files from plain folders; whatever else lies there is named and left out."""

    def init_src(self):
        """Look for what was handed in."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            self._students = {student.id for student in gradebook.students}
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"]]

    def _path_to_record(self, path):
        """Return who handed in and when; of a folder that is left out, nobody and no time."""
        name = os.path.basename(path)
        try:
            if not (problem := self._problem(path, name)):
                return super()._path_to_record(path)
        except OSError as error:
            problem = f"it cannot be looked at ({error.strerror})"
        self.log.error("%s in the exchange is left out: %s.", sanitize.name(name), sanitize.name(problem))
        return {"username": "", "filename": name, "timestamp": datetime.min}

    def _problem(self, path, name):
        """Return why something in the exchange is nobody's work, ending a sentence; empty when it is."""
        about = os.lstat(path)
        if stat.S_ISLNK(about.st_mode):
            return f"it is a link to {os.readlink(path)}"
        if not stat.S_ISDIR(about.st_mode):
            return "it is no folder"
        parts = name.rsplit("+", 3)
        if len(parts) < 3 or parts[1] != self.coursedir.assignment_id:
            return "its name is not of the form STUDENT+ASSIGNMENT+TIME, so nbgrader submit has not made it"
        if problem := identity.unusable(parts[0]):
            return problem.rstrip(".")
        try:
            moment = parse_utc(parts[2])
        except (ValueError, OverflowError):
            return f"“{parts[2]}” in its name is no time"
        if moment > datetime.now(UTC).replace(tzinfo=None) + AHEAD:
            return f"the time in its name, {parts[2]}, lies ahead"
        owner = _owner(about)
        if self.check_owner and owner != parts[0] and owner in self._students:
            return f"it claims to be by {parts[0]}, and it was {owner} who put it there"
        return ""

    def do_copy(self, src, dest, log=None):
        """Copy the plain files of one student's folder; a folder that cannot be copied stops nobody else's."""
        student = sanitize.name(os.path.basename(src).rsplit("+", 3)[0])
        try:
            self._copy(src, dest, student)
        except (OSError, shutil.Error) as problem:
            shutil.rmtree(dest, ignore_errors=True)
            self.log.error("The work of %s could not be collected: %s", student, sanitize.name(problem)[:300])

    def _copy(self, src, dest, student):
        limit = 1000 * self.coursedir.max_dir_size
        if (size := self.get_size(src)) > limit:
            raise OSError(f"it holds {size} bytes, and max_dir_size allows {limit}")
        course = self.coursedir
        # Only plain files reach nbgrader's rule, which asks each file for its size.
        usual = ignore_patterns(course.ignore, course.include, course.max_file_size, self.log)

        def left_out(folder, names):
            odd = {name: kind for name in names if (kind := _kind(os.path.join(folder, name)))}
            for name, kind in odd.items():
                self.log.error("%s handed in %s, which is %s: left out.", student, *map(sanitize.name, (name, kind)))
            return {*odd, *usual(folder, [name for name in names if name not in odd])}

        shutil.copytree(src, dest, ignore=left_out, copy_function=_copy_plain)
        for here, _, files in os.walk(dest):
            for name in files if course.groupshared else ():
                os.chmod(os.path.join(here, name), 0o660)
            # Copied with the rights that its student gave it, which may be none.
            os.chmod(here, 0o2770 if course.groupshared else 0o755)


def _kind(path):
    """Return what something is that is neither a file nor a folder, in words; empty for those two."""
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return f"a link to {os.readlink(path)}"
    return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "a pipe or a device"


def _copy_plain(source, target):
    # The folder remains its student's: what was a file a moment ago may be a link by now.
    with open(source, "rb", opener=lambda path, flags: os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(f"{source} is no plain file any more")
        with open(target, "xb") as copy:
            shutil.copyfileobj(file, copy)
        about = os.fstat(file.fileno())
    os.utime(target, ns=(about.st_atime_ns, about.st_mtime_ns))
    return target


def _owner(about):
    try:
        return nbgraders.pwd.getpwuid(about.st_uid).pw_name
    except (KeyError, AttributeError):
        return None
