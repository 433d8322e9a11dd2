"""How easy the lessons and the questions of the bank are to read, in figures.

The grade is that of Flesch and Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59, in years of an American
school (J. P. Kincaid and others, *Derivation of New Readability Formulas*, Naval Technical Training Command, Research
Branch Report 8-75, 1975). It counts length and nothing else, so it finds outliers and proves no clarity.

Syllables are counted by rule, in the manner of G. Fast's Lingua::EN::Syllable (CPAN): groups of vowels, less the silent
ones, and a few pairs that are spoken apart. The package textstat was left out: it brings seven more, one of them
compiled, and a dictionary that is fetched when it is first used.

``python content/readability.py`` writes the tables of ``docs/readability.md`` and prints what is longest.
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import jupytext

ROOT = Path(__file__).resolve().parent.parent

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,\u00a0 ]\d+)*")
END = re.compile(r"[.?!…]+[\"'”’)*_]*(?:\s+|$)(?=[^a-z]|$)")
# In this order: code and formulas first, because they hold the signs that the others look for.
MARKUP = (
    (re.compile(r"`[^`]*`"), "code"),
    (re.compile(r"\$\$.*?\$\$|\$[^$]+\$", re.DOTALL), "formula"),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"</?(?:details|summary|p|li|ul|ol|br)[^>]*>"), "\n\n"),
    (re.compile(r"<[^>]+>"), ""),
    (re.compile(r"\*+|(?<!\w)_|_(?!\w)"), ""),
)
STARTS_A_BLOCK = re.compile(r"\s*(?:#+ |[-*] |\d+\. |> )")
RULE_OF_A_TABLE = re.compile(r"\|[\s:|-]+\|?$")
# Citations are looked up, not read.
LEFT_OUT = "## Sources"

SILENT = re.compile(
    r"(?<=[^aeiouy])(?:e|(?<![cgsxz])(?<![cs]h)es|(?<![td])ed)$"  # late, sides, asked
    r"|(?<=[^aeiouy])e(?=(?:ly|ful|less|ment|ness)$)"  # lately
    r"|(?<=ev)e(?=ry)|(?<=som)e(?=[btw])|(?<=sal)e(?=s)|(?<=bus)i(?=n)|(?<=q)ue$"  # every, something, business, unique
)
SPOKEN = re.compile(r"[^aeiouy]les?$")  # apple
APART = re.compile(
    r"(?<![ctg])ia(?!ge)|[ct]iat|io(?!us|ur|n)|(?<=[^ctsgx])ious|iet|(?:sc|[^ct])ie(?=n[ct])|creat|eo(?!us|ple)|idea|oya"
    r"|(?<!q)u(?:a[lt]|ou|ity)|[aeouy]ing$|[aeou]yest$|iest$|ism$|[dst]n['’]t$|rea(?=l?it)"
)


@dataclass(frozen=True)
class Text:
    """What is counted of one text: its words, and the sentences in it, in order."""

    words: int
    sentences: tuple[str, ...]


def syllables(word):
    """Count the syllables of an English word by rule; a number counts as one."""
    count = 0
    for part in re.split(r"-", word.lower()):
        stem = part if SPOKEN.search(part) else SILENT.sub("", part)
        count += max(1, len(re.findall(r"[aeiouy]+", stem)) + len(APART.findall(stem)))
    return count


def blocks(source):
    """Cut Markdown into what is read in one go: paragraphs, points of a list, headings, cells of a table."""
    for pattern, instead in MARKUP:
        source = pattern.sub(instead, source)
    found = [""]
    for line in source.splitlines():
        if line.startswith("|"):
            found += [] if RULE_OF_A_TABLE.match(line) else [*line.strip("| ").split("|"), ""]
        elif not line.strip():
            found.append("")
        elif STARTS_A_BLOCK.match(line):
            found.append(STARTS_A_BLOCK.sub("", line))
            if line.startswith("#"):
                found.append("")
        else:
            found[-1] += " " + line
    return [block.strip() for block in found if block.strip()]


def read(source):
    """Count one text of Markdown: all its words, and the sentences of those blocks that end as a sentence does."""
    parts = blocks(source)
    sentences = []
    for block in parts:
        if re.search(r"[.?!…][\"'”’)]*$", block):
            starts = [0, *(end.end() for end in END.finditer(block))]
            cut = [block[start:stop].strip() for start, stop in zip(starts, [*starts[1:], None], strict=True)]
            sentences += [sentence for sentence in cut if WORD.search(sentence)]
    return Text(sum(len(WORD.findall(block)) for block in parts), tuple(sentences))


def grade(sentences):
    """Return the reading grade of Flesch and Kincaid in school years; 8 is easy for most fourteen-year-olds."""
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def lesson(cells):
    """Return the prose among the cells of a lesson as texts; its sources and cells without words are left out."""
    texts = [read(cell.source) for cell in cells if cell.cell_type == "markdown" and LEFT_OUT not in cell.source]
    return [text for text in texts if text.words]


def lessons(root=ROOT):
    """Return the texts of every lesson, by its name."""
    sources = sorted(root.glob("content/lessons/*.py"))
    return {path.stem: lesson(jupytext.read(path, fmt="py:percent").cells) for path in sources}


def stems(root=ROOT):
    """Return the stems of the item bank as texts, by the name of the file."""
    return {
        path.stem: [read(item["stem"]) for item in tomllib.loads(path.read_text("utf-8")).get("item", [])]
        for path in sorted(root.glob("idic_lab/subject/bank/*.toml"))
    }


def measured(texts):
    """Return the ``words``, their medians a ``text`` and a ``sentence``, the longest of each, and the ``grade``."""
    words = [text.words for text in texts]
    sentences = [sentence for text in texts for sentence in text.sentences]
    lengths = [len(WORD.findall(sentence)) for sentence in sentences]
    return {
        "words": sum(words),
        "text": median(words),
        "longest text": max(words),
        "sentence": median(lengths),
        "longest sentence": max(lengths),
        "grade": grade(sentences),
    }


def table(measures, what):
    """Write measurements as a Markdown table, with a last line for all texts together."""
    lines = [
        f"| {what[0]} | words | words a {what[1]}: median | longest | words a sentence: median | longest | grade |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    rows = {name: measured(texts) for name, texts in measures.items()}
    rows["**all**"] = measured([text for texts in measures.values() for text in texts])
    for name, row in rows.items():
        figures = (f"{row[key]:.0f}" for key in ("words", "text", "longest text", "sentence", "longest sentence"))
        lines.append(f"| {name} | {' | '.join(figures)} | {row['grade']:.1f} |")
    return "\n".join(lines)


def longest(measures, count=5):
    """Return the longest sentences as readable lines."""
    found = [
        (len(WORD.findall(sentence)), name, sentence)
        for name, texts in measures.items()
        for text in texts
        for sentence in text.sentences
    ]
    return [f"{words} words, {name}: {sentence}" for words, name, sentence in sorted(found, reverse=True)[:count]]


def write_page():
    """Write what is measured into the tables of ``docs/readability.md``."""
    page = ROOT / "docs" / "readability.md"
    text = page.read_text("utf-8")
    for measures, what in ((lessons(), ("lesson", "cell")), (stems(), ("questions of", "stem"))):
        old = re.search(rf"^\| {what[0]} \|(?:.*\n\|)*.*$", text, re.MULTILINE)
        text = text.replace(old[0], table(measures, what))
    page.write_text(text, "utf-8", newline="\n")


def main():
    """Write the page, and print the longest sentences of the lessons and of the questions."""
    write_page()
    print(*longest(lessons()), "", *longest(stems()), sep="\n")


if __name__ == "__main__":
    sys.exit(main())
