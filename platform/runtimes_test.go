package platform_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/ca"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
)

func TestAppsOnBunAreUpdatedParkedAndEndWithoutATrace(t *testing.T) {
	t.Parallel()
	bun := testkit.Bun(t)
	w := newWorld(t, func(o *platform.Options) { o.Environ = append(o.Environ, "RIP_BUN="+bun) })
	onBun := func(d *platform.Deployment) {
		d.Settings = map[string]string{"runtime": "bun"}
		d.Environ = map[string]string{"WHO": "world", "MARK": w.dir}
	}
	w.deploy("shop", `export default () => new Response("hello " + process.env.WHO + Bun.version.slice(0, 0));`, onBun)
	load := w.asks("shop")
	load.More(t, 10)
	if _, err := w.update("shop", w.source("shop-2", says("two"))); err != nil {
		t.Fatal(err)
	}
	load.More(t, 10)
	load.Stop().WantAll(t, 200)
	w.want("shop", 200, "two")
	if n := len(testkit.ProcessesWith(t, w.dir)); n < 2 {
		t.Errorf("%d processes serve, want 2", n)
	}
	if _, err := w.Patch(t.Context(), "shop", platform.Changes{IdleStop: new(idleAfter)}, 0); err != nil {
		t.Fatal(err)
	}
	w.wantState("shop", platform.Idle)
	if pids := testkit.ProcessesWith(t, w.dir); len(pids) != 0 {
		t.Errorf("the idle app has processes %v", pids)
	}
	w.want("shop", 200, "two")
}

func TestAppIsServedOverHTTPSAtAPortOfItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *platform.Options) {
		o.Certificates = func(c *config.Config, log *slog.Logger) (appserver.Certificates, error) {
			return ca.LiveQuick(c.Name, ca.AppNames(c.Name, c.Host, nil), time.Now, log)
		}
	})
	app := w.deploy("shop", says("safe"), func(d *platform.Deployment) { d.Protocol = "http+https" })
	if app.HTTPSPort == nil || *app.HTTPSPort < w.opts.FirstHTTPSPort || len(app.URLs) != 2 {
		t.Fatalf("the app is %+v", app)
	}
	w.want("shop", 200, "safe")
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true} // signed by itself
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("https://127.0.0.1:%d/", *app.HTTPSPort), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if text, err := io.ReadAll(resp.Body); err != nil || string(text) != "safe" {
		t.Errorf("answered %q, %v", text, err)
	}
}
