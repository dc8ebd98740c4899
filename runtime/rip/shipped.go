package rip

import (
	"embed"
	"errors"
	"io/fs"

	"github.com/rip-server/rip-server/api"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// shippedFiles are @rip/api as programs of the engine, made by "go tool mage api"
// from its source, so that no start of a server does it. A test compares them.
//
//go:embed shipped
var shippedFiles embed.FS

// shipped is @rip/api for apps.
func shipped() *bundle.Shipped {
	files, err := fs.Sub(shippedFiles, "shipped")
	if err == nil {
		var s *bundle.Shipped
		if s, err = bundle.NewShipped(api.Core, files); err == nil {
			return s
		}
	}
	panic(errors.New("rip: the files of @rip/api: " + err.Error())) // they are embedded
}
