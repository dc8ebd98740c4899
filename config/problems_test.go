package config_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/internal/testkit"
)

// The page of mistakes shows what people read when they get something wrong.
func TestMistakesNamePlaceCauseAndCure(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing.yaml")
	cases := []struct {
		name string
		src  config.Sources
	}{
		{"wrong type in yaml", config.Sources{Dir: dirWith(t, "rip-server.yaml", "# shop\nworkers: many\n")}},
		{"unknown keys in yaml", config.Sources{Dir: dirWith(t, "rip-server.yaml", "maxQueues: 3\nqueue_timeout_ms: 4\nbanana: 5\n\"\\e[2J\": 1\n")}},
		{"wrong types in toml", config.Sources{Dir: dirWith(t, "rip-server.toml", "workers = true\nhttpPort = 99999\nmaxAge = 2024-01-01\n")}},
		{"wrong types in json", config.Sources{Dir: dirWith(t, "rip-server.json", "{\n\"workers\": 4.5,\n\"env\": \"prd\",\n\"maxQueue\": null,\n\"host\": {}\n}")}},
		{"section of package.json", config.Sources{Dir: dirWith(t, "package.json", "{\n\"workers\": \"mine\",\n\"rip-server\": {\n\"workers\": \"many\"}\n}")}},
		{"section that is no table", config.Sources{Dir: dirWith(t, "package.json", "{\n\"rip-server\": 4}")}},
		{"syntax of yaml", config.Sources{Dir: dirWith(t, "rip-server.yaml", "workers: 4\n  x: [\n")}},
		{"syntax of toml", config.Sources{Dir: dirWith(t, "rip-server.toml", "workers = 4\nx = = 5\n")}},
		{"syntax of json", config.Sources{Dir: dirWith(t, "rip-server.json", "{\n\"workers\": 4,\n}")}},
		{"yaml that is no table", config.Sources{Dir: dirWith(t, "rip-server.yaml", "workers 4\n")}},
		{"same key in two spellings", config.Sources{Dir: dirWith(t, "rip-server.yaml", "maxQueue: 4\nmax-queue: 5\n")}},
		{"file that is not there", config.Sources{File: missing}},
		{"file of no known kind", config.Sources{File: filepath.Join(dirWith(t, "shop.ini", "workers=4"), "shop.ini")}},
		{"environment", config.Sources{Environ: []string{"RIP_WORKERS=5000", "RIP_QUEUE_TIMEOUT_MS=2s", "RIP_MAX_AGE=6", "RIP_JSON=maybe"}}},
		{".env", config.Sources{Dir: dirWith(t, ".env", "A=1\nRIP_MAX_MEMORY=lots\nRIP_MAX_BODY=0\n")}},
		{"flags", config.Sources{Flags: flags(t, "--lb-policy=random", "--hot-reload=modul", "--metrics=9100", "--trust-proxy=10.0.0.0/8,proxy", "--host=localhost:80")}},
		{"flags that contradict", config.Sources{Flags: flags(t, "--hot-reload=module", "--no-hot-reload")}},
		{"paths and names", config.Sources{Environ: []string{"RIP_STATUS_PATH=up", "RIP_HEALTH_PATH=/a b", "RIP_NAME=My App", "RIP_SOCKET_PREFIX=rip"}}},
		{"same port twice", config.Sources{Environ: []string{"RIP_PROTOCOL=http+https", "RIP_HTTPS_PORT=8080"}, Tokens: map[string]any{"httpPort": "8080"}, Words: map[string]string{"httpPort": "8080"}}},
		{"names for certificates", config.Sources{Flags: flags(t, "--acme-domain=192.0.2.7", "--acme-email=ada", "--acme-ca=letsencript")}},
		{"more than names", config.Sources{Dir: dirWith(t, "rip-server.yaml", "acmeDomain: ['*.example.com']"), Environ: []string{"RIP_ACME_DOMAIN=https://example.com"}, Flags: flags(t, "--acme-domain=shop_1.example.com", "--acme-ca=http://acme.example.com")}},
		{"a certificate for nothing", config.Sources{Environ: []string{"RIP_HTTPS=acme"}}},
		{"names that only we know", config.Sources{Flags: flags(t, "--acme-domain=shop.example.com", "--acme-domain=localhost")}},
		{"a customer without an account", config.Sources{Flags: flags(t, "--acme-domain=shop.example.com", "--acme-ca=zerossl")}},
		{"metrics on the app's port", config.Sources{Environ: []string{"RIP_METRICS=:3000"}}},
		{"all sources at once", config.Sources{
			Dir:     dirWith(t, "rip-server.yaml", "workers: many\nworker: 4\n", ".env", "RIP_SURGE=0"),
			Environ: []string{"RIP_REQUESTS=-1"}, Tokens: map[string]any{"env": "test"}, Flags: flags(t, "--runtime=node"),
		}},
	}
	var page strings.Builder
	for _, tc := range cases {
		_, err := config.Load(tc.src)
		if err == nil {
			t.Errorf("%s: accepted", tc.name)
			continue
		}
		text := strings.NewReplacer(tc.src.File, "FILE").Replace(err.Error())
		if tc.src.File == "" {
			text = err.Error()
		}
		fmt.Fprintf(&page, "## %s\n%s\n\n", tc.name, text)
	}
	testkit.Golden(t, "testdata/mistakes.txt", page.String())
}

