package lb

import (
	"crypto/tls"
	"io"
	"net/http"
	"testing"
)

// BenchmarkPingHTTP2 is BenchmarkPing by HTTP/2, over one connection, with Go's
// client: compare it with BenchmarkPingTLS, which has the same client.
func BenchmarkPingHTTP2(b *testing.B) { benchmarkSecurePing(b, "h2") }

func BenchmarkPingTLS(b *testing.B) { benchmarkSecurePing(b, "http/1.1") }

func benchmarkSecurePing(b *testing.B, protocol string) {
	w := newH2World(b)
	pingWorker(w.world)
	trust := w.trust.Clone()
	trust.NextProtos = []string{protocol}
	transport := &http.Transport{TLSClientConfig: trust, ForceAttemptHTTP2: protocol == "h2", DisableCompression: true}
	if protocol != "h2" {
		transport.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
	}
	b.Cleanup(transport.CloseIdleConnections)
	client := &http.Client{Transport: transport}
	b.ReportAllocs()
	for b.Loop() {
		resp, err := client.Get(w.url("/ping"))
		if err != nil {
			b.Fatal(err)
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}
