"""A shell that stays open from one line to the next."""

import subprocess

END = "the-command-has-ended"


class Shell:
    """A running bash.

    Parameters
    ----------
    *around : str
        A command in which it runs, for example ``unshare --mount``.
    **options
        For :class:`subprocess.Popen`, for example the folder it starts in.
    """

    def __init__(self, *around, **options):
        pipe = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self.process = subprocess.Popen([*around, "bash", "--norc"], text=True, **pipe, **options)

    def run(self, line):
        """Type a line, and return what it said and its exit status."""
        self.process.stdin.write(f"{{ {line}\n}} </dev/null\necho {END} $?\n")
        self.process.stdin.flush()
        said = []
        for read in self.process.stdout:
            before, ended, status = read.partition(END)
            said.append(before)
            if ended:
                return "".join(said), int(status)
        raise AssertionError(f"The shell closed at: {line}\n{''.join(said)}")
