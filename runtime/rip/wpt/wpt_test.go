package wpt

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// directories are those of the web-platform tests that apply to a server.
func directories() []string {
	return []string{
		"FileAPI", "WebCryptoAPI", "console", "dom/abort", "dom/events", "encoding", "fetch", "hr-time",
		"html/webappapis", "performance-timeline", "streams", "url", "user-timing",
		"webidl", "webmessaging",
	}
}

// TestWebPlatformTests compares every directory with its expectations.
// WPT_ROOT is where the tests lie; WPT_UPDATE=1 rewrites the expectations;
// WPT_ONLY=url/url-con runs only files whose path starts so, and says why each
// test failed.
func TestWebPlatformTests(t *testing.T) {
	root := os.Getenv("WPT_ROOT")
	if root == "" {
		t.Skip("WPT_ROOT is not set: mage wpt runs these tests")
	}
	table := []string{fmt.Sprintf("%-24s %6s %6s %8s %6s", "directory", "passed", "of", "", "files")}
	for _, dir := range directories() {
		t.Run(dir, func(t *testing.T) {
			d := &directory{t: t, root: root, dir: dir, only: os.Getenv("WPT_ONLY"), failed: map[string]bool{}, ran: map[string]bool{}}
			d.run()
			if d.total > 0 {
				table = append(table, fmt.Sprintf("%-24s %6d %6d %7.2f%% %6d", dir, d.passed, d.total, 100*float64(d.passed)/float64(d.total), d.files))
			}
		})
	}
	t.Log("\n" + strings.Join(table, "\n"))
}

// directory is the run of one directory's tests.
type directory struct {
	t         *testing.T
	root, dir string
	only      string
	expected  *expectations
	failed    map[string]bool // lines of the expectations file
	ran       map[string]bool // as failed: every test there was
	passed    int
	total     int
	files     int
}

func (d *directory) run() {
	var err error
	if d.expected, err = readExpectations(d.dir); err != nil {
		d.t.Fatal(err)
	}
	for _, name := range testsIn(d.t, d.root, d.dir) {
		file := strings.TrimPrefix(name, d.dir+"/")
		if d.expected.skipped(file, "") || !strings.HasPrefix(name, d.only) {
			continue
		}
		d.files++
		d.runFile(name, file)
	}
	switch {
	case os.Getenv("WPT_UPDATE") != "" && d.only == "":
		if err := d.expected.write(d.failed); err != nil {
			d.t.Error(err)
		}
	default:
		d.compare()
	}
}

func (d *directory) runFile(name, file string) {
	variants, err := load(d.root, name)
	if err != nil {
		d.t.Error(err)
		return
	}
	for _, f := range variants {
		if d.expected.skipped(file+f.variant, "") {
			continue
		}
		report, err := run(f)
		d.ran[failure(file+f.variant, "")] = true
		if report == nil {
			d.count(file+f.variant, "", err.Error())
			continue
		}
		if report.Harness.Status != 0 {
			d.count(file+f.variant, "", report.Harness.Message)
		}
		for _, test := range report.Tests {
			message := ""
			if test.Status != 0 {
				message = test.Message + " (status " + fmt.Sprint(test.Status) + ")"
			}
			d.count(file+f.variant, test.Name, message)
		}
	}
}

// count counts a test; an empty message says that it passed.
func (d *directory) count(file, name, message string) {
	plain, _, _ := strings.Cut(file, "?")
	if d.expected.skipped(plain, name) {
		return
	}
	line := failure(file, name)
	d.ran[line] = true
	d.total++
	if message == "" {
		d.passed++
		return
	}
	d.failed[line] = true
	if d.only != "" {
		d.t.Logf("%s\n\t%s", line, message)
	} else if !d.expected.fails[line] && os.Getenv("WPT_UPDATE") == "" {
		d.t.Errorf("a test that passed fails now: %s\n\t%s", line, message)
	}
}

// compare finds the tests that pass against the expectation.
func (d *directory) compare() {
	for line := range d.expected.fails {
		if !d.failed[line] && (d.ran[line] || d.only == "") {
			d.t.Errorf("a test that failed passes now, or is gone: take it out of %s, or run WPT_UPDATE=1 mage wpt:\n\t%s", d.expected.path, line)
		}
	}
}
