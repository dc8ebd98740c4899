import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../api.ts";
import type { NewToken } from "../messages.ts";
import { tell } from "../toasts.ts";
import { wrongs, type Wrongs } from "../wrongs.ts";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { Wrong } from "../parts/wrong.tsx";

const scopes = {
  read: "read: see apps, logs and events",
  deploy: "deploy: also deploy, change and stop apps, which is to run any code",
  admin: "admin: also make tokens and stop the platform",
};

const lives = { "": "never", "720h": "in 30 days", "2160h": "in 90 days", "8760h": "in a year" };

/** Makes a token, whose text onMade gets this once. */
export function TokenForm({ onMade }: { onMade: (token: NewToken) => void }) {
  const [wrong, setWrong] = useState<Wrongs>({});
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const form = e.target as HTMLFormElement;
    setWrong({});
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    try {
      onMade(await api.createToken(text("name"), text("scope"), text("expires")));
    } catch (error) {
      setWrong(wrongs(error, form));
    }
  };
  return (
    <form class="card" onSubmit={submit} noValidate>
      <h2>Make a token</h2>
      <div class="fields">
        <Field label="Name" name="name" wrong={wrong["name"]} hint="Who or what it is for.">
          {(d) => <input {...d} type="text" required autocomplete="off" placeholder="ci" />}
        </Field>
        <Field label="Expires" name="expires" wrong={wrong["expires"]}>
          {(d) => <Choice {...d} options={lives} />}
        </Field>
      </div>
      <Field label="Scope" name="scope" wrong={wrong["scope"]}>
        {(d) => <Choice {...d} options={scopes} />}
      </Field>
      <Wrong text={wrong["form"]} />
      <button type="submit" class="button primary">
        Make it
      </button>
    </form>
  );
}

function Choice({ options, ...input }: { options: Record<string, string>; name: string; id: string }) {
  return (
    <select {...input}>
      {Object.entries(options).map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

/** The text of a new token. It is nowhere else, and gone with this. */
export function Made({ token, onSeen }: { token: NewToken; onSeen: () => void }) {
  const text = useRef<HTMLInputElement>(null);
  useEffect(() => text.current?.focus(), []);
  const copy = () => {
    text.current?.select();
    copied(token.token).catch(() => tell("failed", "The browser lets this page not copy: the token is selected, copy it yourself."));
  };
  return (
    <section class="card made" aria-label="The new token">
      <h2>
        The token “{token.name}” ({token.scope})
      </h2>
      <p>It is shown this once: the platform keeps only a hash of it.</p>
      <div class="row">
        <input ref={text} class="output grow" type="text" readOnly aria-label="Token" value={token.token} onFocus={(e) => e.currentTarget.select()} />
        <Button label="Copy" kind="primary" onClick={copy} />
        <Button label="I have it" onClick={onSeen} />
      </div>
    </section>
  );
}

/** Browsers let pages copy where nobody can read along: over TLS, or on this machine. */
async function copied(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  tell("done", "The token is copied.");
}
