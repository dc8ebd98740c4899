import type { Token } from "../messages.ts";
import { busy, orders } from "../orders.ts";
import { now } from "../now.ts";
import { session } from "../session.ts";
import { ago, moment, until } from "../format.ts";
import { confirm } from "../parts/confirm.tsx";

interface Props {
  tokens: Token[];
  onRevoked: () => void;
}

/** The tokens, the oldest first. */
export function TokenList({ tokens, onRevoked }: Props) {
  if (tokens.length === 0) return <p class="card">There is no token yet.</p>;
  return (
    <ul class="rows tokens" aria-label="Tokens">
      {tokens.map((t) => (
        <li key={t.id}>
          <b class="grow">{t.name}</b>
          <span class="scope" data-scope={t.scope}>
            {t.scope}
          </span>
          <Moment what="made" time={t.createdAt} />
          {t.lastUsedAt ? <LastUse time={t.lastUsedAt} /> : <span class="quiet">never used</span>}
          {t.expiresAt ? <Expiry time={t.expiresAt} /> : <span class="quiet">never expires</span>}
          <button type="button" class="button" aria-label={"Revoke " + t.name} aria-busy={busy(`“${t.name}”`) || undefined} onClick={() => ask(t, onRevoked)}>
            Revoke…
          </button>
        </li>
      ))}
    </ul>
  );
}

function Moment({ what, time }: { what: string; time: string }) {
  return (
    <time dateTime={time} title={moment(time)}>
      {what} {ago(time, now.value)}
    </time>
  );
}

/** The platform notes uses ten minutes apart. In milliseconds. */
const exact = 600_000;

function LastUse({ time }: { time: string }) {
  if (now.value - Date.parse(time) > exact) return <Moment what="used" time={time} />;
  return <time dateTime={time}>used just now</time>;
}

function Expiry({ time }: { time: string }) {
  const over = Date.parse(time) <= now.value;
  return (
    <time dateTime={time} title={moment(time)} data-bad={over || undefined}>
      {over ? "expired" : "expires"} {until(time, now.value)}
    </time>
  );
}

function ask(token: Token, onRevoked: () => void): void {
  const own = session.value?.tokenRequired && session.value.name === token.name;
  confirm({
    title: `Revoke the token “${token.name}”?`,
    text: own
      ? "It is the one that you are signed in with: this page will ask you for another."
      : "Whoever uses it is refused at once, and browsers that signed in with it are signed out. It cannot be taken back; a new token can be made.",
    verb: "Revoke",
    danger: true,
    yes: () => void orders.revoke(token).then((gone) => gone && onRevoked()),
  });
}
