import { computed, signal } from "@preact/signals";
import type { Session } from "./messages.ts";

/** True from the first 401 until a token is accepted. */
export const signedOut = signal(false);

/** Who one is; null until the server has said so. */
export const session = signal<Session | null>(null);

/** Whether one may change things. The server decides: this only spares one the asking. */
export const mayChange = computed(() => session.value !== null && session.value.scope !== "read");

/** Whether one may make and revoke tokens. */
export const mayAdminister = computed(() => session.value?.scope === "admin");
