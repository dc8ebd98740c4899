package config_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/config"
)

// Every source sets maxQueue; taking away the strongest each time shows the order.
func TestLaterSourcesWin(t *testing.T) {
	dir := dirWith(
		t,
		"package.json", `{"name": "shop", "rip-server": {"maxQueue": 1}}`,
		"bunfig.toml", "[install]\nexact = true\n[rip-server]\nmaxQueue = 2\n",
		"rip-server.yaml", "maxQueue: 3",
		"rip-server.toml", "maxQueue = 4",
		"rip-server.json", `{"max-queue": 5}`,
		".env", "SECRET=x\nRIP_MAX_QUEUE=7\n",
	)
	further := filepath.Join(dirWith(t, "more.yml", "maxQueue: 6"), "more.yml")
	src := config.Sources{
		Dir: dir, File: further, Environ: []string{"RIP_MAX_QUEUE=8", "HOME=/"},
		Tokens: map[string]any{"maxQueue": 9}, Words: map[string]string{"maxQueue": "q:9"},
		Flags: flags(t, "--max-queue", "10"),
	}
	check := func(value int, source string) {
		t.Helper()
		loaded := mustLoad(t, src)
		if loaded.Config.MaxQueue != value || loaded.Source("maxQueue") != source {
			t.Errorf("maxQueue is %d from %q, want %d from %q", loaded.Config.MaxQueue, loaded.Source("maxQueue"), value, source)
		}
	}
	check(10, "--max-queue")
	src.Flags = flags(t)
	check(9, "argument q:9")
	src.Tokens = nil
	check(8, "RIP_MAX_QUEUE")
	src.Environ = []string{"RIP_MAX_QUEUE="} // empty is not set
	check(7, ".env")
	src.Dir = dirWith(t, "rip-server.json", `{"max-queue": 5}`, ".env", "SECRET=x")
	check(6, further)
	src.File = ""
	check(5, "rip-server.json")
	src.Dir = dirWith(t, "rip-server.toml", "maxQueue = 4", "rip-server.yaml", "maxQueue: 3")
	check(4, "rip-server.toml")
	src.Dir = dirWith(t, "rip-server.yaml", "maxQueue: 3", "bunfig.toml", "[rip-server]\nmaxQueue = 2")
	check(3, "rip-server.yaml")
	src.Dir = dirWith(t, "bunfig.toml", "[rip-server]\nmaxQueue = 2", "package.json", `{"rip-server": {"maxQueue": 1}}`)
	check(2, "bunfig.toml")
	src.Dir = dirWith(t, "package.json", `{"rip-server": {"maxQueue": 1}}`)
	check(1, "package.json")
	src.Dir = ""
	check(8192, "default")
}

func TestConfigFileIsNamedByVariableWhenNoFlagDoes(t *testing.T) {
	file := filepath.Join(dirWith(t, "shop.json", `{"workers": 3}`), "shop.json")
	loaded := mustLoad(t, config.Sources{Environ: []string{"RIP_CONFIG=" + file}})
	if loaded.Config.Workers != 3 || len(loaded.Warnings) > 0 {
		t.Errorf("workers is %d with warnings %q, want 3 without", loaded.Config.Workers, loaded.Warnings)
	}
}

func TestKeyNotInAnySourceIsNotSet(t *testing.T) {
	loaded := mustLoad(t, config.Sources{Environ: []string{"RIP_HTTP_PORT=3000"}, Flags: flags(t)})
	if !loaded.IsSet("httpPort") {
		t.Error("httpPort was given, if only its default value, and does not count as set")
	}
	if loaded.IsSet("httpsPort") || loaded.Source("httpsPort") != "default" {
		t.Errorf("httpsPort counts as set by %q", loaded.Source("httpsPort"))
	}
}

func TestValuesBecomeWhatTheyMean(t *testing.T) {
	loaded := mustLoad(t, config.Sources{Dir: dirWith(t, "rip-server.yaml", `
max-age: 1h30m
maxMemory: 512MiB
queueTimeoutMs: 1500
accessLog: off
trustProxy: [10.1.2.3/8, "::1", "::ffff:192.168.0.0/112"]
`)})
	c := loaded.Config
	if c.MaxAge != 90*time.Minute || c.MaxMemory != 512<<20 || c.QueueTimeout != 1500*time.Millisecond || c.AccessLog {
		t.Errorf("got maxAge %v, maxMemory %d, queueTimeout %v, accessLog %v", c.MaxAge, c.MaxMemory, c.QueueTimeout, c.AccessLog)
	}
	if got, want := valueOf(loaded, "trustProxy"), "10.0.0.0/8,::1,192.168.0.0/16"; got != want {
		t.Errorf("trustProxy is %q, want %q", got, want)
	}
}

