package http1

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// trailerOf decodes a chunked body in pieces of step bytes and returns its trailer
// as lines.
func trailerOf(raw string, step, limit int) (lines string, err error) {
	c := Chunked{MaxTrailer: limit}
	for src := []byte(raw); !c.Done() && len(src) > 0; {
		_, used, err := c.Decode(nil, src[:min(step, len(src))], 1<<20)
		if err != nil {
			return "", err
		}
		src = src[used:]
	}
	if !c.Done() {
		return "", errors.New("the body has not ended")
	}
	return linesOf(&c.Trailer), nil
}

func linesOf(t *Trailer) string {
	var b strings.Builder
	for _, f := range t.Fields {
		b.WriteString(string(f.Name) + ": " + string(f.Value) + "\n")
	}
	return b.String()
}

func TestTrailersAreFoundHoweverTheyAreSplit(t *testing.T) {
	for name, c := range map[string]struct{ trailer, want string }{
		"none":                  {"", ""},
		"one":                   {"X-Sum: 1\r\n", "X-Sum: 1\n"},
		"two of the same name":  {"X: 1\r\nY: 2\r\nx:  3\t\r\n", "X: 1\nY: 2\nx: 3\n"},
		"empty":                 {"X:\r\n", "X: \n"},
		"what one knows at end": {"Content-Digest: sha-256=:x:\r\nETag: \"a\"\r\nServer-Timing: db\r\ngrpc-status: 0\r\n", "Content-Digest: sha-256=:x:\nETag: \"a\"\nServer-Timing: db\ngrpc-status: 0\n"},
		"framing":               {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\nTrailer: x\r\nX: y\r\nConnection: close\r\nUpgrade: x\r\n", "X: y\n"},
		"routing":               {"Host: evil\r\nMax-Forwards: 3\r\nX-Forwarded-For: 1\r\nX-Forwarded-Port: 2\r\nForwarded: for=x\r\nVia: x\r\nX: y\r\n", "X: y\n"},
		"authentication":        {"Authorization: x\r\nCookie: a\r\nSet-Cookie: a=b\r\nWWW-Authenticate: x\r\nProxy-Foo: x\r\nX: y\r\n", "X: y\n"},
		"processing":            {"CONTENT-ENCODING: br\r\nContent-Type: x\r\nContent-Range: x\r\nContent-Whatever: x\r\nCache-Control: no-store\r\nRange: x\r\nIf-Match: x\r\nExpect: x\r\nLocation: x\r\nX: y\r\n", "X: y\n"},
		"between us and worker": {"Rip-Worker-Busy: 1\r\nRip-Worker-X: 1\r\nX: y\r\n", "X: y\n"},
	} {
		t.Run(name, func(t *testing.T) {
			raw := "3\r\nabc\r\n0\r\n" + c.trailer + "\r\n"
			for step := 1; step <= len(raw); step++ {
				got, err := trailerOf(raw, step, 0)
				if err != nil || got != c.want {
					t.Fatalf("in pieces of %d: %q, %v, want %q", step, got, err, c.want)
				}
			}
		})
	}
}

func TestMalformedTrailersAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		trailer string
		want    error
	}{
		"no colon":              {"X\r\n", ErrFieldName},
		"no name":               {": y\r\n", ErrFieldName},
		"space before colon":    {"X : y\r\n", ErrFieldName},
		"a pseudo-header":       {":path: /\r\n", ErrFieldName},
		"folded":                {"X: y\r\n z\r\n", ErrObsFold},
		"folded from the start": {" X: y\r\n", ErrObsFold},
		"control byte":          {"X: \x01\r\n", ErrChunk},
		"NUL":                   {"X: a\x00\r\n", ErrChunk},
		"bare LF":               {"X: a\nY: b\r\n", ErrChunk},
		"bare CR":               {"X: a\rY: b\r\n", ErrChunk},
		"forbidden, malformed":  {"Content-Length : 3\r\n", ErrFieldName},
		"too large":             {"X: " + strings.Repeat("y", 100) + "\r\n", ErrTrailerTooLarge},
		"too many":              {strings.Repeat("X:\r\n", 26), ErrTrailerTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			for _, step := range []int{1, 7, 1 << 10} {
				if got, err := trailerOf("0\r\n"+c.trailer+"\r\n", step, 100); !errors.Is(err, c.want) {
					t.Errorf("in pieces of %d: %q, %v, want %v", step, got, err, c.want)
				}
			}
		})
	}
}

