"use strict";

// Pictures are sent one by one, so that each has its own answer or its own error.
const atOnce = 2;
const retriesWhenBusy = 5;
const tallest = 0.7; // of a picture, in heights of the window
const palette = ["#ffd34d", "#4dd0ff", "#ff7ab8", "#7ee081", "#ff9f43", "#b79bff", "#5ff0d2", "#ff6b5e", "#d4e157", "#f4a3ff"];

const byId = id => document.getElementById(id);
const threshold = byId("threshold");
const pictures = [];
const waiting = [];
const hiddenClasses = new Set();
let running = 0;
let server = { classes: [], limits: null };

class Refusal extends Error {
  constructor(message, canRetry) {
    super(message);
    this.canRetry = canRetry;
  }
}

// --- the server --------------------------------------------------------------------------------------------------

async function askServer() {
  try {
    const response = await fetch("api/model", { cache: "no-store" });
    if (!response.ok) throw new Error();
    server = await response.json();
    showServer();
    return true;
  } catch {
    byId("model").textContent = "Server gone";
    byId("model").className = "chip down";
    return false;
  }
}

function showServer() {
  const { ready, model, problem, limits } = server;
  byId("model").textContent = ready ? `${model.name} · version ${model.version}` : "No model";
  byId("model").className = ready ? "chip ready" : "chip down";
  byId("notice").textContent = problem ?? "";
  byId("notice").hidden = !problem;
  byId("limits").textContent = `JPEG, PNG, WebP or BMP, up to ${size(limits.maxImageBytes)} and ${Math.floor(limits.maxPixels / 1e6)} megapixels each`;
  threshold.min = Math.ceil(server.scoreThreshold * 100);
  showClasses();
}

// What fetch cannot tell: a server that is gone, or one that hung up on a request.
async function lost() {
  return new Refusal(await askServer() ? "The connection broke before the answer came." : "The server does not answer. Is it still running?", true);
}

async function detect(picture) {
  const { file } = picture;
  if (server.limits && file.size > server.limits.maxImageBytes) {
    throw new Refusal(`${file.name} is too large: ${size(file.size)}, and the server takes at most ${size(server.limits.maxImageBytes)}.`, false);
  }

  const body = new FormData();
  body.append("images", file, file.name || "picture");
  for (let attempt = 0; ; attempt++) {
    let response;
    try {
      response = await fetch("api/detect", { method: "POST", body, signal: picture.abort.signal });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw await lost();
    }

    if (response.ok) return response.json();
    const problem = await response.json().catch(() => ({}));
    if (problem.code === "busy" && attempt < retriesWhenBusy) {
      const seconds = Number(response.headers.get("Retry-After")) || 1;
      picture.say("The server is busy; trying again…");
      await new Promise(resolve => setTimeout(resolve, seconds * 1000));
      continue;
    }

    throw new Refusal(problem.detail ?? `The server answered ${response.status}.`, response.status >= 500 || response.status === 408);
  }
}

// --- pictures ----------------------------------------------------------------------------------------------------

class Picture {
  constructor(file) {
    this.file = file;
    this.abort = new AbortController();
    this.element = byId("picture-template").content.firstElementChild.cloneNode(true);
    this.part = selector => this.element.querySelector(selector);
    this.canvas = this.part("canvas");
    this.part("h2").textContent = this.part("h2").title = file.name || "Pasted picture";
    this.part(".remove").setAttribute("aria-label", `Remove ${this.name}`);
    this.part(".retry").setAttribute("aria-label", `Try ${this.name} again`);
    this.part(".remove").addEventListener("click", () => this.remove());
    this.part(".retry").addEventListener("click", () => enqueue(this));
    this.image = load(file).then(image => { this.shownImage = image; this.draw(); }, () => {});
  }

  get name() { return this.file.name || "Pasted picture"; }

  say(text) {
    this.part(".state").hidden = !text;
    this.part(".state-text").textContent = text;
  }

  async run() {
    this.part(".error").hidden = true;
    this.say("Looking for objects…");
    try {
      const answer = await detect(this);
      await this.image;
      this.result = answer.images[0];
      this.result.detections.forEach(found => { if (!server.classes.includes(found.label)) server.classes.push(found.label); });
      this.say("");
      this.show();
      announce(`${this.name}: ${summary(this.visible())}`);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.say("");
      this.part(".error").hidden = false;
      this.part(".error p").textContent = error.message;
      this.part(".retry").hidden = !error.canRetry;
      announce(`${this.name}: ${error.message}`);
    }
  }

  visible() {
    const least = threshold.value / 100;
    return (this.result?.detections ?? []).filter(found => found.score >= least && !hiddenClasses.has(found.label));
  }

