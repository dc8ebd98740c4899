import { numberFrom } from "./handler";

const encoder = new TextEncoder();
const chunk = new Uint8Array(64 * 1024).fill(0x2e); // dots

/** Server-sent events: the time, at once and then every second. */
export function clock(): Response {
  let timer: ReturnType<typeof setInterval>;
  const body = new ReadableStream({
    start(controller) {
      const tick = () => controller.enqueue(encoder.encode(`event: tick\ndata: ${new Date().toISOString()}\n\n`));
      tick();
      timer = setInterval(tick, 1000);
    },
    // The client left, or the server is draining.
    cancel() {
      clearInterval(timer);
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" } });
}

/** Ten lines of text, a tenth of a second apart, as chunks of one response. */
export function stream(request: Request): Response {
  const lines = numberFrom(request, "lines", 10, 1000);
  const ms = numberFrom(request, "ms", 100, 10_000);
  let line = 0;
  const body = new ReadableStream({
    async pull(controller) {
      if (line > 0) await new Promise((resolve) => setTimeout(resolve, ms));
      if (line++ >= lines) return controller.close();
      controller.enqueue(encoder.encode(`line ${line} of ${lines}\n`));
    },
  });
  return new Response(body, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}

/** As many bytes as asked for (1 MiB by default, 1 GiB at most), made while they are sent. */
export function download(request: Request): Response {
  const bytes = Math.floor(numberFrom(request, "bytes", 1 << 20, 1 << 30));
  let left = bytes;
  const body = new ReadableStream({
    pull(controller) {
      if (left <= 0) return controller.close();
      const size = Math.min(left, chunk.length);
      left -= size;
      controller.enqueue(chunk.slice(0, size));
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": `attachment; filename="rip-${bytes}.bin"`,
    },
  });
}
