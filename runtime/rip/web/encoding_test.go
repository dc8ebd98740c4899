package web_test

import (
	"strings"
	"testing"
)

func TestTextDecoderDecodesEveryChunking(t *testing.T) {
	expect(t, [][2]string{
		{`return new TextDecoder().decode(new TextEncoder().encode("aé€😀\0"))`, "aé€😀\x00"},
		{`const d = new TextDecoder(); let s = ""; for (const b of new TextEncoder().encode("\uFEFFé€😀")) s += d.decode(Uint8Array.of(b), { stream: true }); return s + d.decode()`, "é€😀"},
		{`return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.of(0xEF, 0xBB, 0xBF, 65)).length`, "2"},
		{`return new TextDecoder().decode(Uint8Array.of(0xE2, 0x82, 65, 0xF0, 0x90, 0xC0, 0xED, 0xA0, 0x80))`, "\uFFFDA\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
		{`return new TextDecoder().decode(Uint8Array.of(0xE0, 0x80, 0x80, 0xED, 0xA0, 0xF0, 0x80, 0xF4, 0x90))`, strings.Repeat("\uFFFD", 9)},
		{`try { new TextDecoder("utf8", { fatal: true }).decode(Uint8Array.of(0xFF)) } catch (e) { return e.name }`, "TypeError"},
		{`try { new TextDecoder("no-such") } catch (e) { return e.name }`, "RangeError"},
		{`return new TextDecoder(" LATIN1 ").encoding + new TextDecoder("latin1").decode(Uint8Array.of(0x80, 0xE9).buffer)`, "windows-1252€é"},
		{`return new TextDecoder("utf-16").decode(new DataView(Uint8Array.of(9, 0x3D, 0xD8, 0, 0xDE, 0, 0xD8).buffer, 1))`, "😀\uFFFD"},
		{`const d = new TextDecoder("gb18030"); let s = ""; for (const b of [0xC4, 0xE3, 0x90, 0x30, 0x81, 0x30, 0x81, 0xFF, 0x81, 0x30, 65, 0x80]) s += d.decode(Uint8Array.of(b), { stream: true }); return s + d.decode()`, "你\U00010000\uFFFD\uFFFD0A€"},
		{`try { new TextEncoder().encodeInto("a", new Uint8ClampedArray(1)) } catch (e) { return e.name }`, "TypeError"},
		{`const d = new TextDecoder("shift_jis"); return d.decode(Uint8Array.of(0x82), { stream: true }) + d.decode(Uint8Array.of(0xA0))`, "あ"},
	})
}

func TestTextEncoderWritesWholeCharacters(t *testing.T) {
	expect(t, [][2]string{
		{`return new TextEncoder().encode("a\uD800b").join()`, "97,239,191,189,98"},
		{`const b = new Uint8Array(6), { read, written } = new TextEncoder().encodeInto("a😀€", b); return [read, written, b.join()].join(";")`, "3;5;97,240,159,152,128,0"},
		{`return new TextEncoder().encode().length + new TextEncoder().encoding`, "0utf-8"},
	})
}
