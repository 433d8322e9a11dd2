"""The instructor's side: nbgrader, grading recorded answers instead of running students' code."""

from importlib.util import find_spec
from pathlib import Path

ANSWERS_FILES = ("answers", "answers.backup")


def plug_in(config, course, subject="idic_lab.subject"):
    """Make plain nbgrader commands and formgrader grade recorded answers.

    Parameters
    ----------
    config : traitlets.config.Config
        What ``get_config()`` gives in ``nbgrader_config.py``.
    course : path
        The course folder, which holds ``source/``.
    subject : str
        The package of the subject, which registers its kinds of questions and mistakes when it is imported.

    Examples
    --------
    In ``nbgrader_config.py``::

        from pathlib import Path
        from idic_lab.grading import plug_in

        c = get_config()
        c.CourseDirectory.course_id = "idic"
        plug_in(c, Path(__file__).parent)
    """
    from importlib import import_module

    import_module(subject)

    course = Path(course).resolve()
    config.CourseDirectory.root = str(course)

    # nbgrader's own steps, with ours where they say so.
    config.GenerateAssignment.preprocessors = [
        "nbgrader.preprocessors.IncludeHeaderFooter",
        "nbgrader.preprocessors.InstantiateTests",
        "nbgrader.preprocessors.LockCells",
        "nbgrader.preprocessors.ClearSolutions",
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.CheckCellMetadata",
        "nbgrader.preprocessors.ComputeChecksums",
        "idic_lab.grading.releasing.SaveCells",  # for nbgrader's, which refuses a new part once something is graded
        "nbgrader.preprocessors.ClearHiddenTests",
        "nbgrader.preprocessors.ClearMarkScheme",
        "nbgrader.preprocessors.ComputeChecksums",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    config.GenerateAssignment.exporter_class = "idic_lab.grading.releasing.ReleaseExporter"
    config.Autograde.exporter_class = "idic_lab.grading.releasing.Exporter"
    # One step of ours in place of all of nbgrader's, named and not imported: each command reads these settings, and few
    # need what they are about.
    config.Autograde.sanitize_preprocessors = ["idic_lab.grading.preprocessors.Grade"]
    config.Autograde.autograde_preprocessors = []
    config.Autograde.pre_convert_hook = "idic_lab.grading.releasing.disarm"
    # nbgrader copies the instructor's files over the student's, and an answers file must never be one of those.
    config.Autograde.exclude_overwriting = {
        folder.name: [f"{notebook.stem}.{kind}.json" for notebook in folder.glob("*.ipynb") for kind in ANSWERS_FILES]
        for folder in course.glob("source/*/")
    }

    # Grades first, because what is stripped is what they are written beside; the stylesheet last.
    config.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        "idic_lab.grading.feedback.Strip",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    # Formgrader's page for marking, when JupyterLab is started in the course's folder.
    templates = str(Path(__file__).with_name("templates"))
    nbgraders = Path(find_spec("nbgrader").origin).parent / "server_extensions" / "formgrader" / "templates"
    config.HTMLExporter.template_name = "idic_formgrade"
    config.HTMLExporter.extra_template_basedirs = [templates, str(nbgraders)]
    config.HTMLExporter.extra_template_paths = [str(nbgraders)]  # ours is made from nbgrader's

    config.GenerateFeedback.exporter_class = "idic_lab.grading.hidden.Page"
    config.GenerateFeedback.HTMLExporter.template_name = "idic_feedback"
    config.GenerateFeedback.HTMLExporter.extra_template_basedirs = [templates]

    config.Application.logging_config = {
        "filters": {"harmless": {"()": "idic_lab.grading.sanitize.LogFilter"}},
        "handlers": {"console": {"filters": ["harmless"]}},
    }

    config.ExchangeFactory.collect = "idic_lab.grading.collect.CollectPlainFiles"

    # A zip from a learning platform holds the answers file beside the notebook. Never text files: a student's own
    # timestamp.txt would count.
    config.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
