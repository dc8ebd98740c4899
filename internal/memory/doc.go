// Package memory knows how much memory there is for this process.
package memory
