// Values that go through hands that are not ours: signed ("s1.payload.mac",
// HMAC-SHA-256) or encrypted ("e1.…", AES-256-GCM). Keys and time of expiry are
// part of both, so that a cookie's value is of no use under another name, and
// of none when it is old, whatever the client keeps.

interface Keys {
  sign: CryptoKey;
  encrypt: CryptoKey;
}

interface Content {
  expires: number;
  data: Record<string, any>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Sealer {
  private keys?: Promise<Keys[]>;

  /** secrets: the first one seals, and each may have sealed what is opened. */
  constructor(private secrets: string[], private purpose: string, private encrypted: boolean) {}

  /** A text of the data that is good until a time, in ms since 1970. */
  async seal(data: Record<string, any>, expires: number): Promise<string> {
    const [keys] = await this.allKeys();
    const content = encoder.encode(JSON.stringify({ expires, data } satisfies Content));
    if (this.encrypted) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, keys!.encrypt, content);
      return "e1." + toBase64(joined(iv, new Uint8Array(sealed)));
    }
    const payload = toBase64(content);
    const mac = await crypto.subtle.sign("HMAC", keys!.sign, encoder.encode("s1." + payload));
    return `s1.${payload}.${toBase64(new Uint8Array(mac))}`;
  }

  /** The data of a text; nothing when it is not ours, was changed, or has expired. */
  async open(text: string): Promise<Record<string, any> | undefined> {
    try {
      for (const keys of await this.allKeys()) {
        const content = await (this.encrypted ? decrypt(text, keys) : verify(text, keys));
        if (content === undefined) continue;
        const { expires, data } = JSON.parse(decoder.decode(content)) as Content;
        return expires > Date.now() ? data : undefined;
      }
    } catch {
      // not base64, not JSON: not ours
    }
    return undefined;
  }

  private allKeys(): Promise<Keys[]> {
    return (this.keys ??= Promise.all(this.secrets.map((secret) => derive(secret, this.purpose))));
  }
}

// One secret gives each purpose a key of its own.
async function derive(secret: string, purpose: string): Promise<Keys> {
  const key = async (use: string) => crypto.subtle.digest("SHA-256", encoder.encode(`rip.sessions\0${use}\0${purpose}\0${secret}`));
  const [sign, encrypt] = await Promise.all([key("sign"), key("encrypt")]);
  return {
    sign: await crypto.subtle.importKey("raw", sign, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]),
    encrypt: await crypto.subtle.importKey("raw", encrypt, "AES-GCM", false, ["encrypt", "decrypt"]),
  };
}

// subtle.verify takes the same time wherever the difference is.
async function verify(text: string, { sign }: Keys): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const [kind, payload, mac, ...rest] = text.split(".");
  if (kind !== "s1" || !payload || !mac || rest.length > 0) return undefined;
  const good = await crypto.subtle.verify("HMAC", sign, fromBase64(mac), encoder.encode("s1." + payload));
  return good ? fromBase64(payload) : undefined;
}

async function decrypt(text: string, { encrypt }: Keys): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!text.startsWith("e1.")) return undefined;
  const bytes = fromBase64(text.slice(3));
  const iv = bytes.slice(0, 12);
  const content = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, encrypt, bytes.slice(12)).catch(() => undefined);
  return content && new Uint8Array(content);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
