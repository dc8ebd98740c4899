package api

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// DefaultServer is where a platform is unless it was told otherwise.
const DefaultServer = "http://localhost:3000"

// Client speaks to a platform over its API. Safe for concurrent use. Its
// errors are *Refusal when the platform said no and *Unreachable when there is
// none; both say what to do.
type Client struct {
	base  string // URL without a final slash
	token string
	http  *http.Client
}

// NewClient returns a client of the platform at server, a URL, "host:port" or
// a port; "" is DefaultServer. token is "" where none is needed.
func NewClient(server, token string) (*Client, error) {
	base, err := baseOf(server)
	if err != nil {
		return nil, err
	}
	return &Client{base: base, token: token, http: &http.Client{
		Transport: &http.Transport{Proxy: nil, MaxIdleConnsPerHost: 2, IdleConnTimeout: 5 * time.Second},
		// The API never redirects: whoever does is something else, and gets no token.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

func baseOf(server string) (string, error) {
	switch {
	case server == "":
		return DefaultServer, nil
	case strings.Trim(server, "0123456789") == "":
		server = "localhost:" + server
	}
	if !strings.Contains(server, "://") {
		server = "http://" + server
	}
	u, err := url.Parse(server)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" {
		return "", fmt.Errorf("server %q is no address of a platform; write it as http://host:port", server)
	}
	return u.Scheme + "://" + u.Host, nil
}

// Server is the platform's URL.
func (c *Client) Server() string { return c.base }

// Close closes idle connections; the client can be used on.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Health asks whether a platform is there. It needs no token.
func (c *Client) Health(ctx context.Context) (Health, error) {
	return ask[Health](ctx, c, "GET", "/health", nil)
}

// Stats asks for the sums over all apps.
func (c *Client) Stats(ctx context.Context) (Stats, error) {
	return ask[Stats](ctx, c, "GET", "/api/stats", nil)
}

// Apps lists all apps, by name.
func (c *Client) Apps(ctx context.Context) ([]App, error) {
	return ask[[]App](ctx, c, "GET", "/api/apps", nil)
}

// App asks for one app.
func (c *Client) App(ctx context.Context, name string) (App, error) {
	return ask[App](ctx, c, "GET", appPath(name, ""), nil)
}

// Deploy deploys an app, or a new version of one.
func (c *Client) Deploy(ctx context.Context, order Deploy) (App, error) {
	return ask[App](ctx, c, "POST", "/api/apps", order)
}

// Undeploy stops an app and has it forgotten.
func (c *Client) Undeploy(ctx context.Context, name string) error {
	return c.do(ctx, "DELETE", appPath(name, ""), nil, nil)
}

// Patch changes settings; revision is the App.Revision that they were read at,
// 0 is any.
func (c *Client) Patch(ctx context.Context, name string, order Patch, revision uint64) (app App, err error) {
	req, err := c.request(ctx, "PATCH", appPath(name, ""), order)
	if err != nil {
		return app, err
	}
	if revision != 0 {
		req.Header.Set("If-Match", strconv.Quote(strconv.FormatUint(revision, 10)))
	}
	err = c.send(req, &app)
	return app, err
}

// Start has an app running and returns when it does.
func (c *Client) Start(ctx context.Context, name string) error {
	return c.do(ctx, "POST", appPath(name, "/start"), nil, nil)
}

// Stop ends an app's workers when they have answered what they have.
func (c *Client) Stop(ctx context.Context, name string) error {
	return c.do(ctx, "POST", appPath(name, "/stop"), nil, nil)
}

// Restart replaces an app's workers, one after the other.
func (c *Client) Restart(ctx context.Context, name string) error {
	return c.do(ctx, "POST", appPath(name, "/restart"), nil, nil)
}

// Scale sets the number of an app's workers.
func (c *Client) Scale(ctx context.Context, name string, workers int) (Scaled, error) {
	return ask[Scaled](ctx, c, "POST", appPath(name, "/scale"), Scale{workers})
}

// Rollback makes an earlier version the current one; 0 is the one before.
func (c *Client) Rollback(ctx context.Context, name string, version int) (RolledBack, error) {
	return ask[RolledBack](ctx, c, "POST", appPath(name, "/rollback"), Rollback{version})
}

// Metrics asks for an app's recent past, 15 minutes at most; 0 is all of it.
func (c *Client) Metrics(ctx context.Context, name string, window time.Duration) (Metrics, error) {
	query := ""
	if window > 0 {
		query = "?window=" + window.String()
	}
	return ask[Metrics](ctx, c, "GET", appPath(name, "/metrics"+query), nil)
}

// Check asks whether a directory of the platform's machine could be deployed.
func (c *Client) Check(ctx context.Context, order Check) (Checked, error) {
	return ask[Checked](ctx, c, "POST", "/api/check", order)
}

// Session asks who the client is to the platform.
func (c *Client) Session(ctx context.Context) (Session, error) {
	return ask[Session](ctx, c, "GET", "/api/login", nil)
}

// Tokens lists all tokens, without their texts.
func (c *Client) Tokens(ctx context.Context) ([]Token, error) {
	return ask[[]Token](ctx, c, "GET", "/api/tokens", nil)
}

// CreateToken makes a token; its text is in the answer, and nowhere else.
func (c *Client) CreateToken(ctx context.Context, order NewToken) (Token, error) {
	return ask[Token](ctx, c, "POST", "/api/tokens", order)
}

// RevokeToken ends a token, by its id or name.
func (c *Client) RevokeToken(ctx context.Context, which string) error {
	return c.do(ctx, "DELETE", "/api/tokens/"+url.PathEscape(which), nil, nil)
}

// Shutdown begins the end of the platform; it does not wait for it.
func (c *Client) Shutdown(ctx context.Context) error {
	return c.do(ctx, "POST", "/shutdown", nil, nil)
}
