// How an answer reaches the kernel. One request is under way at a time, the latest value wins, and nothing is called
// saved before the kernel has confirmed that very value.

const PAUSE = 250; // ms after the last keystroke or move
const BUSY = 1500; // ms after which a running cell is the likely reason for silence
const GRACE = 1500; // ms in which a reply is unpacked after the kernel has reported that it is done
const FRESH = 12 * 60 * 60 * 1000; // ms after which a draft is no longer taken up without asking

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Everybody on a JupyterHub shares one origin, and with it the browser's storage.
function site() {
  try {
    return JSON.parse(document.getElementById("jupyter-config-data").textContent).baseUrl;
  } catch {
    return "/";
  }
}

// What is typed and not confirmed, kept by the browser until it is. A page without storage keeps it while it is open.
const drafts = {
  read(drawer) {
    try {
      return JSON.parse(localStorage.getItem(drawer));
    } catch {
      return null;
    }
  },
  write(drawer, draft) {
    try {
      if (draft) localStorage.setItem(drawer, JSON.stringify(draft));
      else localStorage.removeItem(drawer);
    } catch {
      // as above
    }
  },
};

/**
 * Keep one answer. `tell(state)` is called with "saving", "busy" or "lost", `settle(saved)` with what the kernel
 * confirmed (or refused, in `saved.error`), `show(value)` when the answer was changed elsewhere, and
 * `offer(draft, decide)` with what was typed and never saved while the answer has become another; `decide(true)` takes
 * it, `decide(false)` drops it.
 */