func TestAutoWorkersAreAtLeastTwo(t *testing.T) {
	if got := config.Default().Workers; got < 2 {
		t.Errorf("auto is %d workers; one slow request would stop the app", got)
	}
}

func TestDefaultsThatFollowFromOtherValues(t *testing.T) {
	for _, tc := range []struct {
		environ   []string
		hotReload string
		variant   string
		protocol  string
	}{
		{nil, "module", "dev", "http"},
		{[]string{"RIP_ENV=prod"}, "none", "prod", "http"},
		{[]string{"RIP_ENV=prod", "RIP_HOT_RELOAD=process", "RIP_VARIANT=blue"}, "process", "blue", "http"},
		{[]string{"RIP_HTTPS=quick"}, "module", "dev", "https"},
		{[]string{"RIP_HTTPS_PORT=3443"}, "module", "dev", "https"},
		{[]string{"RIP_HTTPS=ca", "RIP_PROTOCOL=http+https"}, "module", "dev", "http+https"},
		{[]string{"RIP_ACME_DOMAIN=shop.example.com"}, "module", "dev", "http+https"},
		{[]string{"RIP_ACME_DOMAIN=shop.example.com", "RIP_PROTOCOL=https"}, "module", "dev", "https"},
		{[]string{"RIP_ACME_DOMAIN=shop.example.com", "RIP_CERT=a.pem"}, "module", "dev", "https"},
	} {
		c := mustLoad(t, config.Sources{Environ: tc.environ}).Config
		got := []string{c.HotReload, c.Variant, c.Protocol}
		if diff := cmp.Diff([]string{tc.hotReload, tc.variant, tc.protocol}, got); diff != "" {
			t.Errorf("%v: %s", tc.environ, diff)
		}
		if c.WantsHTTPS() != (tc.protocol != "http") {
			t.Errorf("%v: WantsHTTPS is %v", tc.environ, c.WantsHTTPS())
		}
	}
}

// An authority comes to the ports 80 and 443, wherever apps usually listen.
func TestPublicCertificatesMoveTheDefaultPorts(t *testing.T) {
	c := mustLoad(t, config.Sources{Environ: []string{"RIP_ACME_DOMAIN=shop.example.com"}}).Config
	if c.HTTPS != "acme" || c.HTTPPort != 80 || c.HTTPSPort != 443 {
		t.Errorf("https: %s on the ports %d and %d", c.HTTPS, c.HTTPPort, c.HTTPSPort)
	}
	c = mustLoad(t, config.Sources{Environ: []string{"RIP_ACME_DOMAIN=shop.example.com", "RIP_HTTPS_PORT=3443"}}).Config
	if c.HTTPPort != 80 || c.HTTPSPort != 3443 {
		t.Errorf("with a port that was given: %d and %d", c.HTTPPort, c.HTTPSPort)
	}
}

func TestListsCanBeGivenPieceByPiece(t *testing.T) {
	c := mustLoad(t, config.Sources{Flags: flags(t, "--acme-domain=B\u00fccher.example.com,b.example.com", "--acme-domain", "c.example.com.", "--cert=x.pem", "--cert=y.pem")}).Config
	if diff := cmp.Diff([]string{"xn--bcher-kva.example.com", "b.example.com", "c.example.com"}, c.ACMEDomains); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"x.pem", "y.pem"}, c.Cert); diff != "" {
		t.Error(diff)
	}
}

func TestNoFlagsStandForTheirValue(t *testing.T) {
	loaded := mustLoad(t, config.Sources{Flags: flags(t, "--no-access-log", "--no-hot-reload", "--json", "--verbose")})
	c := loaded.Config
	if c.AccessLog || c.HotReload != "none" || !c.JSON {
		t.Errorf("accessLog %v, hotReload %s, json %v", c.AccessLog, c.HotReload, c.JSON)
	}
	if got := loaded.Source("accessLog"); got != "--no-access-log" {
		t.Errorf("accessLog comes from %q", got)
	}
	if c := mustLoad(t, config.Sources{Flags: flags(t, "--no-access-log=false")}).Config; !c.AccessLog {
		t.Error("--no-access-log=false turned the access log off")
	}
}

// Files of other programs are none of our business unless they speak to us.
func TestBrokenFilesThatDoNotMentionUsAreIgnored(t *testing.T) {
	mustLoad(t, config.Sources{Dir: dirWith(t,
		"package.json", `{"name": "shop",`, "bunfig.toml", "= no toml", ".env", "'")})
	mustLoad(t, config.Sources{Dir: dirWith(t, "package.json", `{"name": "rip-server"}`)})
}
