package webcrypto

import (
	"errors"
	"fmt"

	"github.com/dop251/goja"
)

// Names of DOMExceptions.
const (
	operation     = "OperationError"
	dataError     = "DataError"
	syntax        = "SyntaxError"
	notSupported  = "NotSupportedError"
	invalidAccess = "InvalidAccessError"
	typeMismatch  = "TypeMismatchError"
	quotaExceeded = "QuotaExceededError"
)

// failure is what becomes a DOMException of that name.
type failure struct{ name, message string }

func (f *failure) Error() string { return f.message }

func failed(name, format string, args ...any) error {
	return &failure{name, fmt.Sprintf(format, args...)}
}

// thrown is the JavaScript value for an error. One that is no failure, of Go's
// cryptography, is an OperationError.
func (p *platform) thrown(err error) goja.Value {
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{operation, err.Error()}
	}
	o, err := p.vm.New(p.vm.Get("DOMException"), p.vm.ToValue(f.message), p.vm.ToValue(f.name))
	if err != nil {
		panic(err)
	}
	return o
}

// check throws err.
func (p *platform) check(err error) {
	if err != nil {
		panic(p.thrown(err))
	}
}
