// Package rip is the embedded runtime: it runs an app's workers on the
// JavaScript engine within this program, each in a process of its own or all
// in this one. Nothing else need be installed.
package rip

import (
	"github.com/rip-server/rip-server/runtime/rip/engine"
	"github.com/rip-server/rip-server/runtime/rip/es"
	"github.com/rip-server/rip-server/runtime/rip/intl"
	"github.com/rip-server/rip-server/runtime/rip/node"
	"github.com/rip-server/rip-server/runtime/rip/web"
	"github.com/rip-server/rip-server/runtime/rip/webcrypto"
)

// Name is what the user types after --runtime= for it.
const Name = "rip"

// Verb is the argument with which a program is started to be a worker; its
// main calls Work then.
const Verb = "worker-process"

// features are what every VM has, in the order of their installation.
func features() []engine.Feature {
	return []engine.Feature{engine.Armour, es.Feature, web.Feature, webcrypto.Feature, node.Feature, intl.Feature}
}

// programBytes bounds the text of compiled programs that are kept beside those
// in use; see bundle.NewPrograms.
const programBytes = 16 << 20
