// What every view has in common: building nodes, the card with its title, status and notes.

const SVG = "http://www.w3.org/2000/svg";
const COUNTS = ["done", "open", "unanswered"];
const SIGNS = { done: "✓", open: "○", unanswered: "○", right: "✓", wrong: "✗", hint: "→" };

let given = 0;
const unique = () => `idic-${Math.random().toString(36).slice(2, 8)}-${(given += 1)}`;

/** Build an HTML element; texts become text nodes, so that nothing a person typed is ever read as markup. */
const h = (tag, attributes, ...children) => build(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => build(document.createElementNS(SVG, tag), attributes, children);

function build(node, attributes, children) {
  const properties = {};
  for (const [name, setting] of Object.entries(attributes ?? {})) {
    if (setting === null || setting === undefined || setting === false) continue;
    if (name === "on") for (const [event, act] of Object.entries(setting)) node.addEventListener(event, act);
    else if (name === "style") for (const [key, text] of Object.entries(setting)) node.style.setProperty(key, text);
    else if (["value", "checked"].includes(name)) properties[name] = setting;
    else node.setAttribute(name, setting === true ? "" : setting);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return Object.assign(node, properties); // a select takes its value only once its options are there
}

/** A control under its label, with an optional hint that is read out with it. */
function labelled(label, control, hint = "") {
  control.id = unique();
  const said = hint ? h("small", { id: unique() }, hint) : null;
  if (said) control.setAttribute("aria-describedby", said.id);
  return h("div", { class: "field" }, h("label", { for: control.id }, label), said, control);
}

function select(options, value, attributes = {}, blank = say("card.choose")) {
  const choices = options.map((option) => h("option", { value: option.key }, option.text ?? option.name));
  return h("select", { ...attributes, value: value ?? "" }, h("option", { value: "" }, blank), choices);
}

/** Call back with a node's width whenever it changes; returns how to stop. */
function onResize(node, callback) {
  const observer = new ResizeObserver(([{ contentRect }]) => contentRect.width && callback(contentRect.width));
  observer.observe(node);
  return () => observer.disconnect();
}

/** One line of a note, with a sign beside the colour. */
function noteLine(note, tag = "li") {
  const sign = h("span", { class: "sign", "aria-hidden": "true" }, SIGNS[note.level]);
  return h(tag, { class: `note ${note.level}` }, sign, h("span", {}, note.text));
}

const tick = () =>
  svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: "M3 8.5l3.2 3.2L13 4.6" }));

/**
 * Show a question as a card. `draw(view)` returns what the kind adds: `body` (a node or several) and `show(value)`,
 * and where wanted
 * - `tools`: nodes beside the title
 * - `labels`: the one control that the title names
 * - `place(where)`: the node that shows the notes of one option, item or row
 * - `countsItself`: the body tells what is done and open, so the notes need not
 * - `undo`: whether there is a button for it
 * - `spoken()`: what is read out after a change
 * - `stop()`: what to do when the view goes away
 */
