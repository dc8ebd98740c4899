// Package api is the platform's HTTP API: its messages, the handler that
// answers them, who may ask for what, and the client of the command line. What
// it offers is written down in openapi.json, which the tests hold it to.
package api
