package platform

import (
	"errors"
	"fmt"
)

// What can be wrong with an order. Errors wrap one of these, and their text
// tells the user what to do.
var (
	// ErrNotFound: there is no app, or no version, of that name.
	ErrNotFound = errors.New("not found")
	// ErrExists: the name is taken and the order was not an update.
	ErrExists = errors.New("exists already")
	// ErrConflict: the order does not fit the app's state, or somebody else
	// has changed it meanwhile.
	ErrConflict = errors.New("conflict")
	// ErrRevision is the ErrConflict of an order whose revision is not that of
	// the app any more.
	ErrRevision = fmt.Errorf("%w: the app has changed since it was read", ErrConflict)
	// ErrBusy: too many changes of the app wait already.
	ErrBusy = errors.New("busy")
	// ErrForbidden: the directory is outside of Options.Root.
	ErrForbidden = errors.New("forbidden")
	// ErrInvalid is what every *Invalid is.
	ErrInvalid = errors.New("invalid")
	// ErrDidNotStart: a version's workers did not come up. What served before
	// still serves.
	ErrDidNotStart = errors.New("did not start")
	// ErrStopping: the controller is stopping, or has stopped.
	ErrStopping = errors.New("the platform is stopping")
)

// Invalid says which field of an order is wrong, by its name in the API, and why.
type Invalid struct {
	Field string
	Err   error
}

func (e *Invalid) Error() string { return e.Field + ": " + e.Err.Error() }

// Unwrap makes it an ErrInvalid.
func (e *Invalid) Unwrap() []error { return []error{ErrInvalid, e.Err} }

func invalid(field, format string, args ...any) error {
	return &Invalid{field, fmt.Errorf(format, args...)}
}
