package lb

import (
	"encoding/xml"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// whereH2specDiffers are h2spec's cases that fail, all by the ways of package
// http2.
var whereH2specDiffers = []string{
	// RFC 9113, section 6.5.3, lets a frame set the same thing twice; no client does,
	// and it hangs up on those.
	"6.5.3. Settings Synchronization: Sends multiple values of SETTINGS_INITIAL_WINDOW_SIZE",
	// RFC 9113, section 8.1.1, lets a malformed request be answered with a 400, which
	// says more than a reset. h2spec is of RFC 7540.
	"8.1.2.2. Connection-Specific Header Fields: Sends a HEADERS frame that contains the connection-specific header field",
	`8.1.2.2. Connection-Specific Header Fields: Sends a HEADERS frame that contains the TE header field with any value other than "trailers"`,
}

// h2spec has some 150 cases of what a peer may do wrong.
func TestH2specPassesWhereItShould(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for most of ten seconds")
	}
	program := testkit.Tool(t, "h2spec")
	t.Parallel()
	w := newH2World(t)
	w.worker("a", hello)
	_, port, _ := net.SplitHostPort(w.secure)
	report := filepath.Join(t.TempDir(), "report.xml")
	run := exec.CommandContext(t.Context(), program, "--tls", "--insecure", "--strict", "--timeout=3", "--port="+port, "--junit-report="+report)
	run.Run() // fails when a case does
	cases, failed := h2specReport(t, report)
	t.Logf("%d cases, %d failed: %q", cases, len(failed), failed)
	if cases < 140 {
		t.Errorf("only %d cases were run", cases)
	}
	for _, name := range failed {
		if !slices.Contains(whereH2specDiffers, name) {
			t.Errorf("fails: %s", name)
		}
	}
}

// h2specReport reads its JUnit report.
func h2specReport(t *testing.T, path string) (cases int, failed []string) {
	t.Helper()
	var report struct {
		Groups []struct {
			Title string `xml:"name,attr"`
			Cases []struct {
				Name    string  `xml:"classname,attr"`
				Failure *string `xml:"failure"`
				Error   *string `xml:"error"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(text, &report); err != nil {
		t.Fatal(err)
	}
	for _, group := range report.Groups {
		for _, c := range group.Cases {
			cases++
			if c.Failure != nil || c.Error != nil {
				failed = append(failed, group.Title+": "+c.Name)
			}
		}
	}
	return cases, failed
}
