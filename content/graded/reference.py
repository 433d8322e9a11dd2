"""The right answers to everything in the graded work that is drawn, as a careful student works them out.

Instructor's side only. Not the code of the hidden tests: a pocket calculator is used, with two decimals all the way
where a student reads rounded figures, so that what the tests call right can be reached by hand. After a reseed these
answers still earn full points.
"""

import math
import tomllib
from pathlib import Path

import networkx
import pandas as pd

from idic_lab.subject import datasets
from idic_lab.subject.analysis import concentration, network
from idic_lab.subject.analysis import survey as scales


def trust_lab(folder):
    """Work out trust-lab from agencies.csv and forms.csv in `folder`."""
    agencies = datasets.read("agencies", folder).set_index("agency")
    forms = datasets.read("forms", folder).set_index("customer")
    ratings = {agency: tuple(int(rating) for rating in row) for agency, row in agencies.iterrows()}
    scores = {agency: (c + r + i) / s for agency, (c, r, i, s) in ratings.items()}
    first, second, third, fourth, *_ = ratings.values()
    mean = sum(third[:3]) / 3

    def better(c, r, i, s):
        lower, raised = (c + r + i) * s, (c + r + i + 3) * (s - 1)  # both gains over one denominator: no rounding
        return "equal" if lower == raised else "lower_s" if lower > raised else "raise_three"

    top = int(forms["highest_answer"].iloc[0])
    own = {name: (row["s1"] + top + 1 - row["s2"] + row["s3"]) / 3 for name, row in forms.iterrows()}
    mean_s = round(sum(own.values()) / len(own), 2)
    return {
        "one-trust": two_decimals(sum(first[:3]) / first[3]),
        "most-trusted": max(scores, key=scores.get),
        "needed-s": two_decimals(sum(second[:3]) / (int(sum(second[:3]) / second[3]) + 1)),
        "renumbered": two_decimals(sum(fourth[:3]) + 3),
        "lowest-t": two_decimals(3 / top),
        "highest-t": two_decimals(3 * top),
        "better-move": {agency: better(*row) for agency, row in ratings.items()},
        "equal-s": two_decimals(mean + 1),
        "equal-s-two": two_decimals(mean / 2 + 1),
        "one-form": two_decimals(own[next(name for name, row in forms.iterrows() if row["s2"] <= 2)]),
        "mean-s": two_decimals(mean_s),
        "forms-trust": two_decimals(sum(round(forms[letter].mean(), 2) for letter in "cri") / mean_s),
    }


def kleenz_trust_case(folder):
    """Work out parts A and B of the Kleenz case from its Table 1: the means of the questions, with two decimals."""
    survey = scales.clean(datasets.kleenz_survey(folder))
    troubled = survey[survey["problem"] == "yes"]

    def component(among, key):
        means = {item: round(among[item].mean(), 2) for item in scales.ITEMS[key]}
        return round(sum(8 - mean if item in scales.REVERSED else mean for item, mean in means.items()) / 3, 2)

    def trust(among):
        return round(sum(component(among, key) for key in above) / component(among, "self_orientation"), 2)

    *above, _ = scales.ITEMS
    means = {key: component(survey, key) for key in scales.ITEMS}
    branches = {name: component(among, "reliability") for name, among in survey.groupby("branch")}
    ages = [round(mean, 2) for mean in survey.groupby("age_group")["trust_overall"].mean()]
    told = survey[survey["s2_rev"].isin([1, 2])].dropna(subset=["s1", "s3"]).iloc[0]
    best = scales.best_group_values(survey)["value"].round(1)
    add_on = {answer: component(among, "self_orientation") for answer, among in survey.groupby("addon_unrequested")}
    by_told = {answer: trust(among) for answer, among in troubled.groupby("told_first")}
    return {
        "one-customer": two_decimals((told["s1"] + 8 - told["s2_rev"] + told["s3"]) / 3),
        "turned-mean": two_decimals(8 - round(survey["s2_rev"].mean(), 2)),
        "component-means": [{"row": key, "mean": two_decimals(mean)} for key, mean in means.items()],
        "trust-method": "ratio_of_means",
        "trust-score": two_decimals(trust(survey)),
        "lowest-branch": min(branches, key=branches.get),
        "branch-gap": two_decimals(max(branches.values()) - min(branches.values())),
        "add-on-gap": two_decimals(add_on["yes"] - add_on["no"]),
        "told-first-gap": two_decimals(by_told["yes"] - by_told["no"]),
        "age-gap": two_decimals(max(ages) - min(ages)),
        # As good as the best groups, but credibility as it is: the recommendations move the other three.
        "target": {"target": {**best.to_dict(), "credibility": round(means["credibility"], 1)}},
    }


