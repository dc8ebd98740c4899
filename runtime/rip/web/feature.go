// Package web is the web platform in a VM: the classes and functions of the
// Minimum Common Web API (ECMA-429), and the bridge that gives an app's handler
// an HTTP request and takes its response. What every request touches is
// written in Go; cold classes are JavaScript, evaluated when first touched.
package web

import "github.com/rip-server/rip-server/runtime/rip/engine"

// Feature puts the web platform into a VM.
func Feature(vm *engine.VM) error {
	for _, install := range []engine.Feature{
		installParts,
		installRealm,
		installTimers,
		installEvents,
		installNavigator,
		installEncoding,
		installBase64,
		installConsole,
		installPattern,
	} {
		if err := install(vm); err != nil {
			return err
		}
	}
	return nil
}
