"""Still pictures: data in, ``ax=None``, Axes out; `guess` is a value that the reader expected, drawn beside the others.

All share one style, are readable without colour, and carry a text for those who cannot see them. ``show`` puts a
picture into a notebook, ``picture`` returns it as HTML, ``alt`` its text. Profiles are a `Profile`, several by name, or
a table of ratings with one row each.
"""

from idic_lab.subject.plots.amounts import amounts
from idic_lab.subject.plots.components import component_means, elasticity, one_point_better, trust_bars
from idic_lab.subject.plots.concept_map import parts_map
from idic_lab.subject.plots.curves import curves, frame, parts
from idic_lab.subject.plots.groups import gap_within, group_means, shares, trust_scores
from idic_lab.subject.plots.journey_map import journey
from idic_lab.subject.plots.page import alt, picture, show, style
from idic_lab.subject.plots.shapes import concentration, distribution, trust_curve
from idic_lab.subject.plots.spread import head_start, network

__all__ = [
    "alt",
    "amounts",
    "component_means",
    "concentration",
    "curves",
    "distribution",
    "elasticity",
    "frame",
    "gap_within",
    "group_means",
    "head_start",
    "journey",
    "network",
    "one_point_better",
    "parts",
    "parts_map",
    "picture",
    "shares",
    "show",
    "style",
    "trust_bars",
    "trust_curve",
    "trust_scores",
]
