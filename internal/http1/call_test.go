package http1_test

import (
	"errors"
	"testing"

	"github.com/rip-server/rip-server/internal/http1"
)

func TestComposedResponseReadsLikeOneThatCame(t *testing.T) {
	var r http1.Response
	for range 2 { // the second time in the memory of the first
		must(t, r.Compose(404, "Gone Fishing"))
		must(t, r.Add("Content-Type", "text/plain"))
		must(t, r.Add("X-A", "\xff"))
		must(t, r.Add("Content-Length", "12"))
	}
	if r.Status != 404 || string(r.Reason) != "Gone Fishing" || len(r.Fields) != 3 || r.Length != 12 || !r.KeepAlive {
		t.Errorf("got %+v", r)
	}
	if got := r.Get(http1.ContentType); string(got) != "text/plain" {
		t.Errorf("content type %q", got)
	}
}

func TestComposedResponseIsHeldToTheRules(t *testing.T) {
	var r http1.Response
	for name, tt := range map[string]struct{ err, want error }{
		"an interim status": {r.Compose(103, ""), http1.ErrStatusLine},
		"no status":         {r.Compose(99, ""), http1.ErrStatusLine},
		"a line in reason":  {r.Compose(200, "a\r\nb"), http1.ErrStatusLine},
		"no name":           {r.Add("", "x"), http1.ErrFieldName},
		"a name with space": {r.Add("a b", "x"), http1.ErrFieldName},
		"a line in a value": {r.Add("a", "x\r\nb: y"), http1.ErrFieldValue},
		"a length of words": {r.Add("content-length", "ten"), http1.ErrContentLength},
	} {
		if !errors.Is(tt.err, tt.want) {
			t.Errorf("%s: %v, want %v", name, tt.err, tt.want)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
