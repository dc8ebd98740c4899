// What machines are called.
import type { Validator } from "../validators";

const octet = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const ip = new RegExp(`^${octet}(\\.${octet}){3}$`);
// semver.org's grammar: no leading zeros in numbers.
const semver = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-z-][0-9a-z-]*)(\.(0|[1-9]\d*|\d*[a-z-][0-9a-z-]*))*)?(\+[0-9a-z-]+(\.[0-9a-z-]+)*)?$/i;

export const web: Record<string, Validator> = {
  username: (v: string) => (/^[a-z0-9_-]{3,20}$/i.test(v) ? v.toLowerCase() : null),
  /** IPv4. */
  ip: (v: string) => (ip.test(v) ? v : null),
  /** As 0a:1b:2c:3d:4e:5f. */
  mac: (v: string) => {
    const hex = v.replace(/[:-]/g, "").toLowerCase();
    return /^([0-9a-f]{2}[:-]?){5}[0-9a-f]{2}$/i.test(v) ? hex.match(/../g)!.join(":") : null;
  },
  /** http and https. */
  url: (v: string) => (/^https?:\/\/[^\s/$.?#][^\s]*$/i.test(v) && URL.canParse(v) ? v : null),
  /** As #a1b2c3 or #abc. */
  color: (v: string) => (/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.test(v) ? "#" + v.replace("#", "").toLowerCase() : null),
  uuid: (v: string) => {
    const [, ...parts] = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i.exec(v) ?? [];
    return parts.length === 0 ? null : parts.join("-").toLowerCase();
  },
  semver: (v: string) => (v.length <= 256 && semver.test(v) ? v : null),
};
