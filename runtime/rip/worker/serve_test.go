package worker_test

import (
	"context"
	"testing"
	"time"
)

func TestFirst(t *testing.T) {
	s := serve(t, files{"index.ts": `export default (request: Request) => new Response("hi " + request.method + " " + request.url)`})
	s.want("/a?b=c", "hi GET http://shop.example/a?b=c")
	s.want("/", "hi GET http://shop.example/")
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	s.Stop(ctx)
	if err := <-s.served; err != nil {
		t.Error(err)
	}
}
