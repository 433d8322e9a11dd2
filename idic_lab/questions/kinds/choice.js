// One option of several, or any number of them; feedback stands at the option that was chosen.

function draw(view) {
  const { question, titleId } = view;
  const isSingle = question.kind === "choice";
  const group = unique();
  const inputs = new Map();
  const places = new Map();

  const changed = () => {
    const chosen = question.options.map((option) => option.key).filter((key) => inputs.get(key).checked);
    view.change(isSingle ? chosen[0] : chosen, 0);
  };

  const rows = question.options.map(({ key, text }) => {
    const place = h("div", { class: "place", id: unique() });
    const input = h("input", {
      type: isSingle ? "radio" : "checkbox",
      name: group,
      value: key,
      "aria-describedby": place.id,
      on: { change: changed },
    });
    inputs.set(key, input);
    places.set(key, place);
    return h("div", { class: "option" }, h("label", {}, input, h("span", {}, text)), place);
  });

  return {
    body: h("fieldset", { "aria-labelledby": titleId }, rows),
    place: (key) => places.get(key),
    show(value) {
      const chosen = [value ?? []].flat();
      for (const [key, input] of inputs) input.checked = chosen.includes(key);
    },
  };
}

export default views(draw);
