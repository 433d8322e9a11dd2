"""Which version of a release somebody worked on: what was released is remembered, and recognised in what comes back."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

RELEASES = sqlalchemy.Table(
    "idic_lab_release",
    sqlalchemy.MetaData(),
    sqlalchemy.Column("number", sqlalchemy.Integer, primary_key=True),
    sqlalchemy.Column("assignment", sqlalchemy.String(128), nullable=False),
    sqlalchemy.Column("notebook", sqlalchemy.String(128), nullable=False),
    sqlalchemy.Column("made_at", sqlalchemy.DateTime, nullable=False),
    sqlalchemy.Column("cells", sqlalchemy.Text, nullable=False),
)


@dataclass(frozen=True)
class Release:
    """A version of an assignment as students saw it."""

    made_at: datetime  # in UTC, without a zone
    cells: dict  # nbgrader's checksum of each of the instructor's cells, by grade_id, in their order

    def differs_from(self, other: "Release") -> tuple[list[str], ...]:
        """Return which cells are new, changed and gone compared with another release. grade_ids."""
        new = [id for id in self.cells if id not in other.cells]
        changed = [id for id in self.cells if id in other.cells and self.cells[id] != other.cells[id]]
        return new, changed, [id for id in other.cells if id not in self.cells]


class RememberRelease(NbGraderPreprocessor):
    """Remember what is released, when it differs from the release before; the last step of generate_assignment."""

    def preprocess(self, nb, resources):
        """Write the release into the gradebook, unless nbgrader was asked to leave the gradebook alone."""
        about = resources["nbgrader"]
        if not self.parent.parent.no_database:
            with Gradebook(about["db_url"]) as gradebook:
                remember(gradebook.db, about["assignment"], about["notebook"], checksums(nb.cells))
        return nb, resources


def checksums(cells: list[dict]) -> dict[str, str]:
    """Return the checksum that nbgrader left with each cell when it was released, by grade_id."""
    found = {}
    for cell in cells:
        metadata = cell.get("metadata")
        about = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if isinstance(about, dict) and isinstance(about.get("grade_id"), str) and "checksum" in about:
            found[about["grade_id"]] = str(about["checksum"])
    return found


def remember(session, assignment: str, notebook: str, cells: dict[str, str]):
    """Keep a release, unless the latest is the same; the caller need not commit."""
    before = releases(session, assignment, notebook)
    if not before or before[-1].cells != cells:
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        session.execute(
            RELEASES.insert().values(assignment=assignment, notebook=notebook, made_at=now, cells=json.dumps(cells))
        )
    session.commit()


def releases(session, assignment: str, notebook: str) -> list[Release]:
    """Return every release of a notebook that differed from the one before, the oldest first."""
    RELEASES.create(session.connection(), checkfirst=True)
    mine = (RELEASES.c.assignment == assignment) & (RELEASES.c.notebook == notebook)
    rows = session.execute(
        sqlalchemy.select(RELEASES.c.made_at, RELEASES.c.cells).where(mine).order_by(RELEASES.c.number)
    )
    return [Release(made_at, json.loads(cells)) for made_at, cells in rows]


def worked_on(cells: dict[str, str], known: list[Release]) -> int | None:
    """Find the release that somebody worked on."""
    agreeing = [
        (
            sum(release.cells.get(id) == checksum for id, checksum in cells.items()),
            -len(set(release.cells) ^ set(cells)),
        )
        for release in known
    ]
    best = max(agreeing, default=(0, 0))
    return len(agreeing) - 1 - agreeing[::-1].index(best) if best[0] else None
