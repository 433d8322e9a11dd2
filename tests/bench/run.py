"""All benchmarks of the student's half, in one run, as ratios."""

from tests.bench import imports, run_all, slider

if __name__ == "__main__":
    slider.main()
    imports.main()
    run_all.main()
