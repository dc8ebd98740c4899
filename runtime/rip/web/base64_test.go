package web_test

import "testing"

func TestBase64OfBytesAndBack(t *testing.T) {
	expect(t, [][2]string{
		{`return btoa("\xFFa") + btoa("") + btoa(undefined)`, "/2E=dW5kZWZpbmVk"},
		{`return [..." /2 E=\n".replace("", "")].length && [...atob(" /2 E=\n")].map(c => c.charCodeAt()).join()`, "255,97"},
		{`return atob("YQ") + atob("YQ==") + atob("YR")`, "aaa"},
		{`const got = []; for (const s of ["a", "=", "YQ=", "Y===", "Y Q = = =", "é"]) try { atob(s); got.push(s) } catch (e) { got.push(e.code) } return got.join()`, "5,5,5,5,5,5"},
		{`try { btoa("€") } catch (e) { return e.name }`, "InvalidCharacterError"},
	})
}
