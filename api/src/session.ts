// The session of the running request, wherever code runs that belongs to it.
// The middleware `sessions` loads it before, and saves it after the handler.
import { scope } from "./storage";

export type Session = Record<string, any>;

/** Its properties are those of the request's session. Without the middleware
 * they last as long as the request. Throws outside of a request. */
export const session: Session = new Proxy({}, {
  get: (_, key) => Reflect.get(current(), key),
  set: (_, key, value) => Reflect.set(current(), key, value),
  has: (_, key) => Reflect.has(current(), key),
  deleteProperty: (_, key) => Reflect.deleteProperty(current(), key),
  ownKeys: () => Reflect.ownKeys(current()),
  getOwnPropertyDescriptor: (_, key) => {
    const found = Reflect.getOwnPropertyDescriptor(current(), key);
    return found && { ...found, configurable: true }; // or the proxy's empty target would contradict
  },
});

function current(): Session {
  return scope("session").c.session;
}
