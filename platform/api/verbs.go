package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/rip-server/rip-server/platform"
)

func (h *Handler) start(c *call) error { return h.verb(c, "started", h.opts.Controller.StartApp) }

func (h *Handler) stop(c *call) error { return h.verb(c, "stopped", h.opts.Controller.StopApp) }

func (h *Handler) restart(c *call) error {
	return h.verb(c, "restarted", h.opts.Controller.RestartApp)
}

// verb carries out an order that is its name alone.
func (h *Handler) verb(c *call, done string, run func(ctx context.Context, name string, ifRevision uint64) (platform.App, error)) error {
	if err := decode(c.Request, &struct{}{}); err != nil {
		return err
	}
	return h.order(c, func(ctx context.Context, revision uint64) error {
		app, err := run(ctx, c.name(), revision)
		if err != nil {
			return err
		}
		c.tag(app)
		return c.answer(http.StatusOK, Done{done})
	})
}

func (h *Handler) scale(c *call) error {
	var order Scale
	if err := decode(c.Request, &order); err != nil {
		return err
	}
	if order.Workers < 1 {
		return invalid("workers", "how many, at least 1; stop an app to have none")
	}
	return h.order(c, func(ctx context.Context, revision uint64) error {
		previous, app, err := h.opts.Controller.Scale(ctx, c.name(), order.Workers, revision)
		if err != nil {
			return err
		}
		c.detail = fmt.Sprintf("from %d to %d workers", previous, app.Workers)
		c.tag(app)
		return c.answer(http.StatusOK, Scaled{"scaled", previous, app.Workers})
	})
}

func (h *Handler) rollback(c *call) error {
	var order Rollback
	if err := decode(c.Request, &order); err != nil {
		return err
	}
	if order.Version < 0 {
		return invalid("version", "%d is none", order.Version)
	}
	return h.order(c, func(ctx context.Context, revision uint64) error {
		app, err := h.opts.Controller.Rollback(ctx, c.name(), order.Version, revision)
		if err != nil {
			return err
		}
		c.tag(app)
		c.detail = fmt.Sprintf("to version %d", app.Version)
		return c.answer(http.StatusOK, RolledBack{"rolledBack", app.Version, app.Directory, copied(app)})
	})
}

// copied is whether the app's current version runs from a copy.
func copied(app platform.App) bool {
	return slices.ContainsFunc(app.Versions, func(v platform.VersionSummary) bool { return v.Current && v.Copied })
}

func (h *Handler) shutdown(c *call) error {
	if err := decode(c.Request, &struct{}{}); err != nil {
		return err
	}
	h.opts.Log.Info("a shutdown was ordered", "by", c.who.name, "peer", c.peer)
	err := c.answer(http.StatusOK, Done{"stopping"})
	h.opts.Shutdown()
	return err
}
