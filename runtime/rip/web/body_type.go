package web

import (
	"mime"
	"slices"
	"strings"
)

// mimeType is the content type as blob() has it: parsed and written again,
// empty when it is none (MIME Sniffing 4.4, 4.5).
func mimeType(contentType string) string {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil && kind == "" || !strings.Contains(kind, "/") {
		return ""
	}
	var b strings.Builder
	b.WriteString(kind)
	for _, name := range slices.Sorted(keysOf(params)) {
		b.WriteString(";" + name + "=")
		if value := params[name]; isToken(value) {
			b.WriteString(value)
		} else {
			b.WriteString(`"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value) + `"`)
		}
	}
	return b.String()
}
