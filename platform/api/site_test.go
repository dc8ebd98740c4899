package api_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/lb"
	"github.com/rip-server/rip-server/platform/access"
	"github.com/rip-server/rip-server/platform/api"
	"github.com/rip-server/rip-server/platform/inprocess"
	"github.com/rip-server/rip-server/platform/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site is the API as it is served: behind a Server of lb, on a port.
type site struct {
	*testing.T
	*fake
	addr, host string // host is what requests say in Host
	tokens     *access.Tokens
	audit      string // path
	log        *testkit.Buffer
	shutdowns  chan struct{}
	client     *http.Client
	seen       map[string]bool // "GET /api/apps 200"; nil: nobody wants to know
}

// open starts a site; change may alter its options.
func open(t *testing.T, change ...func(*api.Options)) *site {
	t.Helper()
	s := &site{T: t, fake: newFake(), log: &testkit.Buffer{}, shutdowns: make(chan struct{}, 9), client: &http.Client{Transport: &http.Transport{}}}
	s.audit = filepath.Join(t.TempDir(), "audit.log")
	audit, err := access.OpenAudit(s.audit)
	s.must(err)
	state := store.NewMemory()
	s.tokens = access.NewTokens(state)
	log := slog.New(slog.NewTextHandler(s.log, nil))
	opts := api.Options{
		Controller: s.fake, Tokens: s.tokens, Audit: audit, Build: "test", Log: log,
		Shutdown: func() { s.shutdowns <- struct{}{} },
	}
	for _, f := range change {
		f(&opts)
	}
	inside := inprocess.New(api.New(opts), inprocess.Options{Name: "platform", MaxBody: api.MaxBody, Timeout: time.Minute, Log: log})
	front := lb.NewServer(inside, lb.ClientLimits{
		HeaderTimeout: 10 * time.Second, IdleTimeout: 10 * time.Second, MaxHead: lb.DefaultMaxHead, MaxTarget: lb.DefaultMaxTarget,
	}, nil, log)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	s.must(err)
	front.Serve(ln, "http")
	s.addr = ln.Addr().String()
	s.host = s.addr
	t.Cleanup(func() {
		s.client.CloseIdleConnections()
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		inside.EndStreams()
		s.must(front.Shutdown(ctx))
		s.must(inside.Close(ctx))
		s.must(state.Close())
		s.must(audit.Close())
	})
	return s
}

func (s *site) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// token makes one and returns its text.
func (s *site) token(scope access.Scope) string {
	s.Helper()
	text, _, err := s.tokens.Create(s.Context(), string(scope), scope, 0)
	s.must(err)
	return text
}

// deployed deploys an app.
func (s *site) deployed(name string) {
	s.Helper()
	s.ask("POST", "/api/apps", `{"name":"`+name+`","directory":"/srv/`+name+`"}`).is(201)
}

// answer is one of the API.
type answer struct {
	*site
	*http.Response
	request string
	text    string
}

// ask sends a request; fields are "Name: value". A body is declared as JSON
// unless the fields have a Content-Type.
func (s *site) ask(method, path, body string, fields ...string) *answer {
	s.Helper()
	req, err := http.NewRequestWithContext(s.Context(), method, "http://"+s.addr+path, strings.NewReader(body))
	s.must(err)
	req.Host = s.host
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, field := range fields {
		name, value, _ := strings.Cut(field, ": ")
		if name == "Host" {
			req.Host = value
		}
		req.Header.Set(name, value)
	}
	res, err := s.client.Do(req)
	s.must(err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	s.must(err)
	a := &answer{s, res, method + " " + path, string(text)}
	a.checkAgainstDocument(method, path)
	return a
}

// is checks the status, and that the body has these parts.
func (a *answer) is(status int, parts ...string) *answer {
	a.Helper()
	if a.StatusCode != status {
		a.Fatalf("%s: %d %s, want %d", a.request, a.StatusCode, a.text, status)
	}
	for _, part := range parts {
		if !strings.Contains(a.text, part) {
			a.Errorf("%s: %s, want %q in it", a.request, a.text, part)
		}
	}
	return a
}

// done checks that what was asked for has been done.
func (a *answer) done() *answer {
	a.Helper()
	if a.StatusCode != 200 && a.StatusCode != 201 {
		a.Fatalf("%s: %d %s", a.request, a.StatusCode, a.text)
	}
	return a
}

// into decodes the body.
func (a *answer) into(value any) {
	a.Helper()
	a.must(json.Unmarshal([]byte(a.text), value))
}
