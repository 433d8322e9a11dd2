"""The instructor's cells taken apart into statements: what each reads and binds, and whether it only computes."""

import ast
import functools
import linecache
import symtable
from dataclasses import dataclass
from types import CodeType

# What only computes when it is given constants; a dotted name stands for everything below it.
PURE_MODULES = (
    *("idic_lab.analysis", "idic_lab.datasets", "idic_lab.idic", "idic_lab.misconceptions", "idic_lab.reading"),
    *("idic_lab.trust", "collections", "datetime", "itertools", "math", "networkx", "numpy", "operator", "pandas"),
    *("re", "statistics", "string"),
)
PURE_BUILTINS = (
    {"abs", "all", "any", "bool", "dict", "divmod", "enumerate", "filter", "float", "format", "frozenset", "int"}
    | {"isinstance", "len", "list", "map", "max", "min", "pow", "print", "range", "repr", "reversed", "round", "set"}
    | {"slice", "sorted", "str", "sum", "tuple", "zip"}
)
# What draws from a state that others share, changes one, or looks at the clock.
TOUCHY = {
    *("boxplot", "choice", "hist", "now", "option_context", "options", "plot", "random"),
    *("sample", "seed", "set_option", "set_printoptions", "seterr", "shuffle", "style", "today"),
}
# Whoever uses these can reach any name without saying so.
REACHING = {
    *("__builtins__", "__import__", "delattr", "eval", "exec"),
    *("get_ipython", "globals", "locals", "setattr", "vars"),
}

# Methods of lists, mappings, sets and tables that change them, or give them to somebody else.
CHANGING = {
    *("add", "append", "apply", "clear", "discard", "extend", "insert", "pipe"),
    *("pop", "popitem", "remove", "reverse", "setdefault", "sort", "update"),
}
_INDEXERS = {"at", "iat", "iloc", "loc"}

_COMPUTING = (
    *(ast.AnnAssign, ast.Assign, ast.AugAssign, ast.Break, ast.Continue, ast.Expr, ast.For, ast.FunctionDef, ast.If),
    *(ast.Pass, ast.Return),
)
# A generator may be used up later, but only an odd one changes anything then.
_RUN_AT_ONCE = ("listcomp", "setcomp", "dictcomp", "genexpr")


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement at the top of a cell.

    Parameters
    ----------
    code : code
    shown : bool
        Whether it is the cell's last expression, whose value is displayed.
    reads : frozenset of str
        Names whose value from before it may read, in functions defined inside it as well.
    binds : frozenset of str
        Names it may bind; ``*`` where it does not tell.
    deferred : frozenset of str
        Names that a function or lambda in it may still read, or change, when it has run.
    surely : frozenset of str
        Those that it binds whatever happens.
    computes : bool
        Whether it does nothing but compute, as far as its text tells, when all it reads are constants or tools.
    tools : frozenset of str
        Names it binds to a module that only computes, or to a part of one.
    touches : frozenset of str
        Names on which it uses something of `TOUCHY`; an empty one stands for what has no name.
    alters : frozenset of str
        Names of which it sets or deletes a part.
    hands_on : frozenset of str
        Names whose very value may get elsewhere; of the others it only takes something out.
    """

    code: CodeType
    shown: bool
    reads: frozenset
    binds: frozenset
    deferred: frozenset
    surely: frozenset
    computes: bool
    tools: frozenset
    touches: frozenset
    alters: frozenset
    hands_on: frozenset


def split(source, name, quiet=False):
    """Compile a cell, statement by statement.

    Parameters
    ----------
    source : str
        Plain Python.
    name : str
        For tracebacks.
    quiet : bool
        Not to display the value of a last expression, as after a semicolon.

    Returns
    -------
    tuple of Statement

    Raises
    ------
    SyntaxError
    """
    file = f"<{name}>"
    # So that a traceback in the grader's log quotes the line.
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    nodes = ast.parse(source, file).body
    return tuple(_statement(node, file, shown=node is nodes[-1] and not quiet) for node in nodes)


def reaches_everywhere(statements):
    """Tell whether a program may read or bind names, or change a module, without saying so.

    Parameters
    ----------
    statements : sequence of Statement

    Returns
    -------
    bool
    """
    tools = set().union(*(each.tools for each in statements))
    return any(REACHING & each.reads or "*" in each.binds or each.alters & tools for each in statements)


def _statement(node, file, shown):
    shown = shown and isinstance(node, ast.Expr)
    code = compile(ast.Expression(node.value) if shown else ast.Module([node], []), file, "eval" if shown else "exec")
    surely = set()
    return Statement(
        code,
        shown,
        reads=frozenset(_exposed([node], surely)),
        binds=frozenset(_binds(node)),
        deferred=frozenset(_of_inner_scopes(_table(node), _RUN_AT_ONCE)),
        surely=frozenset(surely),
        computes=_computes(node),
        tools=_tools(node),
        touches=_touches(node),
        alters=_alters(node),
        hands_on=frozenset(_hands_on(node)),
    )


def _exposed(nodes, bound):
    """Return names that are read before `nodes` have surely bound them; adds to `bound` what they surely bind."""
    read = set()
    for node in nodes:
        if isinstance(node, ast.For) and not node.orelse:
            read |= _reads(node.iter) - bound
            read |= _exposed(node.body, bound | _binds(node.target))
        elif isinstance(node, ast.If):
            read |= _reads(node.test) - bound
            read |= _exposed(node.body, set(bound)) | _exposed(node.orelse, set(bound))
        else:
            read |= _reads(node) - bound
            if isinstance(node, (ast.Assign, ast.FunctionDef, ast.Import, ast.ImportFrom)):
                bound |= _binds(node)
    return read


@functools.lru_cache
def _table(node):
    """Return Python's own account of the names in a node."""
    return symtable.symtable(ast.unparse(node), "", "exec")


