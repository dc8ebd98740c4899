package bench

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/bench/peers"
)

// testServer is the test binary as a process.
func testServer(t *testing.T, mode string) (p *process, address string) {
	t.Helper()
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	address = "127.0.0.1:" + strconv.Itoa(port)
	command := peers.Command{Argv: []string{os.Args[0], address}, Env: []string{serverEnv + "=" + mode}}
	p, err = startProcess("test server", command, filepath.Join(t.TempDir(), "output"))
	if err != nil {
		t.Fatal(err)
	}
	return p, address
}

func TestAServerIsReadyWhenItAnswersAndGoneWhenStopped(t *testing.T) {
	p, address := testServer(t, "ok")
	if err := p.awaitReady(t.Context(), "http://"+address+"/ping"); err != nil {
		t.Fatal(err)
	}
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
	if connection, err := net.Dial("tcp", address); err == nil {
		_ = connection.Close()
		t.Error("the server is still listening")
	}
}

func TestAServerThatDiesIsReportedWithItsOwnWords(t *testing.T) {
	p, address := testServer(t, "dies")
	waiting := p.awaitReady(t.Context(), "http://"+address+"/ping")
	for _, err := range []error{waiting, p.Stop()} {
		if err == nil || !strings.Contains(err.Error(), "exit status 3") || !strings.Contains(err.Error(), "the server's own words") {
			t.Errorf("%v; want exit status 3 and what the server printed", err)
		}
	}
}
