package manager

// Reason says why a worker was replaced or ended. The values are metric
// labels: they stay as they are.
type Reason string

const (
	Crash       Reason = "crash"       // the process ended without being asked to
	Boot        Reason = "boot"        // it ended, or was killed, before it was ready
	Hung        Reason = "hung"        // it did not answer within the read timeout
	Unreachable Reason = "unreachable" // its socket refused a connection
	Broken      Reason = "broken"      // it answered with something that is not HTTP
	Died        Reason = "died"        // its connection broke in the middle of a request; counted as Crash
	Quit        Reason = "quit"        // it left by itself
	Requests    Reason = "requests"    // it served its share (r:N)
	Age         Reason = "age"         // it reached the maximum age
	Memory      Reason = "memory"      // it grew beyond --max-memory
	Restart     Reason = "restart"     // an ordered rolling restart
	Reload      Reason = "reload"      // a new version took over, or failed to
	Scale       Reason = "scale"       // fewer workers are wanted
	Stop        Reason = "stop"        // the server is stopping
)
