package web

import (
	"strings"

	"github.com/nlnwa/whatwg-url/url"
	"golang.org/x/text/unicode/norm"
)

// urlParser is whatwg-url's, whose hosts are normalised before it looks for
// forbidden characters: "=" and U+0338 are one letter, not a forbidden one
// (UTS 46, step 2 of processing). It keeps nothing between calls.
var urlParser = url.NewParser(url.WithPreParseHostFunc(func(_ *url.Url, host string) string {
	if isASCII(host) {
		return host
	}
	visible := strings.ReplaceAll(host, "\u00ad", "") // soft hyphens are ignored, and would part the two
	if visible == "" {
		return host // which is refused
	}
	return norm.NFC.String(visible)
}))
