"""How relationship-audit is judged. What the tables alone decide is marked `once`."""

from idic_lab import checks, idic
from idic_lab.checks import Criterion, Result


def characteristics_check(book):
    """A. The seven characteristics."""
    NAMES = {term.key: term.name for term in idic.CHARACTERISTICS}
    # Of each story: what it turns on, its close seconds, and what to look at again.
    KEYS = {
        "parking": ("unique", (), "What would happen if two customers changed places?"),
        "tuner": ("iterative", ("unique",), "What is the card for?"),
        "copier": ("ongoing-benefit", ("mutual",), "Why do both sign again?"),
        "diary": ("trust", ("iterative",), "What lets the publisher hand him more each time?"),
        "windows": ("unique", ("change",), "What would happen if the nephew mixed up two of the sheets?"),
        "singing": ("iterative", ("unique",), "Where does each lesson begin?"),
        "carrots": ("ongoing-benefit", ("mutual",), "Why do they go on each autumn?"),
        "watch": ("trust", ("iterative",), "What lets her leave more each time?"),
        "lock": ("mutual", ("interactive",), "Each sees the other coming. What do the two of them do then?"),
        "list": ("mutual", ("interactive",), "Who would notice if one of the two stopped?"),
        "hearing": ("interactive", ("iterative",), "Who asks here, and who answers?"),
        "bill": ("interactive", ("mutual",), "Which way does information go here?"),
        "beans": ("change", ("interactive",), "What does each of the two do now that it did not do before?"),
        "movers": ("change", ("iterative",), "Compare this year with the year before, on either side."),
        "courier": ("change", ("trust",), "Of the two who agreed on something, who does it?"),
        "theatre": ("interactive", ("change",), "Which way does information go here, and which way can it not go?"),
        "pen": ("mutual", ("interactive",), "Before anybody could answer her: what would they have to know?"),
        "wine": ("unique", ("change",), "They talk, and each is known. Does one member's box differ from another's?"),
        "pool": ("change", ("iterative", "interactive"), "They ask and they answer. What happens then?"),
        "heating": ("interactive", ("mutual",), "Which way does information go here, and which way can it not go?"),
        "tides": ("mutual", ("interactive",), "Before anybody could answer him: what would they have to know?"),
        "language": ("unique", ("change",), "They talk, and she is known. Does her page differ from anybody else's?"),
        "helpline": ("iterative", ("change",), "Where does each call begin?"),
        "sheet": ("iterative", ("unique",), "What is left of the last visit when the next one begins?"),
        "barrels": ("ongoing-benefit", (), "Do the sum for each of the two."),
        "island": ("ongoing-benefit", (), "Who pays for the boat?"),
        "houses": ("trust", (), "Why is every delivery counted twice?"),
        "gauge": ("trust", ("iterative",), "After all these years, what has not grown?"),
    }
    # Who finds these two present in the story has taken something else for them.
    SLIPS = {"theatre": "interact-is-volume", "heating": "interact-is-volume", "wine": "customize-is-first-name"}
    titles = {item.key: item.title for id in ("shown", "missing") for item in book.questions[id].items}
    chosen = checks.recorded(book, "shown", {}) | checks.recorded(book, "missing", {})

    def judge(*stories):
        halves, said, slip = 0, [], ""
        for story in stories:
            key, close, look = KEYS[story]
            place = chosen.get(story)
            halves += 2 if place == key else 1 if place in close else 0
            told = f"{titles[story]}: {NAMES.get(place, 'not sorted')}"
            if place == key:
                said.append(f"{told}, and that fits.")
            else:
                said.append(f"{told}, a close second. {look}" if place in close else f"{told}. {look if place else ''}")
                slip = slip or (SLIPS.get(story, "") if place and place not in close else "")
        return Criterion(" / ".join(titles[story] for story in stories), halves / 4, 1, " ".join(said), slip)

    asked = list(titles)
    return Result([judge(*asked[place : place + 2]) for place in range(0, len(asked), 2)])


