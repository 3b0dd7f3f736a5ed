// Sends chosen files one by one, each with its own progress, result and retry.
// Without it they go with the form.

const LONGEST = 1600;
const TROUBLE = { 401: "over", 403: "gone", 404: "gone", 422: "refused" };

const model = document.getElementById("file-row");
const { url, most } = model.dataset;
// By row, what the server does not have.
const unsent = new Map();
let last = Promise.resolve();

// The row holds the words of every state.
function say(row, state) {
  row.dataset.state = state;
  for (const part of row.querySelectorAll("[data-says]")) {
    part.hidden = !part.matches(`[data-says~=${state}]`);
  }
}

function onChange({ target }) {
  if (target.type !== "file") return;
  for (const file of target.files) {
    const row = model.content.firstElementChild.cloneNode(true);
    for (const place of row.querySelectorAll("[data-name]")) place.textContent = file.name;
    row.querySelector("progress").ariaLabel = file.name;
    const [again, drop] = row.querySelectorAll("button");
    again.addEventListener("click", () => send(row));
    drop.addEventListener("click", () => {
      unsent.delete(row);
      row.remove();
      target.focus();
    });
    target.nextElementSibling.append(row);
    unsent.set(row, { field: target, file });
    if (target.dataset.proves) send(row);
    else say(row, "chosen");
  }
  target.value = "";
}

// Photos are made smaller; what cannot be drawn goes as it is.
async function reduced(file) {
  if (file.type !== "image/jpeg") return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const smaller = await canvas.convertToBlob({ type: file.type, quality: 0.85 });
  return smaller.size < file.size ? smaller : file;
}

function send(row) {
  say(row, "waiting");
  return (last = last.then(() => upload(row)).catch(() => "offline").then((state) => say(row, state)));
}

async function upload(row) {
  if (!unsent.has(row)) return "saved";
  const { field, file } = unsent.get(row);
  const { proves } = field.dataset;
  const body = new FormData(proves ? undefined : field.form);
  if (proves) body.set("criteria", proves);
  if (!body.has("criteria")) return "unaimed";
  body.set("uploads", await reduced(file).catch(() => file), file.name);
  if (body.get("uploads").size > most) return "refused";
  // Before it goes in vain: whether the session lives, and its token.
  let { status, response } = await ask(row, "GET");
  if (response?.token) {
    say(row, "sending");
    body.set("csrfmiddlewaretoken", response.token);
    ({ status, response } = await ask(row, "POST", body));
  }
  row.querySelector("[data-reason]").textContent = response?.words;
  if (!response?.url) return TROUBLE[status] ?? "failed";
  row.querySelector("a").href = response.url;
  unsent.delete(row);
  return "saved";
}

// fetch does not tell how much is sent.
function ask(row, method, body) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.timeout = body ? 600000 : 30000;
    request.upload.onprogress = ({ loaded, total }) => (row.querySelector("progress").value = loaded / total);
    request.onload = () => done(request);
    request.onerror = request.ontimeout = fail;
    request.send(body);
  });
}

// A form that chooses criteria sends by its button; what else it brings goes last.
async function onSubmit(event) {
  if (!unsent.size) return;
  event.preventDefault();
  await Promise.all([...unsent.keys()].map(send));
  const rest = new URLSearchParams(new FormData(event.target));
  if (!unsent.size && /(link|document|existing)=[^&]/.test(rest)) event.target.requestSubmit();
}

function onLeave(event) {
  if ([...unsent.keys()].some(({ dataset }) => dataset.state !== "refused")) event.preventDefault();
}

document.addEventListener("change", onChange);
document.querySelector(".add-proof")?.addEventListener("submit", onSubmit);
addEventListener("beforeunload", onLeave);
