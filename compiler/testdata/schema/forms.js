const { SchemaError, __schema } = globalThis[Symbol.for("rip.schema")] ??= schemaRuntime(); 
import { Stamps } from './stamps';

export const SignUp = __schema({ kind: "input", name: "SignUp", entries: [
  { tag: "field", name: "email", required: true, type: "email" },
  { tag: "field", name: "password", required: true, type: "string", min: 8, max: 100 },
  { tag: "field", name: "age", type: "integer", coerce: true, min: 18, max: 120 },
  { tag: "field", name: "role", values: ["admin", "user"], default: "user" },
  { tag: "field", name: "tags", type: "string", array: true, max: 5 },
  { tag: "field", name: "zip", type: "string", pattern: /^\d{5}$/ },
  { tag: "field", name: "phone", coercer: "phone" },
  { tag: "field", name: "slug", required: true, type: "string", min: 1, max: 50, pattern: /^[a-z-]+$/ },


  { tag: "field", name: "name", required: true, type: "string", transform: function(it) { return it.first + ' ' + it.last; } },
  { tag: "field", name: "when", required: true, type: "date" },
  { tag: "mixin", of: () => Stamps },
  { tag: "ensure", message: "two words", field: "name", fn: function(s) { return s.name.includes(' '); } },

  { tag: "ensure", message: "not both", fn: function(s) { return !(s.zip && s.phone); } },
  { tag: "ensure", message: "short", fn: function(s) {
    const words = s.tags ? s.tags : [];
    return words.length < 3; } },

  { tag: "ensure", message: "taken", field: "email", async: true, fn: async function(s) { return await free(s.email); } }] });

const Status = __schema({ kind: "enum", name: "Status", entries: [
  { tag: "member", name: "pending", value: 0 },
  { tag: "member", name: "active", value: 1 }] });

const Point = __schema({ kind: "shape", name: "Point", entries: [{ tag: "field", name: "x", required: true, type: "integer" }, { tag: "field", name: "y", required: true, type: "integer", default: 0 }] });

const Line = __schema({ kind: "shape", name: "Line", entries: [
  { tag: "field", name: "from", required: true, type: () => Point },
  { tag: "field", name: "to", required: true, type: () => Point },
  { tag: "field", name: "via", type: () => Point, array: true },
  { tag: "field", name: "elsewhere", type: "Unbound" },
  { tag: "computed", name: "length", fn: function() {
    const dx = this.to.x - this.from.x;
    const dy = this.to.y - this.from.y;
    return Math.sqrt(dx ** 2 + dy ** 2); } },
  { tag: "derived", name: "label", fn: function() { return `${this.from.x}-${this.to.x}`; } },
  { tag: "method", name: "moved", fn: function(dx, dy = 0) {
    return Line.parse({from: {x: this.from.x + dx, y: this.from.y + dy}, to: this.to}); } }] });

const Short = Line.pick('from', 'to');
const More = Line.extend(__schema({ kind: "shape", entries: [
  { tag: "field", name: "colour", required: true, type: "string", default: "red" }] }));

const Shape = __schema({ kind: "union", name: "Shape", on: "kind", entries: [

  { tag: "variant", of: () => Circle },
  { tag: "variant", of: () => Square }] });
const Circle = __schema({ kind: "shape", name: "Circle", entries: [{ tag: "field", name: "kind", required: true, values: ["circle"] }, { tag: "field", name: "r", required: true, type: "number", min: 0 }] });
const Square = __schema({ kind: "shape", name: "Square", entries: [{ tag: "field", name: "kind", required: true, values: ["square"] }, { tag: "field", name: "a", required: true, type: "number", min: 0 }] });

try { SignUp.parse({}); } catch (e) {
  if (!(e instanceof SchemaError)) throw e; }


const kinds = {
  on: __schema({ kind: "shape", entries: [
    { tag: "field", name: "x", type: "string", pattern: /^[a-z]+-?[0-9]*$/i, default: "a-1" }] }),

  off: __schema({ kind: "enum", entries: [{ tag: "member", name: "none", value: "none" }] })
};
