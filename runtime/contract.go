package runtime

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ReadEnviron is the other side of Environ: what a worker was told by its
// environment. The error names what is missing or wrong.
func ReadEnviron(environ []string) (App, Slot, error) {
	r := reader{values: map[string]string{}}
	for _, entry := range environ {
		if name, value, ok := strings.Cut(entry, "="); ok {
			r.values[name] = value
		}
	}
	app := App{
		Name: r.must("RIP_APP_NAME"), Entry: r.must("RIP_APP_ENTRY"), Env: r.must("RIP_ENV"),
		HotReload: r.must("RIP_HOT_RELOAD"), ReloadErrors: r.values["RIP_RELOAD_ERRORS"],
		ReadTimeout: time.Duration(r.number("RIP_REQUEST_TIMEOUT_MS")) * time.Millisecond,
		MaxMemory:   r.number("RIP_MEMORY_LIMIT"),
	}
	slot := Slot{
		ID: r.must("RIP_WORKER_ID"), Socket: r.must("RIP_SOCKET"), Control: r.must("RIP_CONTROL"),
		Version: int(r.number("RIP_VERSION")), MaxRequests: int(r.number("RIP_MAX_REQUESTS")),
	}
	return app, slot, r.err
}

// reader reads variables and keeps the first mistake.
type reader struct {
	values map[string]string
	err    error
}

func (r *reader) must(name string) string {
	value := r.values[name]
	if value == "" && r.err == nil {
		r.err = fmt.Errorf("%s is not set: workers are started by rip-server, not by hand", name)
	}
	return value
}

// number is 0 when the variable is not set.
func (r *reader) number(name string) int64 {
	value := r.values[name]
	if value == "" {
		return 0
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("%s is %q: it must be a number", name, value)
	}
	return n
}
