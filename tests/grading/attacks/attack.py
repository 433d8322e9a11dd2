"""What an attack is, and what the tables know about it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MEASURED = Path(__file__).with_name("measured.json")


@dataclass(frozen=True)
class Attack:
    """An attack on the grader.

    Parameters
    ----------
    name : str
        In a few words; the key of what was measured.
    change : callable
        Does it to a folder that is about to be handed in: takes the folder, the name of the notebook, and the path
        of a file that the attack makes if its code ever runs.
    before : bool
        Whether the same student had handed in before, and got full marks.
    """

    name: str
    change: Callable
    before: bool = False


@dataclass(frozen=True)
class Harm:
    """Code in a submission that tries to do harm; it prints HARM once it has, or leaves a trace.

    Parameters
    ----------
    name : str
        In a few words.
    code : str
        What would harm a real machine is kept small: enough to show that nothing stops it. ``{course}`` is the
        course folder, ``{home}`` the grader's home.
    trace : str
        A file that is there afterwards, in the folder that holds course and home.
    endless : bool
        Whether only the clock can stop it.
    beside : dict of str to str, optional
        Files handed in with the notebook. Such a harm is of the notebook and not of the machine, and is done through
        the whole grader; the assignment comes with a module ``helper``.
    """

    name: str
    code: str
    trace: str = ""
    endless: bool = False
    beside: dict | None = None


def measured():
    """Return what was measured: {lane: {attack: {"plain": words, "ours": words}}}."""
    return json.loads(MEASURED.read_text("utf-8"))
