package lb

import (
	"strconv"
	"strings"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

const hstsField = "Strict-Transport-Security"

// Strict has answers over TLS tell browsers for how long to come over TLS only,
// whichever Balancer they are of; one that says longer is heard. It is called
// before Serve.
func (s *Server) Strict(age time.Duration) { s.hsts = age }

// appendHSTS tells browsers to come over TLS only (RFC 6797), which counts over
// TLS only. An app that says so itself knows better.
func (b *Balancer) appendHSTS(dst []byte, x *Exchange, resp *http1.Response) []byte {
	age := max(b.opts.HSTS, x.conn.srv.hsts)
	if age == 0 || x.conn.scheme != schemeTLS {
		return dst
	}
	for i := range resp.Fields {
		if strings.EqualFold(string(resp.Fields[i].Name), hstsField) {
			return dst
		}
	}
	dst = append(dst, hstsField+": max-age="...)
	dst = strconv.AppendInt(dst, int64(age/time.Second), 10)
	return append(dst, "\r\n"...)
}
