import { enableMapSet, produce } from "immer";

enableMapSet();
const before = { list: [1], map: new Map([["a", 1]]) };
const after = produce(before, (draft) => {
  draft.list.push(2);
  draft.map.set("b", 2);
});

export const value = [before.list.length, after.list.length, after.map.size, Object.isFrozen(after)].join();
export const want = "1,2,2,true";
