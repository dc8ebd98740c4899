import { useEffect, useRef, useState } from "preact/hooks";
import { apps, link, stats } from "../live.ts";
import { mayChange } from "../session.ts";
import { base } from "../router.ts";
import { bytes, count, rate, span } from "../format.ts";
import { Loading, Notice } from "../parts/notice.tsx";
import { Totals, type Figure } from "../parts/totals.tsx";
import { AppsTable } from "./appstable.tsx";
import { Stale } from "./link.tsx";

/** All apps at a glance. */
export function AppsPage() {
  const [filter, setFilter] = useState("");
  const all = apps.value;
  if (!all) return link.value.is === "waiting" ? <Silent /> : <Loading what="apps" />;
  if (all.length === 0) return <Empty />;
  const word = filter.trim().toLowerCase();
  const shown = all.filter((a) => [a.name, a.status, a.directory, ...a.hosts].some((t) => t.toLowerCase().includes(word)));
  return (
    <>
      <Stale />
      <div class="head">
        <h1>Apps</h1>
        <span class="grow" />
        <Filter value={filter} onInput={setFilter} />
        {mayChange.value && (
          <a class="button primary" href={base + "/deploy"}>
            Deploy
          </a>
        )}
      </div>
      <Sums />
      {shown.length > 0 ? (
        <AppsTable apps={shown} />
      ) : (
        <Notice title="No app fits" part>
          <p>None of {all.length} has “{filter}” in its name, state, directory or hosts.</p>
        </Notice>
      )}
    </>
  );
}

/** What all apps do together. */
function Sums() {
  const s = stats.value;
  if (!s) return null;
  const figures: Figure[] = [
    { name: "running", value: `${s.running} of ${s.apps}` },
    { name: "workers", value: count(s.workers) },
    { name: "req/s", value: rate(s.rps) },
    { name: "requests", value: count(s.requests) },
    { name: "memory", value: bytes(s.memoryBytes) },
    { name: "up", value: span(s.uptimeSeconds) },
  ];
  const failing = apps.value?.filter((a) => a.status === "error").length ?? 0;
  if (failing > 0) figures.push({ name: "in trouble", value: failing, bad: true });
  return <Totals figures={figures} />;
}

/** The filter; the key / leads to it, as on many pages. */
function Filter({ value, onInput }: { value: string; onInput: (v: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.key !== "/" || (e.target as Element).closest("input, textarea, select")) return;
      e.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);
  return (
    <input
      ref={input}
      type="search"
      class="filter"
      name="filter"
      placeholder="Filter ( / )"
      aria-label="Filter apps"
      value={value}
      onInput={(e) => onInput(e.currentTarget.value)}
    />
  );
}

function Empty() {
  return (
    <Notice title="Nothing is deployed yet">
      <p>Deploy a directory with an app in Rip, TypeScript or JavaScript, here or in a terminal:</p>
      <pre>
        <code>rip-server deploy shop ./shop</code>
      </pre>
      {mayChange.value && (
        <a class="button primary" href={base + "/deploy"}>
          Deploy the first app
        </a>
      )}
    </Notice>
  );
}

function Silent() {
  return (
    <Notice title="The platform does not answer">
      <p>
        This page tries again by itself. If the platform was stopped, start it with <code>rip-server platform</code>.
      </p>
    </Notice>
  );
}
