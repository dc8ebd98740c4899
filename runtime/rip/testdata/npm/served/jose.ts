import {
  base64url, calculateJwkThumbprint, CompactEncrypt, compactDecrypt, createLocalJWKSet, createRemoteJWKSet, decodeJwt, decodeProtectedHeader, errors,
  exportJWK, exportPKCS8, exportSPKI, generateKeyPair, importJWK, importPKCS8, importSPKI, jwtDecrypt, EncryptJWT, jwtVerify, SignJWT,
} from "jose";

const secret = new TextEncoder().encode("a secret of at least thirty-two bytes");
const pairs = new Map<string, Promise<CryptoKeyPair>>();
const pair = (alg: string) => pairs.get(alg) ?? pairs.set(alg, make(alg)).get(alg)!;
const make = (alg: string) => generateKeyPair(alg, { extractable: true }) as Promise<CryptoKeyPair>;

const sign = (alg: string, key: any) =>
  new SignJWT({ name: "ada", roles: ["a"] }).setProtectedHeader({ alg, kid: "1" }).setIssuer("shop").setAudience("web").setIssuedAt(1700000000).setExpirationTime(4102444800).sign(key);
const expect = { issuer: "shop", audience: "web" };

/** What becomes of a token, in words that do not depend on the key. */
async function round(alg: string) {
  if (alg.startsWith("HS")) {
    const token = await sign(alg, alg === "HS256" ? secret : new Uint8Array(64));
    return { token, ...await jwtVerify(token, alg === "HS256" ? secret : new Uint8Array(64), expect) };
  }
  const { privateKey, publicKey } = await pair(alg);
  const token = await sign(alg, privateKey);
  const jwk = await exportJWK(publicKey);
  const local = createLocalJWKSet({ keys: [{ ...jwk, alg, kid: "1" }] });
  const again = await importPKCS8(await exportPKCS8(privateKey), alg);
  const publicAgain = await importSPKI(await exportSPKI(publicKey), alg);
  const { payload, protectedHeader } = await jwtVerify(token, local, expect);
  await jwtVerify(await sign(alg, again), publicAgain, expect);
  await jwtVerify(token, await importJWK(jwk, alg), expect);
  return { payload, protectedHeader, kty: jwk.kty, crv: jwk.crv, thumbprint: (await calculateJwkThumbprint(jwk)).length };
}

/** Tokens that must be refused, and how. */
const refusals: Record<string, (token: string) => Promise<unknown>> = {
  expired: async () => jwtVerify(await new SignJWT({}).setProtectedHeader({ alg: "HS256" }).setExpirationTime(1).sign(secret), secret),
  changed: (token) => jwtVerify(token.replace(/\.[^.]+\./, "." + base64url.encode('{"name":"eve"}') + "."), secret),
  audience: (token) => jwtVerify(token, secret, { audience: "other" }),
  algorithm: (token) => jwtVerify(token, secret, { algorithms: ["HS512"] }),
  malformed: () => jwtVerify("a.b", secret),
  key: (token) => jwtVerify(token, new Uint8Array(32)),
};

async function encrypted() {
  const { privateKey, publicKey } = await pair("RSA-OAEP-256");
  const direct = await new EncryptJWT({ n: 1 }).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(new Uint8Array(32));
  const wrapped = await new CompactEncrypt(secret).setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A128CBC-HS256" }).encrypt(publicKey);
  const ecdh = await pair("ECDH-ES+A128KW");
  const agreed = await new CompactEncrypt(secret).setProtectedHeader({ alg: "ECDH-ES+A128KW", enc: "A128GCM" }).encrypt(ecdh.publicKey);
  const password = await new CompactEncrypt(secret).setProtectedHeader({ alg: "PBES2-HS256+A128KW", enc: "A128GCM" }).encrypt(secret);
  const text = (d: { plaintext: Uint8Array }) => new TextDecoder().decode(d.plaintext);
  return {
    direct: (await jwtDecrypt(direct, new Uint8Array(32))).payload,
    wrapped: text(await compactDecrypt(wrapped, privateKey)),
    agreed: text(await compactDecrypt(agreed, ecdh.privateKey)),
    password: text(await compactDecrypt(password, secret, { keyManagementAlgorithms: ["PBES2-HS256+A128KW"] })),
  };
}

export default {
  async fetch(request: Request) {
    const [, , what, name] = new URL(request.url).pathname.split("/");
    if (what === "round") return Response.json(await round(name));
    if (what === "encrypted") return Response.json(await encrypted());
    if (what === "decode") { const token = await sign("HS256", secret); return Response.json([decodeProtectedHeader(token), decodeJwt(token)]); }
    if (what === "bearer") { // the token of the client
      try {
        return Response.json((await jwtVerify(request.headers.get("Authorization")!.slice(7), secret, expect)).payload);
      } catch (e) {
        return new Response((e as Error).message, { status: 401 });
      }
    }
    if (what === "remote") return Response.json(typeof createRemoteJWKSet(new URL("https://none.example/jwks")));
    try {
      await refusals[name](await sign("HS256", secret));
      return new Response("taken", { status: 500 });
    } catch (e) {
      return Response.json({ name: (e as Error).name, code: (e as errors.JOSEError).code, message: (e as Error).message, claim: (e as any).claim }, { status: 401 });
    }
  },
};
