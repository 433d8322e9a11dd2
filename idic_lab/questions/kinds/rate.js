// Ratings of items on one or two scales, drawn as lines over the items: a journey as it is and as it should be.

const COLOURS = ["#D55E00", "#0072B2", "#009E73"];

function draw(view) {
  const { question } = view;
  const { low, high, step } = question;
  const [lowest, highest] = question.ends;
  const ratings = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, place) => low + place * step);
  let value = {};
  const inputs = [];

  const rows = question.items.map((item, number) => {
    const asked = question.scales.map((scale, place) => group(item, scale, place));
    return h("div", { class: "rating" }, h("p", { class: "what" }, `${number + 1} ${item.text}`), asked);
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
      h("legend", { class: "unseen" }, say("rate.scale", { item: item.text, scale: scale.text, low, lowest, high, highest })),
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

  const meaning = h("p", { class: "hint" }, say("rate.ends", { low, lowest, high, highest }));
  return {
    body: [chart.node, meaning, ...rows],
    undo: true,
    stop: chart.stop,
    show(now) {
      value = now ?? {};
      update();
    },
  };
}

/** One line for each scale, with gaps where nothing is rated yet; the stages are numbered as their rows are. */
function journey({ items, scales, low, high }) {
  const HEIGHT = 212;
  const LETTER = 6.8; // pixels, a little more than the average
  const longest = Math.max(...scales.map(({ text }) => text.length));
  const node = svg("svg", { class: "chart journey", role: "img" });
  let plot = {};
  let value = {};

  function resize(width) {
    plot = { width, left: 26, right: Math.min(longest * LETTER + 22, width * 0.36), top: 14, bottom: 44 };
    update(value);
  }

  const between = () => (plot.width - plot.left - plot.right) / Math.max(1, items.length - 1);
  const across = (place) => plot.left + place * between();
  const up = (rating) => HEIGHT - plot.bottom - ((rating - low) / (high - low)) * (HEIGHT - plot.top - plot.bottom);

  function update(now) {
    value = now;
    if (!plot.width) return;
    const grid = [low, high].flatMap((rating) => [
      svg("line", { class: "axis", x1: plot.left, x2: plot.width - plot.right, y1: up(rating), y2: up(rating) }),
      svg("text", { x: plot.left - 12, y: up(rating) + 4, "text-anchor": "end" }, String(rating)),
    ]);
    const shown = scales.map((scale, place) => ({ scale, place, points: rated(value[scale.key] ?? {}) }));
    node.setAttribute("viewBox", `0 0 ${plot.width} ${HEIGHT}`);
    node.setAttribute("aria-label", shown.map(spoken).join(". "));
    node.replaceChildren(...grid, ...feet(), ...shown.flatMap(line), ...names(shown));
  }

  const rated = (ratings) =>
    items.flatMap(({ key, text }, place) =>
      ratings[key] === undefined ? [] : [{ place, text, rating: ratings[key], x: across(place), y: up(ratings[key]) }],
    );

  // The names of the stages where there is room for them in two lines, else their numbers alone.
  function feet() {
    const room = Math.floor(Math.min(between(), 150) / LETTER);
    const wrapped = items.map(({ text }, place) => wrap(`${place + 1} ${text}`, room));
    // The first name begins under its point, so it takes more of the way to the next one.
    const width = (place) => (place ? room : room * 0.6);
    const isShort = (lines, place) => lines.length < 3 && lines.every(({ length }) => length <= width(place));
    const fits = wrapped.every(isShort);
    return items.map((_, place) => {
      const anchor = place ? "middle" : "start";
      const at = { x: across(place) - (place ? 0 : 4), "text-anchor": anchor };
      const lines = fits ? wrapped[place] : [String(place + 1)];
      return svg("text", at, lines.map((words, row) => svg("tspan", { x: at.x, y: HEIGHT - 20 + row * 14 }, words)));
    });
  }

  function line({ place, points }) {
    const style = { "--c": COLOURS[place] };
    const path = points.map(({ place, x, y }, number) => {
      const joins = number && points[number - 1].place === place - 1;
      return `${joins ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    const mark = ({ x, y }) =>
      place % 2
        ? svg("rect", { class: "point", x: x - 5.5, y: y - 5.5, width: 11, height: 11, style })
        : svg("circle", { class: "point", cx: x, cy: y, r: 6, style });
    const stroke = { d: path.join(""), "stroke-dasharray": place ? "7 4" : "none", style };
    return [svg("path", { class: "line", ...stroke }), ...points.map(mark)];
  }

  // Each line carries its name at its last point; names that would meet are moved apart.
  function names(shown) {
    const begun = shown.filter(({ points }) => points.length);
    const ends = begun.map(({ scale, place, points }) => ({ ...points.at(-1), text: scale.text, place }));
    ends.sort((one, other) => one.y - other.y);
    ends.forEach((end, number) => (end.y = Math.max(end.y, number ? ends[number - 1].y + 15 : 0)));
    return ends.map(({ text, place, x, y }) =>
      svg("text", { class: "end", x: x + 11, y: y + 4, style: { "--c": COLOURS[place] } }, text),
    );
  }

  function spoken({ scale, points }) {
    const ratings = points.map(({ text, rating }) => `${text} ${rating}`).join(", ") || say("rate.nothing");
    return say("rate.line", { scale: scale.text, ratings });
  }

  return { node, update, stop: onResize(node, resize) };
}

function wrap(text, room) {
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && longer.length <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

export default views(draw);
