// Command limit is the benchmark's yardstick: a relay with one request in
// flight per worker and a first-in-first-out queue, like rip-server's balancer,
// that does nothing else. One thread, one epoll, raw system calls; it looks for
// the end of a head and for Content-Length and copies bytes. It refuses nothing,
// logs nothing, times nothing out and trusts everybody: how fast it is says how
// fast a balancer could be on a machine, not how one should be written.
package main
