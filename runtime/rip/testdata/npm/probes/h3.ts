import { getQuery, H3 } from "h3";

const app = new H3();
app.get("/hello/:name", (event) => ({ hello: event.context.params!.name, ...getQuery(event) }));

export const value = async () => {
  const response = await app.request("http://localhost/hello/you?q=1");
  return response.status + JSON.stringify(await response.json());
};
export const want = '200{"hello":"you","q":"1"}';
