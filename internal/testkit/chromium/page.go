// Package chromium drives a real browser in tests that are about pages.
package chromium

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/rip-server/rip-server/internal/testkit"
)

// patience bounds each thing that is done to a page.
const patience = time.Minute

// Page is one tab of a Chromium that lives as long as the test. Its methods
// fail the test; they are for its goroutine.
type Page struct {
	t   testing.TB
	ctx context.Context

	mu         sync.Mutex
	complaints []string
}

// Start starts a Chromium. Without one the test is skipped.
func Start(t testing.TB) *Page {
	t.Helper()
	if _, err := exec.LookPath("chromium"); err != nil {
		t.Skip("chromium is not installed: apt-get install chromium")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath("chromium"), chromedp.NoSandbox, chromedp.WindowSize(1100, 1200))
	p := &Page{t: t}
	alloc, cancelAlloc := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, cancelPage := chromedp.NewContext(alloc, chromedp.WithListener(p.hear))
	t.Cleanup(func() { cancelPage(); cancelAlloc() })
	p.ctx = ctx
	// The tab lives as long as the context of what is done first.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start chromium: %v", err)
	}
	return p
}

// hear keeps what the browser finds wrong with the page: errors that nothing
// caught and breaches of its policy. Answers of 400 and more are not the page's.
func (p *Page) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.complaints = append(p.complaints, thrown(e.ExceptionDetails))
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
			p.complaints = append(p.complaints, e.Entry.Text)
		}
	}
}

// Complaints are the page's errors and breaches of its policy so far.
func (p *Page) Complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.complaints)
}

// Do does what a visitor would, or fails saying what.
func (p *Page) Do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v", what, err)
	}
}

// Open goes to an address.
func (p *Page) Open(url string) {
	p.t.Helper()
	p.Do("open "+url, chromedp.Navigate(url))
}

// Eval is the value of an expression, awaited if it is a promise.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("evaluate %.200s: %v", expression, err)
	}
	return value
}

// Says waits until the text of what selector finds holds want.
func (p *Page) Says(selector, want string) {
	p.t.Helper()
	read := fmt.Sprintf("[...document.querySelectorAll(%q)].map(e => e.innerText).join('\\n')", selector)
	var text string
	said := false
	defer func() {
		if !said {
			p.t.Logf("%s says %q", selector, text)
		}
	}()
	testkit.Eventually(p.t, selector+" says "+want, func() bool {
		got, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](read))
		if err == nil {
			text = got
		}
		said = strings.Contains(text, want)
		return said
	})
}

// Look sets the size of the window, a phone when it is narrow, and the colours that the visitor prefers,
// "light" or "dark".
func (p *Page) Look(width, height int64, colours string) {
	p.t.Helper()
	var options []chromedp.EmulateViewportOption
	if width < 600 {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	p.Do("look", chromedp.EmulateViewport(width, height, options...), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: colours}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
		return err
	}))
}

// Shoot keeps a picture of the whole page for people, in e2e-artifacts.
func (p *Page) Shoot(name string) {
	p.t.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		p.t.Fatal(err)
	}
	file := filepath.Join(testkit.Root(p.t), "e2e-artifacts", name+".png")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(file, png, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func thrown(details *runtime.ExceptionDetails) string {
	if details.Exception != nil && details.Exception.Description != "" {
		return details.Exception.Description
	}
	return details.Text
}
