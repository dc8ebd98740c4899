package runtime_test

import (
	"strings"
	"testing"
	"time"

	"github.com/rip-server/rip-server/runtime"
)

func TestReadEnvironIsEnvironBackwards(t *testing.T) {
	app := runtime.App{
		Name: "shop", Entry: "/srv/shop/index.ts", Env: "prod", HotReload: "none", ReloadErrors: "page",
		ReadTimeout: 1500 * time.Millisecond, MaxMemory: 1 << 29,
	}
	slot := runtime.Slot{ID: "2-1", Socket: "/tmp/s", Control: "/tmp/c", Version: 3, MaxRequests: 100}
	gotApp, gotSlot, err := runtime.ReadEnviron(append([]string{"PATH=/bin", "RIP_ENV=dev"}, runtime.Environ(app, slot)...))
	if err != nil || gotApp != app || gotSlot != slot {
		t.Errorf("got %+v %+v, %v", gotApp, gotSlot, err)
	}
}

func TestReadEnvironSaysWhatIsMissingOrWrong(t *testing.T) {
	whole := runtime.Environ(runtime.App{Name: "a", Entry: "e", Env: "dev", HotReload: "none"}, runtime.Slot{ID: "1", Socket: "s", Control: "c"})
	for _, test := range []struct{ change, want string }{
		{"RIP_SOCKET=", "RIP_SOCKET is not set: workers are started by rip-server"},
		{"RIP_VERSION=two", `RIP_VERSION is "two": it must be a number`},
	} {
		_, _, err := runtime.ReadEnviron(append(whole, test.change))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v", test.change, err)
		}
	}
}
