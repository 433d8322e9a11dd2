"""Slider to repainted picture: the trust explorer against ``ipywidgets.interact`` with a plain matplotlib figure.

Both stand in one notebook in a real JupyterLab in Chromium. Each turn moves one slider by one step and waits until the
new picture has been painted: for the explorer the curve's path has changed, for interact an image with another source
has been decoded; then one more frame. The two take turns.
"""

import tempfile
from pathlib import Path

from tests.bench.measure import Sample, verdict
from tests.browser.jupyterlab import Notebook, running_browser, running_lab

EXPLORER = """from idic_lab import AnswerBook, ask
book = AnswerBook("bench")
ask.trust(book, "explorer", "Trust explorer")"""

INTERACT = """%matplotlib inline
import matplotlib.pyplot as plt
from ipywidgets import interact

def show(c=5.0, r=5.0, i=5.0, s=5.0):
    rating = [1 + 9 * n / 60 for n in range(61)]
    fig, ax = plt.subplots()
    ax.plot(rating, [(c + r + i) / each for each in rating])
    ax.plot(s, (c + r + i) / s, "o")
    plt.show()

interact(show, c=(1.0, 10.0, 0.5), r=(1.0, 10.0, 0.5), i=(1.0, 10.0, 0.5), s=(1.0, 10.0, 0.5));"""

# Each moves a slider once and resolves with the milliseconds until the change was painted. Both wait a moment first:
# begun at once, a turn would always start just after the frame that ended the one before, and wait a whole frame more
# than a hand does.
PAUSE = "await new Promise((begin) => setTimeout(begin, 20 + 50 * Math.random()));"
MOVE_EXPLORER = """async (turn) => {
  const card = document.querySelector(".idic[data-question=explorer]");
  const slider = card.querySelector("input[type=range]");
  const path = () => card.querySelector(".curve").getAttribute("d");
  PAUSE
  const before = path(), started = performance.now();
  slider.value = turn % 2 ? 3 : 8;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  while (path() === before) await new Promise((next) => requestAnimationFrame(next));
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return performance.now() - started;
}""".replace("PAUSE", PAUSE)
MOVE_INTERACT = """async (turn) => {
  const area = document.querySelector(".widget-interact");
  const handle = area.querySelector(".noUi-handle");
  const image = () => area.querySelector("img");
  PAUSE
  const before = image().src, started = performance.now();
  const key = turn % 2 ? "ArrowRight" : "ArrowLeft";
  handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  while (!image() || image().src === before) await new Promise((next) => requestAnimationFrame(next));
  await image().decode();
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  return performance.now() - started;
}""".replace("PAUSE", PAUSE)


def main(runs=40):
    """Print medians, 95th percentiles and the ratio."""
    seconds = {MOVE_EXPLORER: [], MOVE_INTERACT: []}
    with tempfile.TemporaryDirectory() as home, running_lab(Path(home)) as lab, running_browser() as browser:
        page = browser.new_page(viewport={"width": 1100, "height": 1400})
        notebook = Notebook(page, lab, lab.write("bench.ipynb", EXPLORER, INTERACT))
        notebook.command("notebook:run-all-cells")
        notebook.card("explorer").wait_for()
        page.wait_for_selector(".widget-interact img")
        notebook.wait_for_kernel()
        for turn in range(runs + 3):
            for move, taken in seconds.items():
                milliseconds = page.evaluate(move, turn)
                if turn >= 3:  # the first moves compile what the later ones reuse
                    taken.append(milliseconds / 1000)
    explorer = Sample("trust explorer", tuple(seconds[MOVE_EXPLORER]))
    interact = Sample("interact with matplotlib", tuple(seconds[MOVE_INTERACT]))
    print("Slider to repainted picture, in JupyterLab")
    print(f"  {interact}\n  {explorer}")
    print(f"  median: {verdict(explorer.median / interact.median, 0.1)}")
    print(f"  p95: {verdict(explorer.p95 / interact.p95, 0.1)}")


if __name__ == "__main__":
    main()
