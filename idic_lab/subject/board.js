// The IDIC map: analysis above action, companies as cards under the steps, open places that ask their question.

const PAIRS = ["analysis", "action"];

function draw(view) {
  const { question } = view;
  const steps = question.steps.map((step, place) => ({ ...step, number: numberOf(step, place) }));
  const options = steps.map(({ key, name }) => ({ key, text: name }));
  let cards = [];
  let places = [];
  let movers = [];

  const map = h("div", { class: "map" });
  const adder = adderOf(options, add);

  function add(card) {
    cards = [...cards, card];
    update();
    view.change(cards, 0);
  }

  function edit(position, key, text, pause) {
    cards = cards.map((card, place) => (place === position ? { ...card, [key]: text } : card));
    if (key === "step") update();
    view.change(cards, pause);
    if (key === "step") movers[position].focus();
  }

  function remove(position) {
    cards = cards.filter((_, place) => place !== position);
    update();
    view.change(cards, 0);
    const next = map.querySelectorAll(".company .remove")[Math.min(position, cards.length - 1)];
    (next ?? adder.first).focus();
  }

  function update() {
    [places, movers] = [[], []];
    const drawn = cards.map((card, position) => cardOf(card, position));
    const under = (step) => drawn.filter((_, position) => cards[position].step === step);
    const bands = PAIRS.map((pair) => {
      const columns = steps.filter((step) => step.pair === pair).map((step) => columnOf(step, under(step.key)));
      return columns.length ? [h("p", { class: "band" }, say(`board.${pair}`)), h("div", { class: "pair" }, columns)] : [];
    });
    const astray = drawn.filter((_, position) => !steps.some(({ key }) => key === cards[position].step));
    map.replaceChildren(...bands.flat(), ...astray);
    view.renote();
  }

  function columnOf(step, drawn) {
    const asked = `${step.question[0].toLowerCase()}${step.question.slice(1)}`;
    const empty = h("p", { class: "empty" }, say("board.empty", { question: asked }));
    const name = h("p", { class: "name", id: unique() }, `${step.number} ${step.name}`);
    return h(
      "div",
      { class: "step", role: "group", "aria-labelledby": name.id, style: { "--c": step.colour } },
      name,
      h("p", { class: "hint" }, step.hint),
      drawn.length ? drawn : empty,
    );
  }

  function cardOf(card, position) {
    const name = card.company || say("board.card", { number: position + 1 });
    const typed = (key) => (event) => edit(position, key, event.target.value);
    const company = h("input", {
      type: "text",
      class: "plain",
      value: card.company ?? "",
      "aria-label": say("board.company"),
      on: { input: typed("company") },
    });
    movers[position] = select(
      options,
      card.step,
      {
        "aria-label": say("board.move", { company: name }),
        on: { change: (event) => edit(position, "step", event.target.value, 0) },
      },
      say("board.no_step"),
    );
    const away = h(
      "button",
      { type: "button", class: "remove", "aria-label": say("board.remove", { company: name }), on: { click: () => remove(position) } },
      "×",
    );
    const reason = h("textarea", {
      class: "plain",
      rows: 2,
      dir: "auto",
      value: card.reason ?? "",
      "aria-label": say("board.did", { company: name }),
      placeholder: say("board.did_hint"),
      on: { input: typed("reason") },
    });
    const fields = question.fields
      .filter((field) => !field.steps.length || field.steps.includes(card.step))
      .map((field) => labelled(field.label, fieldControl(field, card[field.key], position), field.hint));
    places[position] = h("div", { class: "place" });
    const head = h("div", { class: "head" }, company, movers[position], away);
    return h("div", { class: "company", role: "group", "aria-label": name }, head, reason, fields, places[position]);
  }

  function fieldControl(field, text, position) {
    if (field.options.length) {
      return select(field.options, text, {
        on: { change: (event) => edit(position, field.key, event.target.value, 0) },
      });
    }
    return h("input", {
      type: "text",
      value: text ?? "",
      on: { input: (event) => edit(position, field.key, event.target.value) },
    });
  }

  return {
    body: h("div", {}, map, adder.node),
    undo: true,
    place: (position) => places[position],
    show(value) {
      cards = value ?? [];
      update();
    },
  };
}

/** The row that puts a new company on the board; Enter adds it as well as the button. */
function adderOf(options, add) {
  const problem = h("p", { class: "problem", role: "alert" });
  const company = h("input", {
    type: "text",
    "aria-label": say("board.company"),
    placeholder: say("board.company_hint"),
  });
  const reason = h("textarea", {
    rows: 1,
    dir: "auto",
    "aria-label": say("board.did_for_you"),
    placeholder: say("board.did_hint"),
  });
  const step = select(options, "", { "aria-label": say("board.step") }, say("board.step_hint"));
  const fields = [company, reason, step];

  function tryToAdd() {
    const missing = company.value.trim() ? (step.value ? null : step) : company;
    const remedy = say(missing === company ? "board.company_first" : "board.choose_step");
    problem.textContent = missing ? remedy : "";
    if (missing) return missing.focus();
    add({ company: company.value.trim(), step: step.value, reason: reason.value.trim() });
    for (const field of fields) field.value = "";
    company.focus();
  }

  function onEnter(event) {
    const isTyped = [company, reason].includes(event.target) && !event.shiftKey && !event.isComposing;
    if (event.key !== "Enter" || !isTyped) return;
    event.preventDefault(); // which would be one more line
    tryToAdd();
  }

  function remind() {
    const isStarted = company.value.trim() || reason.value.trim();
    problem.textContent = isStarted ? say("board.press_add") : "";
  }

  const node = h(
    "div",
    {
      class: "add",
      role: "group",
      "aria-label": say("board.add_company"),
      on: {
        keydown: onEnter,
        focusout: (event) => node.contains(event.relatedTarget) || remind(),
      },
    },
    fields,
    h("button", { type: "button", class: "main", on: { click: tryToAdd } }, say("board.add")),
    problem,
  );
  return { node, first: company };
}

// The numbers are those of the whole map, also where a question shows a part of it.
const ORDER = ["identify", "differentiate", "interact", "customize"];
const numberOf = (step, place) => (ORDER.includes(step.key) ? ORDER.indexOf(step.key) : place) + 1;

export default views(draw);
