package manager

import (
	"os"
	"testing"
)

func TestResidentMemoryOfALiveProcessIsInBytes(t *testing.T) {
	rss, err := ResidentMemory(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if rss < 1<<20 || rss > 1<<34 {
		t.Errorf("%d bytes cannot be right for a test binary", rss)
	}
	if _, err := ResidentMemory(1 << 30); err == nil {
		t.Error("a process that does not exist has a size")
	}
}
