package build

import "context"

// API makes anew what the embedded runtime has of @rip/api and of the code around
// an app's handler: programs of the engine, committed, so that no start of a
// server bundles them. The tests that compare them write them.
func (r Repo) API(ctx context.Context) error {
	return r.Run(ctx, "go", "test", "./runtime/rip", "./runtime/rip/worker", "-count=1", "-run", "TestShippedFiles", "-update")
}
