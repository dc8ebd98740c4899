// Schemas of Rip find what `price! ~:money` means in a map that all of them
// share. The validators are added when it is first asked for a name: most apps
// never do, and need not load them.
import { addCoercers } from "./validators";

const coercers: Map<string, unknown> = ((globalThis as any)[Symbol.for("rip.coercers")] ??= new Map());
const own = coercers as any;

for (const ask of ["get", "has"] as const) {
  own[ask] = (name: string): unknown => {
    delete own.get;
    delete own.has;
    addCoercers();
    return coercers[ask](name);
  };
}
