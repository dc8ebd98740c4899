// Who and where people are.
import { toPhone } from "../phone";
import type { Validator } from "../validators";

export const contact: Record<string, Validator> = {
  email: (v: string) => (v.length <= 254 && /^[a-z0-9._%+'-]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(v) ? v.toLowerCase() : null),
  phone: (v: string) => toPhone(v) || null,
  state: (v: string) => (/^[a-z]{2}$/i.test(v) ? v.toUpperCase() : null),
  /** The first five digits. */
  zip: (v: string) => /^(\d{5})(-?\d{4})?$/.exec(v)?.[1],
  zipplus4: (v: string) => {
    const [, zip, four] = /^(\d{5})-?(\d{4})$/.exec(v) ?? [];
    return zip === undefined ? null : `${zip}-${four}`;
  },
  /** Nine digits. */
  ssn: (v: string) => (/^\d{3}-?\d{2}-?\d{4}$/.test(v) ? v.replaceAll("-", "") : null),
  /** m, f or o. */
  sex: (v: string) => (/^(m|male|f|female|o|other)$/i.test(v) ? v[0]!.toLowerCase() : null),
};
