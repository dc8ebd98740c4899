package control

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

func TestPathsBeginWithTheirPrefix(t *testing.T) {
	p, err := NewPaths("/run/rip", "dev", "shop", "")
	if err != nil {
		t.Fatal(err)
	}
	got := []string{p.Control(), p.Worker("2-1"), p.Lock(), p.Link()}
	want := []string{"/run/rip/dev_shop.ctl.sock", "/run/rip/dev_shop.2-1.sock", "/run/rip/dev_shop.lock", ""}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	elsewhere, err := NewPaths("/run/rip", "dev", "shop", "/srv/shop/s")
	if err != nil {
		t.Fatal(err)
	}
	if link := elsewhere.Link(); elsewhere.Control() != "/srv/shop/s.ctl.sock" ||
		filepath.Dir(link) != "/run/rip" || !strings.HasSuffix(link, ".ctl.sock") {
		t.Errorf("control %s, link %s", elsewhere.Control(), link)
	}
}

func TestPrefixTooLongForASocketIsRefusedWithLengthAndLimit(t *testing.T) {
	room := maxSocketPath - len("."+longestID+".sock")
	if _, err := NewPaths("/run/rip", "dev", "shop", "/"+strings.Repeat("x", room-1)); err != nil {
		t.Errorf("a prefix that just fits is refused: %v", err)
	}
	_, err := NewPaths("/run/rip", "dev", "shop", "/"+strings.Repeat("x", room))
	if err == nil || !strings.Contains(err.Error(), fmt.Sprint(maxSocketPath+1)) || !strings.Contains(err.Error(), fmt.Sprint(maxSocketPath)) {
		t.Errorf("got %v, want length and limit", err)
	}
}

func TestNamesThatDoNotFitInFileNamesAreRefused(t *testing.T) {
	for _, name := range []string{"", "a/b", "a.b", "..", "a b", "ä", strings.Repeat("a", maxIdentifier+1)} {
		if _, err := NewPaths("/run/rip", "dev", name, ""); err == nil {
			t.Errorf("app name %q is accepted", name)
		}
		if _, err := NewPaths("/run/rip", name, "shop", ""); err == nil {
			t.Errorf("variant %q is accepted", name)
		}
	}
}

func TestRuntimeDirComesFromTheEnvironment(t *testing.T) {
	if dir := RuntimeDir(func(string) string { return "/run/me" }); dir != "/run/me" {
		t.Errorf("got %s", dir)
	}
	if dir := RuntimeDir(func(string) string { return "" }); !strings.HasPrefix(dir, "/tmp/rip_") {
		t.Errorf("got %s", dir)
	}
}
