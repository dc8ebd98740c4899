package config_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"github.com/rip-server/rip-server/config"
)

// samples has, for every key, a value that is not its default.
var samples = map[string]string{
	"name": "shop", "env": "prod", "runtime": "bun", "isolation": "process", "variant": "blue",
	"socketPrefix": "/run/rip_shop", "hotReload": "process", "reloadErrors": "last-good",
	"workers": "7", "requests": "50", "minAgeMs": "500", "maxAge": "6h", "maxMemory": "512M", "surge": "2",
	"bootTimeoutMs": "1500", "drainTimeoutMs": "0",
	"host": "127.0.0.1", "httpPort": "8080", "httpsPort": "8443", "protocol": "https", "http2": "false",
	"https": "quick", "cert": "a.pem,b.pem", "key": "c.pem", "redirectHttp": "true",
	"acmeDomain": "shop.example.com,xn--bcher-kva.example.com", "acmeEmail": "ada@example.com", "acmeCa": "https://acme.test/dir", "acmeCaRoot": "root.pem", "acmeAccount": "eab.txt",
	"hsts": "1h", "lbReplicas": "2", "trustProxy": "10.0.0.0/8,192.168.1.4",
	"maxQueue": "0", "queueTimeoutMs": "500", "headerTimeoutMs": "501", "idleTimeoutMs": "502", "maxBody": "1G",
	"lbPolicy": "lc", "upstreamMaxIdle": "0", "upstreamMaxConnsPerSocket": "3", "maxStreamsPerWorker": "9",
	"connectTimeoutMs": "100", "readTimeoutMs": "9000",
	"json": "true", "jsonLogging": "true", "accessLog": "false", "logLevel": "debug",
	"metrics": "127.0.0.1:9100", "statusPath": "/health", "debugHeaders": "true",
	"healthPath": "/up", "healthIntervalMs": "1000", "healthFailures": "5", "circuitMs": "7000", "quarantineMs": "750",
}

func TestEveryKeyIsDocumentedWithADefaultOrAWordForNone(t *testing.T) {
	for _, key := range config.Keys() {
		if len(key.Doc) < 20 || !strings.HasSuffix(key.Doc, ".") {
			t.Errorf("%s: the field comment %q is no documentation", key.Name, key.Doc)
		}
		if key.Default == "" && key.Unset == "" {
			t.Errorf("%s has neither a default nor a word for having none", key.Name)
		}
		if _, err := key.Canonical(key.Default); err != nil {
			t.Errorf("%s: its default is refused: %v", key.Name, err)
		}
		if _, ok := samples[key.Name]; !ok {
			t.Errorf("%s has no sample value in this test", key.Name)
		}
	}
}

func TestEveryKeyMeansTheSameFromFileVariableAndFlag(t *testing.T) {
	for _, key := range config.Keys() {
		value := samples[key.Name]
		for source, load := range map[string]func(*testing.T) config.Sources{
			"rip-server.yaml": func(t *testing.T) config.Sources {
				return config.Sources{Dir: dirWith(t, "rip-server.yaml", key.Name+": "+value)}
			},
			"rip-server.toml": func(t *testing.T) config.Sources {
				return config.Sources{Dir: dirWith(t, "rip-server.toml", key.Flag+` = "`+value+`"`)}
			},
			key.Env: func(t *testing.T) config.Sources {
				return config.Sources{Environ: []string{key.Env + "=" + value}}
			},
			"--" + key.Flag: func(t *testing.T) config.Sources {
				return config.Sources{Flags: flags(t, "--"+key.Flag+"="+value)}
			},
		} {
			t.Run(key.Name+" by "+source, func(t *testing.T) {
				loaded := mustLoad(t, load(t))
				if got := valueOf(loaded, key.Name); got != value {
					t.Errorf("value is %q, want %q", got, value)
				}
				if got := loaded.Source(key.Name); got != source || !loaded.IsSet(key.Name) {
					t.Errorf("source is %q (set: %v), want %q", got, loaded.IsSet(key.Name), source)
				}
			})
		}
	}
}

func TestDefaultsAreThoseOfTheSpecification(t *testing.T) {
	want := map[string]string{
		"env": "dev", "runtime": "auto", "requests": "10000", "httpPort": "3000", "httpsPort": "3443", "protocol": "http",
		"maxQueue": "8192", "queueTimeoutMs": "2000", "connectTimeoutMs": "200", "readTimeoutMs": "5000",
		"lbReplicas": "1", "lbPolicy": "rr", "upstreamMaxIdle": "8", "upstreamMaxConnsPerSocket": "1",
		"hotReload": "module", "variant": "dev", "accessLog": "true", "jsonLogging": "false", "maxBody": "100M",
		"drainTimeoutMs": "30000", "bootTimeoutMs": "15000", "maxStreamsPerWorker": "256", "maxMemory": "0", "maxAge": "0",
	}
	loaded := mustLoad(t, config.Sources{})
	got := maps.Clone(want)
	for key := range want {
		got[key] = valueOf(loaded, key)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func dirWith(t *testing.T, namesAndTexts ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(namesAndTexts); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, namesAndTexts[i]), []byte(namesAndTexts[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func flags(t *testing.T, args ...string) *pflag.FlagSet {
	t.Helper()
	fs := pflag.NewFlagSet("test", pflag.ContinueOnError)
	fs.Bool("verbose", false, "a flag of someone else in the same set")
	config.AddFlags(fs)
	if err := fs.Parse(args); err != nil {
		t.Fatal(err)
	}
	return fs
}

func mustLoad(t *testing.T, src config.Sources) *config.Loaded {
	t.Helper()
	loaded, err := config.Load(src)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func valueOf(loaded *config.Loaded, name string) string {
	for _, row := range loaded.Explain() {
		if row.Key.Name == name {
			return row.Value
		}
	}
	return "no such key"
}
