// Package bundle turns an app into a program for goja: from its entry module
// over all that it imports, through esbuild and our compiler, to something that
// any VM of the process can evaluate. It knows when the app's files changed,
// and says what is wrong with them.
package bundle

import (
	"crypto/sha256"
	"encoding/hex"
)

// Bundle is an app at one moment. It does not change; any number of VMs may
// evaluate it at once.
type Bundle struct {
	options *Options
	// packages run before app; nil when they are a part of it, or there are none.
	packages *program
	app      *program
	// Warnings are what esbuild thinks is a mistake but does not mind.
	Warnings []Message
}

// Hash identifies the content: of two bundles with the same hash, one need not
// replace the other.
func (b *Bundle) Hash() string {
	h := sha256.New()
	h.Write(b.app.hash[:])
	if b.packages != nil {
		h.Write(b.packages.hash[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}
