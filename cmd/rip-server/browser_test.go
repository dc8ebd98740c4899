//go:build e2e

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/rip-server/rip-server/internal/testkit"
)

// TestExampleWorksInABrowser clicks through the example's front page as a
// visitor would, over everything a browser does with a server: pages, JSON,
// event streams, websockets, uploads, streamed answers, errors, a crash.
func TestExampleWorksInABrowser(t *testing.T) {
	url := serve(t, filepath.Join(testkit.Root(t), "apps", "example"), "w:4")
	page := browse(t)
	clickThrough(t, page, url)
	shoot(t, page, "example")
}

// Over HTTPS the browser chooses HTTP/2 by itself, and a connection with HTTP/1.1
// for the websocket, which HTTP/2 is not offered for.
func TestExampleWorksInABrowserOverHTTP2(t *testing.T) {
	url := serveTLS(t, filepath.Join(testkit.Root(t), "apps", "example"), "w:4")
	page := browse(t, chromedp.IgnoreCertErrors)
	clickThrough(t, page, url)
	protocols, err := chromedp.Run(page, chromedp.Evaluate[string](
		`[...new Set(performance.getEntries().map(e => e.nextHopProtocol).filter(Boolean))].join()`))
	if err != nil || protocols != "h2" {
		t.Errorf("the page came by %q, %v", protocols, err)
	}
}

func clickThrough(t *testing.T, page context.Context, url string) {
	t.Helper()
	run := func(what string, steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(page, steps...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	run("open the page", chromedp.Navigate(url), chromedp.WaitVisible(`[data-demo=worker]`))
	click := func(demo, want string) {
		t.Helper()
		run("click "+demo, chromedp.Click(fmt.Sprintf(`button[data-demo=%s]`, demo)))
		says(t, page, demo, want)
	}
	click("worker", "worker 1-1")
	click("json", "200")
	click("clock", ":")
	click("stream", "\n")
	click("download", "8388608 bytes")
	click("slow", "200")
	run("send over the websocket", chromedp.Click(`form[data-demo=ws] button`))
	says(t, page, "ws", "< hello")
	file := filepath.Join(t.TempDir(), "abc.txt")
	testkit.WriteFile(t, file, "abc")
	run("choose a file", chromedp.SetUploadFiles(`input[data-demo=upload]`, []string{file}))
	says(t, page, "upload", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") // SHA-256 of abc
	click("throw", "500")
	click("crash", "502")
	click("json", "200") // other workers go on
}

// browse starts a Chromium that lives as long as the test.
func browse(t *testing.T, extra ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	if _, err := exec.LookPath("chromium"); err != nil {
		t.Skip("chromium is not installed: apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath("chromium"), chromedp.NoSandbox, chromedp.WindowSize(1100, 1200))
	options = append(options, extra...)
	alloc, cancelAlloc := chromedp.NewExecAllocator(t.Context(), options...)
	page, cancelPage := chromedp.NewContext(alloc)
	t.Cleanup(func() { cancelPage(); cancelAlloc() })
	return page
}

// says waits until the output beside a demo holds want.
func says(t *testing.T, page context.Context, demo, want string) {
	t.Helper()
	read := fmt.Sprintf(`document.querySelector('[data-demo=%s]').closest('.card').querySelector('output').textContent`, demo)
	testkit.Eventually(t, demo+" says "+want, func() bool {
		text, err := chromedp.Run(page, chromedp.Evaluate[string](read))
		return err == nil && strings.Contains(text, want)
	})
}

// shoot keeps a picture for people.
func shoot(t *testing.T, page context.Context, name string) {
	t.Helper()
	png, err := chromedp.Run(page, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(testkit.Root(t), "e2e-artifacts")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}