function keep({ model, experimental, isConnected, tell, settle, show, offer }) {
  const drawer = `idic-draft:${site()}:${model.get("saved").place}:${model.get("question").id}`;
  let value = model.get("value");
  let turn = 0; // counts the student's changes
  let confirmed = 0; // the last change that the kernel has confirmed
  let flight = null; // the promise of the save that is under way
  let sent = null; // and what it carries, as {value}
  let timer;
  let lost = false;
  let stopped = false;

  function change(next, pause = PAUSE) {
    value = next;
    turn += 1;
    keepDraft();
    clearTimeout(timer);
    if (lost) return tell("lost");
    tell("saving");
    if (pause) timer = setTimeout(flush, pause);
    else flush();
  }

  function flush() {
    clearTimeout(timer);
    if (!flight && !lost && turn !== confirmed) flight = send();
    return flight;
  }

  async function send() {
    for (let mine; turn !== mine && !lost; ) {
      mine = turn;
      sent = { value };
      const reply = await request("_save", sent, true);
      if (!reply) break;
      sent = null;
      if (!reply.error) confirmed = mine;
      if (turn !== mine) keepDraft();
      else if (!reply.error) forgetDraft();
      if (turn === mine && !stopped) settle(reply);
    }
    flight = null;
  }

  async function undo() {
    await flush();
    if (lost) return tell("lost");
    if (turn !== confirmed) return giveUp();
    tell("saving");
    const reply = await request("_undo", {}, true);
    if (!reply || flight || turn !== confirmed) return; // typed on in the meantime
    value = model.get("value");
    show(value);
    settle(reply);
  }

  // What the kernel has refused is undone by going back to what it holds.
  function giveUp() {
    confirmed = turn;
    forgetDraft();
    value = model.get("value");
    show(value);
    settle(model.get("saved"));
  }

  async function request(name, message, isAwaited) {
    const given = new AbortController(); // without a signal, invoke gives up after three seconds
    const slow = isAwaited && setTimeout(() => stopped || lost || tell("busy"), BUSY);
    try {
      const [reply] = await Promise.race([
        experimental.invoke(name, message, { signal: given.signal }),
        unheard(),
      ]);
      return reply;
    } catch {
      lose();
    } finally {
      clearTimeout(slow);
      given.abort();
    }
  }

  // The kernel takes messages in order. When it is done with this one and the request before it has no answer, then
  // nobody is listening there any more: it was restarted.
  function unheard() {
    return new Promise((_, reject) => {
      const status = ({ content }) =>
        content.execution_state === "idle" && setTimeout(reject, GRACE, new Error("nobody answers"));
      model.send({ kind: "idic-heard" }, { iopub: { status } });
    });
  }

  function lose() {
    clearTimeout(timer);
    lost = true;
    if (!stopped) tell("lost");
  }

  // Asks the kernel whether it still knows this view; an answer also brings back a view that was given up too early.
  async function check() {
    if (flight || stopped) return;
    const revision = await request("_ping", {}, false);
    if (revision === undefined || !lost) return;
    lost = false;
    if (turn !== confirmed) flush();
    else settle(model.get("saved"));
  }

  // The event does not say which way the connection has changed. After a restart nobody may claim that all is saved,
  // not even while the question is out.
  function connectionChanged() {
    lose();
    check();
  }

  // Changed by code, by undo or by a second view of the same question; what is being typed here goes first.
  function changedElsewhere() {
    lost = false; // only a kernel that knows this view changes it
    if (turn !== confirmed || flight) return;
    if (!same(value, model.get("value"))) {
      value = model.get("value");
      show(value);
    }
    settle(model.get("saved"));
  }

  function keepDraft() {
    drafts.write(drawer, { base: model.get("saved").revision, sent, value, at: Date.now() });
  }

  // Another tab may have kept something else meanwhile.
  function forgetDraft() {
    if (same(drafts.read(drawer)?.value, value)) drafts.write(drawer, null);
  }

  // An unconfirmed draft counts while the book still holds what it was typed over, or what was sent before it. Else it
  // is put aside, where what is typed from now on leaves it alone, and the student decides.
  function restore() {
    const draft = drafts.read(drawer);
    const held = model.get("value");
    if (draft && same(draft.value, held)) drafts.write(drawer, null);
    else if (draft) {
      const follows = draft.base === model.get("saved").revision || (draft.sent && same(draft.sent.value, held));
      if (follows && Date.now() - draft.at < FRESH) {
        show(draft.value);
        change(draft.value, 0);
      } else if (isConnected) {
        drafts.write(`${drawer}:aside`, draft);
        drafts.write(drawer, null);
      }
    }
    const aside = isConnected && drafts.read(`${drawer}:aside`);
    if (aside) offer(aside, (isWanted) => decide(aside, isWanted));
  }

  function decide(draft, isWanted) {
    drafts.write(`${drawer}:aside`, null);
    if (!isWanted) return;
    show(draft.value);
    change(draft.value, 0);
  }

  model.on("change:value", changedElsewhere);
  model.on("change:saved", changedElsewhere);
  model.on("comm_live_update", connectionChanged);
  const forgetKernel = watchKernel(model, lose);
  addEventListener("pagehide", flush);

  function stop() {
    flush();
    stopped = true;
    clearTimeout(opening);
    forgetKernel();
    removeEventListener("pagehide", flush);
  }

  if (!isConnected) lose();
  // A first message opens the way on which ipykernel takes saves while a cell runs, once JupyterLab has laid it.
  const opening = setTimeout(check, 1000);
  return { change, flush, undo, check, restore, stop };
}

// A crashed, changed or shut down kernel says nothing to its widgets; JupyterLab's session does.
function watchKernel(model, lose) {
  const session = model.widget_manager?.context?.sessionContext;
  if (!session?.statusChanged || !session.kernelChanged) return () => {};
  const status = (_, now) => ["restarting", "autorestarting", "terminating", "dead"].includes(now) && lose();
  const kernel = (_, { oldValue }) => oldValue && lose();
  session.statusChanged.connect(status);
  session.kernelChanged.connect(kernel);
  return () => {
    session.statusChanged.disconnect(status);
    session.kernelChanged.disconnect(kernel);
  };
}
