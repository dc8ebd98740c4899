package lb

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"time"
)

// ServeTLS is Serve for clients that speak TLS 1.2 or newer; get chooses the
// certificate of each handshake. Protocols and ciphers are Go's defaults.
func (s *Server) ServeTLS(ln net.Listener, get func(*tls.ClientHelloInfo) (*tls.Certificate, error)) {
	s.Serve(&tlsListener{Listener: ln, config: &tls.Config{
		MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1", protocolACME}, GetCertificate: get,
	}}, schemeTLS)
}

// schemeTLS is how requests over TLS are called in what is told to workers.
const schemeTLS = "https"

// tlsListener makes a TLS connection of each that it accepts; the handshake is
// the connection's own business. Unlike that of package tls it still has the
// deadline that Shutdown needs.
type tlsListener struct {
	net.Listener
	config *tls.Config
}

// Accept implements net.Listener.
func (l *tlsListener) Accept() (net.Conn, error) {
	nc, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return tls.Server(nc, l.config), nil
}

// SetDeadline makes Accept fail from then on.
func (l *tlsListener) SetDeadline(at time.Time) error {
	d, ok := l.Listener.(interface{ SetDeadline(time.Time) error })
	if !ok {
		return l.Close()
	}
	return d.SetDeadline(at)
}

// serveTLS is serve, after a handshake.
func (c *conn) serveTLS() {
	if err := c.shakeHands(c.nc.(*tls.Conn)); err != nil {
		c.srv.logger.Debug("TLS handshake failed", "client", c.remote, "err", err)
		c.close()
		return
	}
	if c.nc.(*tls.Conn).ConnectionState().NegotiatedProtocol == protocolACME {
		c.close()
		return
	}
	c.serve()
}

// shakeHands takes as long as a request's head may. A drain that begins
// meanwhile ends it: nothing has been asked yet.
func (c *conn) shakeHands(nc *tls.Conn) error {
	ctx, cancel := context.WithTimeout(context.Background(), c.srv.limits.HeaderTimeout)
	defer cancel()
	err := nc.HandshakeContext(ctx)
	var plain tls.RecordHeaderError
	if errors.As(err, &plain) && plain.Conn != nil && looksLikeHTTP(plain.RecordHeader) {
		plain.Conn.SetDeadline(time.Now().Add(lingerTime))
		io.WriteString(plain.Conn, plainOnTLS)
		closeWrite(plain.Conn)
		io.Copy(io.Discard, plain.Conn) // or a reset would overtake the answer
	}
	return err
}

// plainOnTLS is the answer to who forgot the s of https.
const plainOnTLS = "HTTP/1.0 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n" +
	"400 Bad Request\nplain-http: this port speaks HTTPS; begin the address with https://\n"

// looksLikeHTTP is whether a client began with a method in place of a record.
func looksLikeHTTP(header [5]byte) bool {
	switch string(header[:]) {
	case "GET /", "HEAD ", "POST ", "PUT /", "OPTIO", "DELET", "PATCH":
		return true
	}
	return false
}

// underTLS is the connection that carries nc, nil when nc is not TLS.
func underTLS(nc net.Conn) net.Conn {
	if secure, ok := nc.(*tls.Conn); ok {
		return secure.NetConn()
	}
	return nil
}

// readLeft is peekLeft where what comes must be decrypted to know what it is: a
// client that leaves says so in a record first.
func (c *conn) readLeft() bool {
	var p [1]byte
	n, err := c.nc.Read(p[:])
	return n == 0 && !isTimeout(err)
}
