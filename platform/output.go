package platform

import (
	"bytes"
	"io"
)

// named is an output that is shared by all apps: each line begins with the name
// of the app it is from.
type named struct {
	w    io.Writer
	name []byte
}

// output is where an app's lines go. Lines of JSON are not touched.
func (c *Controller) output(name string, asJSON bool) io.Writer {
	if c.opts.Output == nil {
		return io.Discard
	}
	if asJSON {
		return c.opts.Output
	}
	return &named{c.opts.Output, []byte(name + " ")}
}

// Write takes whole lines, and makes one write of them.
func (n *named) Write(p []byte) (int, error) {
	out := make([]byte, 0, len(p)+4*len(n.name))
	for line := range bytes.Lines(p) {
		out = append(append(out, n.name...), line...)
	}
	if _, err := n.w.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}
