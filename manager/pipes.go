package manager

import (
	"errors"
	"fmt"
	"os"
)

// pipe is one pipe, close-on-exec at both ends.
type pipe struct{ r, w *os.File }

// pipes are a worker's three.
type pipes struct{ stdin, stdout, stderr pipe }

func openPipes() (*pipes, error) {
	var (
		p    pipes
		errs []error
	)
	for _, each := range []*pipe{&p.stdin, &p.stdout, &p.stderr} {
		var err error
		each.r, each.w, err = os.Pipe()
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		p.closeChildEnds()
		p.closeParentEnds()
		return nil, fmt.Errorf("open pipes for the worker: %w (see the limit of open files: ulimit -n)", err)
	}
	return &p, nil
}

// closeChildEnds is for the parent once the child has its own; closing a nil file is harmless.
func (p *pipes) closeChildEnds() {
	p.stdin.r.Close()
	p.stdout.w.Close()
	p.stderr.w.Close()
}

func (p *pipes) closeParentEnds() {
	p.stdin.w.Close()
	p.stdout.r.Close()
	p.stderr.r.Close()
}
