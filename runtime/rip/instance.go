package rip

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"github.com/rip-server/rip-server/internal/pipe"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip/worker"
)

// killGrace is how long a killed worker may take to end before it is given up.
// JavaScript is interrupted within a millisecond; what takes longer is one
// call of a native function, which nothing can stop.
const killGrace = 500 * time.Millisecond

// instance is one worker in this process.
type instance struct {
	vms    *VMs
	app    runtime.App
	worker *worker.Worker
	ln     *pipe.Listener

	terminated, killed context.Context
	terminate, kill    context.CancelFunc
	ran                chan struct{} // closed when nothing of it runs any more
	done               chan struct{} // closed when nobody need wait for it any longer

	mu   sync.Mutex
	text string // how it ended: the first that anybody said
}

func newInstance(v *VMs, app runtime.App) *instance {
	i := &instance{vms: v, app: app, ln: pipe.Listen(), ran: make(chan struct{}), done: make(chan struct{})}
	i.terminated, i.terminate = context.WithCancel(context.Background())
	i.killed, i.kill = context.WithCancel(context.Background())
	return i
}

// start lets the worker live. Both goroutines end with it, or soon after Kill.
func (i *instance) start(host runtime.Host) {
	go func() {
		defer close(i.ran)
		defer i.vms.roster.remove(i)
		i.say(i.live(host))
	}()
	go i.supervise()
}

// live is the worker's life; it returns how it ended.
func (i *instance) live(host runtime.Host) string {
	defer i.worker.Wait()
	err := i.worker.Load(i.killed)
	if err == nil {
		i.vms.roster.add(i, host.Tired)
		host.Ready()
		err = i.worker.Serve(i.ln)
	}
	i.worker.Kill(errEnded)
	if err != nil {
		return "exit code 1"
	}
	return "exit code 0"
}

var (
	errEnded  = errors.New("the worker has ended")
	errKilled = errors.New("the worker was killed")
)

// supervise ends the worker when it is told to.
func (i *instance) supervise() {
	defer close(i.done)
	select {
	case <-i.ran:
	case <-i.terminated.Done():
		i.worker.Stop(i.killed)
	case <-i.killed.Done():
		i.worker.Kill(errKilled)
	}
	late := time.NewTimer(killGrace)
	defer late.Stop()
	select {
	case <-i.ran:
		i.vms.release(i.app)
	case <-late.C:
		i.abandon()
	}
	i.terminate()
	i.kill()
}

// abandon leaves a worker alone that hangs in a native call.
func (i *instance) abandon() {
	i.say("given up: it hangs in a call that cannot be interrupted")
	i.vms.hang(1)
	go func() { // ends with that call
		<-i.ran
		i.vms.hang(-1)
		i.vms.release(i.app)
	}()
}

// say notes how the worker ended, unless that is known.
func (i *instance) say(text string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.text == "" {
		i.text = text
	}
}

// exit ends the worker because the app asked for it.
func (i *instance) exit(text string) {
	i.say(text)
	i.kill()
}

// Dial implements runtime.Instance.
func (i *instance) Dial() (net.Conn, error) { return i.ln.Dial() }

// Terminate implements runtime.Instance.
func (i *instance) Terminate() { i.terminate() }

// Kill implements runtime.Instance.
func (i *instance) Kill() {
	i.say("killed")
	i.kill()
}

// Done implements runtime.Instance.
func (i *instance) Done() <-chan struct{} { return i.done }

// ExitText implements runtime.Instance.
func (i *instance) ExitText() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.text
}
