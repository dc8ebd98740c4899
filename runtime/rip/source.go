package rip

import (
	"log/slog"
	"maps"
	"slices"

	"github.com/rip-server/rip-server/api"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip/bundle"
)

// source is the code of an app.
func source(app runtime.App, programs *bundle.Programs, texts *bundle.Texts) (*bundle.Source, error) {
	modules, err := shipped(app.Dir)
	if err != nil {
		return nil, err
	}
	return bundle.NewSource(bundle.Options{
		Entry: app.Entry, Dir: app.Dir, Dev: app.HotReload == "module",
		Modules: modules, Programs: programs, Texts: texts,
	}), nil
}

// shipped are the modules that come with this program, @rip/api for example, without
// the packages that an app in dir has installed itself.
func shipped(dir string) (map[string]string, error) {
	return api.Modules(slices.Collect(maps.Keys(api.Installed(dir)))...)
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
