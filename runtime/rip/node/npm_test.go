package node_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// packages are apps on real packages that use what this package and webcrypto
// provide: each exports value, a function, and what it should return.
func packages() map[string]struct{ code, want string } {
	return map[string]struct{ code, want string }{
		"hono's cookies, JWT, basic auth, ETag and context": {`
		import { Hono } from "hono";
		import { getSignedCookie, setSignedCookie } from "hono/cookie";
		import { sign, verify } from "hono/jwt";
		import { jwt } from "hono/jwt";
		import { basicAuth } from "hono/basic-auth";
		import { etag } from "hono/etag";
		import { contextStorage, getContext } from "hono/context-storage";
		const app = new Hono();
		app.use(contextStorage());
		app.use("/etag", etag());
		app.use("/jwt", jwt({ secret: "s", alg: "HS256" }));
		app.use("/basic", basicAuth({ username: "u", password: "p" }));
		app.get("/etag", (c) => c.text("tagged"));
		app.get("/jwt", (c) => c.json(c.get("jwtPayload")));
		app.get("/basic", (c) => c.text("in"));
		app.get("/set", async (c) => { await setSignedCookie(c, "a", "b", "secret"); return c.text("ok"); });
		app.get("/get", async (c) => c.text(String(await getSignedCookie(c, "secret", "a"))));
		const later = async () => { await new Promise((r) => setTimeout(r, 1)); return getContext().req.path; };
		app.get("/context", async (c) => c.text(await later()));
		const at = (path, headers = {}) => app.request(path, { headers });
		export const value = async () => {
			const tag = (await at("/etag")).headers.get("etag");
			const token = await sign({ id: 1 }, "s", "HS256");
			const cookie = (await at("/set")).headers.get("set-cookie").split(";")[0];
			return [
				(await at("/etag", { "if-none-match": tag })).status, (await verify(token, "s", "HS256")).id,
				await (await at("/jwt", { authorization: "Bearer " + token })).text(), (await at("/jwt")).status,
				(await at("/basic", { authorization: "Basic " + btoa("u:p") })).status, (await at("/basic")).status,
				await (await at("/get", { cookie })).text(), await (await at("/context")).text(),
			].join();
		};`, `304,1,{"id":1},401,200,401,b,/context`},
		"jose with HMAC, elliptic curves and RSA": {`
		import { SignJWT, jwtVerify, generateKeyPair, exportJWK, importJWK, exportPKCS8, importPKCS8, exportSPKI, importSPKI,
			CompactEncrypt, compactDecrypt, calculateJwkThumbprint } from "jose";
		const round = async (alg) => {
			if (alg === "HS512") {
				const key = new Uint8Array(64).fill(7);
				return (await jwtVerify(await new SignJWT({ alg }).setProtectedHeader({ alg }).sign(key), key)).payload.alg;
			}
			const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
			const own = await importPKCS8(await exportPKCS8(privateKey), alg), other = await importSPKI(await exportSPKI(publicKey), alg);
			const token = await new SignJWT({ alg }).setProtectedHeader({ alg }).setExpirationTime("1h").sign(own);
			const jwk = await importJWK(await exportJWK(publicKey), alg);
			await jwtVerify(token, jwk);
			return (await jwtVerify(token, other)).payload.alg + ((await calculateJwkThumbprint(await exportJWK(publicKey))).length === 43);
		};
		export const value = async () => {
			const results = [];
			for (const alg of ["HS512", "ES256", "ES512", "RS256", "PS256", "EdDSA"]) results.push(await round(alg));
			const key = crypto.getRandomValues(new Uint8Array(32));
			const sealed = await new CompactEncrypt(new TextEncoder().encode("hidden")).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(key);
			return [...results, new TextDecoder().decode((await compactDecrypt(sealed, key)).plaintext)].join();
		};`, "HS512,ES256true,ES512true,RS256true,PS256true,EdDSAtrue,hidden"},
		"packages that look for node": {`
		import { v4, v7, validate } from "uuid";
		import { nanoid } from "nanoid";
		import Ajv from "ajv";
		import YAML from "yaml";
		import Handlebars from "handlebars";
		import { Eta } from "eta";
		import { renderToReadableStream } from "react-dom/server.edge";
		import { createElement } from "react";
		import path from "path";
		import { Buffer } from "node:buffer";
		export const value = async () => [
			validate(v4()) && validate(v7()), nanoid().length, new Ajv().compile({ type: "object", required: ["a"] })({ a: 1 }),
			YAML.parse("a: !!binary aGk=").a.length, Handlebars.compile("{{a}}")({ a: "<" }), new Eta().renderString("<%= it.a %>", { a: 1 }),
			await new Response(await renderToReadableStream(createElement("b", null, "x"))).text(), path.join("a", "b"), Buffer.from("x").toString("hex"),
		].join();`, "true,21,true,2,&lt;,1,<b>x</b>,a/b,78"},
	}
}

func TestRealPackagesFindWhatTheyNeed(t *testing.T) {
	dir := filepath.Join(testkit.Root(t), "runtime", "rip", "testdata", "npm")
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		t.Skip("the npm packages are missing: run `go tool mage deps`")
	}
	for name, p := range packages() {
		t.Run(name, func(t *testing.T) {
			entry := filepath.Join(t.TempDir(), "entry.mjs")
			source := bundle.NewSource(bundle.Options{
				Entry: entry, Dir: dir, Programs: bundle.NewPrograms(1 << 20), Modules: map[string]string{"test:app": p.code},
			})
			t.Cleanup(source.Close)
			if err := os.WriteFile(entry, []byte(`export { value } from "test:app";`), 0o600); err != nil {
				t.Fatal(err)
			}
			b, err := source.Build(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			got, err := valueOf(newWorld(t).VM, b)
			if err != nil || got != p.want {
				t.Errorf("%v\n got %s\nwant %s", err, got, p.want)
			}
		})
	}
}

// valueOf evaluates a bundle and returns what its export value resolves to.
func valueOf(vm *engine.VM, b *bundle.Bundle) (text string, err error) {
	err = vm.Do(func() error {
		exports, err := b.Evaluate(vm)
		if err != nil {
			return err
		}
		call, _ := goja.AssertFunction(exports.Get("value"))
		v, err := call(goja.Undefined())
		if err != nil {
			return err
		}
		p := v.Export().(*goja.Promise)
		if err := vm.Loop.Until(func() bool { return p.State() != goja.PromiseStatePending }); err != nil {
			return err
		}
		if p.State() == goja.PromiseStateRejected {
			return errors.New(p.Result().ToObject(vm.Runtime).Get("stack").String())
		}
		text = p.Result().String()
		return nil
	})
	return text, err
}
