package inprocess_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/platform/inprocess"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// serve has handler answer at the address it returns, until the test ends.
func serve(t *testing.T, handler http.HandlerFunc) (url string, s *inprocess.Server) {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	s = inprocess.New(handler, inprocess.Options{Name: "platform", MaxBody: 1 << 10, Timeout: 10 * time.Second, Log: log})
	front := lb.NewServer(s, lb.ClientLimits{
		HeaderTimeout: 10 * time.Second, IdleTimeout: 10 * time.Second, MaxHead: lb.DefaultMaxHead, MaxTarget: lb.DefaultMaxTarget,
	}, []netip.Prefix{}, log)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	front.Serve(ln, "http")
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		s.EndStreams()
		if err := front.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		if err := s.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	return "http://" + ln.Addr().String(), s
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func TestHandlerIsToldWhoThePeerIs(t *testing.T) {
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Header.Get("X-Forwarded-For"), " ", r.Host, " ", r.URL.Path)
	})
	host := strings.TrimPrefix(url, "http://")
	if status, body := get(t, url+"/a"); status != 200 || body != "127.0.0.1 "+host+" /a" {
		t.Errorf("%d %q", status, body)
	}
}

func TestAsManyAsThereAreMembersAreAnsweredAtOnce(t *testing.T) {
	var inside sync.WaitGroup
	inside.Add(inprocess.Members)
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		inside.Done()
		inside.Wait() // which hangs unless all are here
	})
	var clients sync.WaitGroup
	for range inprocess.Members {
		clients.Go(func() {
			res, err := http.Get(url)
			if err != nil {
				t.Error(err)
				return
			}
			defer res.Body.Close()
			if res.StatusCode != 200 {
				t.Error(res.Status)
			}
		})
	}
	clients.Wait()
}

func TestPanickingHandlerCostsItsRequestOnly(t *testing.T) {
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/panic" {
			panic("told to")
		}
	})
	for range 3 * inprocess.Members { // more than there are members to lose
		res, err := http.Post(url+"/panic", "", nil)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != 502 {
			t.Fatal(res.Status)
		}
	}
	if status, _ := get(t, url+"/"); status != 200 {
		t.Error(status)
	}
}

func TestStreamsEndWhenTheyAreToldTo(t *testing.T) {
	left := make(chan struct{})
	url, s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, "data: 1\n\n")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
		close(left)
	})
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if line, err := bufio.NewReader(res.Body).ReadString('\n'); line != "data: 1\n" {
		t.Fatal(line, err)
	}
	s.EndStreams()
	<-left
}

func TestBodyBeyondTheLimitIsRefusedBeforeTheHandler(t *testing.T) {
	url, _ := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("it was called") })
	res, err := http.Post(url, "text/plain", strings.NewReader(strings.Repeat("x", 2<<10)))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != 413 {
		t.Error(res.Status)
	}
}
