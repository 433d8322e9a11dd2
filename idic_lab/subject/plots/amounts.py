"""Pictures of plain amounts, above and below zero."""

from idic_lab.subject.plots.groups import BAR
from idic_lab.subject.plots.page import HATCHES, INK, canvas, describe, label, mark_guess, rows, style


def amounts(values, title, unit="", guess=None, digits=0, ax=None):
    """Draw amounts by name as bars from zero, those below it to the left and hatched; `unit` is what they count."""
    # A minus sign as wide as a plus, and none before a rounded zero.
    texts = {
        str(name): f"{round(float(value), digits) + 0:,.{digits}f}".replace(",", " ").replace("-", "−")
        for name, value in values.items()
    }
    numbers = [float(value) for _, value in values.items()]
    reach = [0.0, *numbers, *([] if guess is None else [guess])]
    room = 0.2 * ((max(reach) - min(reach)) or 1)
    with style():
        ax = canvas(ax, 1.3 + 0.42 * len(texts))
        rows(ax, len(texts))
        for row, (value, text) in enumerate(zip(numbers, texts.values(), strict=True)):
            ax.barh(row, value, 0.6, color=BAR, hatch=HATCHES[value < 0])
            label(ax, text, (value, row), (-6 if value < 0 else 6, 0), weight="bold")
        ax.axvline(0, color=INK, linewidth=1.2)
        ax.set_yticks(range(len(texts)), list(texts))
        ax.set_xlim(min(reach) - 1.7 * room * (min(numbers) < 0), max(reach) + room)
        ax.xaxis.get_major_locator().set_params(nbins=7, steps=[1, 2, 5, 10])
        describe(ax, title, [f"{name}: {text}." for name, text in texts.items()], unit)
        mark_guess(ax, guess)
    return ax
