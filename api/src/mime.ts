// Content types by extension.

const utf8 = "; charset=UTF-8";

const types: Record<string, string> = {
  html: "text/html" + utf8, htm: "text/html" + utf8, css: "text/css" + utf8, txt: "text/plain" + utf8,
  md: "text/markdown" + utf8, csv: "text/csv" + utf8, rip: "text/x-rip" + utf8,
  js: "text/javascript" + utf8, mjs: "text/javascript" + utf8, // RFC 9239
  json: "application/json", map: "application/json", webmanifest: "application/manifest+json",
  xml: "application/xml", pdf: "application/pdf", zip: "application/zip", gz: "application/gzip", wasm: "application/wasm",
  svg: "image/svg+xml", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif",
  webp: "image/webp", avif: "image/avif", ico: "image/x-icon",
  woff: "font/woff", woff2: "font/woff2", ttf: "font/ttf", otf: "font/otf",
  mp3: "audio/mpeg", ogg: "audio/ogg", wav: "audio/wav", mp4: "video/mp4", webm: "video/webm",
};

/** The content type of a file, by its name. */
export function mimeType(path: string): string {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(types, extension) ? types[extension]! : "application/octet-stream";
}
