// A number, a guess before a figure, a short text, a long text.

const KINDS = { number: drawNumber, guess: drawGuess, text: drawText, long_text: drawLongText };

function draw(view) {
  return KINDS[view.question.kind](view);
}

function limits({ low, high }) {
  if (low !== null && high !== null) return say("number.from_to", { low, high });
  if (low !== null) return say("number.or_more", { low });
  return high === null ? "" : say("number.or_less", { high });
}

/** The input of a number with its unit and limits, and below it how it is read; `listeners` say when it is an answer. */
function numberInput({ question }, listeners) {
  const hint = h("small", { id: unique() }, limits(question));
  const read = h("p", { class: "count", id: unique() });
  const unit = h("span", { class: "unit", id: unique() }, question.unit || (question.percent ? "%" : ""));
  const input = h("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    "aria-describedby": `${unit.id} ${hint.id} ${read.id}`,
    on: { ...listeners, input: () => (tell(), listeners.input?.()) },
  });

  function tell() {
    const { value, problem } = readNumber(input.value, question);
    const same = problem === undefined && told(value) === input.value.trim();
    const text = problem ?? say("number.read_as", { number: `${told(value)} ${question.unit}`.trim() });
    const sign = h("span", { class: "sign", "aria-hidden": "true" }, problem ? SIGNS.open : SIGNS.done);
    read.className = problem ? "count" : "count done";
    read.replaceChildren(...(same || !input.value.trim() ? [] : [sign, text]));
  }

  function show(value) {
    input.value = value ?? "";
    tell();
  }

  return { input, line: h("div", { class: "number" }, input, unit), hint, read, show };
}

const onEnter = (act) => (event) => {
  if (event.key === "Enter" && !event.isComposing) act();
};

// The number is kept as it was typed. Half a number is no answer, so the pause is longer than for words.
function drawNumber(view) {
  const changed = () => view.change(input.value, 800);
  const { input, line, hint, read, show } = numberInput(view, { input: changed, keydown: onEnter(view.flush) });
  return { body: [h("div", { class: "line" }, line, hint), read], labels: input, countsItself: true, show };
}

// A guess counts once the student has committed to it: then the kernel sends the figure.
function drawGuess(view) {
  const commit = () => {
    if (input.value.trim()) view.change(input.value, 0);
    else input.focus();
  };
  const { input, line, hint, read, show } = numberInput(view, { keydown: onEnter(commit) });
  const button = h("button", { type: "button", class: "main", on: { click: commit } }, say("guess.commit"));
  const figure = h("div", { class: "figure" });
  view.watch("picture", (html) => {
    const image = new DOMParser().parseFromString(html ?? "", "text/html").querySelector("img");
    const isPicture = image?.src.startsWith("data:image/");
    const { src, alt, width } = image ?? {};
    figure.replaceChildren(...(isPicture ? [h("img", { src, alt, width: width || null })] : []));
  });
  return {
    body: [h("div", { class: "line" }, line, button, hint), read, figure],
    labels: input,
    countsItself: true,
    show,
  };
}

function drawText(view) {
  const input = h("input", {
    type: "text",
    dir: "auto",
    on: { input: () => view.change(input.value), keydown: onEnter(view.flush) },
  });
  return { body: input, labels: input, show: (value) => (input.value = value ?? "") };
}

function asked({ min_words: least, max_words: most }) {
  if (least && most) return say("long_text.between", { least, most });
  if (least) return say("long_text.least", { least });
  return most ? say("long_text.most", { most }) : "";
}

function drawLongText(view) {
  const { min_words: least, max_words: most, frames } = view.question;
  const count = h("p", { class: "count", id: unique() });
  const area = h("textarea", {
    rows: 6,
    dir: "auto",
    "aria-describedby": count.id,
    on: { input: changed },
  });

  function changed() {
    tally();
    view.change(area.value);
  }

  function tally() {
    const number = words(area.value);
    const fits = number > 0 && number >= least && (!most || number <= most);
    const text = say("long_text.words", { count: number });
    count.className = fits ? "count done" : "count";
    count.replaceChildren(
      h("span", { class: "sign", "aria-hidden": "true" }, fits ? SIGNS.done : SIGNS.open),
      [text, asked(view.question)].filter(Boolean).join(" · "),
    );
  }

  function insert(frame) {
    const gap = area.value && !/\s$/.test(area.value.slice(0, area.selectionEnd)) ? " " : "";
    area.focus();
    area.setRangeText(`${gap}${frame}`, area.selectionEnd, area.selectionEnd, "end");
    changed();
  }

  const starters = frames.map((frame) =>
    h("button", { type: "button", class: "chip frame", on: { click: () => insert(frame) } }, frame),
  );
  const offer = h(
    "div",
    { class: "frames", role: "group", "aria-label": say("long_text.frames") },
    h("span", { class: "hint" }, say("long_text.frames_hint")),
    starters,
  );
  return {
    body: [frames.length ? offer : null, area, count].filter(Boolean),
    labels: area,
    countsItself: true,
    show(value) {
      area.value = value ?? "";
      tally();
    },
  };
}

export default views(draw);
