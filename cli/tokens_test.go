package cli

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rip-server/rip-server/config"
)

func TestTokensSayWhatTheyLookLike(t *testing.T) {
	for _, tc := range []struct {
		words string
		path  string
		want  map[string]any
	}{
		{"", "", map[string]any{}},
		{"./app", "./app", map[string]any{}},
		{"w:4 8080 ./app", "./app", map[string]any{"workers": "4", "httpPort": "8080"}},
		{"w:auto r:0 app", "app", map[string]any{"workers": "auto", "requests": "0"}},
		{"http:5002 https:5443 app", "app", map[string]any{"httpPort": "5002", "httpsPort": "5443"}},
		{"https app", "app", map[string]any{"protocol": "https"}},
		{"https:quick app", "app", map[string]any{"https": "quick"}},
		{"https:smart https:5443 protocol:http+https", "", map[string]any{"https": "smart", "httpsPort": "5443", "protocol": "http+https"}},
		{"prod apps/labs/api/main.rip", "apps/labs/api/main.rip", map[string]any{"env": "prod"}},
		{"dev .", ".", map[string]any{"env": "dev"}},
		{"w:4 w:4 w:04", "", map[string]any{"workers": "4"}},
		{"8080 http:8080", "", map[string]any{"httpPort": "8080"}},
		{"https protocol:https", "", map[string]any{"protocol": "https"}},
		{"0", "", map[string]any{"httpPort": "0"}},
		{"./w:4", "./w:4", map[string]any{}},
		{"/srv/a:b", "/srv/a:b", map[string]any{}},
		{"my:app.ts", "my:app.ts", map[string]any{}},
		{"apps/my:app", "apps/my:app", map[string]any{}},
		{`C:\apps\shop`, `C:\apps\shop`, map[string]any{}},
		{"./8080", "./8080", map[string]any{}},
		{"key.pem app cert.pem key.pem", "app", map[string]any{"cert": "cert.pem,key.pem"}},
		{"/etc/tls/a.crt ./a.KEY", "", map[string]any{"cert": "./a.KEY,/etc/tls/a.crt"}},
	} {
		t.Run(tc.words, func(t *testing.T) {
			got, err := ParseTokens(strings.Fields(tc.words))
			if err != nil {
				t.Fatal(err)
			}
			if got.Path != tc.path {
				t.Errorf("path is %q, want %q", got.Path, tc.path)
			}
			if diff := cmp.Diff(tc.want, got.Values); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTokenMistakesSayWhatToWrite(t *testing.T) {
	const all = "; there are w:4 r:5000 http:8080 https:8443 https:quick protocol:http dev prod, and a path with a colon begins with ./"
	for words, want := range map[string]string{
		"w:many":        `w:many: "many" is not a number; give a count such as 4, or auto`,
		"w:0":           `w:0: 0 is out of range; give 1 to 1024, or auto`,
		"w:":            `w: has no value; give one of: w:4 w:auto`,
		"r:-1":          `r:-1: -1 is out of range; give 0 to 1000000000`,
		"http:www":      `http:www: "www" is not a number; give a port such as 3000`,
		"https:qick":    `https:qick: "qick" is neither a port nor one of quick, ca, smart, acme; did you mean https:quick?`,
		"https:99999":   `https:99999: 99999 is out of range; give 0 to 65535`,
		"70000":         `70000 looks like a port, but 70000 is out of range; give 0 to 65535; write ./70000 if it is the app`,
		"protocol:h2":   `protocol:h2: "h2" is not one of http, https, http+https`,
		"ww:4":          `no such argument ww:4; did you mean w:4?`,
		"worker:4":      `no such argument worker:4; did you mean w:4?`,
		"port:80":       `no such argument port:80; did you mean http:80?`,
		"protocl:https": `no such argument protocl:https; did you mean protocol:https?`,
		"x:4":           `no such argument x:4` + all,
		"ww:4.5":        `no such argument ww:4.5; did you mean w:4.5?`,
		"w:4 w:2":       `w:2 and w:4 contradict each other; keep one`,
		"http:90 8080":  `8080 and http:90 contradict each other; keep one`,
		"prod dev":      `dev and prod contradict each other; keep one`,
		"b a":           `only one argument can be the app path, and these could be it: a, b`,
		"./app prd":     `only one argument can be the app path, and these could be it: ./app, prd; did you mean prod by prd?`,
		"ww:1 w:x a b": `no such argument ww:1; did you mean w:1?` + "\n" +
			`only one argument can be the app path, and these could be it: a, b` + "\n" +
			`w:x: "x" is not a number; give a count such as 4, or auto`,
	} {
		t.Run(words, func(t *testing.T) {
			_, err := ParseTokens(strings.Fields(words))
			if err == nil {
				t.Fatal("accepted")
			}
			if diff := cmp.Diff(want, err.Error()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEmptyArgumentIsAMistake(t *testing.T) {
	if _, err := ParseTokens([]string{""}); err == nil || !strings.Contains(err.Error(), "empty") {
		t.Errorf("error is %v, want one that says an argument is empty", err)
	}
}

func TestControlCharactersOfAWordStayOutOfMessages(t *testing.T) {
	for _, word := range []string{"w:\x1b[2J", "zz:\x1b[2J", "https:\x1b[2J"} {
		if _, err := ParseTokens([]string{word}); err == nil || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: error is %v, want one without the escape", word, err)
		}
	}
}

// The words in the documentation of a key are examples of this grammar.
func TestWordsOfTheDocumentationSetTheirKey(t *testing.T) {
	for _, key := range config.Keys() {
		for _, word := range key.Words {
			got, err := ParseTokens([]string{word})
			if err != nil {
				t.Errorf("%s: %v", key.Name, err)
				continue
			}
			if diff := cmp.Diff(map[string]string{key.Name: word}, got.Words); diff != "" {
				t.Errorf("%s sets something else: %s", word, diff)
			}
		}
	}
}

func TestWordReachesTheConfigWithItsSource(t *testing.T) {
	tokens, err := ParseTokens([]string{"./app", "w:4", "https:quick"})
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := config.Load(config.Sources{
		Environ: []string{"RIP_WORKERS=2"}, Tokens: tokens.Values, Words: tokens.Words,
	})
	if err != nil {
		t.Fatal(err)
	}
	if loaded.Config.Workers != 4 || loaded.Source("workers") != "argument w:4" {
		t.Errorf("workers is %d from %q, want 4 from argument w:4", loaded.Config.Workers, loaded.Source("workers"))
	}
	if !loaded.Config.WantsHTTPS() {
		t.Error("https:quick does not ask for HTTPS")
	}
}

// FuzzTokens checks that permuting the words changes neither result nor error,
// and that what is accepted is a valid setting.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{
		"w:4 8080 ./app prod https:quick", "w:2 w:4 dev prod a b", "ww:4 x:1 70000", "https protocol:http+https r:0",
		"http:1 1 https:1 my:app.ts", "w: w:auto w:04 w:+4", "é:4 w:\x00", "a  b",
	} {
		f.Add(seed, uint64(1))
	}
	f.Fuzz(func(t *testing.T, line string, seed uint64) {
		words := strings.Split(line, " ")
		before, beforeErr := ParseTokens(words)
		shuffled := slices.Clone(words)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(shuffled), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		after, afterErr := ParseTokens(shuffled)
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("%q and %q differ: %s", words, shuffled, diff)
		}
		if (beforeErr == nil) != (afterErr == nil) || beforeErr != nil && beforeErr.Error() != afterErr.Error() {
			t.Errorf("%q and %q fail differently:\n%v\n%v", words, shuffled, beforeErr, afterErr)
		}
		for key, value := range before.Values {
			k, ok := config.Lookup(key)
			if !ok {
				t.Fatalf("%q sets %q, which is no key", words, key)
			}
			if canonical, err := k.Canonical(value.(string)); err != nil || canonical != value {
				t.Errorf("%q sets %s to %q, canonical %q, %v", words, key, value, canonical, err)
			}
		}
	})
}
