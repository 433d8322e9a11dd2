// A picture with dials: every setting shows a frame that the kernel has computed beforehand.

// Okabe-Ito; the dashes tell the lines apart without colour.
const PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7"];
const DASHES = ["none", "7 4", "2 4", "9 3 2 3"];

function draw(view) {
  const { question } = view;
  const start = Object.fromEntries(question.dials.map((dial) => [dial.key, positions(dial)[0]]));
  let settings = start;

  const controls = question.dials.map((dial) => (dial.values.length ? slider(dial) : choice(dial)));
  const picture = question.picture === "network" ? network(question.drawing) : lines(question.drawing);
  const caption = h("p", { class: "caption" });

  function slider(dial) {
    const output = h("output", { "aria-hidden": "true" });
    const input = h("input", {
      type: "range",
      min: 0,
      max: dial.values.length - 1,
      step: 1,
      style: { "--c": PALETTE[0] },
      on: { input: () => turn(dial.key, dial.values[Number(input.value)]), change: view.flush },
    });
    const row = labelled(dial.label, input);
    row.className = "slider dial";
    row.append(output);
    const show = (setting) => {
      const place = dial.values.indexOf(setting);
      input.value = place;
      output.textContent = `${setting} ${dial.unit}`.trim();
      input.setAttribute("aria-valuetext", output.textContent);
      input.style.setProperty("--p", `${(100 * place) / Math.max(1, dial.values.length - 1)}%`);
    };
    return { key: dial.key, row, show };
  }

  function choice(dial) {
    const input = h(
      "select",
      { on: { change: () => turn(dial.key, input.value) } },
      dial.options.map((option) => h("option", { value: option.key }, option.text)),
    );
    return { key: dial.key, row: labelled(dial.label, input), show: (setting) => (input.value = setting) };
  }

  function turn(key, setting) {
    settings = { ...settings, [key]: setting };
    update();
    view.change(settings);
  }

  function update() {
    for (const { key, show } of controls) show(settings[key]);
    const name = question.dials.map((dial) => positions(dial).indexOf(settings[dial.key])).join(",");
    const frame = question.frames[name] ?? {};
    picture.update(frame);
    picture.node.setAttribute("aria-label", frame.caption ?? "");
    caption.textContent = frame.caption ?? "";
  }

  return {
    body: [h("div", { class: "dials" }, controls.map(({ row }) => row)), picture.node, caption],
    undo: true,
    countsItself: true,
    spoken: () => caption.textContent,
    stop: picture.stop,
    show(value) {
      settings = { ...start, ...(value ?? {}) };
      update();
    },
  };
}

const positions = (dial) => (dial.values.length ? dial.values : dial.options.map((option) => option.key));

