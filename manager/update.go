package manager

import "context"

// Update is Reload with another app, runtime or limits for the new version: of
// cfg it takes App, Runtime and what bounds a worker's life. A version that
// does not come up leaves these, too, as they were. Everything else of a
// Manager stays for its life.
func (m *Manager) Update(ctx context.Context, cfg Config) error {
	return m.roll(ctx, &reload{cfg: &cfg})
}

// over is base with what an update may change.
func (c *Config) over(base *Config) *Config {
	next := *base
	next.App, next.Runtime = c.App, c.Runtime
	next.MaxRequests, next.MinAge, next.MaxAge, next.MaxMemory = c.MaxRequests, c.MinAge, c.MaxAge, c.MaxMemory
	next.Surge = max(c.Surge, 1)
	next.BootTimeout, next.DrainTimeout = c.BootTimeout, c.DrainTimeout
	defaultTo(&next.BootTimeout, defaultBoot)
	defaultTo(&next.DrainTimeout, defaultDrain)
	return &next
}

// configOf is what a worker of that version is started with. While an update
// brings its version up, slots of the old one may need workers, too.
func (m *Manager) configOf(version int) *Config {
	if m.coming != nil && version != m.version {
		return m.coming
	}
	return m.cfg
}
