package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/platform/access"
	"github.com/rip-server/rip-server/platform/api"
)

func required(o *api.Options) { o.TokenRequired = true }

func TestNobodyGetsInWithoutATokenWhereOneIsRequired(t *testing.T) {
	s := open(t, required)
	d := theDocument()
	for path, methods := range d.Paths {
		for method, op := range methods {
			a := s.ask(strings.ToUpper(method), strings.NewReplacer("{name}", "shop", "{id}", "x").Replace(path), "")
			if open := op.Security != nil && len(*op.Security) == 0; !open {
				if a.is(401, "token"); a.Header.Get("WWW-Authenticate") == "" {
					t.Errorf("%s: no WWW-Authenticate", a.request)
				}
			} else if a.StatusCode == 401 {
				t.Errorf("%s needs a token", a.request)
			}
		}
	}
}

func TestTokensOpenWhatTheirScopeIncludes(t *testing.T) {
	s := open(t, required)
	tokens := map[access.Scope]string{}
	for _, scope := range access.Scopes() {
		tokens[scope] = s.token(scope)
	}
	for path, methods := range theDocument().Paths {
		for method, op := range methods {
			if op.Scope == "" || path == "/api/events" || strings.HasSuffix(path, "/logs") {
				continue // streams have tests of their own
			}
			for scope, token := range tokens {
				a := s.ask(strings.ToUpper(method), strings.NewReplacer("{name}", "none", "{id}", "none").Replace(path), "", "Authorization: bearer "+token)
				if want := !scope.Includes(access.Scope(op.Scope)); (a.StatusCode == 403) != want || a.StatusCode == 401 {
					t.Errorf("%s with a token to %s: %d %s", a.request, scope, a.StatusCode, a.text)
				}
			}
		}
	}
	for len(s.shutdowns) > 0 {
		<-s.shutdowns
	}
}

func TestWrongTokenIsWrongEvenWhereNoneIsNeeded(t *testing.T) {
	s := open(t)
	s.ask("GET", "/api/apps", "").is(200)
	s.ask("GET", "/api/apps", "", "Authorization: Bearer rip_x_y").is(401, "not known")
	read := s.token(access.Read)
	s.ask("POST", "/api/apps/shop/stop", "", "Authorization: Bearer "+read).is(403, "read", "deploy")
}

func TestPeerThatGuessesTokensHasToWait(t *testing.T) {
	s := open(t, required)
	right := "Authorization: Bearer " + s.token(access.Read)
	var last *answer
	for range 11 {
		last = s.ask("GET", "/api/apps", "", "Authorization: Bearer rip_x_y")
	}
	if last.is(429, "wait"); last.Header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	s.ask("GET", "/api/apps", "", right).is(429)
	s.ask("POST", "/api/login", `{"token":"rip_x_y"}`).is(429)
	s.ask("GET", "/health", "").is(200)
	if !s.log.Contains("a wrong token was sent") {
		t.Error("the log says nothing")
	}
}

// cookie is the session that an answer gave.
func (a *answer) cookie() *http.Cookie {
	a.Helper()
	list := a.Cookies()
	if len(list) != 1 {
		a.Fatalf("%s: cookies %v", a.request, list)
	}
	return list[0]
}

