import { GraphQLError } from "graphql";
import { createSchema, createYoga, Repeater } from "graphql-yoga";

const notes = [{ id: "1", text: "first", author: { name: "ada" } }];

const yoga = createYoga<{ user?: string }>({
  graphqlEndpoint: "/graphql-yoga",
  logging: false,
  landingPage: false,
  context: ({ request }) => ({ user: request.headers.get("X-User") }),
  schema: createSchema({
    typeDefs: `
      "A note"
      type Note { id: ID!, text: String!, author: Author }
      type Author { name: String! }
      enum Order { UP DOWN }
      input Fresh { text: String! }
      type Query { notes(order: Order = UP): [Note!]!, me: String, note(id: ID!): Note, later: Float }
      type Mutation { add(note: Fresh!): Note! }
      type Subscription { count(to: Int!): Int! }`,
    resolvers: {
      Query: {
        notes: (_, { order }) => order === "UP" ? notes : [...notes].reverse(),
        me: (_, __, { user }) => user,
        note: (_, { id }) => notes.find((n) => n.id === id) ?? Promise.reject(new GraphQLError("no such note", { extensions: { code: "NONE" } })),
        later: () => new Promise((done) => setTimeout(() => done(1.5), 1)),
      },
      Note: { text: (note) => note.text.toUpperCase() },
      Mutation: { add: (_, { note }) => { notes[1] = { id: "2", ...note, author: null }; return notes[1]; } },
      Subscription: {
        count: {
          subscribe: (_, { to }) => new Repeater<{ count: number }>(async (push, stop) => { for (let n = 1; n <= to; n++) await push({ count: n }); stop(); }),
        },
      },
    },
  }),
});

export default { fetch: (request: Request) => yoga.fetch(request) };
