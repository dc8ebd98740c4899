// A module that there is not. Importing it is fine, using anything of it throws.
(function (name) {
  "use strict";
  const get = (_, key) => {
    // What is looked at before anything is used: by await, by bundlers, by printers.
    if (typeof key === "symbol" || key === "then" || key === "__esModule") return undefined;
    throw new Error(`${name} is not supported by the embedded runtime (its ${key} was used)`);
  };
  // import { x } makes an object whose prototype is the module's.
  const inherited = new Proxy({ __proto__: null }, { get });
  return new Proxy(() => {}, {
    get,
    ownKeys: () => [],
    getPrototypeOf: () => inherited,
    apply() {
      throw new Error(`${name} is not supported by the embedded runtime (it was called)`);
    },
  });
})
