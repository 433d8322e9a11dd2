// A pulse: one field that takes whole numbers.

function draw(view) {
  const field = h("input", { type: "number", min: 20, max: 240, on: { change: () => view.change(Number(field.value)) } });
  return {
    body: labelled("beats a minute", field),
    labels: field,
    show(value) {
      field.value = value ?? "";
    },
  };
}

export default views(draw);
