import type { App } from "../messages.ts";
import { ownHosts } from "../settingsform.ts";
import { Field } from "./field.tsx";

interface Props {
  /** What the fields begin with; none for an app that is not there yet. */
  app?: App | undefined;
  /** What is wrong, by the API's name of the field. */
  wrong: Record<string, string>;
}

/** Where an app is reached. */
export function AddressFields({ app, wrong }: Props) {
  return (
    <>
      <Field label="Port" name="port" wrong={wrong["port"]} hint={app ? undefined : "Empty: the next free one from 3001."}>
        {(d) => <input {...d} type="number" min={1} max={65535} defaultValue={app ? String(app.port) : ""} />}
      </Field>
      <Field label="Protocol" name="protocol" wrong={wrong["protocol"]}>
        {(d) => (
          <select {...d}>
            {["http", "https", "http+https"].map((p) => (
              <option key={p} selected={p === (app?.protocol ?? "http")}>
                {p}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Hosts" name="hosts" wrong={wrong["hosts"]} hint="Beside NAME.localhost, on the platform's port; commas between them.">
        {(d) => <input {...d} type="text" placeholder="shop.test, www.shop.test" defaultValue={app ? ownHosts(app).join(", ") : ""} />}
      </Field>
      <Field label="Path" name="path" wrong={wrong["path"]} hint="A prefix on the platform's port that leads to this app.">
        {(d) => <input {...d} type="text" placeholder="/shop" defaultValue={app?.path ?? ""} />}
      </Field>
      <label class="check">
        <input type="checkbox" name="stripPath" defaultChecked={app?.stripPath ?? false} />
        Take the prefix off before the app sees the path
      </label>
    </>
  );
}

/** What an app may use. */
export function LimitFields({ app, wrong }: Props) {
  const kept = app ? "Empty: as it is." : undefined;
  return (
    <>
      <Field label="Stop when unused for" name="idleStop" wrong={wrong["idleStop"]} hint="10m, 2h; empty is never. The next request starts it again, and waits.">
        {(d) => <input {...d} type="text" placeholder="never" defaultValue={app?.idleStop ?? ""} />}
      </Field>
      <Field label="Replace a worker after" name="requests" wrong={wrong["requests"]} hint={kept ?? "Requests; empty is the default."}>
        {(d) => <input {...d} type="number" min={0} placeholder="requests" />}
      </Field>
      <Field label="Memory of a worker" name="maxMemory" wrong={wrong["maxMemory"]} hint={kept ?? "256MB, 1GB; a worker beyond it is replaced."}>
        {(d) => <input {...d} type="text" placeholder="no limit" />}
      </Field>
    </>
  );
}