func TestTrailersThatCameTakenApartAreCheckedAsWell(t *testing.T) {
	var got Trailer
	fields := map[string][]string{"X-B": {"1", "2"}, "X-A": {" y "}, "Content-Length": {"3"}, "X-Announced": nil}
	if err := got.Assemble(fields, 100); err != nil || linesOf(&got) != "X-A: y\nX-B: 1\nX-B: 2\n" {
		t.Errorf("%q, %v", linesOf(&got), err)
	}
	for _, c := range []struct {
		name, value string
		want        error
	}{
		{"X", "a\r\nContent-Length: 3", ErrFieldValue},
		{"X\r\nY", "a", ErrFieldName},
		{"X: Y", "a", ErrFieldName},
		{":path", "a", ErrFieldName},
		{"", "a", ErrFieldName},
		{"X", strings.Repeat("a", 100), ErrTrailerTooLarge},
	} {
		if err := got.Assemble(map[string][]string{c.name: {c.value}}, 100); !errors.Is(err, c.want) {
			t.Errorf("%q: %q: %v, want %v", c.name, c.value, err, c.want)
		}
	}
}

func TestTrailerLeavesOutWhatConnectionNames(t *testing.T) {
	r, _, err := parseResponse("HTTP/1.1 200 OK\r\nConnection: close, x-b\r\nConnection: X-C\r\nTransfer-Encoding: chunked\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	var got Trailer
	if err := got.Assemble(map[string][]string{"X-A": {"1"}, "X-B": {"2"}, "X-C": {"3"}}, 100); err != nil {
		t.Fatal(err)
	}
	got.Without(r.Nominations())
	if linesOf(&got) != "X-A: 1\n" {
		t.Errorf("%q", linesOf(&got))
	}
}

func TestTrailersAreTakenByWhoSaysSo(t *testing.T) {
	for fields, want := range map[string]bool{
		"": false, "TE: trailers\r\n": true, "te: gzip;q=0.5, Trailers\r\n": true,
		"TE: gzip\r\nTE: trailers\r\n": true, "TE: gzip\r\n": false, "TE: trailersx\r\n": false,
	} {
		for version, spoken := range map[string]bool{"1.1": true, "1.0": false} {
			r, _, err := parse("GET / HTTP/" + version + "\r\nHost: h\r\n" + fields + "\r\n")
			if err != nil || r.TakesTrailers() != (want && spoken) {
				t.Errorf("HTTP/%s, %q: %v, %v", version, fields, r.TakesTrailers(), err)
			}
		}
	}
}

// What is accepted in parts is what is read when it comes as text, and what we
// write is read again as the same.
func FuzzTrailer(f *testing.F) {
	f.Add("X-Sum", "1", "Content-Length", "3")
	f.Add("a", "b\r\nc: d", "A", " ")
	f.Fuzz(func(t *testing.T, name1, value1, name2, value2 string) {
		fields := map[string][]string{name1: {value1}}
		fields[name2] = append(fields[name2], value2)
		var parts Trailer
		if parts.Assemble(fields, 1<<10) != nil {
			return
		}
		var text strings.Builder
		for _, name := range sortedNames(fields, nil) {
			for _, value := range fields[name] {
				text.WriteString(name + ": " + value + "\r\n")
			}
		}
		want := linesOf(&parts)
		for _, raw := range []string{"0\r\n" + text.String() + "\r\n", string(AppendLastChunk(nil, parts.Fields))} {
			got, err := trailerOf(raw, len(raw), 1<<10)
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Fatalf("%q: %v\n%s", raw, err, diff)
			}
		}
		for _, f := range parts.Fields {
			if f.Kind != Other || !MayTrail(f.Name) {
				t.Fatalf("let through: %q", f.Name)
			}
		}
	})
}
