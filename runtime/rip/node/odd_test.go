package node_test

import (
	"errors"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// Whatever an app passes, it may get an error, but must not find a panic.
func TestOddArgumentsFindNoPanic(t *testing.T) {
	const body = `
		const odd = [undefined, null, NaN, -1, 0, 1.5, 7, 1e10, Infinity, '', 'abc', '€', true, 5n, Symbol('s'), {}, [], [1, 'a'], () => {},
			Buffer.from('hello'), new Uint16Array(3), new DataView(new ArrayBuffer(2)), new ArrayBuffer(4), { length: 3 }, Promise.resolve()];
		const call = (fn, self, ...args) => {
			try {
				const result = Reflect.apply(fn, self, args);
				if (result instanceof Promise) result.catch(() => {});
			} catch {}
		};
		const skipped = ['exit', 'allocUnsafe', 'allocUnsafeSlow', 'alloc', 'SlowBuffer', 'pbkdf2Sync', 'pbkdf2', 'scryptSync', 'scrypt'];
		const every = (object, self) => {
			for (const name of Reflect.ownKeys(object)) {
				const { value } = Object.getOwnPropertyDescriptor(object, name);
				if (typeof value !== 'function' || skipped.includes(name) || name === 'constructor') continue;
				for (const a of odd) {
					call(value, self, a);
					for (const b of odd.filter((_, i) => i % 5 === 0)) call(value, self, a, b, odd[(odd.indexOf(a) + 3) % odd.length], odd[(odd.indexOf(b) + 5) % odd.length]);
				}
			}
		};
		`
	for name, calls := range map[string]string{
		"methods of a Buffer": `every(Buffer.prototype, Buffer.from('hello world'))`,
		"Buffer":              `every(Buffer, Buffer)`,
		"this that is none":   `every(Buffer.prototype, 5); every(Buffer.prototype, {})`,
		"path":                `const path = require('path'); every(path, path)`,
		"url":                 `const url = require('url'); every(url, url)`,
		"util":                `const util = require('util'); every(util, util)`,
		"crypto":              `const crypto = require('crypto'); every(crypto, crypto)`,
		"zlib":                `const zlib = require('zlib'); every(zlib, zlib)`,
		"querystring":         `const querystring = require('querystring'); every(querystring, querystring)`,
		"string_decoder":      `const { StringDecoder } = require('string_decoder'); every(StringDecoder.prototype, new StringDecoder('utf8'))`,
		"Bun.hash":            `every(Bun.hash, Bun.hash)`,
		"ciphers":             `const { createCipheriv } = require('crypto'); for (const a of odd) for (const b of odd) call(createCipheriv, null, 'aes-128-gcm', a, b)`,
		"AsyncLocalStorage":   `const { AsyncLocalStorage } = require('async_hooks'); every(AsyncLocalStorage.prototype, new AsyncLocalStorage()); every(AsyncLocalStorage, AsyncLocalStorage)`,
		"crypto.subtle":       `every(SubtleCrypto.prototype, crypto.subtle)`,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			_, err := w.run(body + calls)
			var panicked *engine.Panic
			if errors.As(err, &panicked) || errors.As(w.Killed(), &panicked) {
				t.Fatalf("%s", panicked)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
}
