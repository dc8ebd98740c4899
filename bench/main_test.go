package bench

import (
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"go.uber.org/goleak"
)

// serverEnv makes the test binary a server instead: "ok" serves and stops on
// SIGTERM, "dies" ends at once.
const serverEnv = "BENCH_TEST_SERVER"

func TestMain(m *testing.M) {
	if mode := os.Getenv(serverEnv); mode != "" {
		os.Exit(serve(mode, os.Args[1]))
	}
	goleak.VerifyTestMain(m)
}

func serve(mode, address string) int {
	_, _ = os.Stdout.WriteString("the server's own words\n")
	if mode == "dies" {
		return 3
	}
	terminate := make(chan os.Signal, 1)
	signal.Notify(terminate, syscall.SIGTERM)
	mux := http.NewServeMux()
	mux.HandleFunc("/ping", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("pong")) })
	go func() { _ = http.ListenAndServe(address, mux) }() // ends with this process
	<-terminate
	return 0
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
