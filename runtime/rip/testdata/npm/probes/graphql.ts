import { buildSchema, graphql } from "graphql";

const schema = buildSchema("type Query { hello(name: String!): String }");

export const value = async () => {
  const source = '{ hello(name: "you") }';
  const result = await graphql({ schema, source, rootValue: { hello: ({ name }: { name: string }) => `Hello, ${name}` } });
  return JSON.stringify(result);
};
export const want = '{"data":{"hello":"Hello, you"}}';
