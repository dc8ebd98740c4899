package cli

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/internal/testkit"
)

// A phone that opens the address that is shown gets the root certificate, and
// nothing else of what lies beside it.
func TestRootCertificateIsOfferedToOtherDevicesUntilItIsEnded(t *testing.T) {
	home, err := ca.HomeOf([]string{"RIP_HOME=" + filepath.Join(t.TempDir(), "home")})
	if err != nil {
		t.Fatal(err)
	}
	authority, err := ca.Init(home, nil, false, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	var shown testkit.Buffer
	p := &Process{Stdout: &shown}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- p.offer(ctx, authority, 0) }() // ends with ctx
	testkit.Eventually(t, "the address is shown", func() bool { return shown.Contains("ctrl-C ends it") })
	if !shown.Contains(ca.Fingerprint(authority.Root)) {
		t.Errorf("no fingerprint to compare with: %s", shown.String())
	}
	page := regexp.MustCompile(`http://localhost:\d+/`).FindString(shown.String())
	url := page + "ca"
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	get := func(url string) (*http.Response, []byte) {
		t.Helper()
		resp, err := client.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp, body
	}
	resp, body := get(page)
	for _, want := range []string{`href="/ca"`, "compare that with the one in", "Certificate Trust Settings", "Install a certificate"} {
		if !bytes.Contains(body, []byte(want)) || resp.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("the page (%s) has no %q", resp.Header.Get("Content-Type"), want)
		}
	}
	if shown.Contains("█") {
		t.Error("a code for cameras where nobody sees it")
	}
	resp, body = get(url)
	if !bytes.Equal(body, authority.Root.Raw) || resp.Header.Get("Content-Type") != "application/x-x509-ca-cert" {
		t.Errorf("%s, %d bytes", resp.Header.Get("Content-Type"), len(body))
	}
	for _, path := range []string{"/root-key.pem", "/../ca/root-key.pem", "/%2e%2e/root-key.pem", "/ca/"} {
		if resp, body := get(page + path[1:]); resp.StatusCode != 404 {
			t.Errorf("%s: %d %q", path, resp.StatusCode, body)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("ended with %v", err)
	}
}
