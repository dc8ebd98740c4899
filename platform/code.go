package platform

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rip-server/rip-server/platform/store"
	"github.com/rip-server/rip-server/runtime"
)

// What follows is about versions that keep their code; see Version.Copy.

// copies is whether a deployment copies its directory: as it says, or else as
// the version before did.
func (d *Deployment) copies(before Version) bool {
	if d.Copy != nil {
		return *d.Copy
	}
	return before.Copy != ""
}

// copyName is which of the app's copies a version is, "" if it is none.
func (v *Version) copyName() string {
	name, _, _ := strings.Cut(v.Copy, "/")
	return name
}

// entryOf finds the app of a version: its copy, or its directory. Either is
// allowed as far as the directory is.
func (c *Controller) entryOf(app string, v Version) (runtime.Entry, error) {
	if v.Copy == "" {
		return c.entry(v.Directory)
	}
	if err := c.allowed(v.Directory); err != nil {
		return runtime.Entry{}, err
	}
	entry, err := runtime.ResolveEntry(c.copies.Path(app, filepath.FromSlash(v.Copy)))
	if err != nil {
		return entry, &Invalid{"copy", fmt.Errorf("the copy of version %d cannot be used: %w; deploy it anew", v.Number, err)}
	}
	return entry, nil
}

// copyCode copies the directory of the newest version of spec, if that could run
// from where it is, and has it run from the copy.
func (a *actor) copyCode(ctx context.Context, spec *Spec) error {
	v := &spec.Versions[len(spec.Versions)-1]
	v.Copy = ""
	ready, err := a.c.prepare(spec)
	if err != nil {
		return err
	}
	// Who waits for an app that is idle need not wait for the copying, too.
	if err := a.wake(ctx); err != nil && ctx.Err() != nil {
		return err
	}
	name := strconv.Itoa(v.Number)
	skipped, err := a.c.copies.Make(ctx, a.name, name, ready.Entry.Dir)
	if err != nil {
		if ctx.Err() == nil && a.now.revision != 0 {
			a.tell(UpdateFailed, fmt.Sprintf("version %d could not be copied, version %d stays: %v", v.Number, a.now.spec.Current, err))
		}
		return &Invalid{"copy", err}
	}
	if len(skipped) > 0 {
		a.tell(AppNote, fmt.Sprintf("not copied, since they are no files: %s", firstFew(skipped)))
	}
	v.Copy = path.Join(name, filepath.Base(ready.Entry.File))
	return nil
}

// firstFew are some names, and how many more there are.
func firstFew(names []string) string {
	const few = 5
	if len(names) <= few {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:few], ", "), len(names)-few)
}

// keepCopies removes all copies of the app but those.
func (a *actor) keepCopies(names ...string) {
	if err := a.c.copies.Keep(a.name, names...); err != nil {
		a.log.Warn("copies that nobody needs any more cannot be removed", "err", err)
	}
}

func (s *Spec) copyNames() []string {
	var names []string
	for i := range s.Versions {
		if name := s.Versions[i].copyName(); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// sweepCopies removes what the process before has left behind: it was killed
// while it copied or removed something. A predecessor that still lives may
// just be copying.
func (c *Controller) sweepCopies(entries []store.Entry) {
	if c.opts.Handed != nil {
		return
	}
	apps, err := c.copies.Apps()
	errs := []error{err}
	for _, app := range apps {
		var spec Spec
		at := slices.IndexFunc(entries, func(e store.Entry) bool { return e.Key == keyOf(app) })
		if at >= 0 && json.Unmarshal(entries[at].Value, &spec) != nil {
			continue // it is left alone
		}
		errs = append(errs, c.copies.Keep(app, spec.copyNames()...))
	}
	if err := errors.Join(errs...); err != nil {
		c.opts.Logger.Warn("copies that nobody needs any more cannot be removed", "err", err)
	}
}
