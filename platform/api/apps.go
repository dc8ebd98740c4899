package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/rip-server/rip-server/platform"
)

func (h *Handler) list(c *call) error { return c.answer(http.StatusOK, h.apps(c)) }

// apps are all apps as they go to who asked.
func (h *Handler) apps(c *call) []App {
	apps := h.opts.Controller.Apps()
	list := make([]App, len(apps))
	for i := range apps {
		list[i] = present(apps[i], c.Request)
	}
	return list
}

func (h *Handler) app(c *call) error {
	app, err := h.opts.Controller.App(c.name())
	if err != nil {
		return err
	}
	return c.app(http.StatusOK, app)
}

// app answers with an app.
func (c *call) app(status int, app platform.App) error {
	c.tag(app)
	return c.answer(status, present(app, c.Request))
}

// tag tells an app's revision as the ETag that the next order can name. One that
// is not kept yet has none.
func (c *call) tag(app platform.App) {
	if app.Revision != 0 {
		c.Header().Set("ETag", strconv.Quote(strconv.FormatUint(app.Revision, 10)))
	}
}

func (h *Handler) deploy(c *call) error {
	var order Deploy
	if err := decode(c.Request, &order); err != nil {
		return err
	}
	d, err := h.deployment(&order)
	if err != nil {
		return err
	}
	c.SetPathValue("name", d.Name) // for the record
	return h.order(c, func(ctx context.Context, revision uint64) error {
		d.IfRevision = revision
		app, err := h.opts.Controller.Deploy(ctx, d)
		if err != nil {
			return err
		}
		c.detail = fmt.Sprintf("version %d of %s", app.Version, app.Directory)
		c.Header().Set("Location", "/api/apps/"+app.Name)
		return c.app(http.StatusCreated, app)
	})
}

func (h *Handler) patch(c *call) error {
	var order Patch
	if err := decode(c.Request, &order); err != nil {
		return err
	}
	changes, fields, err := h.changes(c.name(), &order)
	if err != nil {
		return err
	}
	c.detail = strings.Join(fields, ", ")
	return h.order(c, func(ctx context.Context, revision uint64) error {
		app, err := h.opts.Controller.Patch(ctx, c.name(), changes, revision)
		if err != nil {
			return err
		}
		return c.app(http.StatusOK, app)
	})
}

// ifMatch is the revision in an If-Match field (RFC 9110 section 13.1.1), 0
// without one.
func ifMatch(field string) (uint64, error) {
	switch field {
	case "":
		return 0, nil
	case "*":
		return platform.AnyRevision, nil
	}
	revision, err := strconv.ParseUint(strings.Trim(strings.TrimPrefix(field, "W/"), `"`), 10, 64)
	if err != nil || revision == 0 {
		return 0, badRequest("If-Match: %s is no revision of an app; send back the ETag as it came", field)
	}
	return revision, nil
}

func (h *Handler) undeploy(c *call) error {
	return h.order(c, func(ctx context.Context, revision uint64) error {
		if err := h.opts.Controller.Undeploy(ctx, c.name(), revision); err != nil {
			return err
		}
		return c.answer(http.StatusOK, Done{"undeployed"})
	})
}
