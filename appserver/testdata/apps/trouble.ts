// Everything that an app should not do, each on its own path.
const kept: Uint8Array[] = [];

const routes: Record<string, () => Response | Promise<Response>> = {
  "/hang": () => {
    while (true);
  },
  "/throw": () => {
    throw new Error("thrown on purpose");
  },
  "/leak": () => {
    kept.push(new Uint8Array(4 << 20).fill(1)); // filled, so that it is resident
    return new Response("ok");
  },
  "/print": () => {
    console.log("said on stdout");
    console.error("said on stderr");
    return new Response("ok");
  },
  "/flood": () => {
    const line = "x".repeat(1023) + "\n";
    for (let i = 0; i < 10 * 1024; i++) process.stdout.write(line);
    return new Response("ok");
  },
  "/pid": () => new Response(String(process.pid)),
};

export default (request: Request) => routes[new URL(request.url).pathname]?.() ?? new Response("ok");
