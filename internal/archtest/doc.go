// Package archtest holds the tests that keep the house in order: imports run
// one way, downwards, and every package says what it is for. It has no code.
package archtest