func TestMissingConfigFileIsStillErrNotExist(t *testing.T) {
	_, err := config.Load(config.Sources{File: filepath.Join(t.TempDir(), "missing.yaml")})
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v does not wrap os.ErrNotExist", err)
	}
}

func TestThingsProbablyNotMeantAreWarnings(t *testing.T) {
	for name, tc := range map[string]struct {
		src  config.Sources
		want string
	}{
		"misspelled variable": {config.Sources{Environ: []string{"RIP_MAXQUEUE=4"}}, "RIP_MAXQUEUE is not a setting and has no effect; did you mean RIP_MAX_QUEUE?"},
		"in .env":             {config.Sources{Dir: dirWith(t, ".env", "\nRIP_WORKER=4")}, ".env:2: RIP_WORKER is not a setting and has no effect; did you mean RIP_WORKERS?"},
		"module in prod":      {config.Sources{Environ: []string{"RIP_ENV=prod", "RIP_HOT_RELOAD=module"}}, "(hotReload from RIP_HOT_RELOAD, env from RIP_ENV)"},
		"https over http":     {config.Sources{Environ: []string{"RIP_HTTPS=ca", "RIP_PROTOCOL=http"}}, "https: ca has no effect"},
		"acme on loopback":    {config.Sources{Environ: []string{"RIP_ACME_DOMAIN=shop.example.com"}}, "this machine only; use prod"},
		"acme elsewhere":      {config.Sources{Environ: []string{"RIP_ACME_DOMAIN=shop.example.com", "RIP_ENV=prod", "RIP_HTTPS_PORT=8443", "RIP_HTTP_PORT=8080"}}, "have one of them forwarded (80 to 8080, 443 to 8443)"},
		"acme for nothing":    {config.Sources{Environ: []string{"RIP_ACME_DOMAIN=shop.example.com", "RIP_HTTPS=ca"}}, "acmeDomain has no effect"},
		"dev for everyone":    {config.Sources{Environ: []string{"RIP_HOST=0.0.0.0"}}, "use prod there"},
		"trust in everyone":   {config.Sources{Environ: []string{"RIP_TRUST_PROXY=::/0"}}, "every client can forge its address"},
		"two files":           {config.Sources{Dir: dirWith(t, "rip-server.yaml", "", "rip-server.json", "{}")}, "rip-server.yaml, rip-server.json are all read"},
	} {
		loaded := mustLoad(t, tc.src)
		if len(loaded.Warnings) != 1 || !strings.Contains(loaded.Warnings[0], tc.want) {
			t.Errorf("%s: warnings %q, want one with %q", name, loaded.Warnings, tc.want)
		}
	}
}

func TestValidateFindsWhatWasChangedByHand(t *testing.T) {
	for want, change := range map[string]func(*config.Config){
		"httpPort: 70000 is out of range":     func(c *config.Config) { c.HTTPPort = 70000 },
		"healthPath: \"up\" does not start":   func(c *config.Config) { c.HealthPath = "up" },
		"must have values":                    func(c *config.Config) { c.Workers = 0 },
		"are both 3000":                       func(c *config.Config) { c.Protocol, c.HTTPSPort = "http+https", 3000 },
		"queueTimeoutMs: 0 is out of range":   func(c *config.Config) { c.QueueTimeout = 0 },
		"env: \"\" is not one of dev, prod":   func(c *config.Config) { c.Env = "" },
		"name: \"a/b\" is not a usable name":  func(c *config.Config) { c.Name = "a/b" },
		"maxMemory: 1K is out of range":       func(c *config.Config) { c.MaxMemory = 1 << 10 },
		"maxAge: 1ms is out of range":         func(c *config.Config) { c.MaxAge = 1e6 },
		"statusPath: \"\" does not start":     func(c *config.Config) { c.StatusPath = "" },
		"metrics wants port 3000":             func(c *config.Config) { c.Metrics = "127.0.0.1:3000" },
		"lbReplicas: 65 is out of range":      func(c *config.Config) { c.LBReplicas = 65 },
		"socketPrefix: \"x\" is not an absol": func(c *config.Config) { c.SocketPrefix = "x" },
	} {
		c := config.Default()
		if _, err := c.Validate(); err != nil {
			t.Fatalf("the default is invalid: %v", err)
		}
		change(c)
		if _, err := c.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want one with %q", err, want)
		}
	}
}

func TestTextsMayBeAsLongAsWhatTheyAreForAndNoLonger(t *testing.T) {
	for want, set := range map[string]func(c *config.Config, more int){
		"is not a usable name":           func(c *config.Config, more int) { c.Name = strings.Repeat("a", 64+more) },
		"is not an address to listen on": func(c *config.Config, more int) { c.Host = strings.Repeat("h", 253+more) },
	} {
		c := config.Default()
		if set(c, 0); !valid(c) {
			t.Errorf("%s: said of one that is not too long", want)
		}
		set(c, 1)
		if _, err := c.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want one with %q", err, want)
		}
	}
	_, err := config.Load(config.Sources{Environ: []string{"RIP_MAX_MEMORY=99999999999999999999"}})
	if err == nil || !strings.Contains(err.Error(), "is out of range") {
		t.Errorf("a size beyond all numbers: %v", err)
	}
}

func valid(c *config.Config) bool {
	_, err := c.Validate()
	return err == nil
}