def relationship_check(book):
    """B. Relationship or not."""
    # Of each story: what it is, which mistake the other answer shows, and what to look at again.
    KEYS = {
        "ferry": ("no", "repeat-buying-is-relationship", "What does the line know about him after eleven years?"),
        "laundry": ("yes", "emotion-required", "Nobody feels anything. What has each of the two learnt and done?"),
        "shoes": ("no", "emotion-required", "She feels a great deal. Who at the brand could know of her?"),
        "bees": ("yes", "emotion-required", "They are not friendly. What does each do because of the other?"),
        "hotel": ("no", "customize-is-first-name", "Her name is everywhere. What became of what she said?"),
        "carwash": (
            "no",
            "repeat-buying-is-relationship",
            "What did the car wash know about him after fourteen years?",
        ),
        "windfarm": ("yes", "emotion-required", "Nobody feels anything. What has each of the two learnt and done?"),
        "singer": ("no", "emotion-required", "He feels a great deal. Who there could know of him?"),
        "locksmith": ("yes", "emotion-required", "They are not friendly. What does each do because of the other?"),
        "chemist": ("no", "customize-is-first-name", "His name is on the receipt. What became of what he said?"),
        "quarry": ("yes", "emotion-required", "They have never met. What does each do because of the other?"),
    }
    titles = {item.key: item.title for item in book.questions["relationship"].items}
    chosen = checks.recorded(book, "relationship", {})
    wrong = [story for story in titles if chosen.get(story) not in (None, KEYS[story][0])]
    open_stories = [titles[story] for story in titles if story not in chosen]
    right = 5 - len(wrong) - len(open_stories)
    said = [f"{right} of 5 fit.", *(f"{titles[story]}: {KEYS[story][2]}" for story in wrong)]
    said += [f"Not sorted: {', '.join(open_stories)}."] if open_stories else []
    slip = KEYS[wrong[0]][1] if wrong else ""
    points = {5: 1, 4: 0.5}.get(right, 0)
    return Result([Criterion("relationship or not", points, 1, " ".join(said), slip)])


def loyalty_check(book):
    """C. The kind of loyalty."""
    KEYS = {
        "uniform": "behavioural",
        "butcher": "emotional",
        "trees": "both",
        "electricity": "neither",
        "coffee": "behavioural",
        "tent": "both",
        "van": "neither",
        "motorcycle": "emotional",
        "petrol": "behavioural",
        "puppets": "emotional",
        "hair": "both",
        "phonecard": "neither",
        "account": "behavioural",
        "grand": "emotional",
        "paint": "both",
        "stairs": "neither",
        "railway": "behavioural",
        "storm": "emotional",
        "nighttrain": "both",
        "freemonth": "neither",
    }
    quadrants = {quadrant.key: quadrant for quadrant in idic.LOYALTY}
    titles = {item.key: item.title for item in book.questions["loyalty"].items}
    chosen = checks.recorded(book, "loyalty", {})
    open_stories = [titles[story] for story in titles if story not in chosen]

    def judge(criterion, side, if_denied, if_claimed, slip):
        """Compare one half of the answers; four of eight are right by guessing and earn nothing."""
        told = {story: getattr(quadrants[place], side) for story, place in chosen.items()}
        truth = {story: getattr(quadrants[KEYS[story]], side) for story in titles}
        wrong = {story: told[story] for story in truth if told.get(story) is (not truth[story])}
        right = len(titles) - len(wrong) - len(open_stories)
        said = [f"{right} of 8 fit."]
        for claimed, look in ((False, if_denied), (True, if_claimed)):
            names = "; ".join(titles[story] for story in wrong if wrong[story] is claimed)
            said += [f"{names}: {look}"] if names else []
        said += [f"Not sorted: {', '.join(open_stories)}."] if open_stories else []
        slip = slip if any(wrong.get(story) for story in titles if KEYS[story] == "behavioural") else ""
        return Criterion(criterion, max(0, right - 4) / 2, 2, " ".join(said), slip)

    returns = (
        "you say that the customer does not come back.",
        "you say that the customer comes back. Who bought again?",
    )
    attached = (
        "you say that the customer would not miss the firm. What did it take to go there, or to speak for it?",
        "you say that the customer would miss the firm. What else could explain what this customer does?",
    )
    behaviour = judge("does the customer come back?", "behavioural", *returns, "")
    feeling = judge("would the customer miss the firm?", "emotional", *attached, "repeat-buying-is-relationship")
    return Result([behaviour, feeling])
