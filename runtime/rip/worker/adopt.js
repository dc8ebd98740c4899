(() => { const module = {}; var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
var stdin_exports = {};
__export(stdin_exports, {
  adopt: () => adopt
});
module.exports = __toCommonJS(stdin_exports);
function adopt(exports, entry, served) {
  const main = exports.default;
  const websocket = main?.websocket ?? exports.websocket;
  if (typeof main?.fetch === "function") return { handle: onObject(main), websocket };
  if (typeof main === "function") return { handle: main, websocket };
  if (typeof exports.fetch === "function") return { handle: exports.fetch, websocket };
  const methods = allMethods.filter((name) => typeof exports[name] === "function");
  if (methods.length > 0) return { handle: byMethod(exports, methods), websocket };
  if (served) return { handle: onObject(served), websocket: websocket ?? served.websocket };
  throw new Error(
    `${entry} exports no handler: found ${describe(exports)}. Export a function (Request) => Response as default, or an object with fetch(Request), such as a Hono app, or register routes with @rip/api`
  );
}
function onObject(object) {
  return (request, server, context) => object.fetch(request, server, context);
}
function describe(exports) {
  const names = Object.keys(exports).map((name) => `${name} (${typeof exports[name]})`);
  return names.length === 0 ? "no exports at all" : names.join(", ");
}
const allMethods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
function byMethod(exports, methods) {
  const allow = methods.includes("GET") && !methods.includes("HEAD") ? [...methods, "HEAD"] : methods;
  return (request, server, context) => {
    const name = request.method === "HEAD" && !exports.HEAD ? "GET" : request.method;
    if (methods.includes(name)) return exports[name](request, server, context);
    return new Response("Method Not Allowed\n", { status: 405, headers: { Allow: allow.join(", ") } });
  };
}
; return module.exports.adopt; })()