package control

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
)

// The two operations a worker may ask for.
const (
	OpJoin = "join"
	OpQuit = "quit"
)

// maxIdentifier bounds app names and worker ids; both end up in file names and metrics.
const maxIdentifier = 64

// decodeMember reads exactly one JSON object for app from body. It is strict:
// an unknown field is most often a misspelt one, and a worker author wants to
// hear of it now rather than wonder why a version was ignored. Every error is
// a *Refusal with status 400.
func decodeMember(body io.Reader, app string) (Member, error) {
	var m Member
	if err := decodeStrict(body, &m); err != nil {
		return Member{}, err
	}
	if err := m.check(app); err != nil {
		return Member{}, err
	}
	return m, nil
}

// check says what is missing or wrong in a message to the server of app.
func (m Member) check(app string) error {
	if m.Op != OpJoin && m.Op != OpQuit {
		return badRequest(`op is %q: say "join" or "quit"`, m.Op)
	}
	if m.App != app {
		return badRequest("app is %q, but this socket belongs to %q: send RIP_APP_NAME as it was given", m.App, app)
	}
	if err := checkIdentifier("workerId", m.WorkerID); err != nil {
		return err
	}
	if m.Op == OpQuit {
		return nil
	}
	switch {
	case m.PID <= 0:
		return badRequest("pid is %d: a join needs the worker's process id", m.PID)
	case !filepath.IsAbs(m.Socket):
		return badRequest("socket is %q: a join needs the absolute path in RIP_SOCKET", m.Socket)
	case len(m.Socket) > maxSocketPath:
		return badRequest("socket is %d bytes long, the system allows %d", len(m.Socket), maxSocketPath)
	case m.Version < 0:
		return badRequest("version is %d: send the number in RIP_VERSION", m.Version)
	}
	return nil
}

func checkIdentifier(field, value string) error {
	if value == "" || len(value) > maxIdentifier {
		return badRequest("%s has %d characters: 1 to %d are allowed", field, len(value), maxIdentifier)
	}
	for _, c := range value {
		if !isNameRune(c) {
			return badRequest("%s %q contains %q: letters, digits, _ and - are allowed", field, value, c)
		}
	}
	return nil
}

func isNameRune(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// decodeStrict decodes one JSON value and refuses unknown fields and anything after it.
func decodeStrict(body io.Reader, into any) error {
	dec := json.NewDecoder(body)
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return badRequest("%s", explainDecode(err))
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return badRequest("there is something after the JSON object: send one object only")
	}
	return nil
}

func explainDecode(err error) string {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return fmt.Sprintf("the body is larger than %d bytes", tooLarge.Limit)
	case errors.Is(err, io.EOF):
		return "the body is empty: send a JSON object"
	}
	return "the body is not what was expected: " + err.Error()
}
