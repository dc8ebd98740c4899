package manager

import "testing"

// An answer that came before the publication of what it says would have
// `rip-server scale` followed by `rip-server status` show the old number.
func TestAnsweredOrderShowsInTheSnapshot(t *testing.T) {
	inBed(t, nil, func(t *testing.T, b *bed) {
		for i := range 200 {
			want := 2 + i%3
			if err := b.m.Scale(t.Context(), want); err != nil {
				t.Fatal(err)
			}
			if s := b.m.Snapshot(); s.Ready != want || s.Extra != 0 || s.Rollout != "" {
				t.Fatalf("scaled to %d, the snapshot says %+v", want, s)
			}
		}
	})
}
