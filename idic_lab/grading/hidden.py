"""Hidden tests and mark schemes: taken out of what a student sees, and looked for on the page before it is written."""

import atexit
import functools
import logging
import re
from html.parser import HTMLParser

from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from traitlets import Bool

from idic_lab.grading import sanitize

SHORTEST = 20  # letters and signs of a line that is looked for: a shorter one may be anybody's
# What Markdown and code look like on a page nbconvert has as HTML alone; all else that a template shows is escaped.
MAKES_HTML = {"ansi2html", "clean_html", "escape_html", "from_grader", "highlight_code", "markdown2html", "untrusted"}


class WouldShow(ValueError):
    """A page holds a line that is the instructor's alone; the message says whose page and which line."""


class Page(HTMLExporter):
    """nbconvert's page of a notebook, by a template that escapes; searched for hidden lines when it is finished."""

    search_hidden = Bool(True, help="refuse a page on which a line of the hidden tests stands").tag(config=True)

    def __init__(self, **more):
        super().__init__(**more)
        command = getattr(self.parent, "parent", None)
        if getattr(command, "log_level", logging.DEBUG) > logging.DEBUG:  # --debug shows it all
            self.log.addFilter(Brief(self.log))

    def default_filters(self):
        """Add what makes a student's and a grader's HTML harmless to nbconvert's filters."""
        yield from super().default_filters()
        yield "untrusted", sanitize.html
        yield "from_grader", functools.partial(sanitize.html, links=True)

    def _create_environment(self):
        environment = super()._create_environment()
        environment.autoescape = True
        return environment

    def _register_filter(self, environ, name, jinja_filter):
        registered = super()._register_filter(environ, name, jinja_filter)
        if name in MAKES_HTML:
            environ.filters[name] = _marked_as_html(registered)
        return registered

    def from_notebook_node(self, nb, resources=None, **options):
        """Make the page."""
        page, resources = super().from_notebook_node(nb, resources, **options)
        found = first_of(resources["idic_lab"]["hidden"], page) if self.search_hidden else None
        if found:
            grade_id, line = found
            about = resources["nbgrader"]
            raise WouldShow(
                f"The feedback of {about['student']} on {about['notebook']} was not written: it would show a line of "
                f"the cell {grade_id} that is hidden from students, “{line[:60]}”. Look at what this student handed "
                "in. Where it is an accident, run this once more with --Page.search_hidden=False."
            )
        return page, resources


def _marked_as_html(make):
    """Let what a filter returns pass a template unescaped."""

    @functools.wraps(make, updated=())
    def marked(*given, **named):
        return Markup(make(*given, **named))

    if argument := getattr(make, "jinja_pass_arg", None):  # how Jinja tells which filters want its context
        marked.jinja_pass_arg = argument
    return marked


class Brief(logging.Filter):
    """Leaves out what nbgrader tells of each single file, and counts instead; of a traceback it keeps the reason."""

    COUNTED = {
        "Converting notebook": "written",
        "Skipping existing assignment": "there before (--force makes them anew)",
        "There was an error processing assignment:": "not written",
    }

    def __init__(self, log):
        super().__init__()
        self._counts = dict.fromkeys(self.COUNTED.values(), 0)
        atexit.register(self._tell, log)

    def filter(self, record):
        """Let errors and what is no line of nbgrader's for a file pass."""
        text = record.getMessage()
        for begin, kind in self.COUNTED.items():
            self._counts[kind] += text.startswith(begin)
        if text.startswith("Traceback "):
            record.msg, record.args = text.strip().splitlines()[-1].removeprefix(f"{__name__}.WouldShow: "), ()
        return record.levelno >= logging.ERROR or record.module not in ("base", "files", "getgrades", "configurable")

    def _tell(self, log):
        self._counts["written"] -= self._counts["not written"]
        log.warning("Feedback: %s.", ", ".join(f"{number} {kind}" for kind, number in self._counts.items() if number))


def markers(parent):
    """Return the (first, last) marks of nbgrader's regions, as the course has them."""
    tests, scheme = ClearHiddenTests(parent=parent), ClearMarkScheme(parent=parent)
    return [
        (tests.begin_test_delimeter, tests.end_test_delimeter),
        (scheme.begin_mark_scheme_delimeter, scheme.end_mark_scheme_delimeter),
    ]


def parted(text: str, marks: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return the lines outside and inside of regions; one without an end goes to the end of the text."""
    outside, inside, last = [], [], None
    for line in text.splitlines():
        if last is None:
            last = next((end for begin, end in marks if begin in line), None)
            outside += [line] if last is None else []
        elif last in line:
            last = None
        else:
            inside.append(line)
    return outside, inside


def lines(cells, marks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the lines of a release that only the instructor may see."""
    split = [(grade_id, *parted(text, marks)) for grade_id, text in cells]
    known = "\n".join(_letters(line) for _, outside, _ in split for line in outside)
    return [
        (grade_id, line.strip())
        for grade_id, _, inside in split
        for line in inside
        if len(letters := _letters(line)) >= SHORTEST
        and letters not in known
        and not re.match(r"\s*(import|from)\s", line)
    ]


def first_of(hidden: list[tuple[str, str]], page: str):
    """Return the first hidden line that a page shows, or None."""
    text = _Text()
    text.feed(page)
    text.close()
    shown = _letters("".join(text.found))
    return next(((grade_id, line) for grade_id, line in hidden if _letters(line) in shown), None)


class _Text(HTMLParser):
    """What a page says, without its tags."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_data(self, data):
        self.found.append(data)


def _letters(text):
    return re.sub(r"[\s\u200b-\u200f\u2060]+", "", text)
