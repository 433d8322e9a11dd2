// Ratings of items on one or two scales, drawn as lines over the items: a journey as it is and as it should be.

const COLOURS = ["#D55E00", "#0072B2", "#009E73"];

function draw(view) {
  const { question } = view;
  const { low, high, step, ends } = question;
  const ratings = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, place) => low + place * step);
  let value = {};
  const inputs = [];

  const rows = question.items.map((item) => {
    const asked = question.scales.map((scale, place) => group(item, scale, place));
    return h("div", { class: "rating" }, h("p", { class: "what" }, item.text), asked);
  });
  const chart = journey(question);

  function group(item, scale, place) {
    const name = unique();
    const pills = ratings.map((rating) => {
      const input = h("input", { type: "radio", name, value: rating, on: { change: () => rate(item, scale, rating) } });
      inputs.push({ input, item: item.key, scale: scale.key, rating });
      return h("label", {}, input, h("span", {}, String(rating)));
    });
    return h(
      "fieldset",
      { class: "pills", style: { "--c": COLOURS[place] } },
      h("legend", { class: "unseen" }, `${item.text}: ${scale.text}, from ${low} (${ends[0]}) to ${high} (${ends[1]})`),
      h("span", { class: "hint", "aria-hidden": "true" }, scale.text),
      pills,
    );
  }

  function rate(item, scale, rating) {
    value = { ...value, [scale.key]: { ...(value[scale.key] ?? {}), [item.key]: rating } };
    update();
    view.change(value);
  }

  function update() {
    for (const { input, item, scale, rating } of inputs) input.checked = value[scale]?.[item] === rating;
    chart.update(value);
  }

  return {
    body: h("div", { class: "rate" }, chart.node, h("p", { class: "hint" }, `${low}: ${ends[0]}, ${high}: ${ends[1]}`), rows),
    undo: true,
    show(now) {
      value = now ?? {};
      update();
    },
  };
}

/** One line for each scale, with gaps where nothing is rated yet. */
function journey({ items, scales, low, high }) {
  const SIZE = { width: 640, height: 220 };
  const PLOT = { left: 22, right: 90, top: 16, bottom: 58 };
  const node = svg("svg", { class: "chart journey", role: "img", viewBox: `0 0 ${SIZE.width} ${SIZE.height}` });
  const across = (place) => PLOT.left + (place / Math.max(1, items.length - 1)) * (SIZE.width - PLOT.left - PLOT.right);
  const up = (rating) => SIZE.height - PLOT.bottom - ((rating - low) / (high - low)) * (SIZE.height - PLOT.top - PLOT.bottom);

  function update(value) {
    const grid = [low, high].flatMap((rating) => [
      svg("line", { class: "axis", x1: PLOT.left, x2: SIZE.width - PLOT.right, y1: up(rating), y2: up(rating) }),
      svg("text", { x: PLOT.left - 8, y: up(rating) + 4, "text-anchor": "end" }, String(rating)),
    ]);
    const feet = items.map((item, place) =>
      svg(
        "text",
        { x: 0, y: 0, "text-anchor": "end", transform: `translate(${across(place) + 4} ${SIZE.height - PLOT.bottom + 16}) rotate(-24)` },
        item.text.length > 16 ? `${item.text.slice(0, 15)}…` : item.text,
      ),
    );
    node.replaceChildren(...grid, ...feet, ...scales.flatMap((scale, place) => line(value[scale.key] ?? {}, scale, place)));
    node.setAttribute("aria-label", spoken(value));
  }

  function line(ratings, scale, place) {
    const points = items.map((item, number) => [across(number), ratings[item.key]]);
    const path = points.map(([px, rating], number) =>
      rating === undefined ? "" : `${number && points[number - 1][1] !== undefined ? "L" : "M"}${px.toFixed(1)} ${up(rating).toFixed(1)}`,
    );
    const style = { "--c": COLOURS[place] };
    const rated = points.filter(([, rating]) => rating !== undefined);
    const shape = ([px, rating]) =>
      place % 2
        ? svg("rect", { class: "point", x: px - 5, y: up(rating) - 5, width: 10, height: 10, style })
        : svg("circle", { class: "point", cx: px, cy: up(rating), r: 5.5, style });
    const last = rated.at(-1);
    return [
      svg("path", { class: "line", d: path.join(""), "stroke-dasharray": place ? "7 4" : "none", style }),
      ...rated.map(shape),
      last ? svg("text", { class: "end", x: last[0] + 10, y: up(last[1]) + 4 + place * 2, style }, scale.text) : "",
    ];
  }

  function spoken(value) {
    return scales
      .map((scale) => `${scale.text}: ${items.map((item) => `${item.text} ${value[scale.key]?.[item.key] ?? "not rated"}`).join(", ")}`)
      .join(". ");
  }

  return { node, update };
}

export default views(draw);
