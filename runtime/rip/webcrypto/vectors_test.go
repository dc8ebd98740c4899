package webcrypto_test

import "testing"

// The vectors are those of the specifications that are named.

func TestDigestsAndMACsAreThoseOfTheSpecifications(t *testing.T) {
	expect(t, [][2]string{
		{`return hex(await subtle.digest('SHA-1', bytes('abc')))`, "a9993e364706816aba3e25717850c26c9cd0d89d"}, // FIPS 180
		{`return hex(await subtle.digest({ name: 'sha-256' }, new Uint16Array(0)))`, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{
			`const key = await subtle.importKey('raw', bytes('Jefe'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
		const mac = await subtle.sign('HMAC', key, bytes('what do ya want for nothing?'));
		return [hex(mac), await subtle.verify('HMAC', key, mac, bytes('what do ya want for nothing?')), await subtle.verify('HMAC', key, mac, bytes('what'))].join()`,
			"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843,true,false",
		}, // RFC 4231, 4.3
	})
}

func TestSecretsAreDerivedAsInTheSpecifications(t *testing.T) {
	expect(t, [][2]string{
		{
			`const key = await subtle.importKey('raw', unhex('0b'.repeat(22)), 'HKDF', false, ['deriveBits']);
		return hex(await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: unhex('000102030405060708090a0b0c'), info: unhex('f0f1f2f3f4f5f6f7f8f9') }, key, 336))`,
			"3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
		}, // RFC 5869, A.1
		{
			`const key = await subtle.importKey('raw', bytes('password'), 'PBKDF2', false, ['deriveBits']);
		return hex(await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-1', salt: bytes('salt'), iterations: 2 }, key, 160))`,
			"ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957",
		}, // RFC 6070
		{
			`const own = await subtle.importKey('jwk', { kty: 'OKP', crv: 'X25519', d: 'dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo', x: 'hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo' }, 'X25519', false, ['deriveBits']);
		const other = await subtle.importKey('raw', unhex('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'), 'X25519', true, []);
		return hex(await subtle.deriveBits({ name: 'X25519', public: other }, own, null))`,
			"4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742",
		}, // RFC 7748, 6.1
	})
}

func TestCiphersAreThoseOfTheSpecifications(t *testing.T) {
	expect(t, [][2]string{
		{
			`const kek = await subtle.importKey('raw', unhex('000102030405060708090a0b0c0d0e0f'), 'AES-KW', false, ['wrapKey', 'unwrapKey']);
		const key = await subtle.importKey('raw', unhex('00112233445566778899aabbccddeeff'), 'AES-CBC', true, ['encrypt']);
		const wrapped = await subtle.wrapKey('raw', key, kek, 'AES-KW');
		const again = await subtle.unwrapKey('raw', wrapped, kek, 'AES-KW', 'AES-CBC', true, ['encrypt']);
		return hex(wrapped) + ' ' + hex(await subtle.exportKey('raw', again))`,
			"1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5 00112233445566778899aabbccddeeff",
		}, // RFC 3394, 4.1
		{
			`const key = await subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', false, ['encrypt', 'decrypt']);
		return hex(await subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, key, new Uint8Array(16)))`,
			"0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf",
		}, // McGrew and Viega, test case 2
	})
}

func TestGCMChecksTagsOfEverySize(t *testing.T) {
	expect(t, [][2]string{{
		`
		const key = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
		const results = [];
		for (const tagLength of [32, 64, 96, 104, 112, 120, 128]) {
			const how = { name: 'AES-GCM', iv: bytes('sixteen bytes iv'), additionalData: bytes('more'), tagLength };
			const sealed = new Uint8Array(await subtle.encrypt(how, key, bytes('the secret')));
			const opened = new TextDecoder().decode(await subtle.decrypt(how, key, sealed));
			sealed[sealed.length - 1] ^= 1;
			results.push(sealed.length - 10, opened, await failure(subtle.decrypt(how, key, sealed)));
		}
		return results.join()`,
		"4,the secret,OperationError,8,the secret,OperationError,12,the secret,OperationError,13,the secret,OperationError,14,the secret,OperationError,15,the secret,OperationError,16,the secret,OperationError",
	}})
}

func TestCTRBeginsAnewWithinItsCounterOnly(t *testing.T) {
	expect(t, [][2]string{{
		`
		const key = await subtle.importKey('raw', new Uint8Array(16), 'AES-CTR', false, ['encrypt']);
		const block = async (counter, length, n) => hex(await subtle.encrypt({ name: 'AES-CTR', counter: unhex(counter), length }, key, new Uint8Array(16 * n)));
		const last = '000000000000000000000000000001ff', first = '00000000000000000000000000000100';
		const both = await block(last, 8, 2);
		return [both === await block(last, 8, 1) + await block(first, 8, 1), await failure(block(last, 1, 3))].join()`,
		"true,OperationError",
	}})
}

func TestSignaturesVerifyAndOthersDoNot(t *testing.T) {
	const body = `
		const { publicKey, privateKey } = await subtle.generateKey(algorithm, false, ['sign', 'verify']);
		const signature = await subtle.sign(algorithm, privateKey, bytes('hello'));
		const other = new Uint8Array(signature.slice(0));
		other[3] ^= 1;
		return [publicKey.extractable, privateKey.extractable, publicKey.usages, privateKey.usages,
			await subtle.verify(algorithm, publicKey, signature, bytes('hello')), await subtle.verify(algorithm, publicKey, signature, bytes('hullo')),
			await subtle.verify(algorithm, publicKey, other, bytes('hello'))].join()`
	for _, algorithm := range []string{
		`{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) }`,
		`{ name: 'RSA-PSS', hash: 'SHA-384', saltLength: 20, modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) }`,
		`{ name: 'ECDSA', hash: 'SHA-512', namedCurve: 'P-256' }`,
		`{ name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-521' }`,
		`{ name: 'Ed25519' }`,
	} {
		expect(t, [][2]string{{"const algorithm = " + algorithm + body, "true,false,verify,sign,true,false,false"}})
	}
}

func TestUnsaltedPSSVerifies(t *testing.T) { // the signature is OpenSSL's
	expect(t, [][2]string{{
		`
		const key = await subtle.importKey('spki', unhex('30819f300d06092a864886f70d010101050003818d0030818902818100f2c92cd2f300b1f9ef285b7b0a44f956e5d58e092b5adeef1b77575cdf6a851528daaf3bbd30e29a8dc119a01479678705d936768023c3cc18cfd6f1c1de8ad42ebdaa5386d4c2d3511ba72977fdb685cbfb641b1a6f17d4c03391ca0df984ae9d6ca1e6c791495094ff9d8cd87ac057cfda4cf94bb06485ba7606573dab13e10203010001'), { name: 'RSA-PSS', hash: 'SHA-256' }, true, ['verify']);
		const signature = unhex('28769d84624b408c9415347749d6cd018708f30479deedf7a323b9de02b1d7af057314ddb727c06ef5f310dc8fdd783f18d718c515f3036274f69c72dfef4ad31f668807b33f734f2527566e5ab336ae41bd6fd812909aea7e6dbdb6649acf91071ead9b1d1aba80b337103b93cc59bac0b9603b8b97f2356c2a04f3762ce4f9');
		const verify = (text, saltLength) => subtle.verify({ name: 'RSA-PSS', saltLength }, key, signature, bytes(text));
		return [await verify('hello', 0), await verify('hullo', 0), await verify('hello', 32)].join()`,
		"true,false,false",
	}})
}

func TestKeysSurviveTheirFormats(t *testing.T) {
	const body = `
		const pair = await subtle.generateKey(algorithm, true, usages);
		const results = [];
		for (const [key, formats] of [[pair.privateKey, ['pkcs8', 'jwk']], [pair.publicKey, ['spki', 'jwk']]]) {
			for (const format of formats) {
				const out = await subtle.exportKey(format, key);
				const again = await subtle.importKey(format, out, algorithm, true, key.usages);
				const text = (data) => data instanceof ArrayBuffer ? hex(data) : JSON.stringify(data);
				results.push(text(await subtle.exportKey(format, again)) === text(out));
			}
		}
		return results.join()`
	for _, algorithm := range []string{
		`{ name: 'RSA-OAEP', hash: 'SHA-1', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) }, usages = ['encrypt', 'decrypt']`,
		`{ name: 'ECDSA', namedCurve: 'P-384' }, usages = ['sign', 'verify']`,
		`{ name: 'ECDH', namedCurve: 'P-256' }, usages = ['deriveBits']`,
		`{ name: 'Ed25519' }, usages = ['sign', 'verify']`,
		`{ name: 'X25519' }, usages = ['deriveKey']`,
	} {
		expect(t, [][2]string{{"const algorithm = " + algorithm + ";" + body, "true,true,true,true"}})
	}
}
