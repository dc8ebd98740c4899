package lb

import (
	"bufio"
	"io"
	"net"
	"sync"
	"time"

	"github.com/rip-server/rip-server/internal/http1"
)

// tunnelGrace is how long a worker may go on sending after the client of a
// tunnel has closed its side.
const tunnelGrace = 5 * time.Second

// tunnel connects client and worker after a 101 response, until either leaves.
// Its head ends the worker's turn.
func (b *Balancer) tunnel(x *Exchange, w *Worker) *failure {
	if !x.WebSocket {
		return &failure{Broken, true, http1.ErrStatusLine} // nobody asked for an upgrade
	}
	if b.crowded(x, w) {
		return nil
	}
	x.closing = true
	x.out = appendUpgrade(x.out[:0], &w.up.resp)
	br := w.up.br
	st := b.openStream(x, w)
	if err := x.client.write(x.out); err == nil {
		x.conn.nc.SetWriteDeadline(time.Time{})
		x.sent = splice(x.conn, st.conn, br)
	}
	b.closeStream(w, st)
	return nil
}

// appendUpgrade appends the 101 head with the worker's own fields.
func appendUpgrade(dst []byte, resp *http1.Response) []byte {
	dst = appendStatusLine(dst, 101, nil)
	for i := range resp.Fields {
		if f := &resp.Fields[i]; f.Kind == http1.Other || f.Kind == http1.Date {
			dst = appendField(dst, f)
		}
	}
	return append(dst, "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"...)
}

// splice copies both ways until both have ended; fromWorker has what the
// worker sent behind its head. It returns the bytes that went to the client.
func splice(c *conn, worker net.Conn, fromWorker *bufio.Reader) (sent int64) {
	var up sync.WaitGroup
	up.Go(func() { // ends with the client's side, or with the deadline below
		early, _ := c.br.Peek(c.br.Buffered())
		if _, err := worker.Write(early); err == nil {
			io.Copy(worker, c.nc)
		}
		closeWrite(worker)
		worker.SetReadDeadline(time.Now().Add(tunnelGrace))
	})
	sent, _ = fromWorker.WriteTo(c.nc)
	closeWrite(c.nc)
	c.nc.SetReadDeadline(time.Now())
	up.Wait()
	return sent
}

func closeWrite(nc net.Conn) {
	if half, ok := nc.(interface{ CloseWrite() error }); ok {
		half.CloseWrite()
	}
}
