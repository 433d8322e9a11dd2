"""The instructor's side: nbgrader, grading recorded answers instead of running students' code."""

from pathlib import Path

ANSWERS_FILES = ("answers", "answers.backup")


def plug_in(config, course):
    """Make plain nbgrader commands and formgrader grade recorded answers.

    Parameters
    ----------
    config : traitlets.config.Config
        What ``get_config()`` gives in ``nbgrader_config.py``.
    course : path
        The course folder, which holds ``source/``.

    Examples
    --------
    In ``nbgrader_config.py``::

        from pathlib import Path
        from idic_lab.grading import plug_in

        c = get_config()
        c.CourseDirectory.course_id = "idic"
        plug_in(c, Path(__file__).parent)
    """
    from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
    from nbgrader import preprocessors as nbgrader

    from idic_lab.grading.feedback import TEMPLATE, TEMPLATES, Strip
    from idic_lab.grading.files import disarm
    from idic_lab.grading.preprocessors import AnswersLane, Repair, SaveGrades

    course = Path(course).resolve()
    config.CourseDirectory.root = str(course)

    # nbgrader's own steps, with ours where they say so. Repair comes before everything that looks for grade_ids.
    config.Autograde.sanitize_preprocessors = [
        nbgrader.ClearOutput,
        Repair,
        nbgrader.DeduplicateIds,
        nbgrader.OverwriteKernelspec,
        nbgrader.OverwriteCells,
        nbgrader.CheckCellMetadata,
    ]
    config.Autograde.autograde_preprocessors = [
        AnswersLane,  # for Execute
        nbgrader.IgnorePattern,
        ClearMetadataPreprocessor,
        nbgrader.LimitOutput,
        SaveGrades,  # for SaveAutoGrades
        nbgrader.AssignLatePenalties,
        nbgrader.CheckCellMetadata,
    ]
    config.Autograde.pre_convert_hook = disarm
    # nbgrader copies the instructor's files over the student's, and an answers file must never be one of those.
    config.Autograde.exclude_overwriting = {
        folder.name: [f"{notebook.stem}.{kind}.json" for notebook in folder.glob("*.ipynb") for kind in ANSWERS_FILES]
        for folder in course.glob("source/*/")
    }

    # Grades first, because what is stripped is what they are written beside; the stylesheet last.
    config.GenerateFeedback.preprocessors = [nbgrader.GetGrades, Strip, CSSHTMLHeaderPreprocessor]
    config.GenerateFeedback.HTMLExporter.template_name = TEMPLATE
    config.GenerateFeedback.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]

    config.Application.logging_config = {
        "filters": {"harmless": {"()": "idic_lab.grading.harmless.LogFilter"}},
        "handlers": {"console": {"filters": ["harmless"]}},
    }
    config.ExportApp.plugin_class = "idic_lab.grading.export.Marks"

    # A zip from a learning platform holds the answers file beside the notebook. Never text files: a student's own
    # timestamp.txt would count.
    config.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