  show() {
    if (!this.result) return;
    const found = this.visible();
    const { width, height, milliseconds } = this.result;
    this.part(".facts").textContent = `${summary(found)} · ${width} × ${height} px · ${Math.max(1, Math.round(milliseconds))} ms`;
    this.canvas.setAttribute("aria-label", `${this.name} with boxes around ${summary(found)}; the list below says where`);
    const list = this.part(".found");
    list.hidden = found.length === 0;
    list.setAttribute("aria-label", `Objects in ${this.name}`);
    list.replaceChildren(...found.map(item => this.entry(item)));
    this.draw();
  }

  entry(found) {
    const [left, top, right, bottom] = found.box.map(Math.round);
    const entry = document.createElement("li");
    const button = part("button", "plain", "");
    button.type = "button";
    const place = part("span", "place", `${right - left} × ${bottom - top} px at ${left}, ${top}`);
    button.append(swatch(found.label), part("strong", "", found.label), part("span", "score", percent(found.score)), place);
    // Pointer, keyboard or finger: the box stands out while its entry has the attention.
    for (const name of ["pointerenter", "focus"]) button.addEventListener(name, () => this.draw(found));
    for (const name of ["pointerleave", "blur"]) button.addEventListener(name, () => this.draw());
    entry.append(button);
    return entry;
  }

  draw(highlighted) {
    const image = this.shownImage;
    if (!image) return;
    // The canvas has the pixels of the screen, so that lines and letters are sharp and of one size, whatever the picture's.
    this.canvas.hidden = false;
    const shown = Math.min(this.part(".view").clientWidth / image.naturalWidth, innerHeight * tallest / image.naturalHeight);
    const ratio = devicePixelRatio || 1;
    const width = this.canvas.width = Math.max(1, Math.round(image.naturalWidth * shown * ratio));
    const height = this.canvas.height = Math.max(1, Math.round(image.naturalHeight * shown * ratio));
    this.canvas.style.width = `${width / ratio}px`;
    this.canvas.style.height = `${height / ratio}px`;
    const context = this.canvas.getContext("2d");
    context.drawImage(image, 0, 0, width, height);
    // Boxes are in pixels of the upright picture, as the browser shows it.
    const unit = width / (this.result?.width ?? 1);
    if (highlighted) {
      const [left, top, right, bottom] = highlighted.box.map(side => side * unit);
      context.save();
      context.beginPath();
      context.rect(0, 0, width, height);
      context.rect(left, top, right - left, bottom - top);
      context.fillStyle = "rgb(0 0 0 / 0.55)";
      context.fill("evenodd");
      context.restore();
    }

    (highlighted ? [highlighted] : this.visible().reverse()).forEach(found => drawBox(context, found, unit, ratio));
  }

  remove() {
    this.abort.abort();
    const at = pictures.indexOf(this);
    pictures.splice(at, 1);
    if (waiting.includes(this)) waiting.splice(waiting.indexOf(this), 1);
    this.element.remove();
    if (this.shownImage) URL.revokeObjectURL(this.shownImage.src);
    showAll();
    announce(`${this.name} removed`);
    // The focus goes to the next picture, not to the top of the page.
    (pictures[Math.min(at, pictures.length - 1)]?.part(".remove") ?? byId("files")).focus();
  }
}

function load(file) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  return image.decode().then(() => image);
}

