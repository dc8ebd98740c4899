const links = ["/ping", "/api/hello?name=you", "/headers", "/worker", "/clock", "/stream", "/slow", "/throw", "/teapot"];

export const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hono on rip-server</title>
<style>
:root { color-scheme: light dark }
body { max-width: 40rem; margin: 3rem auto; padding: 0 1.25rem; font: 16px/1.6 system-ui, sans-serif }
</style>
<h1>Hono on rip-server</h1>
<ul>${links.map((link) => `<li><a href="${link}">${link}</a></li>`).join("")}</ul>
<form method="post" action="/form">
  <label>Name <input name="name" required></label>
  <button>Send</button>
</form>
</html>
`;
