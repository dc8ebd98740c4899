package lb

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// logged are exchanges as the access log meets them, hostile ones too.
func logged() []*Exchange {
	at := time.Date(2026, 3, 4, 5, 6, 7, 89_000_000, time.UTC)
	list := []struct {
		method, target string
		status         int
		ctype          string
		sent           int64
		total, service time.Duration
		wait           time.Duration
		reason         string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8", 5321, 1234 * time.Microsecond, 1100 * time.Microsecond, 0, ""},
		{"GET", "/ping", 200, "text/plain;charset=utf-8", 4, 87 * time.Microsecond, 60 * time.Microsecond, 0, ""},
		{"POST", "/api/orders?dry=1", 201, "application/json", 999, 12 * time.Millisecond, 10 * time.Millisecond, time.Millisecond, ""},
		{"GET", "/app.js", 304, "", 0, 300 * time.Microsecond, 200 * time.Microsecond, 0, ""},
		{"GET", "/missing", 404, "application/problem+json", 1000, 2 * time.Millisecond, time.Millisecond, 0, ""},
		{"GET", "/events", 200, "text/event-stream", 12_345_678, 61 * time.Second, time.Millisecond, 0, "stream-closed"},
		{"GET", "/slow", 504, "text/plain", 77, 5001 * time.Millisecond, 5 * time.Second, 0, "worker-timeout"},
		{"GET", "/gone", 499, "", 0, 650 * time.Millisecond, 0, 650 * time.Millisecond, "client-gone"},
		{"", "", 400, "text/plain", 80, 20 * time.Microsecond, 0, 0, "bare-cr-or-lf"},
		{"GET", "/\x9b31mred\xff\xc3\xa9\"quoted\\\xe2\x80\xa8line", 200, "text/\x9b31m", 1 << 40, time.Millisecond, 0, 0, ""},
	}
	var out []*Exchange
	for _, e := range list {
		x := &Exchange{
			start: at, total: e.total, service: e.service, wait: e.wait,
			status: e.status, sent: e.sent, ctype: []byte(e.ctype), reason: e.reason, worker: "2-1",
		}
		x.Method, x.Target = []byte(e.method), []byte(e.target)
		out = append(out, x)
	}
	return out
}

func logText(f LogFormat) string {
	var b []byte
	for _, x := range logged() {
		b = f.append(b, x)
	}
	return string(b)
}

func TestAccessLogLines(t *testing.T) {
	golden(t, "access.txt", logText(LogFormat{Indent: "  "}))
	golden(t, "access-color.txt", logText(LogFormat{Color: true}))
	golden(t, "access.json", logText(LogFormat{JSON: true, App: "shop"}))
	golden(t, "access-debug.json", logText(LogFormat{JSON: true, Debug: true, App: `sh"op`}))
}

func TestJSONLinesAreJSON(t *testing.T) {
	for line := range strings.Lines(logText(LogFormat{JSON: true, Debug: true, App: "shop"})) {
		var fields map[string]any
		if err := json.Unmarshal([]byte(line), &fields); err != nil {
			t.Errorf("%v in %s", err, line)
		}
		if !utf8.ValidString(line) {
			t.Errorf("not UTF-8: %q", line)
		}
		for _, name := range []string{"t", "app", "method", "path", "status", "totalSeconds", "workerSeconds", "queueSeconds", "length", "workerId"} {
			if _, there := fields[name]; !there {
				t.Errorf("no %s in %s", name, line)
			}
		}
	}
}

// Whatever a client or an app sends, a terminal gets one line of plain text.
func FuzzLogLine(f *testing.F) {
	f.Add([]byte("/\x1b[2J"), []byte("text/html"))
	f.Add([]byte("/\xc2\x9b\u2028"), []byte("a/\x9bb"))
	f.Fuzz(func(t *testing.T, target, ctype []byte) {
		x := logged()[0]
		x.Target, x.ctype = target, ctype
		human := LogFormat{}.append(nil, x)
		for _, c := range bytes.TrimSuffix(human, []byte("\n")) {
			if c < 0x20 || c >= 0x7f {
				t.Fatalf("byte %#x in %q", c, human)
			}
		}
		line := LogFormat{JSON: true}.append(nil, x)
		if !json.Valid(line) || bytes.Count(line, []byte("\n")) != 1 {
			t.Fatalf("not one line of JSON: %q", line)
		}
	})
}
