package appserver_test

import (
	"encoding/json"
	"path/filepath"
	"testing"
)

// The suite runs in a worker, so it says what holds on that runtime.
func TestAPIDoesAsItsOwnSuiteSays(t *testing.T) {
	runtimes(t, func(t *testing.T, use func(*setup)) {
		s := serve(t, filepath.Join("testdata", "api", "suite"), func(c *setup) {
			use(c)
			c.Workers, c.ReadTimeout = 1, patience
		}).ready()
		answer := s.get("/")
		var result struct {
			Ran    int
			Failed []string
		}
		if err := json.Unmarshal([]byte(answer.Body), &result); err != nil || answer.Status != 200 {
			t.Fatalf("the suite answers %d %.2000s (%v)", answer.Status, answer.Body, err)
		}
		for _, failure := range result.Failed {
			t.Error(failure)
		}
		if result.Ran < 80 {
			t.Errorf("%d tests ran", result.Ran)
		}
	})
}
