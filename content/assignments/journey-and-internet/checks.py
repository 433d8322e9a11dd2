"""How journey-and-internet is judged. What the tables alone decide is marked `once`."""

import math

import networkx

from idic_lab import checks, datasets
from idic_lab.analysis import journey, network, payoff
from idic_lab.checks import Criterion, Result, once


@once
def the_stages():
    """Return the journey, a row a stage."""
    return datasets.read("journey", folder=".")


@once
def case_figures():
    """Return the figures of the case by name."""
    return datasets.read("figures", folder=".").set_index("figure")["value"]


@once
def gaps_of_stages():
    """Return how far each stage is from how it should be, the widest first."""
    return journey.gaps(the_stages())


@once
def lost_recognition():
    """Return the last stage that knew the customer, and the first that did not."""
    return journey.recognition_lost(the_stages())


@once
def graph_of_friends():
    """Return who is a friend of whom."""
    return network.friends(datasets.read("friendships", folder="."))


@once
def two_rounds():
    """Return who begins, how many know it after two rounds, the friends of the first, and the sum with repetitions."""
    graph, first = graph_of_friends(), int(case_figures()["two_rounds"]) - 1
    people = len(networkx.single_source_shortest_path_length(graph, first, cutoff=2))
    twice = 1 + graph.degree[first] + sum(graph.degree[friend] for friend in graph[first])
    return first, people, graph.degree[first], twice


@once
def reached():
    """Return how many hear of it on average, by contagion and starter, and the starter with most friends."""
    graph, cases = graph_of_friends(), case_figures().astype(int)
    starters = {f"{cases[f'starter_{number}']}": cases[f"starter_{number}"] - 1 for number in range(1, 5)}
    contagions = [cases[f"contagion_{number}"] / 100 for number in range(1, 6)]
    popular = max(starters, key=lambda person: graph.degree[starters[person]])
    return network.over_contagion(graph, starters, contagions), popular


def gap_check(book):
    """A. The widest gap."""
    data, gaps = the_stages(), gaps_of_stages()
    table = data.set_index("stage")
    numbers = {stage: str(number) for number, stage in enumerate(data["stage"], 1)}
    widest, lowest, highest = gaps.index[0], table["as_is"].idxmin(), table["to_be"].idxmax()
    wrong = {
        number: ("", f"You chose {stage}, a gap of {gaps[stage]:.1f}. Another gap is wider.")
        for stage, number in numbers.items()
    }
    said = "A gap needs both columns: here it is"
    wrong[numbers[highest]] = ("", f"At {highest} most is expected. {said} {gaps[highest]:.1f}.")
    wrong[numbers[lowest]] = ("", f"Rated lowest is {lowest}, where less is expected. {said} {gaps[lowest]:.1f}.")
    chosen = checks.recorded(book, "widest-stage")
    result = checks.choice(chosen, numbers[widest], "stage with the widest gap", 0.5, wrong)
    known = [
        (-gaps[widest], "", "The size is right. How it should be, less how it is, is positive here.", 1 / 4),
        (table["as_is"][widest], "", "That is the rating as it is, not the gap."),
        (table["to_be"][widest], "", "That is how it should be, not the gap."),
    ]
    known += [(gaps[stage], "", f"That is the gap of another stage: {stage}.") for stage in gaps.index[1:]]
    return result + checks.number(checks.recorded(book, "widest-gap"), gaps[widest], "the widest gap", 0.5, 0.05, known)


def thread_check(book):
    """A. Recognition lost, and percentages."""
    data, (before, lost) = the_stages(), lost_recognition()
    stages_in_order, known_there = (
        list(data["stage"]),
        dict(zip(data["stage"], data["identified"] == "yes", strict=True)),
    )
    chosen = checks.recorded(book, "lost-stage")
    if chosen is None:
        points, said = 0, "No answer was recorded."
    else:
        stage = stages_in_order[int(chosen) - 1]
        points = 1 if stage == lost else 0.5 if stage == before else 0
        said = f"You chose {stage}. "
        if stage == before:
            said += "It still knew her: the thread breaks at the stage after it."
        elif known_there[stage]:
            said += "This stage knew her."
        elif stages_in_order.index(stage) > stages_in_order.index(lost):
            said += "Recognition had been lost before that."
        elif stage != lost:
            said += "Nobody had known her before, and what was never there is not lost."
        else:
            said += f"Right: {before} still knew her."
    result = Result([Criterion("where recognition is first lost", points, 1, said)])

    told, looked = case_figures()["told_friends"], case_figures()["looked_elsewhere"]
    known = [
        (told + looked, "percentages-add-up", "You added the two. Many people are counted twice in that."),
        (min(told, looked), "", "That is how many can have done both at the very most.", 1 / 4),
        (told * looked / 100, "", "That would be so if the one had nothing to do with the other. Nobody knows that."),
    ]
    return result + checks.number(
        checks.recorded(book, "did-both"), told + looked - 100, "how many did both", 0.5, 0.05, known, True
    )


