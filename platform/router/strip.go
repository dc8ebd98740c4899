package router

import (
	"github.com/rip-server/rip-server/internal/http1"
	"github.com/rip-server/rip-server/lb"
)

// prefixField tells an app what was taken off the path, so that it can make
// links that come back. A client's own is dropped, there and by lb.
var prefixField = []byte("X-Forwarded-Prefix")

// root is the target of a request for a prefix alone. Nobody writes to it.
var root = []byte("/")

// strip takes prefix off x's target, and tells the app.
func strip(x *lb.Exchange, prefix []byte) {
	x.Target = stripped(x.Target, len(prefix))
	kept := x.Fields[:0]
	for _, f := range x.Fields {
		if !http1.EqualFold(f.Name, "x-forwarded-prefix") {
			kept = append(kept, f)
		}
	}
	x.Fields = append(kept, http1.Field{Name: prefixField, Value: prefix})
}

// stripped is target without its first n bytes. It may write to target.
func stripped(target []byte, n int) []byte {
	rest := target[n:]
	switch {
	case len(rest) == 0:
		return root
	case rest[0] == '?':
		target[n-1] = '/' // the prefix's last byte
		return target[n-1:]
	}
	return rest
}
