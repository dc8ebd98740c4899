// Package build is what the magefile's targets do, in plain Go so that it is
// tested and read like the rest. It is for developing rip-server only; the
// server itself imports none of it.
package build
