import { AutoRouter } from "itty-router";

const router = AutoRouter();
router.get("/hello/:name", ({ name }) => ({ hello: name }));

export const value = async () => {
  const response = await router.fetch(new Request("http://localhost/hello/you"));
  return response.status + (await response.text());
};
export const want = '200{"hello":"you"}';
