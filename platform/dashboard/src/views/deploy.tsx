import { useState } from "preact/hooks";
import { api, ApiError } from "../api.ts";
import { apps, refresh } from "../live.ts";
import type { Checked, Deploy } from "../messages.ts";
import { go, toApp } from "../router.ts";
import { mayChange } from "../session.ts";
import { read } from "../settingsform.ts";
import { tell } from "../toasts.ts";
import { Field } from "../parts/field.tsx";
import { Notice } from "../parts/notice.tsx";
import { Wrong } from "../parts/wrong.tsx";
import { EnvironField, PortFields, RouteFields } from "../parts/settingsfields.tsx";

/** Deploys a directory as a new app, or as a new version of the one to update. */
export function DeployPage({ update }: { update: string }) {
  if (mayChange.value) return <DeployForm update={update} />;
  return (
    <Notice title="Your token may only look">
      <p>Deploying wants one with the scope deploy or admin.</p>
    </Notice>
  );
}

function DeployForm({ update }: { update: string }) {
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [checked, setChecked] = useState<Checked | null>(null);
  const [waits, wait] = useState(false);
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    setWrong({});
    wait(true);
    try {
      await deploy(e.target as HTMLFormElement, update);
    } catch (error) {
      const { field = "", message } = error as ApiError;
      setWrong({ [field || "form"]: message });
    }
    wait(false);
  };
  return (
    <form class="card" onSubmit={submit} noValidate>
      <h1>{update ? `Deploy a new version of ${update}` : "Deploy an app"}</h1>
      <DirectoryField update={update} wrong={wrong["directory"]} onChange={(form) => void check(form).then(setChecked)} />
      <Found checked={checked} />
      {!update && <NewApp wrong={wrong} />}
      <Wrong text={wrong["form"]} />
      <button type="submit" class="button primary" aria-busy={waits || undefined}>
        {update ? "Deploy and take over" : "Deploy"}
      </button>
    </form>
  );
}

interface DirectoryProps {
  update: string;
  wrong: string | undefined;
  onChange: (form: HTMLFormElement) => void;
}

function DirectoryField({ update, wrong, onChange }: DirectoryProps) {
  const now = apps.value?.find((a) => a.name === update)?.directory ?? "";
  return (
    <Field label="Directory" name="directory" wrong={wrong} hint="On the machine of the platform, as an absolute path.">
      {(d) => (
        <input {...d} type="text" required autofocus spellcheck={false} placeholder="/srv/shop" defaultValue={now} onChange={(e) => onChange(e.currentTarget.form!)} />
      )}
    </Field>
  );
}

/** What an update keeps, and a new app needs. */
function NewApp({ wrong }: { wrong: Record<string, string> }) {
  return (
    <>
      <div class="fields">
        <Field label="Name" name="name" wrong={wrong["name"]} hint="Small letters, digits and hyphens. It is the app's host too.">
          {(d) => <input {...d} type="text" required spellcheck={false} autocapitalize="none" placeholder="shop" />}
        </Field>
        <Field label="Workers" name="workers" wrong={wrong["workers"]} hint="Requests at one time; each worker serves one.">
          {(d) => <input {...d} type="number" min={1} max={256} placeholder="3" />}
        </Field>
      </div>
      <More wrong={wrong} />
    </>
  );
}

function More({ wrong }: { wrong: Record<string, string> }) {
  return (
    <details>
      <summary>Addresses, runtime, limits, variables</summary>
      <div class="fields">
        <PortFields wrong={wrong} />
        <RouteFields wrong={wrong} />
        <Choice label="Runtime" name="runtime" options={["auto", "bun", "rip"]} hint="auto takes what fits the app: bun where it is installed." />
        <Choice label="Environment" name="env" options={["prod", "dev"]} hint="dev reloads an app when its files change." />
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
function Choice({ label, name, options, hint }: { label: string; name: string; options: string[]; hint: string }) {
  return (
    <Field label={label} name={name} hint={hint}>
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

/** What is in the directory. */
function Found({ checked }: { checked: Checked | null }) {
  return (
    <p class="found" role="status" data-kind={checked ? (checked.ok ? "ok" : "bad") : undefined}>
      {checked && (checked.ok ? `Serves ${checked.entry} with ${checked.runtime}.` : checked.error)}
    </p>
  );
}

/** Asks what is in the form's directory, and suggests a name that fits it. */
async function check(form: HTMLFormElement): Promise<Checked | null> {
  const directory = valueOf(form, "directory");
  const found = directory === "" ? null : await api.check(directory).catch((e: ApiError) => refused(directory, e));
  const name = form.elements.namedItem("name") as HTMLInputElement | null;
  if (found?.name && name?.value === "") name.value = found.name;
  return found;
}

/** Deploys what the form says, and goes to the app. */
async function deploy(form: HTMLFormElement, update: string): Promise<void> {
  const made = await api.deploy(wanted(form, update));
  await refresh();
  tell("done", update ? `${made.name} has a new version.` : `${made.name} is deployed.`);
  go(toApp(made.name));
}

function wanted(form: HTMLFormElement, update: string): Deploy {
  const directory = valueOf(form, "directory");
  if (update) return { name: update, directory, update: true };
  const app: Deploy = { ...read(form), name: valueOf(form, "name"), directory };
  for (const key of ["runtime", "env", "maxMemory"] as const) if (valueOf(form, key)) app[key] = valueOf(form, key);
  if (valueOf(form, "requests")) app.requests = Number(valueOf(form, "requests"));
  return app;
}

function valueOf(form: HTMLFormElement, name: string): string {
  return String(new FormData(form).get(name) ?? "").trim();
}

function refused(directory: string, e: ApiError): Checked {
  return { ok: false, directory, entry: "", runtime: "", name: "", error: e.message };
}
