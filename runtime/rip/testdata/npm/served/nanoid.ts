import { customAlphabet, customRandom, nanoid, urlAlphabet } from "nanoid";
import { nanoid as insecure } from "nanoid/non-secure";

export default {
  fetch() {
    const many = Array.from({ length: 500 }, () => nanoid());
    const counted = customRandom("abc", 6, (size) => new Uint8Array(size).map((_, i) => i));
    return Response.json({
      unique: new Set(many).size, form: many.every((id) => /^[\w-]{21}$/.test(id)), short: nanoid(5).length, custom: /^[0-9a-f]{12}$/.test(customAlphabet("0123456789abcdef", 12)()),
      counted: counted(), alphabet: urlAlphabet.length, insecure: insecure(8).length,
    });
  },
};
