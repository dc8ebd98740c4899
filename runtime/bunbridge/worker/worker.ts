// One worker of an app under rip-server: it loads the app, serves it on its
// socket one request at a time, and keeps docs/worker-contract.md otherwise.
import { apiPlugin } from "./api";
import { captureServe } from "./app";
import { readContract } from "./contract";
import { join } from "./control";
import { Loader } from "./loader";
import { Rip } from "./rip";
import { listen } from "./serve";
import { exitWithManager, stopOnSignals } from "./stop";
import { Turn } from "./turn";

const serve = Bun.serve;
let server: ReturnType<typeof listen> | undefined;

try {
  const contract = readContract(process.env);
  const rip = new Rip(contract.control);
  const loader = new Loader(contract, rip);
  const turn = new Turn(contract, loader);
  exitWithManager();
  stopOnSignals(contract, turn, () => server);
  captureServe();
  Bun.plugin(apiPlugin(process.cwd()));
  Bun.plugin(rip.plugin()); // after the loader, whose own plugin is asked first
  // In module mode a failed load is kept and answered with, until a save heals it.
  await (contract.hotReload === "module" ? loader.refresh() : loader.once());
  server = listen(serve, contract, loader, turn);
  await join(contract);
} catch (error) {
  console.error(error);
  process.exit(1);
}
