package platform_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/copies"
	"github.com/rip-server/rip-server/platform/store"
	"github.com/rip-server/rip-server/runtime"
	"github.com/rip-server/rip-server/runtime/rip"
)

// controllerEnv makes this test binary a controller in that directory, which
// does one change after the other until it is killed.
const controllerEnv = "RIP_TEST_CONTROLLER"

// step is what a controllerProcess says on its standard output, as JSON lines:
// what it is about to do, and the app as it is when that was done.
type step struct {
	Begin string // name of the app
	Done  *platform.App
	Gone  string // name of an app that was undeployed
	Ready bool   // all apps that are wanted running serve
	Error string
}

func say(s step) { _ = json.NewEncoder(os.Stdout).Encode(s) }

// controllerProcess never ends by itself but for an error.
func controllerProcess() int {
	dir := os.Getenv(controllerEnv)
	change := changeSomething
	if os.Getenv(copierEnv) != "" {
		change = copySomething
	}
	if err := runController(dir, change); err != nil {
		say(step{Error: err.Error()})
	}
	return 1
}

// runController does one change after the other in dir.
func runController(dir string, change func(c *platform.Controller, dir string) error) error {
	s, err := store.Open(filepath.Join(dir, "state.db"))
	if err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	c, err := platform.New(platform.Options{
		Store: s, Environ: os.Environ(), Program: program, Host: "127.0.0.1", FirstPort: 21000, Build: "test",
		Copies: copies.Options{Dir: filepath.Join(dir, "copies")},
		Logger: slog.New(slog.NewTextHandler(os.Stderr, nil)),
	})
	if err != nil {
		return err
	}
	if err := c.Start(context.Background()); err != nil {
		return err
	}
	if err := allServe(c); err != nil {
		return err
	}
	say(step{Ready: true})
	for {
		if err := change(c, dir); err != nil {
			return err
		}
	}
}

// allServe waits for the apps that came back.
func allServe(c *platform.Controller) error {
	late := time.After(patience)
	for {
		waiting := ""
		for _, app := range c.Apps() {
			if app.Status != platform.Running && app.Status != platform.Stopped {
				waiting = fmt.Sprintf("%s is %s (%v)", app.Name, app.Status, app.Error)
			}
		}
		if waiting == "" {
			return nil
		}
		select {
		case <-time.After(5 * time.Millisecond):
		case <-late:
			return errors.New(waiting)
		}
	}
}

// changeSomething does one random thing to one of three apps.
func changeSomething(c *platform.Controller, dir string) error {
	ctx := context.Background()
	name := fmt.Sprint("app", rand.IntN(3))
	app, err := c.App(name)
	exists := err == nil
	say(step{Begin: name})
	switch n := rand.IntN(10); {
	case !exists || n < 3:
		isolation := []string{"vm", "process"}[rand.IntN(2)]
		_, err = c.Deploy(ctx, platform.Deployment{
			Name: name, Directory: filepath.Join(dir, "app"), Update: true, Workers: 1 + rand.IntN(2),
			Settings: map[string]string{"runtime": "rip", "isolation": isolation}, Copy: new(rand.IntN(2) == 0),
		})
	case n < 6:
		_, _, err = c.Scale(ctx, name, 1+rand.IntN(3), 0)
	case n < 7 && app.Version > 1:
		_, err = c.Rollback(ctx, name, 0, 0)
	case n < 8:
		_, err = c.StopApp(ctx, name, 0)
	case n < 9:
		_, err = c.StartApp(ctx, name, 0)
	default:
		if err = c.Undeploy(ctx, name, 0); err == nil {
			say(step{Gone: name})
			return nil
		}
	}
	if err != nil && !errors.Is(err, platform.ErrNotFound) { // no version to go back to
		return fmt.Errorf("%s: %w", name, err)
	}
	if app, err = c.App(name); err != nil {
		return err
	}
	say(step{Done: &app})
	return nil
}

// ripWorker is a worker of the embedded runtime in a process of its own.
func ripWorker() int {
	app, slot, err := runtime.ReadEnviron(os.Environ())
	if err != nil {
		panic(err)
	}
	if app.Dir, err = os.Getwd(); err != nil {
		panic(err)
	}
	server := control.NewClient(slot.Control)
	member := control.Member{App: app.Name, WorkerID: slot.ID, PID: os.Getpid(), Socket: slot.Socket, Version: slot.Version}
	return rip.Work(rip.Process{
		App: app, Slot: slot, Environ: os.Environ(), Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Join: func(ctx context.Context) error { return server.Join(ctx, member) },
		Quit: func(ctx context.Context) error {
			return server.Quit(ctx, control.Member{App: app.Name, WorkerID: slot.ID})
		},
	})
}
