"""Begin a lesson or an assignment: every place that one needs, as a skeleton that passes the tests.

``make new-lesson NAME=15-my-lesson`` and ``make new-assignment NAME=my-assignment``. The skeletons are in
``content/skeletons/``; what they say is there to be replaced.
"""

import json
import re
import sys
import tomllib
from pathlib import Path
from string import Template

import build
import readability

ROOT = build.ROOT
SKELETONS = ROOT / "content" / "skeletons"
CONCEPTS = Path("idic_lab/subject/concepts.toml")


class Refused(ValueError):
    """Nothing was written; the message says why."""


def skeleton(path: str, words: dict[str, str]) -> str:
    """Return a skeleton with its words filled in."""
    return Template((SKELETONS / path).read_text("utf-8")).substitute(words)


def lessons() -> list[str]:
    """Return the names of the numbered lessons, in order."""
    return sorted(path.stem for path in ROOT.glob("content/lessons/[0-9][0-9]-*.py"))


def lesson(name: str) -> dict[Path, str]:
    """Return what a new lesson is made of, as texts by path; what was there before is in them."""
    if not re.fullmatch(r"\d\d-[a-z]+(-[a-z0-9]+)*", name):
        raise Refused(f"{name!r} names no lesson: write two digits and small letters, as in 15-my-lesson.")
    number, slug = name[:2], name[3:]
    if taken := [each for each in lessons() if each[:2] == number or each[3:] == slug]:
        raise Refused(f"{name!r} would be a second lesson beside {taken[0]!r}: take another number and name.")
    concepts, glossary = ((ROOT / path).read_text("utf-8") for path in (CONCEPTS, "content/lessons/glossary.py"))
    idea = slug.replace("-", " ")
    if f'name = "{idea}"' in concepts.lower() or f"| {idea} |" in glossary.lower():
        raise Refused(f"{idea!r} is an idea of the course already: take another name.")
    before = [each for each in lessons() if each < name]
    if not before:
        raise Refused(f"{name!r} would be the first lesson, and has none to look back to: take a higher number.")
    bank = tomllib.loads((ROOT / f"idic_lab/subject/bank/{before[-1]}.toml").read_text("utf-8"))["item"]
    words = {"name": name, "number": number, "slug": slug, "idea": idea, "title": idea.capitalize()}
    words |= {"warm_up_1": bank[0]["id"], "warm_up_2": bank[1]["id"]}
    return {
        Path(f"content/lessons/{name}.py"): skeleton("lesson/lesson.py", words),
        Path(f"idic_lab/subject/bank/{name}.toml"): skeleton("lesson/bank.toml", words),
        Path(f"content/instructor/{name}.md"): skeleton("lesson/instructor.md", words),
        CONCEPTS: concepts + skeleton("lesson/concept.toml", words),
        Path("content/lessons/glossary.py"): glossary + skeleton("lesson/glossary.py", words),
    }


def assignment(name: str) -> dict[Path, str]:
    """Return what a new assignment is made of, on the last lesson, as texts by path."""
    if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name):
        raise Refused(f"{name!r} names no assignment: write small letters, as in my-assignment.")
    folder = Path("content/assignments", name)
    if (ROOT / folder).exists():
        raise Refused(f"There is an assignment {name!r} already: take another name.")
    about = lessons()[-1]
    books = tomllib.loads(skeleton("assignment/books.toml", {}))
    words = {
        "name": name,
        "lesson": about,
        "idea": name.replace("-", " "),
        "title": name.replace("-", " ").capitalize(),
    }
    words |= {"strong": books["reference"]["answers"]["why"], "weak": books["plausible-but-weak"]["answers"]["why"]}
    files = {
        folder / each: skeleton(f"assignment/{each}", words) for each in ("checks.py", "rubrics.toml", "calibration.md")
    }
    files[folder / f"{name}.py"] = skeleton("assignment/assignment.py", words)
    for stem, given in books.items():
        which, how_many = given["earned"]
        criteria = {"which of the three is a relationship": which, "how many touchpoints the table holds": how_many}
        book = {"why": given["why"], "answers": given["answers"], "expected": {"answers-check": criteria}}
        book["misconceptions"] = given.get("misconceptions", [])
        if "manual" in given:
            book["manual"] = {"why-marks": given["manual"]}
        if which + how_many == 2:
            book["right"] = True
        text = json.dumps(book, indent=1, ensure_ascii=False) + "\n"
        files[Path("tests/fixtures/answer_books", name, f"{stem}.json")] = text
    files[CONCEPTS] = graded((ROOT / CONCEPTS).read_text("utf-8"), about, name)
    return files


def graded(concepts: str, lesson: str, name: str) -> str:
    """Return the text of the concept map, in which the first idea of a lesson is graded in an assignment too."""
    head, *blocks = re.split(r"(?=^\[\[concept\]\])", concepts, flags=re.MULTILINE)
    place = next(place for place, block in enumerate(blocks) if f'teach = ["{lesson}"' in block)
    block = blocks[place]
    if "\ngraded = [" in block:
        blocks[place] = block.replace("\ngraded = [", f'\ngraded = ["{name}", ')
    else:
        blocks[place] = block.rstrip("\n") + f'\ngraded = ["{name}"]\n' + "\n" * (place < len(blocks) - 1)
    return head + "".join(blocks)


def main(kind: str, name: str) -> int:
    """Write the skeleton, build the notebooks, and bring the figures of ``docs/readability.md`` up to date."""
    try:
        files = {"lesson": lesson, "assignment": assignment}[kind](name)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    for path, text in files.items():
        print(f"{'changed' if (ROOT / path).exists() else 'written'}: {path}")
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, "utf-8", newline="\n")
    readability.write_page()
    return build.main([])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
