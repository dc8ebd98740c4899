import type { Server } from "./handler";

interface Socket {
  send(message: string | Uint8Array): unknown;
}

/** Opens a websocket that says back what it hears. */
export function upgrade(request: Request, server?: Server): Response | undefined {
  if (server?.upgrade(request)) return undefined;
  return new Response("This is a websocket: connect with new WebSocket(…/ws)\n", {
    status: 426,
    headers: { Upgrade: "websocket", Connection: "Upgrade" },
  });
}

export const echo = {
  open(socket: Socket) {
    socket.send("connected: what you send comes back");
  },
  message(socket: Socket, message: string | Uint8Array) {
    socket.send(message);
  },
};
