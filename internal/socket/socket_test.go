//go:build unix

package socket

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// pair is a connection over a Unix socket: a Socket at one end, the plain one
// at the other.
func pair(t *testing.T) (*Socket, net.Conn, net.Conn) {
	t.Helper()
	ln, err := net.Listen("unix", filepath.Join(t.TempDir(), "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	far, err := net.Dial("unix", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	near, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { near.Close(); far.Close() })
	s, err := New(near)
	if err != nil {
		t.Fatal(err)
	}
	return s, near, far
}

func TestWriteReturnsWhenAllIsWrittenThoughItDoesNotFit(t *testing.T) {
	s, near, far := pair(t)
	sent := bytes.Repeat([]byte("0123456789abcdef"), 1<<16) // more than a socket buffers
	wrote := make(chan error, 1)
	go func() { // ends with the write
		_, err := s.Write(sent)
		near.Close()
		wrote <- err
	}()
	got, err := io.ReadAll(far)
	if err != nil || !bytes.Equal(got, sent) {
		t.Errorf("%d of %d bytes, %v", len(got), len(sent), err)
	}
	if err := <-wrote; err != nil {
		t.Error(err)
	}
}

func TestReadWaitsForWhatComesAndThenForTheEnd(t *testing.T) {
	s, _, far := pair(t)
	go func() { // ends with the write
		_, _ = io.WriteString(far, "late")
		far.Close()
	}()
	if got, err := io.ReadAll(s); string(got) != "late" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestDeadlineEndsAReadThatWaits(t *testing.T) {
	s, near, far := pair(t)
	waiting := make(chan error, 1)
	go func() { // ends with the deadline
		_, err := s.Read(make([]byte, 1))
		waiting <- err
	}()
	if err := near.SetReadDeadline(time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	if err := <-waiting; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error(err)
	}
	if err := near.SetReadDeadline(time.Time{}); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(far, "x"); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Read(make([]byte, 8)); n != 1 || err != nil {
		t.Errorf("after the deadline was taken back: %d bytes, %v", n, err)
	}
}

func TestCloseEndsAReadThatWaits(t *testing.T) {
	s, near, _ := pair(t)
	waiting := make(chan error, 1)
	go func() { // ends with Close
		_, err := s.Read(make([]byte, 1))
		waiting <- err
	}()
	near.Close()
	if err := <-waiting; !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
}

func TestWriteToAnEndThatIsClosedIsEPIPE(t *testing.T) {
	s, _, far := pair(t)
	far.Close()
	if _, err := s.Write([]byte("x")); !errors.Is(err, syscall.EPIPE) {
		t.Error(err)
	}
}

func TestReadingAndWritingAllocatesNothing(t *testing.T) {
	s, _, far := pair(t)
	ping, buf := []byte("ping"), make([]byte, 8)
	allocs := testing.AllocsPerRun(100, func() {
		_, _ = far.Write(ping)
		_, _ = s.Read(buf)
		_, _ = s.Write(ping)
		_, _ = far.Read(buf)
	})
	if allocs > 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func TestWhatIsNoSocketIsRefused(t *testing.T) {
	a, b := net.Pipe()
	defer b.Close()
	defer a.Close()
	if _, err := New(a); !errors.Is(err, syscall.ENOTSOCK) {
		t.Error(err)
	}
}