/** Lines over a common axis, each labelled at its end. */
function lines({ x, y }) {
  const HEIGHT = 240;
  const LETTER = 6.9; // pixels, a little more than the average
  const PLOT = { left: 44, right: 96, top: 20, bottom: 40 };
  let width = 560;
  let hasRoom = true; // for the names beside the lines; else they stand above the ends
  let frame = {};
  const node = svg("svg", { class: "chart lines", role: "img" });
  const across = (value) => PLOT.left + ((value - x.low) / (x.high - x.low)) * (width - PLOT.left - PLOT.right);
  const up = (value) => HEIGHT - PLOT.bottom - ((value - y.low) / (y.high - y.low)) * (HEIGHT - PLOT.top - PLOT.bottom);
  const ticks = ({ low, high, ticks }) => ticks ?? [low, (low + high) / 2, high];

  function update(now) {
    frame = now;
    const longest = Math.max(0, ...(frame.lines ?? []).map(({ label }) => label.length));
    hasRoom = longest * LETTER + 15 < width * 0.36;
    PLOT.right = hasRoom ? Math.max(24, longest * LETTER + 15) : 14;
    node.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    const grid = ticks(y).flatMap((value) => [
      svg("line", { class: "axis", x1: PLOT.left, x2: width - PLOT.right, y1: up(value), y2: up(value) }),
      svg("text", { x: PLOT.left - 7, y: up(value) + 4, "text-anchor": "end" }, String(value)),
    ]);
    const foot = ticks(x).map((value) =>
      svg("text", { x: across(value), y: HEIGHT - PLOT.bottom + 17, "text-anchor": "middle" }, String(value)),
    );
    const names = [
      svg("text", { x: PLOT.left, y: 9 }, y.label),
      svg("text", { x: (PLOT.left + width - PLOT.right) / 2, y: HEIGHT - 5, "text-anchor": "middle" }, x.label),
    ];
    const curves = (frame.lines ?? []).flatMap(line);
    node.replaceChildren(...grid, ...foot, ...names, ...curves, ...labels(), ...(frame.marks ?? []).flatMap(mark));
  }

  function line({ points }, place) {
    const path = points.map(([px, py], step) => `${step ? "L" : "M"}${across(px).toFixed(1)} ${up(py).toFixed(1)}`);
    const look = { "stroke-dasharray": DASHES[place % 4], style: { "--c": PALETTE[place % 4] } };
    return svg("path", { class: "line", d: path.join(""), ...look });
  }

  /** Names at the ends of the lines, moved apart where two lines end close together. */
  function labels() {
    const ends = (frame.lines ?? []).map(({ label, points }, place) => {
      return { label, place, at: up(points.at(-1)[1]) + 4 };
    });
    ends.sort((one, other) => one.at - other.at);
    ends.forEach((end, number) => (end.at = Math.max(end.at, number ? ends[number - 1].at + 15 : PLOT.top + 4)));
    const at = hasRoom ? { x: width - PLOT.right + 10 } : { x: width - 2, "text-anchor": "end", dy: -12 };
    return ends.map((end) =>
      svg("text", { class: "end", ...at, y: end.at, style: { "--c": PALETTE[end.place % 4] } }, end.label),
    );
  }

  function mark({ x: px, y: py, label }) {
    const [cx, cy] = [across(px), up(py)];
    const room = label.length * 7.6 + 10;
    const spots = [[1, -9], [1, 20], [-1, -9], [-1, 20]].map(([side, dy]) => {
      const box = { left: cx + (side < 0 ? -room : 10), top: cy + dy - 13, bottom: cy + dy + 4 };
      box.right = box.left + room - 10;
      return { side, y: cy + dy, cost: isOutside(box) ? Infinity : crossings(box) };
    });
    const { side, y } = spots.reduce((best, spot) => (spot.cost < best.cost ? spot : best));
    return [
      svg("circle", { class: "point", r: 6, cx, cy, style: { "--c": PALETTE[0] } }),
      svg("text", { class: "you", x: cx + 10 * side, y, "text-anchor": side < 0 ? "end" : "start" }, label),
    ];
  }

  const isOutside = ({ left, right, bottom }) =>
    left < PLOT.left || right > width - PLOT.right || bottom > HEIGHT - PLOT.bottom;

  /** How far the lines run through a box, counted in twentieths of their pieces. */
  function crossings({ left, right, top, bottom }) {
    const isWithin = ([px, py]) => px > left && px < right && py > top && py < bottom;
    return (frame.lines ?? []).flatMap(({ points }) => {
      const ends = points.map(([px, py]) => [across(px), up(py)]);
      return ends.slice(1).flatMap(([x2, y2], piece) => {
        const [x1, y1] = ends[piece];
        return Array.from({ length: 20 }, (_, part) => [x1 + ((x2 - x1) * part) / 20, y1 + ((y2 - y1) * part) / 20]);
      });
    }).filter(isWithin).length;
  }

  return { node, update, stop: onResize(node, (now) => ((width = Math.max(300, now)), update(frame))) };
}

/** A network whose people are shaded by a share from 0 to 1; the first person is marked. */
function network({ nodes, edges }) {
  const SIZE = { width: 560, height: 340 };
  const place = ([px, py]) => [24 + px * (SIZE.width - 48), 24 + py * (SIZE.height - 48)];
  const at = nodes.map(({ at }) => place(at));
  const circles = nodes.map(({ label }, number) =>
    svg("circle", { class: "person", r: 11, cx: at[number][0], cy: at[number][1] }, svg("title", {}, label)),
  );
  const numbers = nodes.map(({ label }, number) =>
    svg("text", { class: "person-label", x: at[number][0], y: at[number][1] + 4, "text-anchor": "middle" }, label),
  );
  const ties = edges.map(([one, other]) => {
    const [[x1, y1], [x2, y2]] = [at[one], at[other]];
    return svg("line", { class: "tie", x1, y1, x2, y2 });
  });
  const look = { class: "network", role: "img", viewBox: `0 0 ${SIZE.width} ${SIZE.height}` };
  const node = svg("svg", look, ties, circles, numbers);

  function update({ shades = [], first = -1 }) {
    circles.forEach((circle, number) => {
      const share = Math.round(100 * (shades[number] ?? 0));
      circle.style.setProperty("--share", `${share}%`);
      circle.classList.toggle("first", number === first);
      circle.firstChild.textContent = say("explore.person", { name: nodes[number].label, share });
      numbers[number].classList.toggle("on-dark", share > 45);
    });
  }

  return { node, update };
}

export default views(draw);
