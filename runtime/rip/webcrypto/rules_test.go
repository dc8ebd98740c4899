package webcrypto_test

import "testing"

func TestMisuseIsNamedAsTheSpecificationHasIt(t *testing.T) {
	const aes = `const key = await subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', false, ['encrypt']); return `
	expect(t, [][2]string{
		{`return failure(subtle.digest('MD5', bytes('')))`, "NotSupportedError"},
		{`return failure(subtle.digest({}, bytes('')))`, "TypeError"},
		{`return failure(subtle.digest('SHA-1', 'text'))`, "TypeError"},
		{`return failure(subtle.digest('SHA-1'))`, "TypeError"},
		{`return failure(subtle.generateKey({ name: 'AES-GCM', length: 100 }, true, ['encrypt']))`, "OperationError"},
		{`return failure(subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, []))`, "SyntaxError"},
		{`return failure(subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['sign']))`, "SyntaxError"},
		{`return failure(subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['fly']))`, "TypeError"},
		{`return failure(subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-257' }, true, ['sign']))`, "NotSupportedError"},
		{`return failure(subtle.importKey('raw', new Uint8Array(5), 'AES-GCM', true, ['encrypt']))`, "DataError"},
		{`return failure(subtle.importKey('jwk', { kty: 'oct' }, 'AES-GCM', true, ['encrypt']))`, "DataError"},
		{`return failure(subtle.importKey('spki', new Uint8Array(5), { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']))`, "DataError"},
		{aes + `failure(subtle.exportKey('raw', key))`, "InvalidAccessError"},
		{aes + `failure(subtle.decrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, new Uint8Array(20)))`, "InvalidAccessError"},
		{aes + `failure(subtle.encrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, key, new Uint8Array(20)))`, "InvalidAccessError"},
		{aes + `failure(subtle.encrypt({ name: 'AES-GCM' }, key, new Uint8Array(20)))`, "TypeError"},
	})
}

func TestKeysDescribeThemselves(t *testing.T) {
	expect(t, [][2]string{
		{
			`const key = await subtle.generateKey({ name: 'hmac', hash: 'sha-512' }, true, ['verify', 'sign', 'sign']);
		return JSON.stringify([key.type, key.extractable, key.algorithm, key.usages, key.usages === key.usages, key instanceof CryptoKey, String(key)])`,
			`["secret",true,{"name":"HMAC","hash":{"name":"SHA-512"},"length":1024},["sign","verify"],true,true,"[object CryptoKey]"]`,
		},
		{
			`const { publicKey } = await subtle.generateKey({ name: 'RSA-OAEP', hash: 'SHA-1', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) }, false, ['decrypt']);
		return JSON.stringify([publicKey.algorithm, Object.keys(await subtle.exportKey('jwk', publicKey))])`,
			`[{"name":"RSA-OAEP","modulusLength":1024,"publicExponent":{"0":1,"1":0,"2":1},"hash":{"name":"SHA-1"}},["alg","e","kty","n","ext","key_ops"]]`,
		},
	})
}

func TestRandomValuesFillIntegerArraysOnly(t *testing.T) {
	expect(t, [][2]string{
		{`const a = new Uint32Array(8); return [crypto.getRandomValues(a) === a, a.some((n) => n > 0xffff)].join()`, "true,true"},
		{`const a = new Uint8Array(32), part = a.subarray(0, 16); crypto.getRandomValues(part); return [part.some(Boolean), a.subarray(16).some(Boolean)].join()`, "true,false"},
		{`try { crypto.getRandomValues(new Float64Array(1)) } catch (e) { return e.name }`, "TypeMismatchError"},
		{`try { crypto.getRandomValues(new Uint8Array(65537)) } catch (e) { return e.name + (e instanceof DOMException) }`, "QuotaExceededErrortrue"},
		{`try { crypto.getRandomValues([1]) } catch (e) { return e.name }`, "TypeError"},
		{`const id = crypto.randomUUID(); return [/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id), id !== crypto.randomUUID()].join()`, "true,true"},
	})
}

func TestKeysAreWrappedAsJSONToo(t *testing.T) {
	expect(t, [][2]string{{`
		const kek = await subtle.generateKey({ name: 'AES-KW', length: 128 }, false, ['wrapKey', 'unwrapKey']);
		const key = await subtle.importKey('raw', bytes('a secret'), { name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
		const wrapped = await subtle.wrapKey('jwk', key, kek, 'AES-KW');
		const again = await subtle.unwrapKey('jwk', wrapped, kek, 'AES-KW', { name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
		return new TextDecoder().decode(await subtle.exportKey('raw', again))`, "a secret"}})
}

func TestDataChangedAfterTheCallIsNotSeen(t *testing.T) {
	expect(t, [][2]string{{`
		const data = new Uint8Array(1 << 20);
		const sum = subtle.digest('SHA-256', data);
		data.fill(1);
		return hex(await sum) === hex(await subtle.digest('SHA-256', new Uint8Array(1 << 20)))`, "true"}})
}
