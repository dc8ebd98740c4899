package manager

import (
	"runtime"
	"sync"
	"testing"

	"golang.org/x/sys/unix"
)

// The parent-death signal goes off when the thread that started a worker
// ends, and Go ends the thread of a goroutine that locked it and returned.
func TestSpawnerKeepsOneThreadWhileOthersComeAndGo(t *testing.T) {
	spawner := NewSpawner(nil)
	defer spawner.Close()
	threads := map[int]bool{}
	for range 500 {
		var churn sync.WaitGroup
		for range 4 {
			churn.Go(runtime.LockOSThread) // and never unlock
		}
		thread := make(chan int)
		spawner.do(func() { thread <- unix.Gettid() })
		threads[<-thread] = true
		churn.Wait()
	}
	if len(threads) != 1 {
		t.Errorf("the spawner used %d threads, its workers would die with all but the last", len(threads))
	}
}