def spread_check(book):
    """B. The screenshot."""
    people, popular = reached()
    first, key, friends, twice = two_rounds()
    known = [
        (key - 1, "", f"Person {first + 1} knows it, too, and counts.", 0.5),
        (friends + 1, "", "That is after one round. Their friends hear of it as well."),
        (twice, "", "Some people were counted twice, who are friends of several or told it themselves.", 0.5),
        (twice - 1, "", "Some people were counted twice, who are friends of several or told it themselves.", 0.5),
    ]
    result = checks.number(checks.recorded(book, "two-rounds"), key, "people after two rounds", 1, 0.02, known)

    at = people.loc[int(case_figures()["contagion"])]
    wrong = {person: ("", f"From person {person} it reaches {number:.1f}.") for person, number in at.items()}
    said = f"Person {popular} has most friends. It counts whom they know in turn: it reaches {at[popular]:.1f}."
    wrong[popular] = ("", said)
    result += checks.choice(checks.recorded(book, "reaches-most"), at.idxmax(), "who reaches most", 0.5, wrong)
    known = [
        (number, "", f"That is from person {person}.", 1 / 4) for person, number in at.items() if number < at.max()
    ]
    result += checks.number(checks.recorded(book, "reach"), at.max(), "how many are reached", 0.5, 0.3, known)

    head_start = people.max(axis=1) - people.min(axis=1)
    wrong = {f"{each}": ("", f"There the difference is {number:.1f}.") for each, number in head_start.items()}
    low, high = f"{head_start.index[0]}", f"{head_start.index[-1]}"
    wrong[low] = ("", f"{wrong[low][1]} At so low a contagion the story dies, whoever tells it.")
    wrong[high] = ("", f"{wrong[high][1]} At so high a contagion nearly anyone will do.")
    _, second = head_start.nlargest(2).index
    said = f"There the difference is {head_start[second]:.1f}, and elsewhere {head_start.max():.1f}: a close second."
    wrong[f"{second}"] = ("", said, 0.5)
    given = checks.recorded(book, "matters-most")
    return result + checks.choice(given, f"{head_start.idxmax()}", "when it matters who tells first", 1, wrong)


def posts_check(book):
    """C. What is being said."""
    POSTS = {
        "outage": ("true", "The outage: the page bears it out. Bad news is not false news."),
        "price": ("misinformation", "The price: it is false, and she believes it herself."),
        "addresses": ("disinformation", "The addresses: he knows that he has made it up."),
        "box": ("opinion", "The box: ugly is a judgement. That many agree does not make it a fact."),
        "queue": ("disinformation", "The queue: he knows what the photo shows. A firm can deceive, too."),
        "headaches": ("misinformation", "The headaches: the study is wrong, and she shares it in good faith."),
    }
    given = checks.recorded(book, "posts", {})
    slips = [post for post in given if given[post] != POSTS[post][0]]
    right = len(given) - len(slips)
    said = (
        " ".join([f"{right} of 6 right.", *(POSTS[post][1] for post in slips)]) if given else "No answer was recorded."
    )
    meant = [post for post in slips if given[post] == "disinformation" and POSTS[post][0] == "misinformation"]
    slip = "disinformation-is-any-falsehood" if meant else ""
    return Result([Criterion("what each post is", right / 4, 1.5, said, slip)])


def clerk_check(book):
    """D. The clerk: sell or refer."""
    margin, after_sale, after_referral = (
        case_figures()["margin"],
        case_figures()["sold"] / 100,
        case_figures()["referred"] / 100,
    )
    earned = payoff.expected(margin, after_sale, 3)
    known = [
        (earned[2] - margin, "", "Today is included: the sale of today counts in full.", 0.5),
        (
            margin * (1 + 2 * after_sale),
            "",
            "At visit 2 only those are left who came again twice: the probability is squared.",
            0.5,
        ),
        (3 * margin, "", "Not everybody comes again."),
        (margin * after_sale**2, "", "That is visit 2 alone. Asked was all of it together."),
        (earned[1], "", "That is by visit 1.", 0.5),
        (earned[3], "", "That is by visit 3.", 0.5),
        (payoff.expected(margin, after_referral, 2)[2], "", "That is with the probability of those who were referred."),
    ]
    result = checks.number(checks.recorded(book, "selling"), earned[2], "what selling has brought", 1, 0.05, known)

    visit = payoff.break_even(margin, after_sale, after_referral)
    sale, referral = (
        payoff.expected(margin, after_sale, visit),
        payoff.expected(margin, after_referral, visit, first=False),
    )
    said = f"Selling has brought {sale[-2]:.2f} by then, and referring {referral[-2]:.2f}."
    known = [
        (visit - 1, "", said, 0.5),
        (visit + 1, "", f"It has caught up one visit earlier: {referral[-1]:.2f} against {sale[-1]:.2f}.", 0.5),
        (1, "", "Compare what each has brought in all, and not what each brings at that visit."),
        (0, "", "Today referring brings nothing."),
    ]
    return result + checks.number(checks.recorded(book, "caught-up"), visit, "visit of break-even", 1, 0.02, known)


def agent_check(book):
    """D. The long run, and a trusted agent."""
    after_sale = case_figures()["sold"] / 100
    key = 100 * payoff.referred_needed(after_sale)
    known = [
        (math.ceil(key), "", "Right, rounded up to whole customers.", 0.5),
        (100 * after_sale, "", "More than after a sale is not enough: the sale has the margin of today ahead."),
        (50, "", "That is so where nobody comes again after a sale. Here some do."),
        (100 - 100 * after_sale, "", "It is 1 / (2 - s), and not 1 - s, where s is selling as a part of 1."),
    ]
    result = checks.number(checks.recorded(book, "needed"), key, "enough in the long run", 0.5, 0.5, known, True)
    wrong = {
        "cheapest": ("agent-is-cheapest", "You chose the lowest price."),
        "today": ("", "That is a good offer for whoever wants to sell today. Does it fit the man?"),
        "sister": ("", "It sounds near, and it still sells the large box. What fits the man?"),
    }
    return result + checks.choice(checks.recorded(book, "agent"), "fits", "a trusted agent", 0.5, wrong)
