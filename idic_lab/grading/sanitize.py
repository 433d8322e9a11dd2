"""What a student typed, shown as text that does nothing: in formgrader, feedback, terminals and spreadsheets.

Graded notebooks are shown by formgrader and JupyterLab on the grader's own account, and neither can be told whom to
trust. So what goes into them is made harmless when it is written. An invisible character in the right place does it:
it takes the meaning away from the characters around it wherever they stand, whatever reads them, and a reader sees no
difference.
"""

import logging
import re

from idic_lab.judging.result import MIME, parsed

INVISIBLE = "\u2060"  # word joiner
LONGEST_MARKDOWN = 100_000  # characters; a longer text would keep formgrader busy for seconds
CUT = "\n\n(The rest of this text was left out: it is longer than 100 000 characters.)"
MOST_FORMULAS = 500  # of what may begin one; for each, both nbconvert and a browser look through all that follows
PICTURES = ("image/png", "image/jpeg", "image/gif")
# What a student's own markdown and tables may hold when they are shown; nothing that runs, loads or leads to a script.
TAGS = (
    {"b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "hr", "i", "img", "li", "ol", "p", "pre"}
    | {"s", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"}
    | {f"h{level}" for level in range(1, 7)}
)

# What a formula may use. The hundreds of other commands move, stretch and paint, over the mark scheme if they like.
COMMANDS = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau upsilon
phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega frac dfrac tfrac sqrt sum prod int
cdot cdots dots ldots times div pm mp ast le leq ge geq ne neq lt gt ll gg approx sim simeq equiv propto in notin subset
subseteq cup cap forall exists neg land lor to rightarrow Rightarrow leftarrow Leftarrow leftrightarrow mapsto implies
iff infty partial nabla ell circ prime bar hat tilde vec dot overline underline overbrace underbrace left right middle
lvert rvert mid lfloor rfloor lceil rceil langle rangle text textbf textit mathrm mathbf mathit mathsf mathbb mathcal
operatorname log ln exp min max lim sup inf sin cos tan arg Pr binom limits nolimits quad qquad displaystyle textstyle
begin end
"""
MOST_ENVIRONMENTS = 100  # nbconvert looks for the end of each through the whole text

_NAME = re.compile(r"[\w .,:()+#/-]{0,80}")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(attachment:([\w.-]+)\)")
# None of these looks back or ahead further than a line: a hostile text of any length takes its length to read.
_BREAKS = [
    # A tag, a comment or an address in angle brackets.
    re.compile(r"(<)(?=[A-Za-z/!?])"),
    # A character by its number or name, which is read as the character itself in an address.
    re.compile(r"(&)(?=#|(?!(?:amp|lt|gt|quot|nbsp);)[A-Za-z][A-Za-z0-9]*;)"),
    # A link, and the definition of one: whoever follows it to a server of the student's is the grader there.
    re.compile(r"(\])(?=[(:\[])"),
    re.compile(r"((?i:https?:|www))(?=//|\.)"),
    # A picture from elsewhere, which would tell somebody that the work is being read.
    re.compile(r"(!)(?=\[)"),
    # Commands that are not on the list, and the two ways to go backwards in a formula that have no name. The second
    # stands for a formula as well, whose end nbconvert looks for through the whole text, each time.
    re.compile(rf"(\\)(?=(?!(?:{'|'.join(COMMANDS.split())})(?![A-Za-z]))[A-Za-z]|!)"),
    re.compile(r"(\\\\[\s*]*)(?=[\[(])"),
    # Headings, which get an id for their text: one like a field of formgrader's would take its place.
    re.compile(r"(?<![^\s>])(#{1,6}[ \t]*)(?=\S)"),
    re.compile(r"^([^\w\n]*)(?=\w.*\n[ \t>]*(?:=+|-+)[ \t]*$)", re.MULTILINE),
]
_FORMULAS = re.compile(r"\$|\\(?=[\[\]()]|begin|end)")
_ENVIRONMENT = re.compile(r"(\\)(?=begin)")
_PICTURE_NAME = re.compile(r"[\w.-]+")
_PICTURE_DATA = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=]*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # half a character, which no file can hold
_CONTROL = re.compile(
    r"[^\n\t\x20-\U0010ffff]|[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# Where a cell begins for a program that takes something else than a comma for the separator.
_FORMULA_INSIDE = re.compile(r"""([;|\t\r\n][\s"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])""")


def notebook(graded, trusted_outputs: bool):
    """Make a graded notebook harmless in place; the last step before it is written."""
    if not trusted_outputs:  # of all else, a notebook that is made anew holds no halves of characters
        graded.update(encodable(graded))
    for name, about in list(graded.metadata.items()):
        if name not in ("idic_lab", "kernelspec", "language_info") or (name != "idic_lab" and not _plain(about)):
            del graded.metadata[name]
    for cell in graded.cells:
        about = cell.metadata.get("nbgrader", {})
        if not about:
            cell.metadata.clear()
        if "attachments" in cell:
            cell.attachments = attachments(cell.attachments)
        if not about.get("locked") and cell.cell_type != "code":
            cell.source = markdown(cell.source, cell.get("attachments", ()))
        if cell.cell_type == "code":
            cell.outputs = [_trusted(each) if trusted_outputs else output(each) for each in cell.outputs]


def encodable(given):
    """Return data from JSON without halves of characters, which a file may name and none can hold."""
    if isinstance(given, str):
        return _SURROGATE.sub("\ufffd", given)
    if isinstance(given, list):
        return [encodable(each) for each in given]
    if isinstance(given, dict):
        return type(given)({encodable(key): encodable(value) for key, value in given.items()})
    return given


def _plain(about):
    """Tell whether a description of kernel or language is made of names, as those of Jupyter are."""
    values = [each for value in about.values() for each in (value.values() if isinstance(value, dict) else [value])]
    return all(isinstance(each, int) or _NAME.fullmatch(str(each)) for each in values)


def markdown(text: str, pictures=()) -> str:
    """Return markdown that shows as much of its form as is safe, and the rest as the text it is."""
    if len(text) > LONGEST_MARKDOWN:
        text = text[:LONGEST_MARKDOWN] + CUT
    if len(_FORMULAS.findall(text)) > MOST_FORMULAS:
        text = _FORMULAS.sub(lambda found: "\uff04" if found[0] == "$" else f"\\{INVISIBLE}", text)
    shown, at = [], 0
    for picture in _PICTURE.finditer(text):
        if picture[2] in pictures:
            shown += [_broken(text[at : picture.start()]), f"![{_broken(picture[1])}](attachment:{picture[2]})"]
            at = picture.end()
    return "".join([*shown, _broken(text[at:])])


def _broken(text):
    many = text.count("\\begin") > MOST_ENVIRONMENTS
    for each in [*_BREAKS, _ENVIRONMENT] if many else _BREAKS:
        text = each.sub(rf"\1{INVISIBLE}", text)
    return text


def html(text: str, links: bool = False) -> str:
    """Return HTML with everything taken out that is more than text and its form."""
    import nh3  # only needed where students make HTML

    cleaned = nh3.clean(
        _SURROGATE.sub("\ufffd", text),
        tags=TAGS | ({"a"} if links else set()),
        attributes={"a": {"href", "title"}, "img": {"src"}},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
    )
    return cleaned.replace("<img>", "")  # what is left of a picture that may not be shown


def _attribute(tag, name, value):
    # An address without a scheme would lead to a file that came with the submission, on the grader's own server.
    allowed = {"src": _PICTURE_DATA, "href": re.compile(r"(https?://|mailto:).*", re.DOTALL)}.get(name)
    return value if allowed is None or allowed.fullmatch(value) else None


def output(given: dict):
    """Return an output of a student's code as one that can be shown."""
    from nbformat.v4 import new_output

    if given["output_type"] not in ("display_data", "execute_result"):
        return given
    data = {}
    for mime, content in given["data"].items():
        if mime == "text/plain" and isinstance(content, str):
            data[mime] = content
        elif mime == "text/html" and isinstance(content, str):
            data[mime] = _without_formulas(html(content))
        elif mime in ("text/markdown", "text/latex") and isinstance(content, str):
            data[mime] = markdown(content)
        elif _picture(mime, content) or (mime == MIME and _criteria(content)):
            data[mime] = content
    number = {"execution_count": given.get("execution_count")} if given["output_type"] == "execute_result" else {}
    return new_output(given["output_type"], data, **number)


def _trusted(given):
    """Return an output of the instructor's code; what it quotes of the student is escaped, but could be a formula."""
    if "text/html" in given.get("data", {}):
        given.data["text/html"] = _without_formulas(given.data["text/html"])
    return given


def _without_formulas(text):
    return f'<div class="tex2jax_ignore mathjax_ignore">{text}</div>'


def _criteria(content):
    """Tell whether data have the form of a Result's, and name no mistake that nobody knows."""
    try:
        found = parsed(content)
    except ValueError:
        return False
    return bool(found) and all(
        one.misconception == each.get("misconception", "") for one, each in zip(found, content, strict=True)
    )


def attachments(given):
    """Return the pictures among a cell's attachments, whatever was given."""
    kept = {}
    for name, content in given.items() if isinstance(given, dict) else ():
        if isinstance(name, str) and _PICTURE_NAME.fullmatch(name) and isinstance(content, dict):
            pictures = {mime: data for mime, data in content.items() if _picture(mime, data)}
            kept |= {name: pictures} if pictures else {}
    return kept


def _picture(mime, data):
    return mime in PICTURES and isinstance(data, str) and _BASE64.fullmatch(data)


def line(text):
    """Return text for a terminal or a log: what would move the cursor or hide text is shown as its number."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], str(text))


def name(text):
    """Return a name that a student gave to a file or a folder, as a part of a sentence."""
    return line(text).replace("\n", "\\n").replace("\t", "\\t")


class LogFilter(logging.Filter):
    """Makes every line of a log harmless: nbgrader's own lines name files as students have named them."""

    def filter(self, record):
        """Let the record pass, its message changed for this and all later handlers."""
        record.msg, record.args = line(record.getMessage()), ()
        return True


def spreadsheet(text):
    """Return text for a cell of a table: a spreadsheet shows it and computes nothing."""
    inside = _FORMULA_INSIDE.sub(r"\1'", text)
    return f"'{inside}" if _FORMULA.match(text) else inside
