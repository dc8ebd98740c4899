import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";

const ajv = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true });
ajv.addFormat("slug", /^[a-z-]+$/);
ajv.addKeyword({ keyword: "even", type: "number", validate: (_: boolean, n: number) => n % 2 === 0 });
ajv.addSchema({ $id: "tag", type: "string", minLength: 2 });
const order = ajv.compile({
  type: "object",
  properties: {
    id: { type: "string", pattern: "^\\p{L}+$" }, slug: { type: "string", format: "slug" }, n: { type: "integer", even: true, maximum: 10 },
    tags: { type: "array", items: { $ref: "tag" }, uniqueItems: true }, state: { enum: ["new", "paid"], default: "new" },
    who: { oneOf: [{ type: "object", properties: { name: { type: "string" } }, required: ["name"] }, { type: "null" }] },
  },
  required: ["id"], additionalProperties: false,
});
const tree = new Ajv2020().compile({ $defs: { node: { type: "object", properties: { next: { $ref: "#/$defs/node" }, v: { type: "number" } }, unevaluatedProperties: false } }, $ref: "#/$defs/node" });

export default {
  async fetch(request: Request) {
    const data = await request.json();
    const validate = new URL(request.url).pathname === "/ajv/tree" ? tree : order;
    return validate(data) ? Response.json(data) : Response.json({ errors: validate.errors, text: ajv.errorsText(validate.errors) }, { status: 422 });
  },
};