def _reads(node):
    table = _table(node)
    read = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced()}
    added_to = {inner.target.id for inner in ast.walk(node) if isinstance(inner, ast.AugAssign | ast.NamedExpr)
                and isinstance(inner.target, ast.Name)}  # fmt: skip
    return read | added_to | _of_inner_scopes(table, ())


def _of_inner_scopes(table, skipped):
    """Return names from outside that scopes inside read, those of some kinds not counted."""
    found = set()
    for scope in table.get_children():
        if scope.get_name() not in skipped:
            found |= {symbol.get_name() for symbol in scope.get_symbols() if symbol.is_global()}
        found |= _of_inner_scopes(scope, skipped if scope.get_name() in skipped else ())
    return found


def _binds(node):
    binds = {inner.target.id for inner in ast.walk(node) if isinstance(inner, ast.NamedExpr)}
    if isinstance(node, ast.expr):  # the target of a loop
        return binds | {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
    if any(isinstance(inner, ast.Global) for inner in ast.walk(node)):
        binds.add("*")  # when the function is called
    if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
        return {"*"}
    table = _table(node)
    return binds | {each.get_name() for each in table.get_symbols() if each.is_assigned() or each.is_imported()}


def _tools(node):
    if isinstance(node, ast.ImportFrom) and not node.level:
        paths = {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    elif isinstance(node, ast.Import):
        # "import a.b" binds a, which is more than a.b.
        paths = {each.asname or each.name: each.name for each in node.names if each.asname or "." not in each.name}
    else:
        paths = {}
    return frozenset(
        name
        for name, path in paths.items()
        if any(f"{path}.".startswith(f"{pure}.") for pure in PURE_MODULES) and not TOUCHY & set(path.split("."))
    )


def _computes(node):
    for inner in ast.walk(node):
        if isinstance(inner, ast.stmt) and not isinstance(inner, _COMPUTING):
            return False
        if isinstance(inner, (ast.Await, ast.Yield, ast.YieldFrom)):
            return False
        if isinstance(inner, ast.Attribute) and inner.attr.startswith("_"):
            return False
    return True


def _touches(node):
    # A generator with a seed of its own draws the same for everyone.
    seeded = {
        call.func.value
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and (call.args or call.keywords)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "default_rng"
    }
    touched = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and inner.attr in TOUCHY and inner not in seeded:
            touched.add(inner.value.id if isinstance(inner.value, ast.Name) else "")
    return frozenset(touched)


def _alters(node):
    altered = set()
    for inner in ast.walk(node):
        if isinstance(inner, (ast.Attribute, ast.Subscript)) and not isinstance(inner.ctx, ast.Load):
            while isinstance(inner, (ast.Attribute, ast.Subscript)):
                inner = inner.value
            altered |= {inner.id} if isinstance(inner, ast.Name) else set()
    return frozenset(altered)


def _hands_on(node):
    around = {child: outer for outer in ast.walk(node) for child in ast.iter_child_nodes(outer)}
    in_place = any(isinstance(inner, ast.keyword) and inner.arg == "inplace" for inner in ast.walk(node))
    return {
        inner.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and (in_place or not _only_looked_into(inner, around))
    }


def _only_looked_into(name, around):
    outer = around.get(name)
    if isinstance(outer, ast.Subscript):
        return outer.value is name
    if isinstance(outer, ast.Attribute):
        taken = isinstance(around.get(outer), ast.Subscript) if outer.attr in _INDEXERS else True
        return taken and not outer.attr.startswith("_") and outer.attr not in CHANGING
    if isinstance(outer, (ast.For, ast.comprehension)):
        return outer.iter is name
    if isinstance(outer, ast.Call):
        return name in outer.args and isinstance(outer.func, ast.Name) and outer.func.id in PURE_BUILTINS
    return isinstance(outer, (ast.Compare, ast.FormattedValue))
