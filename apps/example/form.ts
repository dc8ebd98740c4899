import { escapeHTML, methodNotAllowed } from "./handler";
import { layout } from "./layout";

export async function form(request: Request): Promise<Response> {
  if (request.method === "POST") return received(await request.formData());
  if (request.method === "GET" || request.method === "HEAD") return empty();
  return methodNotAllowed("GET", "HEAD", "POST");
}

function empty(): Response {
  return layout("A form", `
    <form method="post" class="card">
      <h2>A form</h2>
      <label>Name <input name="name" autocomplete="name" required></label>
      <label>Message <textarea name="message" rows="4"></textarea></label>
      <button>Send</button>
    </form>`);
}

function received(data: FormData): Response {
  const rows = Array.from(data, ([name, value]) =>
    `<dt>${escapeHTML(name)}</dt><dd>${escapeHTML(typeof value === "string" ? value : value.name)}</dd>`);
  return layout("Thank you", `
    <section class="card">
      <h2>This arrived</h2>
      <dl>${rows.join("")}</dl>
      <a href="/form">Another one</a>
    </section>`);
}
