package control

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"strconv"
)

// Client speaks to one server over its control socket. It keeps no
// connection between calls and needs no closing. Safe for concurrent use. An
// answer that says no is returned as a *Refusal.
type Client struct {
	socket string
	http   *http.Client
}

// NewClient returns a client for the server at socket; it connects with the first call.
func NewClient(socket string) *Client {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", socket)
	}
	return &Client{socket: socket, http: &http.Client{
		Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true},
	}}
}

// Socket is the path the client connects to.
func (c *Client) Socket() string { return c.socket }

// Status asks for the server's state.
func (c *Client) Status(ctx context.Context) (Status, error) {
	var status Status
	body, err := c.do(ctx, http.MethodGet, "/admin/status", nil)
	if err != nil {
		return status, err
	}
	defer body.Close()
	if err := json.NewDecoder(body).Decode(&status); err != nil {
		return status, fmt.Errorf("read the status from %s: %w", c.socket, err)
	}
	return status, nil
}

// Restart replaces all workers, returning when it is done. A context that
// ends stops the waiting only; so it is for Reload, Scale and Drain.
func (c *Client) Restart(ctx context.Context) error { return c.order(ctx, "/admin/restart", nil) }

// Reload brings up a new version of the app.
func (c *Client) Reload(ctx context.Context) error { return c.order(ctx, "/admin/reload", nil) }

// Scale sets the number of workers.
func (c *Client) Scale(ctx context.Context, workers int) error {
	return c.order(ctx, "/admin/scale", ScaleOrder{Workers: workers})
}

// Upgrade has the program at that path take over, "" for the server's own, and
// returns when it serves.
func (c *Client) Upgrade(ctx context.Context, program string) error {
	return c.order(ctx, "/admin/upgrade", UpgradeOrder{Program: program})
}

// Drain takes no new requests and returns when the last is answered.
func (c *Client) Drain(ctx context.Context) error { return c.order(ctx, "/admin/drain", nil) }

// Stop begins the end of the server; it does not wait for it.
func (c *Client) Stop(ctx context.Context) error { return c.order(ctx, "/admin/stop", nil) }

// Join announces a worker, Quit takes it back; m.Op is set for the caller.
func (c *Client) Join(ctx context.Context, m Member) error {
	m.Op = OpJoin
	return c.order(ctx, "/worker", m)
}

// Quit says that the worker wants no more requests.
func (c *Client) Quit(ctx context.Context, m Member) error {
	m.Op = OpQuit
	return c.order(ctx, "/worker", m)
}

// Metrics returns the metrics in Prometheus text format; the caller closes it.
func (c *Client) Metrics(ctx context.Context) (io.ReadCloser, error) {
	return c.do(ctx, http.MethodGet, "/metrics", nil)
}

// Logs yields the last lines of worker output and, with follow, those to
// come until ctx ends or the server does. An error is yielded last; the end of ctx is none.
func (c *Client) Logs(ctx context.Context, lines int, follow bool) iter.Seq2[LogLine, error] {
	return func(yield func(LogLine, error) bool) {
		path := "/admin/logs?lines=" + strconv.Itoa(lines) + "&follow=" + strconv.FormatBool(follow)
		body, err := c.do(ctx, http.MethodGet, path, nil)
		if err != nil {
			yield(LogLine{}, err)
			return
		}
		defer body.Close()
		dec := json.NewDecoder(body)
		for {
			var line LogLine
			err := dec.Decode(&line)
			switch {
			case errors.Is(err, io.EOF) || err != nil && ctx.Err() != nil:
				return
			case err != nil:
				yield(LogLine{}, fmt.Errorf("read logs from %s: %w", c.socket, err))
				return
			case !yield(line, nil):
				return
			}
		}
	}
}

func (c *Client) order(ctx context.Context, path string, message any) error {
	body, err := c.do(ctx, http.MethodPost, path, message)
	if err != nil {
		return err
	}
	defer body.Close()
	var result Result
	if err := json.NewDecoder(body).Decode(&result); err != nil {
		return fmt.Errorf("read the answer from %s: %w", c.socket, err)
	}
	if !result.OK {
		return &Refusal{Status: http.StatusOK, Reason: result.Error}
	}
	return nil
}

// do sends one request and returns the body of an answer with status 200.
func (c *Client) do(ctx context.Context, method, path string, message any) (io.ReadCloser, error) {
	var payload io.Reader = http.NoBody
	if message != nil {
		text, err := json.Marshal(message)
		if err != nil {
			return nil, err
		}
		payload = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://control"+path, payload)
	if err != nil {
		return nil, err
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("reach the server at %s: %w", c.socket, err)
	}
	if res.StatusCode == http.StatusOK {
		return res.Body, nil
	}
	defer res.Body.Close()
	var result Result
	if err := json.NewDecoder(io.LimitReader(res.Body, maxBody)).Decode(&result); err != nil || result.Error == "" {
		result.Error = "the server at " + c.socket + " answered " + res.Status
	}
	return nil, &Refusal{Status: res.StatusCode, Reason: result.Error}
}
