//go:build !linux

package generator

import "time"

func sleepPrecisely(d time.Duration) { time.Sleep(d) }
