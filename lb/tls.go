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
		MinVersion: tls.VersionTLS12, NextProtos: s.protocols(), GetCertificate: get,
	}}, schemeTLS)
}

// protocols are what clients may choose from in a handshake, the best first.
func (s *Server) protocols() []string {
	list := []string{"http/1.1", protocolACME}
	if s.h2 != nil {
		list = append([]string{protocolH2}, list...)
	}
	return list
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

// serveTLS is serve, after a handshake and in the protocol that was agreed on.
func (c *conn) serveTLS() {
	nc := c.nc.(*tls.Conn)
	if err := c.shakeHands(nc); err != nil {
		c.srv.logger.Debug("TLS handshake failed", "client", c.remote, "err", err)
		c.close()
		return
	}
	switch nc.ConnectionState().NegotiatedProtocol {
	case protocolACME:
		c.close()
	case protocolH2:
		c.srv.spare(c, exempt)
		c.serveHTTP2()
	default:
		c.srv.spare(c, 0)
		c.serve()
	}
}

// shakeHands takes as long as a request's head may, and no longer than firstWords
// when a drain has begun.
func (c *conn) shakeHands(nc *tls.Conn) error {
	wait := c.srv.limits.HeaderTimeout
	if c.srv.draining.Load() {
		wait = min(wait, firstWords)
	}
	ctx, cancel := context.WithTimeout(context.Background(), wait)
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

// firstWords is how long a client that is shaking hands when a drain begins may
// take for that, and then to ask.
const firstWords = time.Second

// lastWords reads what may have come of a request though the socket is empty when
// a drain begins: TLS reads whole records ahead of us, and the first request of a
// new connection follows its handshake.
func (c *conn) lastWords(p []byte) (int, error) {
	if c.scheme != schemeTLS {
		return 0, io.EOF
	}
	until := time.Now()
	if c.phase == phaseFirst {
		until = c.since.Add(firstWords)
	}
	c.nc.SetReadDeadline(until)
	if n, _ := c.io.Read(p); n > 0 {
		return n, nil
	}
	return 0, io.EOF
}

// readLeft is peekLeft where what comes must be decrypted to know what it is: a
// client that leaves says so in a record first.
func (c *conn) readLeft() bool {
	var p [1]byte
	n, err := c.nc.Read(p[:])
	return n == 0 && !isTimeout(err)
}
