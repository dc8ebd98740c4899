package pipe_test

import (
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rip-server/rip-server/internal/pipe"
)

func TestValuesArriveOnlyWhereTheyAreTaken(t *testing.T) {
	a, b := pipe.New()
	if a.Send("too early") {
		t.Error("an end that takes no values was sent one")
	}
	b.TakeValues()
	if !a.Send("a value") || b.Quiet() {
		t.Fatal("it was not sent")
	}
	if a.Send("another") {
		t.Error("two values are under way")
	}
	if v, err := b.Receive(); v != "a value" || err != nil {
		t.Errorf("received %v, %v", v, err)
	}
	must(t, b.Close())
	if a.Send("too late") {
		t.Error("an end that is closed was sent a value")
	}
}

func TestWhoReceivesValuesHearsOfBytesAndOfTheEnd(t *testing.T) {
	a, b := pipe.New()
	b.TakeValues()
	_, err := a.Write([]byte("text"))
	must(t, err)
	if v, err := b.Receive(); v != nil || err != nil {
		t.Errorf("bytes were received as %v, %v", v, err)
	}
	must(t, a.Close())
	if got, err := io.ReadAll(b); string(got) != "text" || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
	if _, err := b.Receive(); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
	if _, err := a.Receive(); !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
}

func TestADeadlineEndsTheWaitForAValue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := pipe.New()
		b.TakeValues()
		must(t, b.SetReadDeadline(time.Now().Add(time.Second)))
		if _, err := b.Receive(); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error(err)
		}
		must(t, b.SetReadDeadline(time.Time{}))
		go a.Send(1) // ends at once
		if v, err := b.Receive(); v != 1 || err != nil {
			t.Errorf("after the deadline was lifted: %v, %v", v, err)
		}
	})
}
