import { useState } from "preact/hooks";
import { api } from "../api.ts";
import { keepsCode } from "../copies.ts";
import { refresh } from "../live.ts";
import type { App } from "../messages.ts";
import { orders } from "../orders.ts";
import { base, go } from "../router.ts";
import { mayChange } from "../session.ts";
import { changes, read } from "../settingsform.ts";
import { tell } from "../toasts.ts";
import { wrongs, type Wrongs } from "../wrongs.ts";
import { Button } from "../parts/button.tsx";
import { confirm } from "../parts/confirm.tsx";
import { Notice } from "../parts/notice.tsx";
import { Wrong } from "../parts/wrong.tsx";
import { EnvironField, PortFields, RouteFields, SettingsField } from "../parts/settingsfields.tsx";

/** What can be changed of an app, and how to be rid of it. */
export function SettingsTab({ app }: { app: App }) {
  const [held, hold] = useState<App | null>(null);
  if (!mayChange.value)
    return (
      <Notice title="Your token may only look" part>
        <p>Changing settings wants one with the scope deploy or admin.</p>
      </Notice>
    );
  return (
    <>
      <SettingsForm key={(held ?? app).revision} app={held ?? app} newest={app} onHold={hold} />
      <Danger app={app} />
    </>
  );
}

interface FormProps {
  /** The app as the fields show it. */
  app: App;
  /** The app as it is now. */
  newest: App;
  /** Has the fields stay with that app, or show the newest (null). */
  onHold: (app: App | null) => void;
}

/** The form is of one revision from the first key on. What others change after
 * that is told and not overwritten: the server refuses changes of an older one. */
function SettingsForm({ app, newest, onHold }: FormProps) {
  const [wrong, setWrong] = useState<Wrongs>({});
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.target as HTMLFormElement;
    setWrong({});
    try {
      const wanted = changes(read(form), app);
      if (Object.keys(wanted).length === 0) return tell("done", "Nothing is changed.");
      await api.patch(app.name, wanted, app.revision);
      await refresh();
      onHold(null);
      tell("done", `The settings of ${app.name} are saved.`);
    } catch (error) {
      setWrong(wrongs(error, form));
    }
  };
  return (
    <form class="card" onSubmit={submit} onInput={() => onHold(app)} noValidate>
      {newest.revision !== app.revision && (
        <p class="banner" role="status">
          {app.name} was changed since these fields were filled.{" "}
          <button type="button" class="button" onClick={() => onHold(null)}>
            Show it as it is now
          </button>
        </p>
      )}
      <h2>Settings</h2>
      <p class="quiet">
        Served from {keepsCode(app) && "a copy of "}
        <code>{app.directory}</code> by {app.runtime || "a runtime that is chosen at its start"}.
      </p>
      <div class="fields">
        <PortFields app={app} wrong={wrong} />
        <RouteFields app={app} wrong={wrong} />
      </div>
      <div class="fields">
        <SettingsField app={app} wrong={wrong} />
        <EnvironField app={app} wrong={wrong} />
      </div>
      <Wrong text={wrong["form"]} />
      <button type="submit" class="button primary">
        Save
      </button>
    </form>
  );
}

function Danger({ app }: { app: App }) {
  const ask = () =>
    confirm({
      title: `Undeploy ${app.name}?`,
      text: `It stops at once, and its ports, hosts, settings and versions are forgotten. The files in ${app.directory} stay.`,
      verb: "Undeploy " + app.name,
      danger: true,
      yes: () => void orders.undeploy(app.name).then((gone) => gone && go(base)),
    });
  return (
    <section class="card danger">
      <h2>Undeploy</h2>
      <p class="quiet">Ends the app and forgets it. Its files stay where they are.</p>
      <Button label="Undeploy…" kind="danger" onClick={ask} />
    </section>
  );
}
