package rip

import (
	"log/slog"
	"maps"
	"slices"

	"github.com/rip-server/rip-server/api"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// library is what apps share: their programs, by content, what was kept of them
// by earlier starts, and @rip/api, which comes with this program.
type library struct {
	programs *bundle.Programs
	texts    *bundle.Texts
	api      *bundle.Shipped
}

func newLibrary(environ []string, log *slog.Logger) library {
	return library{bundle.NewPrograms(programBytes), texts(environ, log), shipped()}
}

// source is the code of an app, or of a script.
func (l library) source(entry, dir string, dev bool) *bundle.Source {
	own := slices.Collect(maps.Keys(api.Installed(dir))) // wins over ours
	return bundle.NewSource(bundle.Options{
		Entry: entry, Dir: dir, Dev: dev, Modules: api.Names(own...), Shipped: l.api, Programs: l.programs, Texts: l.texts,
	})
}

// texts are the bundles that are kept on disk. Without them apps start, too.
func texts(environ []string, log *slog.Logger) *bundle.Texts {
	texts, err := bundle.NewTexts(environ, log)
	if err != nil {
		log.Warn("bundles cannot be kept, so each start builds them again", "err", err)
		return nil
	}
	return texts
}
