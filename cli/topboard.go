package cli

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/api"
)

// topBoard is what top shows. For one goroutine.
type topBoard struct {
	look
	history []float64 // requests a second of all apps, oldest first
	sort    rune      // key of the column, 0 is by name
	reverse bool
	first   int // app on the first line
}

// historyLength is how many values there are in the line of the past.
const historyLength = 60

// take notes a new look. One that failed leaves what was seen before.
func (b *topBoard) take(l look) {
	b.err = l.err
	if l.err != nil {
		return
	}
	b.look = l
	b.history = append(b.history, l.stats.RPS)
	b.history = b.history[max(0, len(b.history)-historyLength):]
}

// press does what a key says; quit is whether that is to end.
func (b *topBoard) press(key rune, height int) (quit bool) {
	switch key {
	case 'q', 'Q', keyCtrlC, keyEscape:
		return true
	case 'j', keyDown:
		b.first++
	case 'k', keyUp:
		b.first--
	default:
		if _, known := topOrders()[key]; !known {
			return false
		}
		b.reverse = key == b.sortKey() && !b.reverse
		b.sort, b.first = key, 0
	}
	b.first = max(0, min(b.first, len(b.apps)-(height-topHead)))
	return false
}

func (b *topBoard) sortKey() rune { return cmp.Or(b.sort, 'n') }

// sorted are the apps in the order that was asked for; numbers begin with the
// largest, and names settle what is equal.
func (b *topBoard) sorted() []api.App {
	order := topOrders()[b.sortKey()]
	apps := slices.Clone(b.apps)
	slices.SortStableFunc(apps, func(x, y api.App) int {
		by := order(x, y)
		if b.reverse {
			by = -by
		}
		return cmp.Or(by, strings.Compare(x.Name, y.Name))
	})
	return apps
}

func topOrders() map[rune]func(x, y api.App) int {
	return map[rune]func(x, y api.App) int{
		'n': func(x, y api.App) int { return strings.Compare(x.Name, y.Name) },
		's': func(x, y api.App) int { return cmp.Compare(severity(x.Status), severity(y.Status)) },
		'w': func(x, y api.App) int { return cmp.Compare(y.Workers, x.Workers) },
		'r': func(x, y api.App) int { return cmp.Compare(y.Traffic.RPS, x.Traffic.RPS) },
		'p': func(x, y api.App) int { return cmp.Compare(y.Traffic.P99Ms, x.Traffic.P99Ms) },
		'u': func(x, y api.App) int { return cmp.Compare(y.Traffic.Queue, x.Traffic.Queue) },
		'e': func(x, y api.App) int { return cmp.Compare(y.Traffic.Errors5xx, x.Traffic.Errors5xx) },
		'm': func(x, y api.App) int { return cmp.Compare(y.Traffic.MemoryBytes, x.Traffic.MemoryBytes) },
	}
}

// severity orders states by how much they want to be looked at.
func severity(state platform.State) int {
	return slices.Index([]platform.State{
		platform.Failed, platform.Starting, platform.Stopping, platform.Running, platform.Idle, platform.Deployed, platform.Stopped,
	}, state)
}
