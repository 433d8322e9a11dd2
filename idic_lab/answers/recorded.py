"""Whether what is recorded for a question is an answer to it: a file edited by hand can hold anything."""


def problem(book, id: str) -> str:
    """Return why what is recorded for a question is no answer to it; empty when it is one or is missing."""
    try:
        if book.get(id) is not None:
            book.questions[id].check_shape(book.get(id))
    except ValueError as refused:
        return str(refused)
    return ""