func TestBrowserSignsInOnceAndOut(t *testing.T) {
	s := open(t, required)
	token := s.token(access.Deploy)
	s.ask("POST", "/api/login", `{"token":"rip_x_y"}`).is(401)
	s.ask("POST", "/api/login", `{}`).is(422, `"field":"token"`)
	c := s.ask("POST", "/api/login", `{"token":"`+token+`"}`).is(200, `"scope":"deploy"`, `"name":"deploy"`, `"tokenRequired":true`).cookie()
	if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Secure || c.Path != "/api" || c.MaxAge < 0 || strings.Contains(token, c.Value) {
		t.Errorf("%+v", c)
	}
	session := "Cookie: " + c.Name + "=" + c.Value
	s.ask("GET", "/api/apps", "", session).is(200)
	s.ask("GET", "/api/login", "", session).is(200, `"name":"deploy"`)
	s.ask("POST", "/api/apps/shop/stop", "", session).is(415) // a cookie comes along by itself: JSON has to be declared
	s.ask("POST", "/api/apps/shop/stop", "{}", session).is(404)
	s.ask("POST", "/api/tokens", "{}", session).is(403)
	if gone := s.ask("DELETE", "/api/login", "{}", session).is(200).cookie(); gone.Value != "" {
		t.Error(gone)
	}
	if gone := s.ask("GET", "/api/apps", "", session).is(401, "sign in").cookie(); gone.Value != "" {
		t.Error("a session that has ended stays in the browser")
	}
}

func TestRevokedTokenTakesItsSessionsAlong(t *testing.T) {
	s := open(t, required)
	token := s.token(access.Read)
	c := s.ask("POST", "/api/login", `{"token":"`+token+`"}`).is(200).cookie()
	admin := "Authorization: Bearer " + s.token(access.Admin)
	s.ask("DELETE", "/api/tokens/read", "", admin).is(200, "revoked")
	s.ask("GET", "/api/apps", "", "Cookie: "+c.Name+"="+c.Value).is(401)
	s.ask("GET", "/api/apps", "", "Authorization: Bearer "+token).is(401)
	s.ask("DELETE", "/api/tokens/read", "", admin).is(404, "token list")
}

func TestOldSessionIsNoHindranceWhereNoTokenIsNeeded(t *testing.T) {
	s := open(t)
	_, port, _ := strings.Cut(s.addr, ":")
	s.ask("GET", "/api/login", "", "Cookie: rip_session_"+port+"=old").is(200, `"name":"local"`, `"scope":"admin"`, `"tokenRequired":false`)
}

func TestCookieIsForTLSOnlyWhereItCameOverTLS(t *testing.T) {
	s := open(t, required)
	// lb replaces what a stranger says of the protocol.
	c := s.ask("POST", "/api/login", `{"token":"`+s.token(access.Read)+`"}`, "X-Forwarded-Proto: https").is(200).cookie()
	if c.Secure {
		t.Error("a stranger's X-Forwarded-Proto is believed")
	}
}

func TestTokensAreMadeListedAndEnded(t *testing.T) {
	s := open(t)
	var made api.Token
	s.ask("POST", "/api/tokens", `{"name":"ci","scope":"deploy","expires":"720h"}`).is(201).into(&made)
	if made.Token == "" || made.ExpiresAt == nil {
		t.Errorf("%+v", made)
	}
	if a := s.ask("GET", "/api/tokens", "").is(200, made.ID, `"scope":"deploy"`); strings.Contains(a.text, made.Token) || strings.Contains(a.text, "hash") {
		t.Error("the list has secrets:", a.text)
	}
	s.ask("GET", "/api/tokens", "").is(200, `"lastUsedAt":null`)
	s.ask("GET", "/api/apps", "", "Authorization: Bearer "+made.Token).is(200)
	s.ask("GET", "/api/tokens", "").is(200, `"lastUsedAt":"2`)
	s.ask("POST", "/api/tokens", `{"name":"ci","scope":"read"}`).is(422, "already", `"field":"name"`)
	s.ask("POST", "/api/tokens", `{"name":"x","scope":"root"}`).is(422, `"field":"scope"`)
	s.ask("POST", "/api/tokens", `{"name":"x","scope":"read","expires":"soon"}`).is(422, `"field":"expires"`)
	s.ask("DELETE", "/api/tokens/"+made.ID, "").is(200)
	s.ask("GET", "/api/apps", "", "Authorization: Bearer "+made.Token).is(401)
	if s.log.Contains(made.Token) {
		t.Error("the log has a token")
	}
}
