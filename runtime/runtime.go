// Package runtime says what a pluggable app runtime must do: name the command
// that runs one worker of an app. Package bunbridge is the first
// implementation; a worker is any program that keeps the contract of
// docs/worker-contract.md.
package runtime

import (
	"strconv"
	"time"
)

// Runtime makes workers of one kind. Implementations are safe for concurrent
// use and never start anything themselves: the manager owns processes.
type Runtime interface {
	// Name is what the user typed after --runtime=, "bun" for example.
	Name() string
	// Describe says what was found, for the banner and doctor:
	// "bun 1.4.5 (/usr/local/bin/bun)".
	Describe() string
	// Worker returns the command that runs one worker of app in slot.
	Worker(app App, slot Slot) (Command, error)
}

// App is what a runtime needs to know of an app; it does not change between
// the app's workers.
type App struct {
	// Name identifies the app on sockets, in logs and metrics: [a-z0-9_-]+.
	Name string
	// Entry is the absolute path of the entry module.
	Entry string
	// Dir is the absolute base directory of the app and the workers' working directory.
	Dir string
	// Env is "dev" or "prod".
	Env string
	// HotReload is "none", "process" or "module".
	HotReload string
	// ReloadErrors is "page" (a broken edit answers with the diagnostic) or
	// "last-good" (the last handler that loaded keeps serving).
	ReloadErrors string
	// ReadTimeout is how long the balancer waits for a response's head; a
	// worker that takes longer is replaced. 0 is not known.
	ReadTimeout time.Duration
	// MaxMemory is the resident memory in bytes beyond which the manager
	// replaces a worker; 0 is no limit.
	MaxMemory int64
}

// Slot is the place that one worker process fills.
type Slot struct {
	// ID is unique among all workers that the manager ever started for the
	// app: "<slot>-<generation>", "2-1" for example.
	ID string
	// Socket is the path the worker must listen on.
	Socket string
	// Control is the path of the control socket it must join.
	Control string
	// Version is the app version the worker belongs to; a reload raises it.
	Version int
	// MaxRequests is after how many requests the manager replaces the worker;
	// 0 is never. It is told to the worker for its information only.
	MaxRequests int
}

// Environ returns the RIP_* variables of the worker contract.
func Environ(app App, slot Slot) []string {
	return []string{
		"RIP_APP_ENTRY=" + app.Entry,
		"RIP_APP_NAME=" + app.Name,
		"RIP_WORKER_ID=" + slot.ID,
		"RIP_SOCKET=" + slot.Socket,
		"RIP_CONTROL=" + slot.Control,
		"RIP_VERSION=" + strconv.Itoa(slot.Version),
		"RIP_HOT_RELOAD=" + app.HotReload,
		"RIP_RELOAD_ERRORS=" + app.ReloadErrors,
		"RIP_MAX_REQUESTS=" + strconv.Itoa(slot.MaxRequests),
		"RIP_REQUEST_TIMEOUT_MS=" + strconv.FormatInt(app.ReadTimeout.Milliseconds(), 10),
		"RIP_MEMORY_LIMIT=" + strconv.FormatInt(app.MaxMemory, 10),
		"RIP_ENV=" + app.Env,
	}
}

// Command is a process to start. Env is added to the environment of the
// server; Dir is its working directory.
type Command struct {
	Path string
	Args []string
	Env  []string
	Dir  string
}
