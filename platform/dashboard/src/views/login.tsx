import { useState } from "preact/hooks";
import { api } from "../api.ts";
import { retry } from "../live.ts";
import { session } from "../session.ts";
import { Wrong } from "../parts/wrong.tsx";

/** Asks for a token. The server answers a good one with a cookie that scripts
 * cannot read, so it is kept nowhere here. */
export function LoginPage() {
  const [wrong, setWrong] = useState("");
  const [waits, wait] = useState(false);
  const submit = async (e: SubmitEvent) => {
    e.preventDefault();
    const token = String(new FormData(e.target as HTMLFormElement).get("token") ?? "").trim();
    wait(true);
    try {
      session.value = await api.signIn(token);
      retry();
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
    wait(false);
  };
  return (
    <form class="card narrow" onSubmit={submit}>
      <h1>Sign in</h1>
      <p>This platform wants a token. Whoever runs it makes one with</p>
      <pre>
        <code>rip-server token create</code>
      </pre>
      <label class="field">
        <span>Token</span>
        <input
          type="password"
          name="token"
          autocomplete="current-password"
          required
          autofocus
          aria-invalid={wrong !== "" || undefined}
          aria-describedby={wrong ? "login-wrong" : undefined}
        />
      </label>
      <Wrong id="login-wrong" text={wrong} />
      <button type="submit" class="button primary" aria-busy={waits || undefined}>
        Sign in
      </button>
    </form>
  );
}
