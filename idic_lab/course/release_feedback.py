"""``nbgrader release_feedback`` that stops for nobody: each student's pages by themselves."""

import glob

from nbgrader.exchange.default import ExchangeReleaseFeedback

from idic_lab.grading import sanitize


class ReleaseFeedback(ExchangeReleaseFeedback):
    """Release the feedback of all who can fetch it; who handed in another way has no secret for it, and is named."""

    def copy_files(self):
        """Copy every student's pages."""
        for folder in sorted(glob.glob(self.src_path)):
            self.src_path = folder
            try:
                super().copy_files()
            except (OSError, ValueError) as problem:
                self.log.error(
                    "%s is not in the exchange, send it another way: %s", sanitize.name(folder), sanitize.name(problem)
                )