def who_matters(folder):
    """Work out who-matters from purchases.csv in `folder`; shares from whole dollars, as the tables show them."""
    purchases = datasets.read("purchases", folder)
    until, cut = pd.Timestamp("1998-06-30"), pd.Timestamp("1997-09-30")
    purchase_days = purchases.groupby("customer_id")["date"].agg(["size", "nunique", "min", "max"])
    first = purchases["customer_id"].map(purchase_days["min"])
    total = purchases.groupby("customer_id")["spend_usd"].sum()
    again = purchases[purchases["date"] > first].groupby("customer_id")["spend_usd"].sum()

    def percent(part, whole):
        return f"{100 * round(part) / round(whole):.1f}"

    def of_the_best(values, customers):
        return percent(values.sort_values(ascending=False).head(math.floor(customers / 5 + 0.5)).sum(), values.sum())

    fits = purchase_days["size"].between(5, 8) & purchase_days["nunique"].between(3, purchase_days["size"] - 1)
    one = purchase_days[fits].iloc[0]
    table = concentration.rfm(purchases, "1998-06-30")
    segment = concentration.segments(table)
    chosen = [segment == name for name in concentration.SEGMENTS]
    much = table["monetary_score"] >= 4
    chosen = [chosen[0], chosen[1] & much, chosen[2], chosen[3] & much, chosen[3] & ~much, chosen[4]]
    six = [table.index[among & (table.index != one.name)][0] for among in chosen]

    early, late = (purchases[among] for among in (purchases["date"] <= cut, purchases["date"] > cut))
    before, after = (some.groupby("customer_id")["spend_usd"].sum() for some in (early, late))
    before = before.sort_values(ascending=False, kind="stable")
    others = after[~after.index.isin(before.index[: len(before) // 5])]
    return {
        "share-all": of_the_best(total, len(total)),
        "share-repeat": of_the_best(again, len(total)),
        "share-buyers": of_the_best(again, len(again)),
        "one-customer": [
            {"row": "recency", "number": f"{(until - one['max']).days}"},
            {"row": "frequency", "number": f"{one['nunique']}"},
            {"row": "monetary", "number": two_decimals(total[one.name])},
        ],
        "six-customers": {str(number): segment[number] for number in sorted(six)},
        "one-off-money": percent(total[segment == "one-off"].sum(), total.sum()),
        "statements": {
            "profit": "silent",
            "once": "shows" if (purchase_days["nunique"] == 1).sum() > len(total) / 2 else "against",
            "ten": "silent",
            "again": "against",
            "liked": "silent",
            "concentrated": "shows",
        },
        "later-money": percent(others.sum(), after.sum()),
    }


def journey_and_internet(folder):
    """Work out journey-and-internet from its tables in `folder`; what a student reads off the dials is simulated."""
    stages = datasets.read("journey", folder)
    figures = datasets.read("figures", folder).set_index("figure")["value"].astype(int)
    gaps = (stages["to_be"] - stages["as_is"]).round(1)
    known = ["no", *stages["identified"]]
    lost = next(n for n in range(1, len(known)) if known[n - 1] == "yes" and known[n] == "no")

    friendships = datasets.read("friendships", folder)
    friends = {person: set() for person in range(1, friendships.max().max() + 1)}
    for one, other in friendships.itertuples(index=False, name=None):
        friends[one].add(other)
        friends[other].add(one)
    first = figures["two_rounds"]
    heard = {first} | friends[first] | {each for friend in friends[first] for each in friends[friend]}
    graph = networkx.empty_graph(len(friends))
    graph.add_edges_from((friendships - 1).itertuples(index=False, name=None))
    starters = [figures[f"starter_{number}"] for number in range(1, 5)]
    read = {}
    for contagion in (figures[f"contagion_{number}"] for number in range(1, 6)):
        people = network.reach(graph, contagion / 100, 2000)["people"]
        read[contagion] = {person: round(people[person - 1], 1) for person in starters}
    at = read[figures["contagion"]]

    margin, sold, referred = (figures[name] for name in ("margin", "sold", "referred"))
    selling, referring, visit = margin, 0, 0
    while referring < selling:
        visit += 1
        selling, referring = (
            so_far + margin * (p / 100) ** visit for so_far, p in ((selling, sold), (referring, referred))
        )
    return {
        "widest-stage": f"{gaps.idxmax() + 1}",
        "widest-gap": f"{gaps.max():.1f}",
        "lost-stage": f"{lost}",
        "did-both": f"{figures['told_friends'] + figures['looked_elsewhere'] - 100}",
        "two-rounds": f"{len(heard)}",
        "reaches-most": f"{max(at, key=at.get)}",
        "reach": f"{max(at.values()):.1f}",
        "matters-most": f"{max(read, key=lambda each: max(read[each].values()) - min(read[each].values()))}",
        "selling": two_decimals(margin * (1 + sold / 100 + (sold / 100) ** 2)),
        "caught-up": f"{visit}",
        "needed": f"{100 / (2 - sold / 100):.1f}",
    }


def relationship_audit(folder):
    """Look the places of the stories in `folder` up: they are a judgement, and cannot be worked out."""
    pool = tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))["story"]
    places = {story["key"]: story["answer"] for story in pool}
    asked = datasets.read("stories", folder).groupby("question", sort=False)["story"]
    return {question: {story: places[story] for story in stories} for question, stories in asked}


def two_decimals(number):
    """Return a number as a student types it."""
    return f"{number:.2f}"


ANSWERS = {
    "journey-and-internet": journey_and_internet,
    "kleenz-trust-case": kleenz_trust_case,
    "relationship-audit": relationship_audit,
    "trust-lab": trust_lab,
    "who-matters": who_matters,
}
"""By assignment: a function of the folder that holds its tables, which returns answers by question."""
