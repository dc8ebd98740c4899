// One worker of an app under rip-server: it loads the app, serves it on its
// socket one request at a time, and keeps docs/worker-contract.md otherwise.
import { apiPlugin } from "./api";
import { captureServe } from "./app";
import { readContract } from "./contract";
import { join } from "./control";
import { Loader } from "./loader";
import { Reloader } from "./reloader";
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
  const reloader = new Reloader(loader, contract.keepLastGood, (error) => loader.report(error));
  const turn = new Turn(contract, loader, reloader);
  exitWithManager();
  stopOnSignals(contract, turn, () => server);
  captureServe();
  Bun.plugin(apiPlugin(process.cwd()));
  Bun.plugin(rip.plugin()); // after the loader, whose own plugin is asked first
  // In module mode a failed load is answered with, until a save heals it.
  if (contract.hotReload !== "module") reloader.app = await loader.once();
  else await Promise.resolve(reloader.getHandler()).catch(() => {});
  server = listen(serve, contract, reloader, turn);
  await join(contract);
} catch (error) {
  console.error(error);
  process.exit(1);
}
