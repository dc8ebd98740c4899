import * as v from "valibot";

const User = v.object({ name: v.pipe(v.string(), v.minLength(2)) });

export const value = JSON.stringify([v.parse(User, { name: "you" }), v.safeParse(User, { name: "x" }).success]);
export const want = '[{"name":"you"},false]';
