package acme

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

const hmacKey = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W"

// testKey is a private key of nobody's.
const testKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2
OF/2NxApJCzGCEDdfSp6VQO30hyhRANCAAQRWz+jn65BtOMvdyHKcvjBeBSDZH2r
1RTwjmYSi9R/zpBnuQ4EiMnCqfMPWiZqB4QdbAd0E7oH50VpuZ1P087G
-----END PRIVATE KEY-----
`

// account is a file with an external account.
func account(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "eab.txt")
	testkit.WriteFile(t, path, text)
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestExternalAccountIsShownToAnAuthorityThatWantsIt(t *testing.T) {
	t.Parallel()
	shop := unique("shop")
	s := newSite(t)
	ports := s.ports()
	ports.Account = [2]string{"kid-1", hmacKey}
	p := testkit.StartPebble(t, ports)
	o := s.by(p, shop)
	o.Account = account(t, "kid-1\n"+hmacKey+"\n", 0o600)
	s.serve(o)
	s.gets(shop, p.Roots())

	without := newSite(t)
	without.serve(without.by(p, shop))
	testkit.Eventually(t, "what to do", func() bool { return without.log.Contains("--acme-account=file") })
}

func TestOptionsThatCannotWorkAreRefusedAtOnce(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.pem")
	testkit.WriteFile(t, empty, "")
	onlyKey := filepath.Join(dir, "key.pem")
	testkit.WriteFile(t, onlyKey, testKey)
	for want, o := range map[string]Options{
		"is no authority":            {Authority: "http://acme.example.com"},
		"no such file":               {Authority: "letsencrypt", Roots: []string{filepath.Join(dir, "none.pem")}},
		"empty.pem is empty":         {Authority: "letsencrypt", Roots: []string{empty}},
		"there is no certificate":    {Authority: "letsencrypt", Roots: []string{onlyKey}},
		"the external account: stat": {Authority: "letsencrypt", Account: filepath.Join(dir, "none")},
		"must have two lines":        {Authority: "letsencrypt", Account: account(t, "kid-1", 0o600)},
		"is no HMAC key":             {Authority: "letsencrypt", Account: account(t, "kid-1\n+++", 0o600)},
		"chmod go-rwx":               {Authority: "letsencrypt", Account: account(t, "kid-1\n"+hmacKey, 0o644)},
	} {
		if _, err := New(o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// Padding is optional in what authorities hand out.
func TestKeyOfAnExternalAccountMayBePadded(t *testing.T) {
	found, err := readAccount(account(t, "kid-1\r\nc2VjcmV0MQ==\r\n", 0o600))
	if err != nil || found.KeyID != "kid-1" || found.MACKey != "c2VjcmV0MQ" {
		t.Errorf("%+v, %v", found, err)
	}
}
