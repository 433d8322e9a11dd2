"""The answer book: what a student answers, kept in one small file beside the notebook, and never lost."""

import copy
from collections import defaultdict, deque
from datetime import datetime
from typing import ClassVar

from idic_lab.answers.file import RefusedFile, explain, plain
from idic_lab.answers.storage import Answer, FileStorage, Storage, TooLarge
from idic_lab.words import say

_STEPS_BACK = 100


class NotSaved(Exception):
    """The answer is not in the file, only in memory; `why` is a sentence for the student."""

    def __init__(self, id, why):
        super().__init__(id, why)
        self.id, self.why = id, why

    def __str__(self):
        return say("saving.not_saved", id=repr(self.id), why=self.why)


class NoAnswer(KeyError):
    """There is no answer with this id; the message lists those there are."""

    def __str__(self):
        return self.args[0]


class AnswerBook:
    """The answers of one notebook, in ``NAME.answers.json``.

    Parameters
    ----------
    name : str
        Of the book; letters, digits, spaces, points, hyphens and underscores.
    folder : str or Path, optional
        Where the file lies; by default the folder in which the notebook runs now.

    Attributes
    ----------
    name : str
    path : Path
        Of the answers file.
    notices : list of str
        What the student must be told, for example that a broken file was set aside.
    questions : dict
        The questions this notebook asks, by id; filled by `ask`.
    storage : type
        Where books keep their answers, a class that is a `Storage`: files, unless something else is set.

    Raises
    ------
    ValueError
        When the name cannot be part of a file name.
    RefusedFile
        When the file was written by a newer version, belongs to another book, or may not be read.
    """

    storage: ClassVar[type[Storage]] = FileStorage

    def __init__(self, name, folder=None):
        self.name = name
        self.questions = {}
        self._storage = self.storage(name, "." if folder is None else folder)
        self.path, self.notices, self._lock = self._storage.path, self._storage.notices, self._storage.lock
        self._unsaved = {}  # newer than the file: an Answer, or None for one that was cleared
        self._refused = set()  # those of the unsaved that no disk can take
        self._earlier = defaultdict(lambda: deque(maxlen=_STEPS_BACK))
        self._revisions = defaultdict(int)
        self._saved = self._storage.read()  # what the file held when it was last read or written
        self._note_revisions()

    def __repr__(self):
        return f"AnswerBook({self.name!r}, {len(self.answered())} answered)"

    def record(self, id: str, value: object) -> Answer:
        """Record an answer; once this returns, it is on the disk.

        Parameters
        ----------
        id : str
        value : object
            Anything JSON can hold.

        Raises
        ------
        NotSaved
            When it could not be saved. The value is kept in memory and saved together with the next answer, except
            one that JSON cannot hold.
        """
        if not isinstance(id, str) or not id:
            raise TypeError(f"{id!r} cannot name a question. Use a text, for example 'q1'.")
        plain(id)
        with self._lock:
            self._refresh()
            self._earlier[id].append(self._current(id))
            return self._put(id, value)

    def clear(self, id: str) -> None:
        """Take an answer back; the question is then unanswered.

        Raises
        ------
        NoAnswer
            When nothing of that id is answered or asked.
        NotSaved
            As in `record`.
        """
        with self._lock:
            if id not in self and id not in self.questions:
                raise NoAnswer(self._missing(id))
            self._earlier[id].append(self._current(id))
            self._drop(id)

    def undo(self, id: str) -> Answer | None:
        """Take back the last change of an answer since this book was opened; again for the change before it.

        Returns
        -------
        Answer or None
            The answer as it is now; None when it is unanswered again.

        Raises
        ------
        LookupError
            When there is nothing to undo.
        NotSaved
            As in `record`.
        """
        with self._lock:
            self._refresh()
            if not self._earlier[id]:
                raise LookupError(say("saving.no_undo", id=repr(id)))
            earlier = self._earlier[id].pop()
            return self._drop(id) if earlier is None else self._put(id, earlier.value)

    def answer(self, id: str) -> Answer | None:
        """Return an answer with its time and revision; None when the question is unanswered."""
        with self._lock:
            self._refresh()
            found = self._current(id)
            return found and Answer(_copy(found.value), found.saved_at, found.revision)

    def get(self, id: str, default: object = None):
        """Return a recorded value, or the default when there is none."""
        found = self.answer(id)
        return default if found is None else found.value

    def __getitem__(self, id):
        found = self.answer(id)
        if found is None:
            raise NoAnswer(self._missing(id))
        return found.value

    def answered(self) -> list[str]:
        """Return the ids of all answers, in the order first answered."""
        with self._lock:
            self._refresh()
            return [id for id in {**self._saved, **self._unsaved} if self._current(id) is not None]

    def __iter__(self):
        return iter(self.answered())

    def __contains__(self, id):
        return self.answer(id) is not None

    def saved(self) -> dict[str, Answer]:
        """Return the answers that are kept by now, without those that could not be saved."""
        with self._lock:
            self._refresh()
            return dict(self._saved)

    def _missing(self, id):
        known = ", ".join(self.answered()) or say("saving.nothing_yet")
        return say("saving.no_answer", id=repr(id), known=known)

    def _current(self, id):
        return self._unsaved[id] if id in self._unsaved else self._saved.get(id)

    def _put(self, id, value):
        self._revisions[id] += 1
        try:
            kept, problem = plain(value), None
        except ValueError as error:
            kept, problem = _copy(value), error
        self._unsaved[id] = Answer(kept, None, self._revisions[id])
        if problem:
            self._refused.add(id)
            raise NotSaved(id, say("saving.no_json", problem=problem)) from problem
        self._save(id)
        return self.answer(id)

    def _drop(self, id):
        self._unsaved[id] = None
        self._save(id)

    def _save(self, id):
        """Write everything that waits into the file, beside what other kernels have put there meanwhile."""
        self._refused.discard(id)
        waiting = {each: answer for each, answer in self._unsaved.items() if each not in self._refused}
        now = datetime.now().astimezone().isoformat(timespec="seconds")

        def change(answers):
            self._absorb(dict(answers))
            for each, answer in waiting.items():
                if answer is None:
                    answers.pop(each, None)
                else:
                    revision = answer.revision
                    if each in self._saved:
                        revision = max(revision, self._saved[each].revision + 1)
                    answers[each] = Answer(answer.value, now, revision)

        try:
            self._saved = self._storage.update(change, self._saved)
        except TooLarge as error:
            self._refused.add(id)
            raise NotSaved(id, str(error)) from error
        except RefusedFile as error:
            raise NotSaved(id, say("saving.kept", problem=error)) from error
        except OSError as error:
            raise NotSaved(id, say("saving.kept", problem=explain(error, self.path))) from error
        for each in waiting:
            del self._unsaved[each]
        self._note_revisions()

    def _refresh(self):
        news = self._storage.news()
        if news is not None:
            self._absorb(news)

    def _absorb(self, answers):
        """Take over what the file holds now; a change another kernel made can be undone like one's own."""
        for id in {**self._saved, **answers}:
            if id not in self._unsaved and self._saved.get(id) != answers.get(id):
                self._earlier[id].append(self._saved.get(id))
        self._saved = answers
        self._note_revisions()

    def _note_revisions(self):
        for id, answer in self._saved.items():
            self._revisions[id] = max(self._revisions[id], answer.revision)


def _copy(value):
    try:  # what answers are made of is copied here in a fraction of the time that deepcopy takes
        if value is None or type(value) in (str, int, float, bool):
            return value
        if type(value) is dict:
            return {key: _copy(each) for key, each in value.items()}
        return [_copy(each) for each in value] if type(value) is list else copy.deepcopy(value)
    except Exception:  # any object may be recorded, and any may object to being copied
        return value
