import { useState } from "preact/hooks";
import { api, ApiError } from "../api.ts";
import { keepsCode } from "../copies.ts";
import { apps, refresh } from "../live.ts";
import type { App, Checked, Deploy } from "../messages.ts";
import { go, toApp } from "../router.ts";
import { mayChange } from "../session.ts";
import { read } from "../settingsform.ts";
import { tell } from "../toasts.ts";
import { wrongs, type Wrongs } from "../wrongs.ts";
import { Basics, CopyField, More } from "../parts/deployfields.tsx";
import { Field } from "../parts/field.tsx";
import { Notice } from "../parts/notice.tsx";
import { Wrong } from "../parts/wrong.tsx";

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
  const [wrong, setWrong] = useState<Wrongs>({});
  const [checked, setChecked] = useState<Checked | null>(null);
  const [waits, wait] = useState(false);
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.target as HTMLFormElement;
    setWrong({});
    wait(true);
    try {
      await deploy(form, update);
    } catch (error) {
      setWrong(wrongs(error, form));
    }
    wait(false);
  };
  return (
    <form class="card" onSubmit={submit} noValidate>
      <h1>{update ? `Deploy a new version of ${update}` : "Deploy an app"}</h1>
      <DirectoryField update={update} wrong={wrong["directory"]} onChange={(form) => void check(form).then(setChecked)} />
      <Found checked={checked} />
      {!update && <Basics wrong={wrong} />}
      <CopyField app={appOf(update)} wrong={wrong["copy"]} />
      {!update && <More wrong={wrong} />}
      <Wrong text={wrong["form"]} />
      <button type="submit" class="button primary" aria-busy={waits || undefined}>
        {update ? "Deploy and take over" : "Deploy"}
      </button>
    </form>
  );
}

/** The app to update, as far as it is known. */
function appOf(update: string): App | undefined {
  return apps.value?.find((a) => a.name === update);
}

interface DirectoryProps {
  update: string;
  wrong: string | undefined;
  onChange: (form: HTMLFormElement) => void;
}

function DirectoryField({ update, wrong, onChange }: DirectoryProps) {
  const now = appOf(update)?.directory ?? "";
  return (
    <Field label="Directory" name="directory" wrong={wrong} hint="On the machine of the platform, as an absolute path.">
      {(d) => (
        <input {...d} type="text" required autofocus spellcheck={false} placeholder="/srv/shop" defaultValue={now} onChange={(e) => onChange(e.currentTarget.form!)} />
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
  const copy = new FormData(form).has("copy");
  const kept: Pick<Deploy, "copy"> = copy === keepsCode(appOf(update)) ? {} : { copy };
  if (update) return { name: update, directory, update: true, ...kept };
  const app: Deploy = { ...read(form), name: valueOf(form, "name"), directory, ...kept };
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
