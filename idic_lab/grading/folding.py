"""Compute once what is the same for every submission: keys, cleaned tables, the tables that everybody is shown.

An instructor's cells read their data anew for each submission, as they must in a notebook that stands alone. Here they
are tried once where no answers are. Statements that only compute, and read nothing but what such statements have
computed, cannot know an answer: what they bind and show is kept, and from then on stands in their place. Everything
else runs for each submission, in its order, on copies. When in doubt, a statement is not folded.
"""

import os
from dataclasses import dataclass, replace

from idic_lab.grading import shell, values
from idic_lab.grading.program import Known, collecting, execute
from idic_lab.grading.statements import PURE_BUILTINS, reaches_everywhere


def fold(program):
    """Put what is the same for every submission in its place.

    Must be called in a workplace with the instructor's files and without any answers.

    Parameters
    ----------
    program : sequence of Compiled

    Returns
    -------
    tuple of Compiled
        Gives the same runs as `program`, as long as no cell raises.
    """
    program = tuple(program)
    if reaches_everywhere([statement for each in program for statement in each.steps]):
        return program  # it might change what nobody sees it change
    kept_out, changing = set(), set()
    while True:
        with shell.lent() as lent:
            trial = _Trial(lent, kept_out, changing)
            cells = [trial.cell(each) for each in program]
        unfolded = [part for parts in cells for part in parts if not isinstance(part, _Block)]
        needed = set().union(*(each.reads for each in unfolded))
        blocks = [part for parts in cells for part in parts if isinstance(part, _Block)]
        # Both sets only grow, so this ends.
        again = {each for block in blocks for each in block.statements if each.binds & block.opaque & needed}
        late = set().union(*(each.deferred for each in unfolded)) & trial.changeable
        if again <= kept_out and late <= changing:
            return tuple(
                replace(each, steps=tuple(_step(part, needed) for part in parts))
                for each, parts in zip(program, cells, strict=True)
            )
        kept_out |= again
        changing |= late


@dataclass
class _Block:
    """Consecutive statements that are folded.

    Attributes
    ----------
    statements : list of Statement
    bound : dict of str to object
        What they bind that can be copied.
    opaque : set of str
        Names that they bind to something that cannot; nobody else may read them.
    outputs : list of dict
    """

    statements: list
    bound: dict
    opaque: set
    outputs: list


def _step(part, needed):
    if not isinstance(part, _Block):
        return part
    return Known({name: value for name, value in part.bound.items() if name in needed}, part.outputs)


class _Trial:
    """A run without answers, which finds out what can be kept.

    Attributes
    ----------
    kept_out : set of Statement
        Not to be folded.
    changing : set of str
        Names of which others may change a part at any time.
    constants : dict of str to (object, dict)
        Names whose values are the same for every submission: the value, and its parts that could be changed.
    tools : set of str
        Names of modules that only compute, and of what was imported from them.
    others : set of str
        Names that anything else may have bound.
    changeable : set of str
        Every name that ever was a constant with parts.
    """

    def __init__(self, lent, kept_out, changing):
        self.lent, self.names = lent, lent.user_ns
        self.kept_out, self.changing = kept_out, changing
        self.constants, self.tools, self.others, self.changeable = {}, set(), set(self.names), set()
        self.copies = values.Copies()

    def cell(self, compiled):
        """Run a cell and return its parts: blocks, and statements that are not folded."""
        parts, rest = [], list(compiled.steps)
        with collecting(self.lent):
            while rest:
                tried, block = self._block(rest)
                if block:
                    parts.append(block)
                else:
                    parts += rest[: tried or 1]
                    for statement in rest[: tried or 1]:
                        self._leave(statement)
                done, rest = rest[: tried or 1], rest[tried or 1 :]
                if not tried:
                    execute(self.lent, done[0])
        for statement in rest:  # after an exception nobody knows what these would have given
            self._leave(statement)
        return parts + rest

    def _block(self, statements):
        """Run statements as long as they can be folded; return how many were run, and the block if it can be kept."""
        before, local, run_through = _files(), set(), []
        with collecting(self.lent) as run:
            for statement in statements:
                if not self._computes(statement, local):
                    break
                run_through.append(statement)
                local |= statement.binds
                execute(self.lent, statement)
        if run.error:
            raise RuntimeError(run.error)  # here the cell ends for every submission
        read = set().union(*(each.reads for each in run_through)) & self.constants.keys()
        if not run_through or run.stderr or _files() != before or not all(self._unchanged(name) for name in read):
            return len(run_through), None
        return len(run_through), self._kept(run_through, local, run.outputs)

    def _computes(self, statement, local):
        """Tell whether a statement can know no answer, after statements of the same block have bound `local`."""
        return (
            statement.computes
            and statement not in self.kept_out
            and all(name in local or self._same_for_all(name) for name in statement.reads)
            and not (statement.binds - statement.surely - local) & self.others
            and all(name in local and _is_opaque(self.names.get(name)) for name in statement.touches)
        )

    def _same_for_all(self, name):
        return name in self.constants or name in self.tools or (name in PURE_BUILTINS and name not in self.names)

    def _unchanged(self, name):
        value, _ = self.constants[name]
        return values.same(value, self.copies.of(value))

    def _kept(self, statements, local, outputs):
        bound, opaque = {}, set()
        for name in local & self.names.keys():
            value = self.names[name]
            if _is_opaque(value):
                opaque.add(name)
            else:
                bound[name] = self.copies.of(value)
            self._forget({name})
            parts = {} if name in opaque else values.parts(value)
            if name not in opaque and not (parts and name in self.changing):
                self.constants[name] = value, parts
                self.others.discard(name)
                self.changeable |= {name} if parts else set()
        return _Block(statements, bound, opaque, outputs)

    def _forget(self, names):
        for name in names:
            self.constants.pop(name, None)
            self.tools.discard(name)
            self.others.add(name)

    def _leave(self, statement):
        """Take note of what a statement may do that is not folded."""
        touched = {}
        for name in statement.reads & self.constants.keys():
            value, parts = self.constants[name]
            if name in statement.hands_on | statement.alters or not values.gives_copies(value):
                touched |= parts
        self._forget([name for name, (_, parts) in self.constants.items() if parts.keys() & touched.keys()])
        self._forget(statement.binds)
        self.tools |= statement.tools
        self.others -= statement.tools


def _is_opaque(value):
    try:
        values.parts(value)
    except values.Opaque:
        return True
    return False


def _files():
    """Return what lies in the working directory, to see whether a statement has written there."""
    return {
        (entry.path, entry.stat().st_size, entry.stat().st_mtime_ns)
        for folder, _, _ in os.walk(".")
        for entry in os.scandir(folder)
    }
