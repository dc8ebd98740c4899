package api

import (
	"context"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/platform"
)

// Controller is the platform as the API knows it. *platform.Controller is the
// one; what its methods promise is written there.
type Controller interface {
	Apps() []platform.App
	App(name string) (platform.App, error)
	Stats() platform.Stats
	Deploy(ctx context.Context, d platform.Deployment) (platform.App, error)
	Undeploy(ctx context.Context, name string, ifRevision uint64) error
	StartApp(ctx context.Context, name string, ifRevision uint64) (platform.App, error)
	StopApp(ctx context.Context, name string, ifRevision uint64) (platform.App, error)
	RestartApp(ctx context.Context, name string, ifRevision uint64) (platform.App, error)
	Scale(ctx context.Context, name string, workers int, ifRevision uint64) (previous int, app platform.App, err error)
	Rollback(ctx context.Context, name string, version int, ifRevision uint64) (platform.App, error)
	Patch(ctx context.Context, name string, changes platform.Changes, ifRevision uint64) (platform.App, error)
	Check(directory string, settings map[string]string) (platform.Checked, error)
	Events(since uint64) (replay []platform.Event, live <-chan platform.Event, cancel func())
	Logs(ctx context.Context, name string, lines int, follow bool) (<-chan control.LogLine, error)
	Samples(name string, window time.Duration) (platform.Series, error)
}