function drawBox(context, found, unit, ratio) {
  const colour = colourOf(found.label);
  const [left, top, right, bottom] = found.box.map(side => side * unit);
  for (const [style, width] of [["rgb(0 0 0 / 0.75)", 4], [colour, 2]]) {
    context.strokeStyle = style;
    context.lineWidth = width * ratio;
    context.strokeRect(left, top, right - left, bottom - top);
  }

  const text = `${found.label} ${percent(found.score)}`;
  context.font = `600 ${13 * ratio}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  const width = context.measureText(text).width + 10 * ratio;
  const height = 20 * ratio;
  const x = Math.max(0, Math.min(left - ratio, context.canvas.width - width));
  const y = top >= height ? top - height : Math.min(top, context.canvas.height - height);
  context.fillStyle = colour;
  context.fillRect(x, y, width, height);
  context.fillStyle = "#000";
  context.fillText(text, x + 5 * ratio, y + height / 2 + ratio / 2);
}

function add(files) {
  const added = [...files];
  if (added.length === 0) return;
  for (const file of added) {
    const picture = new Picture(file);
    pictures.push(picture);
    byId("pictures").append(picture.element);
    enqueue(picture);
  }

  announce(added.length === 1 ? `${added[0].name || "Picture"} added` : `${added.length} pictures added`);
}

function enqueue(picture) {
  picture.part(".error").hidden = true;
  picture.say("Waiting…");
  waiting.push(picture);
  next();
}

async function next() {
  if (running >= atOnce || waiting.length === 0) return;
  running++;
  await waiting.shift().run();
  running--;
  showAll();
  next();
}

// --- controls ----------------------------------------------------------------------------------------------------

function showAll() {
  byId("threshold-value").textContent = `${threshold.value} %`;
  threshold.setAttribute("aria-valuetext", `${threshold.value} percent`);
  const results = pictures.filter(picture => picture.result);
  byId("controls").hidden = results.length === 0;
  showClasses();
  results.forEach(picture => picture.show());
  const shown = results.flatMap(picture => picture.visible());
  byId("shown").textContent = `${summary(shown)} in ${results.length === 1 ? "1 picture" : `${results.length} pictures`}`;
}

function showClasses() {
  const least = threshold.value / 100;
  const found = pictures.flatMap(picture => picture.result?.detections ?? []).filter(item => item.score >= least);
  const list = byId("class-list");
  // Only classes that a picture shows: some models know hundreds.
  const all = pictures.flatMap(picture => picture.result?.detections ?? []);
  const labels = server.classes.filter(label => all.some(item => item.label === label));
  const present = [...list.querySelectorAll("input")].map(box => box.value);
  if (present.join("\n") !== labels.join("\n")) list.replaceChildren(...labels.map(classBox));
  for (const box of list.querySelectorAll("input")) {
    box.checked = !hiddenClasses.has(box.value);
    box.nextElementSibling.nextElementSibling.textContent = `${box.value} (${found.filter(item => item.label === box.value).length})`;
  }

  byId("all-classes").hidden = byId("no-classes").hidden = labels.length < 2;
}

function classBox(label) {
  const element = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.value = label;
  box.addEventListener("change", () => {
    if (box.checked) hiddenClasses.delete(label); else hiddenClasses.add(label);
    showAll();
  });
  element.append(box, swatch(label), part("span", "", label));
  return element;
}

// --- small things ------------------------------------------------------------------------------------------------

const percent = score => `${Math.round(score * 100)} %`;
const size = bytes => bytes >= 1e6 ? `${Math.round(bytes / 1e5) / 10} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`;
const colourOf = label => palette[Math.max(0, server.classes.indexOf(label)) % palette.length];

function summary(found) {
  if (found.length === 0) return "no objects";
  const counts = new Map();
  found.forEach(item => counts.set(item.label, (counts.get(item.label) ?? 0) + 1));
  const parts = [...counts].sort((a, b) => b[1] - a[1]).map(([label, count]) => `${count} ${label}`);
  return `${found.length === 1 ? "1 object" : `${found.length} objects`}: ${parts.join(", ")}`;
}

function part(name, className, text) {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

function swatch(label) {
  const element = part("span", "swatch", "");
  element.style.background = colourOf(label);
  element.setAttribute("aria-hidden", "true");
  return element;
}

// Read out once the person or the picture is done, not at each step of the slider.
let announcing;
let spoken = [];
function announce(text) {
  spoken.push(text);
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    byId("announce").textContent = spoken.slice(-4).join(". ");
    spoken = [];
  }, 300);
}

byId("files").addEventListener("change", event => {
  add(event.target.files);
  event.target.value = ""; // so that the same file can be chosen again
});
threshold.addEventListener("input", showAll);
threshold.addEventListener("change", () => announce(byId("shown").textContent));
byId("all-classes").addEventListener("click", () => { hiddenClasses.clear(); showAll(); announce(byId("shown").textContent); });
byId("no-classes").addEventListener("click", () => { server.classes.forEach(label => hiddenClasses.add(label)); showAll(); announce(byId("shown").textContent); });
document.addEventListener("paste", event => add(event.clipboardData.files));
let depth = 0;
document.addEventListener("dragenter", () => document.body.classList.toggle("dragging", ++depth > 0));
document.addEventListener("dragleave", () => document.body.classList.toggle("dragging", --depth > 0));
document.addEventListener("dragover", event => event.preventDefault());
document.addEventListener("drop", event => {
  event.preventDefault();
  depth = 0;
  document.body.classList.remove("dragging");
  add(event.dataTransfer.files);
});
addEventListener("resize", () => pictures.forEach(picture => picture.draw()));
// A model that is replaced or a server that comes back shows without loading the page again.
setInterval(() => { if (!document.hidden) askServer(); }, 30000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) askServer(); });
askServer();
