import { applyPatches, createDraft, current, enableMapSet, enablePatches, finishDraft, freeze, isDraft, original, produce, produceWithPatches } from "immer";

enableMapSet();
enablePatches();
class Todo { [Symbol.for("immer-draftable")] = true; constructor(public text: string, public done = false) {} }
let state = freeze({ todos: [{ text: "first", done: false }], tags: new Set(["a"]), index: new Map([["first", { at: 0 }]]) }, true);

export default {
  async fetch(request: Request) {
    const { text } = await request.json();
    const [next, patches, inverse] = produceWithPatches(state, (draft) => {
      draft.todos.push({ text, done: false });
      draft.todos[0].done = true;
      draft.tags.add(text);
      draft.index.set(text, { at: draft.todos.length - 1 });
      draft.index.get("first")!.at = 9;
    });
    const draft = createDraft({ a: { b: 1 }, c: {} });
    draft.a.b++;
    const seen = [isDraft(draft.a), current(draft).a.b, original(draft)!.a.b];
    const done = finishDraft(draft);
    const todo = produce(new Todo("x"), (d) => { d.done = true; });
    let frozen = "no";
    try { (next.todos as any)[0].text = "changed"; } catch (e) { frozen = (e as Error).name; }
    const same = produce(state, (d) => { d.todos[0].done = false; }) === state;
    return Response.json({
      next: { ...next, tags: [...next.tags], index: [...next.index] }, before: state.todos.length, shared: next.todos !== state.todos, patches, back: applyPatches(next, inverse).todos,
      seen, done, todo: [todo instanceof Todo, todo.done], frozen, same,
    });
  },
};
