// Words of Rip 3 and Rip 4 that are not here. An app that imports one is told so
// where it calls it; without them bun and esbuild would only miss an export.

const refused = (word: string, instead: string) => (): never => {
  throw new Error(`${word} is not part of rip-server's @rip/api: ${instead}`);
};

/** Rip 4: websockets that its edge relays as requests. */
export const hub = refused("hub", "a websocket is a route, get '/ws', -> @upgrade(), with its handlers in export websocket = { open, message, close }");

/** Rip 3. */
export const setCorsPreflightPolicy = refused("setCorsPreflightPolicy", "cors answers preflights by itself: use cors origin: 'https://…'");

/** Rip 3. */
export const enableCorsPreflight = refused("enableCorsPreflight", "cors answers preflights by itself: use cors origin: 'https://…'");
