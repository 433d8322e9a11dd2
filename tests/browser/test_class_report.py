"""The class report in a browser: nothing is fetched, nothing overflows, axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from idic_lab.course import report, report_page
from tests.course.test_report import klass


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1100])
def test_the_report_fits_fetches_nothing_and_is_accessible(page, tmp_path, theme, width):
    path = tmp_path / "report.html"
    some = klass(30)
    for work in some.work[:6]:
        work.version = None
    path.write_text(report_page.page(some, report.lessons()), "utf-8")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found] == []
