package acme

import (
	"crypto/x509"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	protocol "github.com/mholt/acmez/v3/acme"

	"github.com/rip-server/rip-server/internal/testkit"
)

// The page shows what operators read when there is no certificate.
func TestFailuresSayWhatToDo(t *testing.T) {
	failures := map[string]error{
		"no network":                    &url.Error{Op: "Get", URL: "https://acme.example.com/dir", Err: errors.New("dial tcp: lookup acme.example.com: no such host")},
		"private authority, not named":  fmt.Errorf("get directory: %w", x509.UnknownAuthorityError{}),
		"proof refused, no known type":  protocol.Problem{Type: "urn:example:odd", Detail: "odd", Resource: protocol.Authorization{}},
		"something that nobody thought": errors.New("odd"),
	}
	for kind := range problemAdvice("") {
		failures[strings.TrimPrefix(kind, protocol.ProblemTypeNamespace)] = fmt.Errorf("solving challenges: %w", protocol.Problem{Type: kind, Detail: "in the authority's words"})
	}
	var page strings.Builder
	for _, name := range slices.Sorted(maps.Keys(failures)) {
		err := failures[name]
		fmt.Fprintf(&page, "## %s\n%s\n→ %s\n\n", name, reason(err), advice(err, "shop.example.com"))
	}
	testkit.Golden(t, "testdata/advice.txt", page.String())
}
