import { useEffect } from "preact/hooks";
import { base, route, type Route } from "../router.ts";
import { apps, stats } from "../live.ts";
import { mayAdminister, session, signedOut } from "../session.ts";
import { signOut } from "../orders.ts";
import { next, theme } from "../theme.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Icon } from "../parts/icons.tsx";
import { Toasts } from "../parts/toasts.tsx";
import { AppPage } from "./app.tsx";
import { AppsPage } from "./apps.tsx";
import { DeployPage } from "./deploy.tsx";
import { EventsPage } from "./events.tsx";
import { LoginPage } from "./login.tsx";
import { LinkState } from "./link.tsx";
import { TokensPage } from "./tokens.tsx";
import { Notice } from "../parts/notice.tsx";

/** Everything on the page. */
export function Shell() {
  const place = route.value;
  useEffect(() => {
    document.title = title(place);
  });
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        {signedOut.value ? <LoginPage /> : page(place)}
      </main>
      <Footer />
      <Toasts />
      <Confirm />
    </>
  );
}

function page(place: Route) {
  switch (place.page) {
    case "apps":
      return <AppsPage />;
    case "deploy":
      return <DeployPage key={place.update} update={place.update} />;
    case "events":
      return <EventsPage />;
    case "tokens":
      return <TokensPage />;
    case "app":
      return <AppPage key={place.name} name={place.name} tab={place.tab} />;
    case "missing":
      return (
        <Notice title="There is no such page">
          <p>
            <a href={base}>All apps</a> are a good place to go on from.
          </p>
        </Notice>
      );
  }
}

/** The tab's title begins with what is wrong: that is all one sees of it. */
function title(place: Route): string {
  const failing = apps.value?.filter((a) => a.status === "error").length ?? 0;
  const alarm = failing > 0 ? `(${failing}!) ` : "";
  const where = place.page === "app" ? place.name + " · " : "";
  return alarm + where + "rip-server";
}

function Header() {
  const here = route.value.page;
  const link = (page: Route["page"], address: string, text: string) => (
    <a href={address} aria-current={here === page ? "page" : undefined}>
      {text}
    </a>
  );
  return (
    <header class="top">
      <a class="brand" href={base}>
        <Icon name="bolt" />
        rip-server
      </a>
      <nav aria-label="Platform">
        {link("apps", base, "Apps")}
        {link("events", base + "/events", "Events")}
        {link("deploy", base + "/deploy", "Deploy")}
        {mayAdminister.value && link("tokens", base + "/tokens", "Tokens")}
      </nav>
      <span class="grow" />
      {!signedOut.value && <LinkState />}
      <button type="button" class="button quiet compact" aria-label={`Colours: ${theme.value}`} title={`Colours: ${theme.value}`} onClick={next}>
        <Icon name={theme.value} />
      </button>
    </header>
  );
}

function Footer() {
  const s = stats.value;
  return (
    <footer class="bottom">
      {s && <span>rip-server {s.version}</span>}
      {s?.ephemeral && <span>ephemeral: nothing is kept when it stops</span>}
      {session.value?.tokenRequired && !signedOut.value && (
        <span>
          {session.value.name} ({session.value.scope}){" "}
          <button type="button" class="link" onClick={() => void signOut()}>
            Sign out
          </button>
        </span>
      )}
      <a href="/api/openapi.json" target="_blank" rel="noreferrer">
        API
      </a>
      <a href={base + "/licenses.txt"} target="_blank" rel="noreferrer">
        Licences
      </a>
    </footer>
  );
}
