import { demos } from "./demos";
import { layout } from "./layout";

/** The front page: one card for each thing that the app shows. */
export function page(): Response {
  return layout("rip-server example", `
    <h1>It runs.</h1>
    <p class="lead">Each card below sends real requests to this app. A balancer takes them, and one of
    the app's worker processes answers: one request at a time each.</p>
    <div class="grid">
      ${card("Who answers?", "Every request goes to a free worker.", button("worker", "Ask 8 times"))}
      ${card("JSON", "<a href=\"/api/hello?name=you\">/api/hello</a> and the <a href=\"/headers\">headers</a> you sent.", button("json", "Fetch"))}
      ${card("Clock", "Server-sent events from <a href=\"/clock\">/clock</a>.", button("clock", "Start"))}
      ${card("Websocket", "<code>/ws</code> says back what it hears.", `<form data-demo="ws" class="row"><input aria-label="Message" value="hello"><button>Send</button></form>`)}
      ${card("Upload", "Size and SHA-256 of a file.", `<input type="file" aria-label="File" data-demo="upload">`)}
      ${card("Stream", "Text in chunks from <a href=\"/stream\">/stream</a>.", button("stream", "Read"))}
      ${card("Download", "Made while it is sent: <a href=\"/download?bytes=1048576\">1 MiB</a>, <a href=\"/download?bytes=104857600\">100 MiB</a>.", button("download", "Measure 8 MiB"))}
      ${card("Slow", "A second without work: other requests go to other workers.", button("slow", "Wait"))}
      ${card("Trouble", "A handler that <a href=\"/throw\">throws</a>, and one that takes its process down.",
        button("throw", "Throw") + " " + button("crash", "Crash", "plain"))}
    </div>
    <script>${demos}</script>`);
}

function card(title: string, text: string, controls: string): string {
  return `<section class="card"><h2>${title}</h2><p>${text}</p><div class="row">${controls}</div><output aria-live="polite"></output></section>`;
}

function button(demo: string, label: string, style = ""): string {
  return `<button type="button" data-demo="${demo}" class="${style}">${label}</button>`;
}
