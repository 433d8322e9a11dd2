"""The ``idic-lab`` command: one verb a job, each in a module of its own with a function ``main(argv)``."""

import os
import sys
from importlib import import_module
from importlib.metadata import version

VERBS = {
    "lab": ("idic_lab.lab.start", "open the lessons in JupyterLab, in a folder of your own"),
    "demo": ("idic_lab.course.demo", "release, three submissions, grading, feedback and marks, without a screen"),
    "grade": ("idic_lab.grading.grade", "grade everybody's work on an assignment"),
    "feedback": ("idic_lab.course.feedback_zip", "make everybody's page of feedback, and one zip for Moodle or Canvas"),
    "kit": ("idic_lab.course.kit", "build what a student gets"),
    "course": ("idic_lab.course.verbs", "make a course, see how far it is, due dates, class list, forget a student"),
    "report": ("idic_lab.course.report", "what the class has understood, as one page"),
    "doctor": ("idic_lab.course.doctor", "check this machine, and say what to do"),
}


def usage():
    """Return the text that lists the verbs."""
    lines = [f"  {verb:<8} {what}" for verb, (_, what) in VERBS.items()]
    return "\n".join(
        ["usage: idic-lab VERB [options]", "", *lines, "", "idic-lab VERB --help tells the options of one."]
    )


def main(argv=None):
    """Run one verb.

    Parameters
    ----------
    argv : list of str, optional
        The verb and its options; by default those of the command line.

    Returns
    -------
    int
        The exit status: 0 when the job is done.
    """
    verb, *options = (sys.argv[1:] if argv is None else argv) or ["--help"]
    if verb in ("-h", "--help"):
        print(usage())
        return 0
    if verb == "--version":
        print(f"idic-lab {version('idic_lab')}")
        return 0
    if verb not in VERBS:
        print(f"idic-lab does not know {verb!r}.\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        module = import_module(VERBS[verb][0])
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(("idic_lab.grading", "idic_lab.course")):
            raise
        print(f"idic-lab {verb} belongs to the instructor's repository; this is the student's part.", file=sys.stderr)
        return 2
    try:
        status = module.main(options) or 0
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read what is printed, as head does, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # what a shell says of a program that the signal for it has ended
    except Exception as problem:
        if not (told := _of_the_disk(verb, problem)):
            raise
        print(told, file=sys.stderr)
        return 2


def _of_the_disk(verb, problem):
    """Return what to do when the disk did not take what an instructor's verb was writing; empty otherwise."""
    if verb == "lab":  # which says it in its own words, and the student's part has no other verb
        return ""
    return import_module("idic_lab.grading.disk").sentence(problem)


if __name__ == "__main__":
    sys.exit(main())
