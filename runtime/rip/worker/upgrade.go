package worker

import (
	"context"
	"errors"
	"io"
	"net"
)

// upgrade leaves the connection to a websocket and returns when that is over.
// It does not hold the turn. When the worker drains, the balancer closes it
// after a grace.
func (x *exchange) upgrade() {
	x.endTurn()
	err := x.answer.Upgrade.Serve(context.Background(), x.nc, x.br)
	if err != nil && !errors.Is(err, net.ErrClosed) && !errors.Is(err, io.EOF) {
		x.report("websocket: " + err.Error())
	}
}
