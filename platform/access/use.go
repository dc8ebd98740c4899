package access

import (
	"context"
	"encoding/json"
	"time"

	"github.com/rip-server/rip-server/platform/store"
)

// useEvery is how exactly the last use of a token is known. To write each one
// down would cost a request more than anything else does.
const useEvery = 10 * time.Minute

// noteUse keeps that s, as it was at its revision in the store, is used now. It
// is nobody's request that fails when that cannot be kept; and when the token
// has another revision, somebody else has noted it, or has revoked it.
func (t *Tokens) noteUse(ctx context.Context, s storedToken) {
	now := time.Now().UTC().Truncate(time.Second)
	if now.Sub(s.LastUsedAt) < useEvery {
		return
	}
	s.LastUsedAt = now
	if value, err := json.Marshal(s); err == nil {
		_, _ = t.store.Put(ctx, tokenPrefix+s.ID, value, store.IfRevision(s.revision))
	}
}
