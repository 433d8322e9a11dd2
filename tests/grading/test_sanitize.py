import json
import logging
import re
import time
from html.parser import HTMLParser

import nbformat
import pytest
from nbconvert.filters.markdown import markdown2html
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from idic_lab.grading import sanitize
from idic_lab.grading.sanitize import CUT, INVISIBLE, LONGEST_MARKDOWN
from idic_lab.judging.checks import MIME, Criterion, Result

HONEST = """# Trust, and what it costs

**Bold**, *slanted*, `code < 3 & 4`, ~~struck~~, a line
and $T = \\frac{C + R + I}{S}$ with a < b and R&D.

- one
- two

1. first
2. second

> quoted

| a | b |
|---|---|
| 1 | 2 |

See [the course](https://example.org/a_b?c=d#e) and https://example.org.

```python
if a < b:
    # a remark
    print(a[0])
```
"""
# Each would run, load or lead somewhere, or take the place of a part of formgrader's page.
HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "`<img src=x onerror=alert(1)>` and <img src=x onerror=alert(1)>",
    "    <img src=x onerror=alert(1)>\n\n<img src=x onerror=alert(1)>",
    "<!-- --><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>go</a>",
    "<style>body { display: none }</style>",
    "<meta http-equiv=refresh content='0; url=//evil'>",
    "<form action=//evil><input name=score>",
    "<div id='sum-check'>x</div>",
    "[go](javascript:alert(1))",
    "[go]( javascript:alert(1))",
    "[go](\njavascript:alert(1))",
    "[go](<javascript:alert(1)>)",
    "[go](JaVaScRiPt:alert(1))",
    "[go](java&#115;cript:alert(1))",
    "[go](javascript&colon;alert(1))",
    "[go](data:text/html,<script>alert(1)</script>)",
    "[go](vbscript:x)",
    "[go](evil.html)",
    "[go](https://evil/act-as-the-grader)",
    "[go][1]\n\n[1]: https://evil",
    "<https://evil>",
    "see https://evil and HTTP://evil",
    "[go](/formgrader/api)",
    "[go][1]\n\n[1]: javascript:alert(1)",
    "[1]\n\n[1]: <javascript:alert(1)>",
    "<javascript:alert(1)>",
    "![](https://evil/seen.png)",
    "![](javascript:alert(1))",
    "![seen][1]\n\n[1]: https://evil/seen.png",
    "# sum-check",
    "#sum-check",
    "> # sum-check",
    "- # sum-check",
    "1. ## sum-check",
    "sum-check\n===",
    "**sum**-check\n---",
    "para\nsum-check\n  ---  ",
    "| <script>alert(1)</script> | [x](javascript:x) |\n|---|---|\n| <img src=x onerror=x> | ![](//evil) |",
]
# Today's mistune makes text of these by itself, or refuses them.
ODD = [
    "```\n<img src=x onerror=alert(1)>",
    "text <svg/onload=alert(1)> text",
    "<?php x ?><![CDATA[<b>]]>",
    '[a](https://x "\\" onclick=alert(1)")',
    "```mermaid\n<img src=x onerror=alert(1)>\n```",
    '~~~"><img src=x onerror=alert(1)>\nx\n~~~',
    "$<img src=x onerror=alert(1)>$",
    "$$\n<script>alert(1)</script>\n$$",
    "\\begin{a}<script>alert(1)</script>\\end{a}",
]


