package bench

import "fmt"

// The scenarios' own results.
const (
	figEfficiency = "efficiency" // good answers as a share of workers ÷ service time
	figOwn        = "own eff."   // the same with the service time of rip-server's own metrics, under load
	figService    = "service"    // ms in a worker, mean, as rip-server's metrics say
	figWait       = "wait"       // ms in the queue, mean, as rip-server's metrics say
	figShare200   = "200"        // shares of all answers
	figShare503   = "503"
	figShare504   = "504"
	figUncounted  = "uncounted"  // answers that the server's counters do not have, or have too many
	figCalm       = "calm p99"   // ms, without the slow clients
	figSlowdown   = "slowdown"   // of the normal load's p99 by the slow clients
	figMBps       = "MB/s"       // of bodies
	figConnects   = "idle conns" // held
	figPerConn    = "KiB/conn"   // the balancer's memory for each idle connection
	figServerMB   = "server MB"  // the balancer's resident memory
	figWorkerMB   = "MB/worker"  // an idle worker's share of memory
	figBoot       = "boot"       // ms from the start to the first good answer
	figRollout    = "restart"    // ms for the whole rolling restart
)

// figureText writes a figure with its unit.
func figureText(name string, value float64) string {
	switch name {
	case figEfficiency, figOwn, figShare200, figShare503, figShare504:
		return percentText(value)
	case figService, figWait, figCalm, figBoot, figRollout:
		return short(value)
	case figSlowdown:
		return fmt.Sprintf("%.2f×", value)
	case figConnects, figUncounted:
		return thousands(value)
	default:
		return fmt.Sprintf("%.1f", value)
	}
}
