// Websockets outlive reloads: each keeps the handlers of the app that opened it.
import type { ServerWebSocket, WebSocketHandler } from "bun";
import type { App } from "./adopt";

type Handlers = Partial<WebSocketHandler<unknown>>;

/** The handlers to serve with: they pass every event on to the app's. Options
 * (maxPayloadLength and such) are those of the app that the worker started with. */
export function delegate(currentApp: () => App | undefined): WebSocketHandler<unknown> {
  const owners = new WeakMap<ServerWebSocket<unknown>, Handlers>();
  const of = (socket: ServerWebSocket<unknown>) => owners.get(socket);
  return {
    ...options(currentApp()?.websocket ?? {}),
    open(socket) {
      const handlers = currentApp()?.websocket ?? {};
      owners.set(socket, handlers);
      return handlers.open?.(socket);
    },
    message: (socket, message) => of(socket)?.message?.(socket, message as never),
    close: (socket, code, reason) => of(socket)?.close?.(socket, code, reason),
    drain: (socket) => of(socket)?.drain?.(socket),
    ping: (socket, data) => of(socket)?.ping?.(socket, data),
    pong: (socket, data) => of(socket)?.pong?.(socket, data),
  };
}

function options(handlers: Handlers): Handlers {
  return Object.fromEntries(Object.entries(handlers).filter(([, value]) => typeof value !== "function"));
}