function mount({ model, el, experimental }, draw) {
  Object.assign(catalogue, model.get("words"));
  const question = model.get("question");
  const titleId = unique();
  const status = h("span", { class: "status", "aria-hidden": "true" });
  // The visible status changes at every keystroke; what is read out waits until it has settled.
  const spoken = h("span", { class: "unseen", role: "status" });
  const notes = h("ul", { class: "notes" });
  let said = [];
  let speaking;

  function announce(...sentences) {
    clearTimeout(speaking);
    speaking = setTimeout(() => (spoken.textContent = sentences.filter(Boolean).join(". ")), 700);
  }

  function setStatus(state, text) {
    if (status.textContent === text && status.dataset.state === state) return;
    status.dataset.state = state;
    status.replaceChildren(...(state === "saved" ? [tick()] : []), text);
    card.dataset.state = state;
  }

  function tell(state) {
    if (state === "lost") {
      setStatus("lost", say("card.lost"));
      announce(status.textContent);
    } else setStatus("saving", say(state === "busy" ? "card.busy" : "card.saving"));
  }

  function settle(saved) {
    if (saved.error) setStatus("lost", say("card.not_saved", { why: saved.error }));
    else if (saved.at) setStatus("saved", say("card.saved", { time: saved.at }));
    else setStatus("unanswered", say("card.unanswered"));
    showNotes(saved.notes ?? []);
    report(saved);
  }

  // What stands around the cards (a rail, an ending) reads here how far each one is; it hears of every change.
  function report({ at, notes = [] }) {
    const levels = new Set(notes.map(({ level }) => level));
    card.dataset.answer = !at ? "unanswered" : levels.has("open") ? "open" : "answered";
    card.dataset.verdict = levels.has("wrong") ? "wrong" : levels.has("right") ? "right" : "";
    card.dispatchEvent(new CustomEvent("idic-card", { bubbles: true }));
  }

  // Somebody else may have used this browser, so what was typed is shown before it is taken.
  function offer(draft, decide) {
    const time = new Date(draft.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    const text = draft.value;
    const button = (label, isWanted) =>
      h("button", { type: "button", class: "quiet", on: { click: () => (kept.remove(), decide(isWanted)) } }, label);
    const said = say(typeof text === "string" ? "card.draft_text" : "card.draft", { time, text });
    const buttons = [button(say("card.use_draft"), true), button(say("card.drop_draft"), false)];
    const kept = h("div", { class: "kept", role: "status" }, h("p", {}, said), buttons);
    card.querySelector(".body").before(kept);
  }

  function showNotes(list) {
    const isNew = (note) => ["right", "wrong", "hint"].includes(note.level) && !said.some((old) => same(old, note));
    announce(status.textContent, ...list.filter(isNew).map((note) => note.text), drawn.spoken?.());
    said = list;
    for (const old of card.querySelectorAll(".place > .note")) old.remove();
    for (const marked of card.querySelectorAll("[data-note]")) delete marked.dataset.note;
    const general = list.filter((note) => !locate(note));
    const isNews = ({ level }) => level !== status.dataset.state && !(drawn.countsItself && COUNTS.includes(level));
    const shown = general.filter(isNews);
    notes.replaceChildren(...shown.map((note) => noteLine(note)));
    notes.hidden = !shown.length;
  }

  function locate(note) {
    const place = note.where && drawn.place?.(note.where);
    if (!place) return false;
    place.append(noteLine(note, "p"));
    place.parentElement.dataset.note = note.level;
    return true;
  }

  const view = {
    question,
    titleId,
    change: (value, pause) => keeper.change(value, pause),
    flush: () => keeper.flush(),
    renote: () => showNotes(said), // after the body was drawn anew
    watch(trait, callback) {
      model.on(`change:${trait}`, () => callback(model.get(trait)));
      callback(model.get(trait));
    },
  };
  const drawn = draw(view);
  const undo = h("button", { type: "button", class: "quiet undo", on: { click: () => keeper.undo() } }, say("card.undo"));
  const [first, ...more] = question.prompt.split("\n");
  if (drawn.labels) drawn.labels.id = unique();
  const title = { class: "title", id: titleId, for: drawn.labels?.id };
  const card = h(
    "section",
    {
      class: "idic",
      "data-kind": question.kind,
      "data-question": question.id,
      "aria-labelledby": titleId,
      "data-lm-suppress-shortcuts": "true",
      "data-jp-suppress-context-menu": "true", // so that a text field offers paste and spelling
    },
    h(
      "header",
      {},
      h("div", { class: "heading" }, h(drawn.labels ? "label" : "p", title, first), drawn.tools),
      status,
      more.length ? h("p", { class: "more" }, more.join("\n").trim()) : null,
    ),
    h("div", { class: "body" }, drawn.body),
    h("footer", {}, notes, drawn.undo ? undo : null),
    spoken,
  );
  const isConnected = !el.classList.contains("jupyter-widgets-disconnected");
  const keeper = keep({ model, experimental, isConnected, tell, settle, show: drawn.show, offer });

  card.addEventListener("keydown", (event) => keepKeys(event, card, keeper));
  card.addEventListener("focusout", () => keeper.flush());
  let checked = 0;
  card.addEventListener("focusin", () => {
    if (Date.now() - checked > 5000) keeper.check();
    checked = Date.now();
  });
  el.replaceChildren(card);
  drawn.show(model.get("value"));
  if (isConnected) settle(model.get("saved"));
  else showNotes(model.get("saved").notes ?? []);
  keeper.restore();
  return () => {
    clearTimeout(speaking);
    keeper.stop();
    drawn.stop?.();
  };
}

/** No key reaches JupyterLab's commands (d d deletes a cell), except the one that saves the notebook. */
async function keepKeys(event, card, keeper) {
  event.stopPropagation();
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  const { key, code, keyCode, ctrlKey, metaKey } = event;
  // The answer first, so that the static view in the notebook's file shows it; but no running cell may hold this up.
  await Promise.race([keeper.flush(), new Promise((done) => setTimeout(done, 1000))]);
  const again = new KeyboardEvent("keydown", { key, code, keyCode, ctrlKey, metaKey, bubbles: true, cancelable: true });
  card.closest(".jp-Cell")?.dispatchEvent(again);
}

/** What a view module exports; a question that the kernel has changed is drawn afresh. */
function views(draw) {
  return {
    render(context) {
      let stop = mount(context, draw);
      context.model.on("change:question", () => {
        stop();
        stop = mount(context, draw);
      });
      return () => stop();
    },
  };
}
