"""The instructor's desk: a course from an empty folder to marks in a learning platform, on nbgrader."""


class CourseProblem(ValueError):
    """What an instructor asks for cannot be done; the message says why and what to do, and nothing was changed."""


def plug_in(config, course, export="csv", zone=None, subject="idic_lab.subject"):
    """Make a folder a course of this kit: grading as in :func:`idic_lab.grading.plug_in`, and the desk around it.

    Parameters
    ----------
    config : traitlets.config.Config
        What ``get_config()`` gives in ``nbgrader_config.py``.
    course : path
        The course folder, which holds ``source/``.
    export : str
        What ``nbgrader export`` writes: ``csv``, ``canvas`` or ``moodle``.
    zone : str, optional
        The time zone of all its dates, like ``Europe/Berlin``; by default that of the machine that works on it.
    subject : str
        The package of the subject, which registers its kinds of questions and mistakes, and in a module
        ``class_report`` what it adds to the class report.
    """
    from importlib import import_module
    from importlib.util import find_spec

    from idic_lab import grading

    if find_spec(f"{subject}.class_report"):
        import_module(f"{subject}.class_report")
    grading.plug_in(config, course, subject)
    if zone:
        config.CourseClock.zone = zone
    # After ComputeChecksums, by which a version is recognised.
    config.GenerateAssignment.preprocessors.append("idic_lab.course.versions.RememberRelease")
    config.AssignLatePenalties.plugin_class = "idic_lab.course.late.LatePenalty"
    # Before the grades are read.
    config.GenerateFeedback.preprocessors.insert(0, "idic_lab.course.late.RenewLatePenalty")
    config.ZipCollectApp.extractor_plugin = "idic_lab.course.downloads.Download"
    config.ZipCollectApp.collector_plugin = "idic_lab.course.downloads.Sender"
    config.ExchangeFactory.collect = "idic_lab.course.first_hand_in.CollectFirst"
    config.ExchangeFactory.release_feedback = "idic_lab.course.release_feedback.ReleaseFeedback"
    kinds = {"csv": "PlainExport", "canvas": "CanvasExport", "moodle": "MoodleExport"}
    config.ExportApp.plugin_class = f"idic_lab.course.exports.{kinds[export]}"
