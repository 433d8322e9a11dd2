"""The instructor's desk: a course from an empty folder to marks in a learning platform, on nbgrader."""


def plug_in(config, course, export="csv"):
    """Make a folder a course of this kit: grading as in :func:`idic_lab.grading.plug_in`, and the desk around it.

    Parameters
    ----------
    config : traitlets.config.Config
        What ``get_config()`` gives in ``nbgrader_config.py``.
    course : path
        The course folder, which holds ``source/``.
    export : str
        What ``nbgrader export`` writes: ``csv``, ``canvas`` or ``moodle``.
    """
    from nbgrader.converters import GenerateAssignment

    from idic_lab import grading
    from idic_lab.desk import downloads, exports
    from idic_lab.desk.late import LatePenalty, RenewLatePenalty
    from idic_lab.desk.versions import RememberRelease

    grading.plug_in(config, course)
    # After ComputeChecksums, by which a version is recognised.
    config.GenerateAssignment.preprocessors = [*GenerateAssignment().preprocessors, RememberRelease]
    config.AssignLatePenalties.plugin_class = LatePenalty
    # Before the grades are read.
    config.GenerateFeedback.preprocessors = [RenewLatePenalty, *config.GenerateFeedback.preprocessors]
    config.ZipCollectApp.extractor_plugin = downloads.Download
    config.ZipCollectApp.collector_plugin = downloads.Sender
    config.ExportApp.plugin_class = {
        "csv": exports.PlainExport,
        "canvas": exports.CanvasExport,
        "moodle": exports.MoodleExport,
    }[export]
