package build

import (
	"context"
	"os"
	"strings"
)

// Bench runs the benchmark against the binary that Build made. The environment
// variable BENCH_ARGS adds flags: BENCH_ARGS="-scenario=ping-64 -runs=3".
func (r Repo) Bench(ctx context.Context) error {
	args := append([]string{"run", "./bench/cmd/bench"}, strings.Fields(os.Getenv("BENCH_ARGS"))...)
	return r.Run(ctx, "go", args...)
}
