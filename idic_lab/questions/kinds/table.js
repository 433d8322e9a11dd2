// The table form: each row is a group of labelled fields; rows are fixed, or the student adds and removes them.

function draw(view) {
  const { question } = view;
  const isFixed = question.rows !== null;
  let rows = [];
  let places = new Map();

  const list = h("div", { class: "rows" });
  const more = h("button", { type: "button", class: "main", on: { click: add } }, say("table.add"));

  function add() {
    rows = [...rows, {}];
    update();
    view.change(rows, 0);
    list.lastElementChild.querySelector("input, select, textarea").focus();
  }

  function remove(position) {
    rows = rows.filter((_, place) => place !== position);
    update();
    view.change(rows, 0);
    const next = list.querySelectorAll(".remove")[Math.min(position, rows.length - 1)];
    (next ?? more).focus();
  }

  function edit(position, key, text, pause) {
    rows = rows.map((row, place) => (place === position ? { ...row, [key]: text } : row));
    view.change(isFixed ? rows.filter((row) => Object.keys(row).length > 1) : rows, pause);
  }

  function update() {
    places = new Map();
    list.replaceChildren(
      ...rows.map((row, position) => {
        const key = isFixed ? row.row : String(position);
        places.set(key, h("div", { class: "place" }));
        const label = isFixed ? question.rows[position].text : say("table.row", { number: position + 1 });
        return rowOf(row, position, label, places.get(key));
      }),
    );
    view.renote();
  }

  function rowOf(row, position, label, place) {
    const fields = question.columns.map((column) => {
      const field = labelled(column.label, controlOf(column, row[column.key], position), column.hint);
      field.dataset.kind = column.kind;
      return field;
    });
    const away = h(
      "button",
      { type: "button", class: "remove", "aria-label": say("table.remove", { row: label }), on: { click: () => remove(position) } },
      "×",
    );
    const inside = [isFixed ? null : away, h("div", { class: "fields" }, fields), place];
    return h("fieldset", { class: "entry" }, h("legend", {}, label), inside);
  }

  function controlOf(column, text, position) {
    const value = text ?? "";
    const typed = (event) => edit(position, column.key, event.target.value);
    const chosen = (event) => edit(position, column.key, event.target.value, 0);
    if (column.kind === "choice") return select(column.options, value, { on: { change: chosen } });
    if (column.kind === "long") return h("textarea", { rows: 3, dir: "auto", value, on: { input: typed } });
    const input = h("input", {
      type: column.kind === "date" ? "date" : "text",
      inputmode: column.kind === "number" ? "decimal" : null,
      dir: "auto",
      value,
      on: { input: typed },
    });
    // A date that the browser's own field cannot show is kept as it was typed.
    return input.value === value ? input : Object.assign(input, { type: "text", value });
  }

  return {
    body: h("div", {}, list, isFixed ? null : more),
    undo: true,
    place: (key) => places.get(key),
    show(value) {
      const given = new Map((value ?? []).map((row) => [row.row, row]));
      rows = isFixed ? question.rows.map(({ key }) => given.get(key) ?? { row: key }) : (value ?? []);
      if (!isFixed && !rows.length) rows = Array.from({ length: question.min_rows }, () => ({}));
      update();
    },
  };
}

export default views(draw);
