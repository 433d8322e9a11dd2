"""Collecting from the exchange: work that is handed in again without a change came when it came first."""

import os
import shutil
import stat
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from idic_lab.grading import clock, collect, sanitize
from idic_lab.grading.files import MOST_FILES, loaded

# What nbgrader adds to what is handed in.
ASIDE = {"timestamp.txt", "submission_secret.txt"}
LARGEST = 50_000_000  # bytes; folders that hold more are not compared


class CollectFirst(collect.CollectPlainFiles):
    """Collect, of the latest work of each student, the first of those that hold the same."""

    def init_src(self):
        """Choose what to collect."""
        super().init_src()
        zone = clock.zone(self.config)
        sent = hand_ins(self.inbound_path, self.coursedir.assignment_id, zone)
        for record in self.src_records:
            mine = [each for each in sent.get(record["username"], []) if not self._problem(each[1], each[1].name)]
            names = [folder.name for _, folder in mine]
            if record["filename"] in names:
                moment, folder = first(mine[: names.index(record["filename"]) + 1])
                if folder.name != record["filename"]:
                    self.log.info(
                        "%s has handed in the same again: it counts as of %s",
                        sanitize.name(record["username"]),
                        clock.shown(moment, zone),
                    )
                record |= self._path_to_record(str(folder))

    def do_copy(self, src, dest, log=None):
        """Copy work; a time that cannot be read is replaced by that of the folder's name, and said."""
        super().do_copy(src, dest, log=log)
        if not Path(dest).is_dir():
            return
        written = Path(dest, "timestamp.txt")
        if came(dest, clock.zone(self.config)) is None:
            told = self._path_to_record(src)["timestamp"]
            self.log.warning("%s cannot be read: the time is that of %s", written, sanitize.name(Path(src).name))
            shutil.rmtree(written, ignore_errors=True)  # for one that is a folder
            written.unlink(missing_ok=True)
            written.write_text(f"{told} UTC", "utf-8")


def came(folder: Path, zone):
    """Return when the work in a folder was handed in, as its timestamp says."""
    try:
        return clock.stamp((loaded(Path(folder, "timestamp.txt"), 1000).data or b"").decode(), zone)
    except ValueError:
        return None


def hand_ins(inbound: Path, assignment: str, zone):
    """Return everything that was handed in through the exchange, and could be collected."""
    found, latest = {}, datetime.now(UTC).replace(tzinfo=None) + collect.AHEAD
    for folder in Path(inbound).glob(f"*+{assignment}+*"):
        student, _, rest = folder.name.rpartition(f"+{assignment}+")
        try:
            moment = clock.stamp(rest.split("+")[0], zone)
        except ValueError:
            continue
        if moment <= latest and folder.is_dir() and not folder.is_symlink():
            found.setdefault(student, []).append((moment, folder))
    return {student: sorted(each) for student, each in found.items()}


def first(sent):
    """Return the first of those hand-ins after which nothing was changed any more."""
    found = sent[-1]
    for before, after in pairwise(reversed(sent)):
        if not same(before[1], after[1]):
            break
        found = after
    return found


def same(one: Path, other: Path) -> bool:
    """Tell whether two folders hold the same files, byte for byte; links and the like are the same as nothing."""
    try:
        files = _files(one)
        return (
            files is not None
            and files == _files(other)
            and all(_bytes(one, name) == _bytes(other, name) is not None for name in files)
        )
    except OSError:
        return False


def _bytes(folder, name):
    return loaded(Path(folder, name), LARGEST).data


def _files(folder):
    """Return the sizes of the files in a folder, or None where it holds something that is not compared."""
    found = {}
    if os.path.islink(folder) or not os.path.isdir(folder):
        return None
    for here, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(here, name)
            about = path.lstat()
            if stat.S_ISREG(about.st_mode):
                found[path.relative_to(folder).as_posix()] = about.st_size
            elif not stat.S_ISDIR(about.st_mode):
                return None
        if len(found) > MOST_FILES:
            return None
    for name in ASIDE:
        found.pop(name, None)
    return found if sum(found.values()) <= LARGEST else None
