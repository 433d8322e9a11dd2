// Items put in order: two buttons beside each, which keep the focus while their item moves.

function draw(view) {
  const { items, top, bottom } = view.question;
  let order = items.map(({ key }) => key);
  let isGiven = false;
  let moved = "";

  const rows = new Map(items.map((item) => [item.key, rowOf(item)]));
  const list = h("ol", { class: "ranked" });
  const keep = h("button", { type: "button", class: "chip", on: { click: give } }, say("rank.keep"));

  function rowOf({ key, text }) {
    const name = h("span", { id: unique() }, text);
    const button = (sign, label, by) =>
      h("button", { type: "button", class: "nudge", "aria-label": label, on: { click: () => move(key, by) } }, sign);
    const up = button("▲", say("rank.up", { item: text }), -1);
    const down = button("▼", say("rank.down", { item: text }), 1);
    return { node: h("li", {}, h("span", { class: "nudges" }, up, down), name), up, down, text };
  }

  function move(key, by) {
    const from = order.indexOf(key);
    if (!(from + by in order)) return;
    order = order.filter((each) => each !== key);
    order.splice(from + by, 0, key);
    const { up, down, text } = rows.get(key);
    moved = say("rank.moved", { item: text, place: from + by + 1, all: order.length });
    give();
    (by < 0 ? up : down).focus(); // a moved node loses the focus
  }

  function give() {
    isGiven = true;
    update();
    view.change([...order], 0);
  }

  function update() {
    list.replaceChildren(...order.map((key) => rows.get(key).node));
    order.forEach((key, place) => {
      // Not disabled: Tab finds each control in the same place, and the focus stays where it was pressed.
      rows.get(key).up.ariaDisabled = String(place === 0);
      rows.get(key).down.ariaDisabled = String(place === order.length - 1);
    });
    keep.hidden = isGiven;
  }

  const hint = (words) => h("p", { class: "hint" }, words);
  return {
    body: [hint(say("rank.top", { top })), list, hint(say("rank.bottom", { bottom })), keep],
    undo: true,
    spoken: () => moved,
    show(value) {
      isGiven = Boolean(value);
      order = value ?? items.map(({ key }) => key);
      update();
    },
  };
}

export default views(draw);
