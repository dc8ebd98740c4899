package web_test

import "testing"

// pump writes chunks into a pair of streams and collects what comes out.
const pump = `async function pump(pair, chunks) {
	const writer = pair.writable.getWriter();
	const fed = (async () => { for (const c of chunks) await writer.write(c); await writer.close() })();
	fed.catch(() => {});
	const reader = pair.readable.getReader(), out = [];
	for (;;) { const { done, value } = await reader.read(); if (done) break; out.push(...(typeof value === "string" ? [value] : value)) }
	return out;
}
`

func TestCompressionStreamsRoundTripInAnyChunking(t *testing.T) {
	expect(t, [][2]string{
		{pump + `const data = Array.from({ length: 300 }, (_, i) => i * i & 255), got = [];
		  for (const format of ["gzip", "deflate", "deflate-raw"]) {
		    const packed = await pump(new CompressionStream(format), [Uint8Array.from(data), new Uint8Array(70000)]);
		    const bytes = packed.map(b => Uint8Array.of(b));
		    const back = await pump(new DecompressionStream(format), bytes);
		    got.push(back.length, packed.length < 1000, data.every((b, i) => back[i] === b));
		  } return got.join()`, "70300,true,true,70300,true,true,70300,true,true"},
		{pump + `const packed = await pump(new CompressionStream("gzip"), [new Uint8Array(100)]), got = [];
		  for (const bad of [packed.slice(0, -1), [...packed, 0], [], [1, 2, 3], packed.map((b, i) => i === 12 ? b ^ 255 : b)])
		    try { await pump(new DecompressionStream("gzip"), [Uint8Array.from(bad)]); got.push("passed") } catch (e) { got.push(e.name) }
		  return got.join()`, "TypeError,TypeError,TypeError,TypeError,TypeError"},
		{`try { new CompressionStream("br") } catch (e) { return e.name }`, "TypeError"},
	})
}

func TestTextStreamsKeepCharactersWhole(t *testing.T) {
	expect(t, [][2]string{
		{pump + `return (await pump(new TextDecoderStream(), [...new TextEncoder().encode("é😀")].map(b => Uint8Array.of(b)))).join("|")`, "é|😀"},
		{pump + `return (await pump(new TextEncoderStream(), ["a\uD83D", "\uDE00", "\uD83D"])).join()`, "97,240,159,152,128,239,191,189"},
	})
}
