// The sorter: every item with its categories beside it, feedback at the item, and how far the deck is.

const MOST_BUTTONS = 5; // more categories than this become a list to choose from
const LONG_DECK = 12; // from here on the student may look at the open items alone

function draw(view) {
  const { question } = view;
  const { items, categories } = question;
  const colours = new Map(categories.map(({ key, colour }) => [key, colour]));
  let sorted = {};

  const rows = new Map(items.map((item) => [item.key, rowOf(item)]));
  const bar = h("i");
  const count = h("span", {});
  const filter = h(
    "button",
    { type: "button", class: "chip", "aria-pressed": "false", on: { click: toggle } },
    say("sort.open_only"),
  );
  const hints = categories.filter(({ hint }) => hint);

  function place(item, category) {
    sorted = { ...sorted };
    if (category) sorted[item] = category;
    else delete sorted[item];
    update();
    view.change(sorted, 0);
  }

  function rowOf({ key, text, title }) {
    const isList = categories.length > MOST_BUTTONS;
    const words = [title ? h("strong", {}, title) : null, h("span", {}, text)];
    const name = h(isList ? "label" : "div", { class: "what", id: unique() }, words);
    const spot = h("div", { class: "place", id: unique() });
    const control = isList ? listOf(key, name, spot) : buttonsOf(key, name, spot);
    return { node: h("div", { class: "item" }, name, control.node, spot), spot, set: control.set };
  }

  function buttonsOf(item, name, spot) {
    const group = unique();
    const inputs = categories.map(({ key }) =>
      h("input", { type: "radio", name: group, value: key, on: { change: () => place(item, key) } }),
    );
    const labels = categories.map(({ label, colour }, position) =>
      h("label", { style: { "--c": colour || "var(--edge)" } }, inputs[position], h("span", {}, label)),
    );
    return {
      node: h("fieldset", { "aria-labelledby": name.id, "aria-describedby": spot.id }, labels),
      set: (category) => inputs.forEach((input) => (input.checked = input.value === category)),
    };
  }

  function listOf(item, name, spot) {
    const options = categories.map(({ key, label }) => ({ key, text: label }));
    const node = select(
      options,
      "",
      {
        id: unique(),
        "aria-describedby": spot.id,
        on: { change: () => place(item, node.value) },
      },
      say("sort.sort_to"),
    );
    name.htmlFor = node.id;
    return { node, set: (category) => (node.value = category ?? "") };
  }

  function toggle() {
    const isOn = filter.getAttribute("aria-pressed") !== "true";
    filter.setAttribute("aria-pressed", String(isOn));
    // Only at this moment: an item must not vanish under the hand that has just sorted it.
    for (const [key, { node }] of rows) node.hidden = isOn && Boolean(sorted[key]);
  }

  function update() {
    for (const [key, { node, set }] of rows) {
      set(sorted[key]);
      node.dataset.sorted = sorted[key] ? "yes" : "no";
      node.style.setProperty("--c", colours.get(sorted[key]) || "var(--edge)");
    }
    const done = items.filter(({ key }) => sorted[key]).length;
    count.textContent = say("sort.sorted", { done, all: items.length });
    bar.style.width = `${(done / items.length) * 100}%`;
  }

  const legend = h(
    "dl",
    { class: "legend" },
    hints.map(({ label, hint, colour }) =>
      h("div", { style: { "--c": colour || "var(--edge)" } }, h("dt", {}, label), h("dd", {}, hint)),
    ),
  );
  const progress = h(
    "div",
    { class: "tally" },
    count,
    h("span", { class: "track", "aria-hidden": "true" }, bar),
    items.length > LONG_DECK ? filter : null,
  );
  return {
    body: [
      hints.length ? legend : null,
      progress,
      h("div", { class: "deck" }, [...rows.values()].map(({ node }) => node)),
    ].filter(Boolean),
    countsItself: true,
    undo: true,
    place: (key) => rows.get(key)?.spot,
    show(value) {
      sorted = value ?? {};
      update();
    },
  };
}

export default views(draw);
