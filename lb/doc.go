// Package lb is the load balancer: it takes requests from clients and has each
// answered by one worker, one request in flight per worker.
//
// A request's way: Server accepts a connection; conn reads a request head into
// its Exchange; Balancer answers built-in endpoints, reads the body, takes a
// worker from the Pool or waits in its queue; the Worker's connection carries
// the request there and the response back; the worker is released, the client
// gets the response, and the Exchange feeds log and metrics once.
//
// The balancer learns of workers only by Add, Activate, Retire and Remove, and
// tells what happens to them through Events. It knows nothing of processes.
package lb
