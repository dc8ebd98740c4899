package api

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strconv"
	"strings"
)

// Logs yields the last lines of an app's workers and, with follow, those to
// come until ctx ends or the platform does. An error is yielded last; the end
// of ctx is none.
func (c *Client) Logs(ctx context.Context, name string, tail int, follow bool) iter.Seq2[LogLine, error] {
	return listOrFollow[LogLine](ctx, c, appPath(name, "/logs?tail="+strconv.Itoa(tail)), follow)
}

// Events yields what happened after the event with that id, as far as it is
// known, and with follow what happens from then on; otherwise as Logs. app is
// one app only, "" all.
func (c *Client) Events(ctx context.Context, since uint64, app string, follow bool) iter.Seq2[Event, error] {
	return listOrFollow[Event](ctx, c, "/api/events?since="+strconv.FormatUint(since, 10)+"&app="+app, follow)
}

func listOrFollow[T any](ctx context.Context, c *Client, path string, follow bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if !follow {
			var list []T
			err := c.do(ctx, "GET", path+"&follow=0", nil, &list)
			for _, value := range list {
				if !yield(value, nil) {
					return
				}
			}
			if err != nil && ctx.Err() == nil {
				var none T
				yield(none, err)
			}
			return
		}
		if err := c.follow(ctx, path, func(text []byte) (bool, error) {
			var value T
			if err := json.Unmarshal(text, &value); err != nil {
				return false, err
			}
			return yield(value, nil), nil
		}); err != nil && ctx.Err() == nil {
			var none T
			yield(none, err)
		}
	}
}

// follow hands the data of each event of a stream to take until that is false.
func (c *Client) follow(ctx context.Context, path string, take func([]byte) (bool, error)) error {
	req, err := c.request(ctx, http.MethodGet, path, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "text/event-stream")
	res, err := c.open(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	in := bufio.NewReader(res.Body)
	for {
		line, err := in.ReadString('\n')
		switch data, ok := strings.CutPrefix(line, "data: "); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("the platform at %s has ended the stream: %w", c.base, err)
		case ok:
			if more, err := take([]byte(data)); err != nil || !more {
				return err
			}
		}
	}
}
