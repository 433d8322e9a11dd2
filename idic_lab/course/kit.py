"""Build what a student gets: the package, the lessons, the datasets, the released assignments, a guide."""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

from idic_lab.grading.course_folder import SETTINGS, CourseFolder, NoCourse

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "assignments"
GUIDE = "START-HERE.html"


def release(into: Path, course: Path = COURSE):
    """Release every assignment of a course through nbgrader, in a copy made for the purpose."""
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary)
        # Not an instructor's own try either.
        left_out = shutil.ignore_patterns(".ipynb_checkpoints", "*.answers.*", ".*.answers.*")
        shutil.copytree(course / "source", copy / "source", ignore=left_out)
        for settings in course.glob("*.py"):
            shutil.copy(settings, copy)
        # The settings may name another folder; the course's own gradebook is left alone.
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", "generate_assignment", "*", "--no-db", f"--course-dir={copy}"],
            cwd=copy,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            left = {folder.name for folder in (copy / "source").glob("*/")}
            left -= {folder.name for folder in (copy / "release").glob("*/")}
            why = f"This says why: nbgrader generate_assignment {min(left)} --no-db" if left else done.stderr.strip()
            raise RuntimeError(f"nbgrader could not release the assignments: {', '.join(sorted(left))}. {why}")
        shutil.move(copy / "release", into)


def changed_since(course: Path, released: Path) -> list[str]:
    """Return the assignments whose source has changed since the course released them."""
    before = {folder.name: folder for folder in (course / "release").glob("*/")}
    return [
        folder.name
        for folder in sorted(released.glob("*/"))
        if folder.name in before and _files(folder) != _files(before[folder.name])
    ]


def _files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wheel(into):
    """Build the student's wheel and return its path."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(into)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    (built,) = into.glob("*.whl")
    return built


def pins(lock: str, direct) -> str:
    """Return the part of a lock that some packages need."""
    # A package can have several entries, for one Python or system each.
    entries = re.split(r"\n(?=[a-z0-9])", lock.strip())
    names = [re.split(r"[=\[ ]", entry, maxsplit=1)[0] for entry in entries]
    asked_by = [set(re.split(r"[\s#]+", entry.partition("# via")[2])) for entry in entries]
    needed = set(direct)
    while more := {name for name, parents in zip(names, asked_by, strict=True) if needed & parents} - needed:
        needed |= more
    return "\n".join(entry for name, entry in zip(names, entries, strict=True) if name in needed) + "\n"


def build(folder: Path, course: Path = COURSE) -> Path:
    """Build the kit. The zip of the kit, beside the folder."""
    if folder.exists() and not (folder / GUIDE).is_file():
        raise FileExistsError(f"{folder} is there and is no student kit; name another with --folder.")
    if (folder / "my-work").exists():
        raise FileExistsError(f"Somebody has worked in {folder / 'my-work'}; move that away first.")
    with tempfile.TemporaryDirectory() as temporary:
        kit = Path(temporary) / folder.name
        kit.mkdir()
        package = wheel(kit)
        shutil.copy(Path(__file__).with_name("kit.html"), kit / GUIDE)
        shutil.copy(ROOT / "LICENSE", kit)
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        needed = project["dependencies"] + project["optional-dependencies"]["lab"]
        direct = [re.split(r"[^\w-]", dependency, maxsplit=1)[0] for dependency in needed]
        (kit / "requirements.lock").write_text(
            pins((ROOT / "requirements.lock").read_text("utf-8"), direct)
            + f"./{package.name} --hash=sha256:{hashlib.sha256(package.read_bytes()).hexdigest()}\n",
            "utf-8",
        )
        # The wheel has chosen which files of these folders a student gets; the kit shows the same ones.
        with zipfile.ZipFile(package) as members:
            for member in members.namelist():
                for inside, shown in (("idic_lab/_lessons/", "lessons"), ("idic_lab/_datasets/", "datasets")):
                    if member.startswith(inside):
                        target = kit / shown / member.removeprefix(inside)
                        target.parent.mkdir(parents=True, exist_ok=True)
                        target.write_bytes(members.read(member))
        release(kit / "assignments", course)
        if folder.exists():
            shutil.rmtree(folder)
        shutil.move(kit, folder)
    return pack(folder)


def pack(folder):
    """Zip `folder` beside itself, the same files to the same bytes, and return the path of the zip."""
    target = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                member = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}")
                member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(member, path.read_bytes())
    return target


def main(argv):
    """Build the kit and say what is in it."""
    parser = argparse.ArgumentParser(
        prog="idic-lab kit", description="Build what a student gets, as a folder and a zip."
    )
    parser.add_argument("--folder", type=Path, help="where to build it (student-kit, beside the course)")
    parser.add_argument(
        "--course", type=Path, metavar="DIR", help="whose assignments (this folder, if it is a course; else the kit's)"
    )
    options = parser.parse_args(argv)
    try:
        here = options.course or (Path() if Path(SETTINGS).is_file() else None)
        course = CourseFolder(here).root if here else COURSE
        default = ROOT if course == COURSE else course.parent
        folder = (options.folder or default / "student-kit").resolve()
        archive = build(folder, course)
    except (FileExistsError, RuntimeError, NoCourse) as error:
        print(error, file=sys.stderr)
        return 1
    for part in sorted(folder.iterdir()):
        count = sum(path.is_file() for path in part.rglob("*"))
        print(f"  {part.name}" + (f": {count} files" if count else ""))
    print(f"The student kit with the assignments of {course} is in {folder} and, to hand out, in {archive}.")
    if changed := changed_since(course, folder / "assignments"):
        print(
            f"Changed since the course released them: {', '.join(changed)}. Release them again before you hand it out:"
            f"\n  nbgrader generate_assignment {changed[0]} --force"
        )
    return 0
