import type { App } from "../messages.ts";
import { lines } from "../settingsform.ts";
import type { Wrongs } from "../wrongs.ts";
import { Checkbox } from "./checkbox.tsx";
import { Field } from "./field.tsx";

interface Props {
  /** What the fields begin with; none for an app that is not there yet. */
  app?: App;
  /** What is wrong, by the API's name of the field. */
  wrong: Wrongs;
}

/** The app's own port. It is listened on while the app runs, and stays then. */
export function PortFields({ app, wrong }: Props) {
  const listens = app !== undefined && app.status !== "stopped" && app.status !== "deployed";
  const hint = listens ? "Can change while the app is stopped." : "Empty: the next free one from 3001.";
  return (
    <>
      <Field label="Port" name="port" wrong={wrong["port"]} hint={hint}>
        {(d) => <input {...d} type="number" min={1} max={65535} disabled={listens} defaultValue={app?.port ? String(app.port) : ""} />}
      </Field>
      <Field label="Protocol" name="protocol" wrong={wrong["protocol"]}>
        {(d) => (
          <select {...d} disabled={listens}>
            {["http", "https", "http+https"].map((p) => (
              <option key={p} selected={p === (app?.protocol ?? "http")}>
                {p}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

/** How the app is reached on the platform's port. */
export function RouteFields({ app, wrong }: Props) {
  return (
    <>
      <Field label="Hosts" name="hosts" wrong={wrong["hosts"]} hint={`Beside ${app?.name ?? "NAME"}.localhost; commas between them.`}>
        {(d) => <input {...d} type="text" spellcheck={false} placeholder="shop.test, www.shop.test" defaultValue={app?.hosts.join(", ") ?? ""} />}
      </Field>
      <Field label="Path" name="path" wrong={wrong["path"]} hint="A prefix that leads to this app.">
        {(d) => <input {...d} type="text" spellcheck={false} placeholder="/shop" defaultValue={app?.path ?? ""} />}
      </Field>
      <Field label="Stop when unused for" name="idleStop" wrong={wrong["idleStop"]} hint="10m, 2h; empty is never. The next request starts it again, and waits.">
        {(d) => <input {...d} type="text" placeholder="never" defaultValue={app?.idleStop ?? ""} />}
      </Field>
      <Checkbox label="Take the prefix off before the app sees the path" name="stripPath" wrong={wrong["stripPath"]} checked={app?.stripPath ?? false} />
    </>
  );
}

/** What workers find in their environment. */
export function EnvironField({ app, wrong }: Props) {
  const names = app?.environ ?? [];
  const hint = names.length > 0 ? `Has ${names.join(", ")}; what you write replaces all of them, empty keeps them.` : "One NAME=value on each line.";
  return (
    <Field label="Variables" name="environ" wrong={wrong["environ"]} hint={hint}>
      {(d) => <textarea {...d} rows={4} spellcheck={false} placeholder="DATABASE_URL=postgres://…" />}
    </Field>
  );
}

/** Everything else that can be configured, by its key. */
export function SettingsField({ app, wrong }: Props) {
  const hint = (
    <>
      One key=value on each line, as <code>rip-server config keys</code> lists them. A change starts new workers, which take over.
    </>
  );
  return (
    <Field label="Configuration" name="settings" wrong={wrong["settings"]} hint={hint}>
      {(d) => <textarea {...d} rows={4} spellcheck={false} placeholder="maxMemory=256M" defaultValue={app ? lines(app.settings) : ""} />}
    </Field>
  );
}
