// Package bench measures servers: it starts a Target, puts Loads on it with
// wrk, and reports a Run of Results. It measures and never judges: no test
// fails because a machine was slow.
package bench
