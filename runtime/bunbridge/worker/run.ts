// Preloaded into the programs of `rip-server run`, which answers on the control
// socket while they run.
import { apiPlugin } from "./api";
import { Rip } from "./rip";

Bun.plugin(apiPlugin(process.cwd()));
Bun.plugin(new Rip(process.env.RIP_CONTROL!).plugin());
delete process.env.RIP_CONTROL; // what the program starts has nothing to ask there
