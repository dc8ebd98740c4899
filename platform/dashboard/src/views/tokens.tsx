import { useEffect, useState } from "preact/hooks";
import { api } from "../api.ts";
import type { NewToken, Token } from "../messages.ts";
import { mayAdminister, session } from "../session.ts";
import { Loading, Notice } from "../parts/notice.tsx";
import { Wrong } from "../parts/wrong.tsx";
import { Made, TokenForm } from "./newtoken.tsx";
import { TokenList } from "./tokenlist.tsx";

/** Who may use the platform from elsewhere: all tokens, a new one, the end of one. */
export function TokensPage() {
  if (!session.value) return <Loading what="tokens" />;
  if (mayAdminister.value) return <Tokens />;
  return (
    <Notice title="Your token may not see tokens">
      <p>Making and revoking them wants one with the scope admin.</p>
    </Notice>
  );
}

function Tokens() {
  const { tokens, wrong, load } = useTokens();
  const [made, setMade] = useState<NewToken | null>(null);
  return (
    <>
      <div class="head">
        <h1>Tokens</h1>
      </div>
      <Purpose />
      <Wrong text={wrong} />
      {tokens ? <TokenList tokens={tokens} onRevoked={load} /> : !wrong && <Loading what="tokens" />}
      {made ? (
        <Made token={made} onSeen={() => setMade(null)} />
      ) : (
        <TokenForm
          onMade={(token) => {
            setMade(token);
            load();
          }}
        />
      )}
    </>
  );
}

/** What tokens are good for, here and now. */
function Purpose() {
  if (session.value?.tokenRequired)
    return (
      <p class="quiet">
        Everybody needs one here: programs send it as <code>Authorization: Bearer …</code>, browsers sign in with it once.
      </p>
    );
  return (
    <p class="quiet">
      Nobody needs one yet: the platform listens on this machine only, and <b>whoever can connect from it may do all</b>. It wants tokens from everybody as
      soon as it listens elsewhere (<code>--host</code>) or is told to (<code>--require-token</code>). Those made now are good then, too.
    </p>
  );
}

/** All tokens; load asks for them again. */
function useTokens() {
  const [tokens, setTokens] = useState<Token[] | null>(null);
  const [wrong, setWrong] = useState("");
  const load = () =>
    void api.tokens().then(
      (all) => {
        setTokens(all);
        setWrong("");
      },
      (e: Error) => setWrong(e.message),
    );
  useEffect(load, []);
  return { tokens, wrong, load };
}
