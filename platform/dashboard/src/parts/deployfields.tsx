import { keepsCode } from "../copies.ts";
import type { App } from "../messages.ts";
import type { Wrongs } from "../wrongs.ts";
import { Checkbox } from "./checkbox.tsx";
import { Field } from "./field.tsx";
import { EnvironField, PortFields, RouteFields } from "./settingsfields.tsx";

/** What an update keeps, and a new app needs. */
export function Basics({ wrong }: { wrong: Wrongs }) {
  return (
    <div class="fields">
      <Field label="Name" name="name" wrong={wrong["name"]} hint="Small letters, digits and hyphens. It is the app's host too.">
        {(d) => <input {...d} type="text" required spellcheck={false} autocapitalize="none" placeholder="shop" />}
      </Field>
      <Field label="Workers" name="workers" wrong={wrong["workers"]} hint="Requests at one time; each worker serves one.">
        {(d) => <input {...d} type="number" min={1} max={256} placeholder="3" />}
      </Field>
    </div>
  );
}

/** Whether versions are to keep their code, as the current one of the app to update does. */
export function CopyField({ app, wrong }: { app: App | undefined; wrong: string | undefined }) {
  return (
    <Checkbox
      label="Keep a copy of the code with each version"
      name="copy"
      checked={keepsCode(app)}
      wrong={wrong}
      hint="Going back to a version brings its code back, too, and edits take effect only when they are deployed. All that the app needs must be in the directory, node_modules too; what it writes must be elsewhere."
    />
  );
}

/** What a new app can do without, for most. */
export function More({ wrong }: { wrong: Wrongs }) {
  return (
    <details>
      <summary>Addresses, runtime, limits, variables</summary>
      <div class="fields">
        <PortFields wrong={wrong} />
        <RouteFields wrong={wrong} />
        <Choice label="Runtime" name="runtime" wrong={wrong["runtime"]} options={["auto", "bun", "rip"]} hint="auto takes what fits the app: bun where it is installed." />
        <Choice label="Environment" name="env" wrong={wrong["env"]} options={["prod", "dev"]} hint="dev reloads an app when its files change." />
        <Field label="Replace a worker after" name="requests" wrong={wrong["requests"]} hint="Requests; empty is the default.">
          {(d) => <input {...d} type="number" min={0} placeholder="requests" />}
        </Field>
        <Field label="Memory of a worker" name="maxMemory" wrong={wrong["maxMemory"]} hint="256M, 1G; a worker beyond it is replaced.">
          {(d) => <input {...d} type="text" placeholder="no limit" />}
        </Field>
        <EnvironField wrong={wrong} />
      </div>
    </details>
  );
}

/** A choice whose first option is what the server takes by itself. */
function Choice({ options, ...field }: { label: string; name: string; hint: string; wrong: string | undefined; options: string[] }) {
  return (
    <Field {...field}>
      {(d) => (
        <select {...d}>
          {options.map((o, i) => (
            <option key={o} value={i === 0 ? "" : o}>
              {o}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
