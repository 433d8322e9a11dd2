"""nbgrader's commands made safe: nothing is lost by releasing again, and grading follows no link.

Released again, marks stay when the parts of an assignment change, and so does the release when making one fails.
"""

import contextlib
import copy
import functools
import os
import shutil
import stat
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbgrader.api import Comment, Grade, GradeCell, MissingEntry, SolutionCell, SourceCell, TaskCell, new_uuid
from nbgrader.converters import NbGraderException
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from nbgrader.preprocessors import SaveCells as StockSaveCells
from nbgrader.utils import parse_utc
from traitlets.log import get_logger

from idic_lab.grading import copies, course_folder, disk, tasks

KINDS = ((GradeCell, "grade"), (SolutionCell, "solution"), (TaskCell, "task"), (SourceCell, "source"))


class SaveCells(StockSaveCells):
    """Save the cells of a release; parts may have come and gone although there are submissions.

    nbgrader refuses that. Here those graded before keep what they have, a new part is open for them, and what they had
    for a part that is gone leaves the gradebook, of which a copy is kept.
    """

    def preprocess(self, nb, resources):
        """Save the cells, unless a later step would refuse them: the gradebook never knows what was not released."""
        for later in (ClearHiddenTests, ClearMarkScheme):
            later(parent=self.parent).preprocess(copy.deepcopy(nb), resources)
        return super().preprocess(nb, resources)

    def _create_notebook(self, nb):
        try:
            notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except MissingEntry:
            notebook = None
        if notebook and notebook.submissions:
            self._change(notebook)
        super()._create_notebook(nb)

    def _change(self, notebook):
        session, new, gone = self.gradebook.db, [], []
        for kind, name in KINDS:
            before = {cell.name: cell for cell in getattr(notebook, f"{name}_cells")}
            now = getattr(self, f"new_{name}_cells")
            gone += [before[each] for each in before if each not in now]
            missing = [each for each in now if each not in before]
            new += [kind(id=new_uuid(), name=each, notebook_id=notebook.id, **now[each]) for each in missing]
        if not new and not gone:
            return
        kept = copies.keep(copies.database(self.db_url))
        told = self._told(len(notebook.submissions), new, gone, kept)
        session.add_all(new)
        session.flush()
        for cell in new:
            for submitted in notebook.submissions:
                if isinstance(cell, GradeCell | TaskCell):
                    session.add(Grade(cell_id=cell.id, notebook_id=submitted.id, needs_manual_grade=True))
                if isinstance(cell, SolutionCell | TaskCell):
                    session.add(Comment(cell_id=cell.id, notebook_id=submitted.id))
        graded = [cell for cell in gone if not isinstance(cell, SourceCell)]
        grades = [grade for cell in graded for grade in cell.grades]
        tasks.drop_fingerprints(session, grades)
        for row in (*grades, *(comment for cell in graded for comment in cell.comments), *gone):
            session.delete(row)
        session.commit()
        if told:
            self.log.warning(told)

    def _told(self, count, new, gone, kept):
        came, went = ([_shown(each) for each in cells if hasattr(each, "max_score")] for cells in (new, gone))
        told = [f"{self.assignment_id} has marks for {count} submissions, and they stay."]
        if came:
            told.append(f"New: {', '.join(came)}; open for those who were graded before.")
        if went:
            told.append(f"Taken away: {', '.join(went)}; its marks no longer count, and are kept in {kept}.")
        told.append(f"What grading again would change: idic-lab grade {self.assignment_id} --regrade")
        return " ".join(told) if came or went else ""


def _shown(cell):
    return f"{cell.name} ({cell.max_score:g} point{'' if cell.max_score == 1 else 's'})"


class Exporter(NotebookExporter):
    """nbgrader's; made before nbgrader opens the gradebook, which must not be made anew where there is work."""

    def __init__(self, parent=None, **options):
        super().__init__(parent=parent, **options)
        if not getattr(parent, "no_database", False):
            with _refused(parent):
                course_folder.refuse_to_begin_anew(parent.coursedir)


class ReleaseExporter(Exporter):
    """Made before nbgrader removes a release, which is kept until there is a new one."""

    def __init__(self, parent=None, **options):
        super().__init__(parent=parent, **options)
        parent.convert_notebooks = functools.partial(_safely, parent, parent.convert_notebooks)


@contextlib.contextmanager
def _refused(converter):
    """End the command with a sentence, as nbgrader's commands end."""
    try:
        yield
    except (course_folder.NoCourse, OSError) as problem:
        converter.log.error("%s Nothing was written.", disk.sentence(problem) or problem)
        raise NbGraderException(problem) from None


def _safely(converter, convert):
    """Put the releases there are back when nbgrader, which removes them first, cannot make new ones."""
    asides = {}
    with _refused(converter):
        for source, notebooks in converter.assignments.items():
            name = Path(source).name
            release = Path(converter.coursedir.format_path(converter.coursedir.release_directory, ".", name))
            if aside := _put_aside(release):
                asides[aside] = release, [release / Path(notebook).name for notebook in notebooks]
    try:
        convert()
    finally:
        for aside, (release, notebooks) in asides.items():
            if all(notebook.is_file() for notebook in notebooks):
                shutil.rmtree(aside, ignore_errors=True)
            else:
                shutil.rmtree(release, ignore_errors=True)
                aside.rename(release)
                converter.log.warning("The release from before is still there: %s", release)


def _put_aside(release):
    aside = release.with_name(f".{release.name}.before")
    if release.is_dir() and not aside.exists():  # where it exists a run was killed, and the release may be half
        half = release.with_name(f".{release.name}.copying")
        shutil.rmtree(half, ignore_errors=True)
        try:
            shutil.copytree(release, half)
        except shutil.Error as problem:  # a list of what could not be copied
            shutil.rmtree(half, ignore_errors=True)
            raise OSError(f"{release} could not be copied first: {problem.args[0][0][2]}.") from None
        half.rename(aside)
    return aside if aside.is_dir() else None


def disarm(assignment: str, student: str, notebooks: list[str]):
    """Replace links, pipes and the like in a submission by a text that names them: nbgrader's copying follows them.

    nbgrader calls this before it copies a submission (``Autograde.pre_convert_hook``).
    """
    for folder in {os.path.dirname(notebook) for notebook in notebooks}:
        for here, _, files in os.walk(folder):
            for file in files:
                path = os.path.join(here, file)
                if not stat.S_ISREG(os.lstat(path).st_mode):
                    where = f" to {os.readlink(path)}" if os.path.islink(path) else ""
                    os.remove(path)
                    Path(path).write_text(f"This was not a plain file but a link or a device{where}.\n", "utf-8")
        _set_aside_unreadable_time(folder)


def _set_aside_unreadable_time(folder):
    """Rename a ``timestamp.txt`` at which nbgrader would give this student up."""
    path = Path(folder, "timestamp.txt")
    try:
        parse_utc(path.read_text("utf-8").strip() or None)
    except FileNotFoundError:
        pass
    except Exception:  # dateutil lets several kinds through
        path.rename(path.with_name("timestamp-unreadable.txt"))
        get_logger().warning("%s cannot be read, so the gradebook keeps the time it had. It was renamed.", path)
