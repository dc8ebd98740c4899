// Package workercheck runs a worker command as rip-server would, against a
// real control socket, and proves that it keeps docs/worker-contract.md.
package workercheck
