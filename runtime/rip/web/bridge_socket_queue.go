package web

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/coder/websocket"
)

// frame is something to send.
type frame struct {
	kind frameKind
	data []byte
	code websocket.StatusCode // of frameClose
}

type frameKind uint8

const (
	frameMessage frameKind = iota // text or binary, whatever it is
	frameText
	frameBinary
	framePing
	framePong
	frameClose
)

// sendQueue holds frames until the connection takes them, so that a slow
// client never holds the VM. Safe for concurrent use.
type sendQueue struct {
	mu     sync.Mutex
	frames []frame
	bytes  int
	full   bool           // somebody was told to slow down
	more   chan struct{}  // one token: there is something to do
	stop   func()         // cuts the connection
	ping   sync.WaitGroup // of the one that waits for its pong
	pinged atomic.Bool
	closed atomic.Pointer[websocket.CloseError] // the other side has agreed to this end
}

// ending says how a connection ended whose reading failed with err, and whether
// that was by a close from both sides. Close may have read the other's answer
// itself, when nobody else was reading.
func (q *sendQueue) ending(err error) (end websocket.CloseError, agreed bool) {
	if errors.As(err, &end) {
		return end, true
	}
	if closed := q.closed.Load(); closed != nil {
		return *closed, true
	}
	return websocket.CloseError{Code: websocket.StatusAbnormalClosure}, false
}

func newSendQueue(stop func()) *sendQueue {
	return &sendQueue{more: make(chan struct{}, 1), stop: stop}
}

// push queues f and returns what Bun's send does: the bytes, -1 when others are
// waiting before them, 0 when there is no room and they are dropped.
func (q *sendQueue) push(f frame, limit int) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.bytes > 0 && q.bytes+len(f.data) > limit && f.kind != frameClose {
		q.full = true
		return 0
	}
	result := len(f.data)
	if q.bytes > 0 {
		q.full, result = true, -1
	}
	q.frames = append(q.frames, f)
	q.bytes += len(f.data)
	select {
	case q.more <- struct{}{}:
	default: // it has a token already
	}
	return result
}

// next takes the oldest frame. False: there is none.
func (q *sendQueue) next() (frame, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.frames) == 0 {
		return frame{}, false
	}
	f := q.frames[0]
	q.frames = q.frames[1:]
	return f, true
}

// sent says that n bytes are out, and reports whether the app waits to hear
// that all are.
func (q *sendQueue) sent(n int) (drained bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.bytes -= n
	drained = q.full && q.bytes == 0
	if drained {
		q.full = false
	}
	return drained
}

func (q *sendQueue) buffered() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.bytes
}

// cut closes the connection without a word.
func (q *sendQueue) cut() { q.stop() }

// write sends what is queued until ctx ends or the connection fails. drained is
// called when all is out that had to wait.
func (q *sendQueue) write(ctx context.Context, conn *websocket.Conn, drained func()) {
	defer q.ping.Wait()
	for {
		f, ok := q.next()
		if !ok {
			select {
			case <-q.more:
				continue
			case <-ctx.Done():
				return
			}
		}
		if err := q.writeFrame(ctx, conn, f); err != nil {
			q.stop()
			return
		}
		if q.sent(len(f.data)) {
			drained()
		}
	}
}

func (q *sendQueue) writeFrame(ctx context.Context, conn *websocket.Conn, f frame) error {
	switch f.kind {
	case frameBinary:
		return conn.Write(ctx, websocket.MessageBinary, f.data)
	case framePing:
		q.sendPing(ctx, conn)
		return nil
	case framePong: // the library has sent it: every ping is answered at once
		return nil
	case frameClose:
		if conn.Close(f.code, string(f.data)) == nil {
			q.closed.Store(&websocket.CloseError{Code: f.code, Reason: string(f.data)})
		}
		return nil // the reading side hears how it went
	}
	return conn.Write(ctx, websocket.MessageText, f.data)
}

// sendPing pings, unless a pong is still awaited. The library makes the payload.
func (q *sendQueue) sendPing(ctx context.Context, conn *websocket.Conn) {
	if q.pinged.Swap(true) {
		return
	}
	q.ping.Go(func() { // ends with the pong, the connection or ctx
		defer q.pinged.Store(false)
		_ = conn.Ping(ctx) // the app hears of the pong, and of the end
	})
}