class Acts(HTMLParser):
    """Collects what would do more than show text."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        allowed = {*sanitize.TAGS, "a", "section", "input"} - {"img"}
        for name, value in attributes:
            safe = name in ("class", "style", "start", "align", "title", "type", "disabled")
            safe |= name == "href" and value.startswith("#")
            safe |= name == "id" and INVISIBLE in value or name == "id" and "%E2%81%A0" in value
            if not safe:
                self.found.append((tag, name, value))
        if tag not in allowed:
            self.found.append(tag)


def acts(html):
    parser = Acts()
    parser.feed(html)
    parser.close()
    return parser.found


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_bites(text):
    """Otherwise the test after this one would prove nothing."""
    assert acts(markdown2html(text))


@pytest.mark.parametrize("text", HOSTILE + ODD)
def test_hostile_markdown_is_text(text):
    assert acts(markdown2html(sanitize.markdown(text))) == []


def rendered(text, attachments):
    return MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=attachments)).render(text)


def test_a_missing_picture_does_not_stop_formgrader():
    text = "![](attachment:missing.png)"
    with pytest.raises(InvalidNotebook):
        rendered(text, {})
    assert acts(rendered(sanitize.markdown(text), {})) == []


@pytest.mark.parametrize(
    "command", ["href", "url", "style", "class", "cssId", "require", "def", "newcommand", "htmlData"]
)
def test_formulas_make_no_links(command):
    assert f"\\{command}" not in sanitize.markdown(f"$\\{command}{{javascript:alert(1)}}{{x}}$")
    assert "\\frac" in sanitize.markdown("$\\frac{1}{2}$")


def test_honest_markdown_reads_as_before():
    shown = markdown2html(sanitize.markdown(HONEST))
    for part in ("<strong>Bold</strong>", "<em>slanted</em>", "<del>struck</del>", "<li>two", "<ol>", "<blockquote>"):
        assert part in shown
    assert "<td>1</td>" in shown and "https://example.org" not in shown
    assert "https://example.org/a_b?c=d#e" in shown.replace(INVISIBLE, "") and "$T = \\frac{C + R + I}{S}$" in shown
    assert sanitize.markdown(HONEST).replace(INVISIBLE, "") == HONEST
    assert sanitize.markdown("No tricks, 3 < 4.") == "No tricks, 3 < 4."


A_PNG = {"a.png": {"image/png": "AAAA"}}


def test_attached_pictures_are_shown_and_no_others():
    text = "![Mine](attachment:a.png) ![](attachment:b.png)"
    shown = rendered(sanitize.markdown(text, A_PNG), A_PNG)
    assert shown.count("<img") == 1 and "data:image/png;base64,AAAA" in shown
    evil = "![![](attachment:a.png)<img onerror=x>](attachment:a.png)"
    shown = rendered(sanitize.markdown(evil, A_PNG), A_PNG)
    assert [each for each in acts(shown) if each not in ("img", ("img", "src", "data:image/png;base64,AAAA"))] in (
        [],
        [("img", "alt", "")],
    )


@pytest.mark.parametrize(
    "unit", ["<", "&", "](", "![a](", "# ", "#", "\\href", "-", "- ", "\n", "a\n", "*", "=\n", "![", ">"]
)
def test_a_text_of_any_length_takes_its_length(unit):
    start = time.process_time()
    shown = sanitize.markdown(unit * 500_000)
    assert time.process_time() - start < 3
    assert shown.replace(INVISIBLE, "") == (unit * 500_000)[:LONGEST_MARKDOWN] + CUT


def test_html_keeps_its_form_and_leads_nowhere():
    kept = "<h2>a</h2><p>b <em>c</em></p><table><tbody><tr><td>d</td></tr></tbody></table>"
    assert sanitize.html(kept) == kept
    assert sanitize.html('<p onclick="x" id="y">a</p><iframe src="y"></iframe>') == "<p>a</p>"
    assert sanitize.html('<a href="https://z">z</a> <script>y</script>half \ud800') == "z half \ufffd"
    picture = '<img src="data:image/png;base64,AAAA">'
    assert sanitize.html(
        f"{picture}<img alt='><script>' src='https://z/seen.png'><img src='data:image/svg+xml;base64,AAAA'>"
    ) == (picture)


def test_a_graders_comment_may_lead_to_the_web():
    shown = sanitize.html('<a href="evil.html">x</a><a href="javascript:y">y</a><a href="https://z">z</a>', links=True)
    assert re.sub(' rel="[^"]*"', "", shown) == '<a>x</a><a>y</a><a href="https://z">z</a>'


PAINTING = ["rule{9em}{9em}", "raise9em{x}", "lower9em{x}", "moveleft9em{x}", "llap{x}", "rlap{x}", "mathllap{x}"]
PAINTING += ["hspace{-9em}", "kern-9em", "mkern-9mu", "vspace{-9em}", "smash{x}", "colorbox{white}{x}", "Huge{x}"]
PAINTING += ["bbox[white]{x}", "require{enclose}", "genfrac{}{}{9em}{}{}{}", "above9em", "!", "raisebox{9em}{x}"]


@pytest.mark.parametrize("command", PAINTING)
def test_a_formula_paints_over_nothing(command):
    assert f"\\{command}" not in sanitize.markdown(f"${{\\{command}}}$")


def test_a_line_break_in_a_formula_goes_down():
    shown = sanitize.markdown("$$\\begin{aligned}a\\\\ [-99em]b\\\\*[-9em]\\end{aligned}$$")
    assert not re.search(r"\\\\[\s*]*\[", shown) and "\\begin{aligned}" in shown and "\\end{aligned}" in shown


@pytest.mark.parametrize(
    "unit",
    ["\\\\[", "\\\\(", "\\begin{a}", "\\begin{a}\\end{b}", "\\begin{a} $$ ", "$$ ", "\\$$ ", "<a", "[a", "`` ` ", "> "],
)
def test_no_cell_keeps_the_page_busy(unit):
    start = time.process_time()
    markdown2html(sanitize.markdown(unit * (99_000 // len(unit))))
    assert time.process_time() - start < 5


def test_half_a_character_does_not_stop_the_writing():
    half = "\ud83d"
    cell = new_markdown_cell(f"![](attachment:{half}.png) {half}")
    cell["attachments"] = {f"{half}.png": {"image/png": "AAAA"}}
    code = new_code_cell(half, outputs=[new_output("display_data", {"text/html": half, "text/plain": half})])
    graded = new_notebook(cells=[cell, code], metadata={half: half})
    sanitize.notebook(graded, trusted_outputs=False)
    json.dumps(graded, ensure_ascii=False).encode()
    assert graded.cells[0].attachments == {}


def test_outputs_of_a_students_code():
    data = {
        "text/plain": "x",
        "text/html": "<b>x</b><script>y</script>",
        "text/markdown": "[x](javascript:y)",
        "image/png": "AAAA",
        "image/svg+xml": "<svg onload=x>",
        "application/javascript": "alert(1)",
        "application/vnd.jupyter.widget-view+json": {"model_id": "x"},
        MIME: [{"criterion": "x", "earned": 5, "possible": 1}],
    }
    shown = sanitize.output(new_output("execute_result", data, execution_count=3, metadata={"isolated": True}))
    assert set(shown.data) == {"text/plain", "text/html", "text/markdown", "image/png"}
    assert "<script" not in shown.data["text/html"] and shown.metadata == {} and shown.execution_count == 3
    assert "](javascript" not in shown.data["text/markdown"]
    assert sanitize.output(new_output("display_data", {"image/png": '"><script>'})).data == {}
    stream = new_output("stream", text="<script>")
    assert sanitize.output(stream) is stream


@pytest.mark.parametrize(
    "data", [[], {}, "x", [3], [{"criterion": 1, "earned": 1, "possible": 1}], [{"bogus": 1}], [{"criterion": []}]]
    + [[{"criterion": "x", "earned": 1, "possible": 1, "misconception": "none such"}], [{"earned": float("nan")}]]
)  # fmt: skip
def test_a_forged_result_is_left_out(data):
    assert sanitize.output(new_output("display_data", {MIME: data})).data == {}


def test_a_real_result_stays():
    data = Result([Criterion("sum", 1, 2, "said", "s-in-numerator")])._repr_mimebundle_()
    assert sanitize.output(new_output("display_data", data)).data[MIME] == data[MIME]


def test_a_notebook_before_it_is_written():
    locked = {"nbgrader": {"grade_id": "x", "locked": True}}
    graded = new_notebook(
        cells=[
            new_markdown_cell("<b>instructor</b>", metadata=locked),
            new_markdown_cell("<b>answer</b>", metadata={"nbgrader": {"grade_id": "y", "locked": False}}),
            new_markdown_cell("<b>own</b>", metadata={"tags": ["x"], "idic_lab": {"role": "notice"}}),
            new_raw_cell("<b>own</b>", metadata={"raw_mimetype": "text/html"}),
            new_code_cell("'<b>'", outputs=[new_output("display_data", {"text/html": "<b>$x$</b><script>"})]),
        ],
        metadata={"widgets": {}},
    )
    sanitize.notebook(graded, trusted_outputs=False)
    assert [INVISIBLE in cell.source for cell in graded.cells] == [False, True, True, True, False]
    assert [bool(cell.metadata) for cell in graded.cells] == [True, True, False, False, False]
    assert "<script" not in str(graded.cells[4].outputs) and "widgets" not in graded.metadata
    nbformat.validate(graded)
    trusted = new_output("display_data", {"text/html": "<p id='x'>$x$</p>"})
    graded.cells[4].outputs = [trusted]
    sanitize.notebook(graded, trusted_outputs=True)
    assert "<p id='x'>$x$</p>" in graded.cells[4].outputs[0].data["text/html"]
    assert "mathjax_ignore" in graded.cells[4].outputs[0].data["text/html"]


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x07", "\r", "\x9b31m", "\u202e", "\u2066", "\x00", "\ufeff", "\x7f"])
def test_a_line_moves_no_cursor(hostile):
    shown = sanitize.line(f"ann{hostile}b")
    assert shown.isprintable() and shown.startswith("ann\\")
    assert sanitize.line("Zoë Müller\n\t東京") == "Zoë Müller\n\t東京"


def test_a_log_names_files_as_text():
    record = logging.makeLogRecord({"msg": "Copying %s", "args": ("\x1b[2Jx",)})
    assert sanitize.LogFilter().filter(record)
    assert record.getMessage() == "Copying \\x1b[2Jx"


@pytest.mark.parametrize(
    "formula", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", "\uff1d1", "=HYPERLINK(1)"]
)
def test_a_table_computes_nothing(formula):
    shown = sanitize.spreadsheet(formula)
    assert shown.startswith("'") and shown.replace("'", "") == formula
    for separator in (";", "\t", "\n", ' ; "'):
        assert f"Ann{separator}'" in sanitize.spreadsheet(f"Ann{separator}{formula.strip()}")
    assert sanitize.spreadsheet("Ann-Marie = x") == "Ann-Marie = x"
