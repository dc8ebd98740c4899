package lb

import (
	"strconv"

	"github.com/rip-server/rip-server/internal/http1"
)

// requestHost is what stands between target and host.
const requestHost = " HTTP/1.1\r\nHost: "

// appendRequest appends the request head as the worker gets it: the client's
// method, target and end-to-end fields byte by byte, our own framing, and who
// the client was.
func appendRequest(dst []byte, x *Exchange, u *Upstream) []byte {
	dst = append(dst, x.Method...)
	dst = append(dst, ' ')
	dst = append(dst, x.Target...)
	dst = append(dst, requestHost...)
	dst = append(dst, host(x)...)
	dst = append(dst, "\r\n"...)
	for i := range x.Fields {
		f := &x.Fields[i]
		if forwards(f.Kind, x.trusted) && !x.Nominated(f) {
			dst = appendField(dst, f)
		}
	}
	dst = appendForwarded(dst, x)
	te := u.trailers && x.TakesTrailers()
	switch {
	case x.WebSocket:
		dst = append(dst, "Connection: Upgrade\r\nUpgrade: websocket\r\n"...)
	case te && u.opts.KeepUpstream:
		dst = append(dst, "Connection: TE\r\nTE: trailers\r\n"...)
	case te:
		dst = append(dst, "Connection: close, TE\r\nTE: trailers\r\n"...)
	case !u.opts.KeepUpstream:
		dst = append(dst, "Connection: close\r\n"...)
	}
	switch {
	case u.trails(x):
		dst = append(dst, "Transfer-Encoding: chunked\r\n"...)
		dst = appendNames(dst, x.trailer.Fields)
	case x.Chunked || x.Length >= 0:
		dst = appendLength(dst, x.body.size)
	}
	return append(dst, "\r\n"...)
}

// forwards is whether a request field of that kind goes on to the worker.
func forwards(k http1.Kind, trusted bool) bool {
	switch k {
	case http1.Other, http1.ContentType, http1.Accept, http1.UserAgent, http1.Date:
		return true
	case http1.Forwarded, http1.ForwardedProto, http1.ForwardedHost:
		return trusted
	}
	return false
}

// host is the authority for the worker; an HTTP/1.0 client may have named none.
func host(x *Exchange) []byte {
	if len(x.Host) > 0 {
		return x.Host
	}
	return []byte(x.conn.nc.LocalAddr().String())
}

// appendForwarded tells the worker who the client is. What a peer that is not
// trusted says of itself is replaced.
func appendForwarded(dst []byte, x *Exchange) []byte {
	dst = append(dst, "X-Forwarded-For: "...)
	var proto, host bool
	if x.trusted {
		for i := range x.Fields {
			f := &x.Fields[i]
			if x.Nominated(f) {
				continue // it was for the peer only, and is not passed on
			}
			switch f.Kind {
			case http1.ForwardedFor:
				dst = append(dst, f.Value...)
				dst = append(dst, ", "...)
			case http1.ForwardedProto:
				proto = true
			case http1.ForwardedHost:
				host = true
			}
		}
	}
	dst = append(dst, x.conn.ip...)
	if !proto {
		dst = append(dst, "\r\nX-Forwarded-Proto: "...)
		dst = append(dst, x.conn.scheme...)
	}
	if !host && len(x.Host) > 0 {
		dst = append(dst, "\r\nX-Forwarded-Host: "...)
		dst = append(dst, x.Host...)
	}
	return append(dst, "\r\n"...)
}

func appendField(dst []byte, f *http1.Field) []byte {
	dst = append(dst, f.Name...)
	dst = append(dst, ": "...)
	dst = append(dst, f.Value...)
	return append(dst, "\r\n"...)
}

func appendLength(dst []byte, n int64) []byte {
	dst = append(dst, "Content-Length: "...)
	dst = strconv.AppendInt(dst, n, 10)
	return append(dst, "\r\n"...)
}
