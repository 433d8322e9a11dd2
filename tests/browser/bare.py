"""A view on an empty page with a kernel that the test plays itself."""

from idic_lab.questions.views import FOLDER, source

_PAGE = """
async ([source, css, state, connected]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
  const listeners = {};
  const fire = (name) => (listeners[name] ?? []).forEach((act) => act());
  const statuses = [];
  const calls = [];
  const model = {
    get: (name) => state[name],
    on: (name, act) => (listeners[name] ??= []).push(act),
    send: (_, callbacks) => statuses.push(callbacks.iopub.status),
  };
  const invoke = (name, message) =>
    new Promise((resolve) => {
      if (name === "_ping") window.kernel.isDeaf || resolve([state.saved.revision, []]);
      else calls.push({ name, message, answer: (reply) => resolve([reply, []]) });
    });
  window.kernel = {
    isDeaf: !connected,
    state,
    calls,
    fire,
    // The kernel records the value, or refuses it, and answers.
    reply(at, error = "") {
      const call = calls.shift();
      if (!error) state.value = call.message.value;
      const saved = { ...state.saved, at, notes: [], error };
      if (!error) state.saved = { ...saved, revision: state.saved.revision + 1 };
      fire("change:value");
      call.answer(error ? saved : state.saved);
    },
    // The kernel has worked through its messages without knowing whom they were for.
    idle: () => statuses.splice(0).forEach((tell) => tell({ content: { execution_state: "idle" } })),
  };
  const module = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  const el = document.body.appendChild(document.createElement("div"));
  if (!connected) el.className = "jupyter-widgets-disconnected";
  window.el = el;
  window.unmount = module.default.render({ model, el, experimental: { invoke } });
}
"""


def show(page, question, value=None, revision=0, connected=True, notes=(), **traits):
    """Draw the live view of a question, with `window.kernel` to answer for the kernel."""
    css = (FOLDER / "style.css").read_text(encoding="utf-8")
    at = "14:03" if revision else None
    saved = {"revision": revision, "at": at, "notes": list(notes), "error": "", "place": "here"}
    words = question.page_words()
    state = {"question": question.spec(), "value": value, "saved": saved, "words": words, **traits}
    page.evaluate(_PAGE, [source(type(question)), css, state, connected])
    return page.locator(".idic")
