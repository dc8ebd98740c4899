import Ajv from "ajv";

const validate = new Ajv().compile({ type: "object", properties: { n: { type: "integer" } }, required: ["n"] });

export const value = [validate({ n: 1 }), validate({ n: 1.5 }), validate.errors![0].instancePath].join();
export const want = "true,false,/n";
