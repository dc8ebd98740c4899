// rip-server run test.ts
//
// The app answers by itself: no server is needed, and no port.
import assert from "node:assert/strict";
import app from "./index";

const tests: Record<string, () => Promise<void>> = {
  "the front page says that it runs": async () => {
    const response = await app.request("/");
    assert.match(await response.text(), /It runs/);
  },
  "a name is greeted": async () => {
    const response = await app.request("/hello/you");
    assert.deepEqual(await response.json(), { message: "Hello, you!" });
  },
  "what is no JSON is refused": async () => {
    const response = await app.request("/echo", { method: "POST", body: "{" });
    assert.equal(response.status, 400);
  },
  "what is not there is 404": async () => {
    const response = await app.request("/nowhere");
    assert.equal(response.status, 404);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}\n      ${(error as Error).message}`);
  }
}
if (failed > 0) process.exit(1);
