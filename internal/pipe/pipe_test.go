package pipe_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/internal/pipe"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestEverythingArrivesInOrderBothWays(t *testing.T) {
	a, b := pipe.New()
	sent := make([]byte, 1<<20)
	_, _ = rand.Read(sent) // it never fails
	var wg sync.WaitGroup
	for _, ends := range [][2]net.Conn{{a, b}, {b, a}} {
		wg.Go(func() {
			for rest := sent; len(rest) > 0; {
				n := min(len(rest), 1+len(rest)%70_001)
				if _, err := ends[0].Write(rest[:n]); err != nil {
					t.Error(err)
				}
				rest = rest[n:]
			}
			if err := ends[0].(*pipe.Conn).CloseWrite(); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			got, err := io.ReadAll(ends[1])
			if err != nil || !bytes.Equal(got, sent) {
				t.Errorf("%d bytes arrived, %v", len(got), err)
			}
		})
	}
	wg.Wait()
}

func TestDeadlinesEndCallsThatWaitAndCanBeMoved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := pipe.New()
		begun := time.Now()
		must(t, a.SetReadDeadline(begun.Add(time.Hour)))
		must(t, a.SetReadDeadline(begun.Add(time.Second)))
		if _, err := a.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(begun) != time.Second {
			t.Errorf("read: %v after %v", err, time.Since(begun))
		}
		must(t, a.SetWriteDeadline(time.Now().Add(time.Second)))
		n, err := a.Write(make([]byte, 1<<20))
		if !errors.Is(err, os.ErrDeadlineExceeded) || n == 0 || n == 1<<20 {
			t.Errorf("write: %d, %v", n, err)
		}
		var timeout net.Error
		if !errors.As(err, &timeout) || !timeout.Timeout() {
			t.Errorf("%v is no timeout", err)
		}
		must(t, a.SetDeadline(time.Time{}))
		go func() { _, _ = b.Write([]byte("x")) }() // ends at once
		if n, err := a.Read(make([]byte, 9)); n != 1 || err != nil {
			t.Errorf("after the deadline was lifted: %d, %v", n, err)
		}
	})
}

func TestADeadlineThatHasPassedEndsACallUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, _ := pipe.New()
		failed := make(chan error)
		go func() {
			_, err := a.Read(make([]byte, 1))
			failed <- err
		}()
		synctest.Wait()
		must(t, a.SetReadDeadline(time.Now()))
		if err := <-failed; !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error(err)
		}
	})
}

func TestClosingIsSeenAtBothEnds(t *testing.T) {
	a, b := pipe.New()
	_, err := b.Write([]byte("last words"))
	must(t, err)
	if !b.Quiet() || a.Quiet() {
		t.Error("quiet is wrong before the end")
	}
	must(t, b.Close())
	if got, err := io.ReadAll(a); string(got) != "last words" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if a.Quiet() {
		t.Error("an end that is closed is not quiet")
	}
	if n, err := a.Write([]byte("too late")); n != 0 || !errors.Is(err, syscall.EPIPE) {
		t.Errorf("write to a closed end: %d, %v", n, err)
	}
	if _, err := b.Read(nil); !errors.Is(err, net.ErrClosed) {
		t.Errorf("read at the closed end: %v", err)
	}
}

func TestListenerRefusesWhenClosedOrFull(t *testing.T) {
	l := pipe.Listen()
	dialled, err := l.Dial()
	must(t, err)
	accepted, err := l.Accept()
	must(t, err)
	must(t, accepted.Close())
	if _, err := dialled.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
		t.Errorf("they are not connected: %v", err)
	}
	for err == nil {
		_, err = l.Dial()
	}
	if !errors.Is(err, syscall.ECONNREFUSED) {
		t.Error(err)
	}
	must(t, l.Close())
	if _, err := l.Dial(); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Error(err)
	}
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func BenchmarkRoundTrip(b *testing.B) {
	client, server := pipe.New()
	go func() { // ends with the client's end
		buf := make([]byte, 512)
		for {
			n, err := server.Read(buf)
			if err != nil {
				return
			}
			if _, err := server.Write(buf[:n]); err != nil {
				return
			}
		}
	}()
	buf := make([]byte, 200)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = client.Write(buf)
		_, _ = client.Read(buf)
	}
	_ = client.Close()
}
