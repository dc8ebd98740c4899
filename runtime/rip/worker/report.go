package worker

import (
	"fmt"
	"strings"
)

// report prints what went wrong with a request, with the request.
func (x *exchange) report(what string) {
	path, _, _ := strings.Cut(x.in.Target, "?")
	fmt.Fprintf(x.w.opts.Stderr, "%s %s: %s\n", x.in.Method, path, what)
}
