//go:build !linux

package manager

// wait returns when the process has ended and is reaped, and kills the rest
// of its group: a wrapper that dies must not leave the real worker behind.
func (p *process) wait() {
	_ = p.cmd.Wait() // ProcessState has what there is to say
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reaped = true
	p.killGroup()
}
