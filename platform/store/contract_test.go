package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/rip-server/rip-server/platform/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// contract is what every Store promises, one property each.
var contract = map[string]func(*testing.T, store.Store){
	"WhatWasPutIsGot":                          putIsGot,
	"ListIsInOrderAndOfOneRevision":            listInOrder,
	"ConditionsKeepWritersFromEachOther":       conditions,
	"TransactionIsMadeAsAWholeOrNotAtAll":      wholeTransactions,
	"OneOfManyWritersWinsEachRevision":         racingWriters,
	"WhatMakesNoSenseIsRefused":                nonsense,
	"WatchYieldsEveryChangeOnceAndInOrder":     watchInOrder,
	"WatchSeesChangesThatComeLater":            watchLater,
	"WatchBackToWhatIsForgottenIsTold":         watchCompacted,
	"ListThenWatchMissesNothing":               listThenWatch,
	"ClosedStoreSaysSo":                        closed,
	"ValuesAreTheCallersOwn":                   ownValues,
	"DeletingWhatIsNotThereIsNoChange":         deleteNothing,
	"ContextThatHasEndedIsHeededBeforeWriting": endedContext,
}

func TestMemoryKeepsTheContract(t *testing.T) {
	keepsContract(t, func(*testing.T) store.Store { return store.NewMemory() })
}

func TestFileKeepsTheContract(t *testing.T) {
	keepsContract(t, func(t *testing.T) store.Store {
		s, err := store.Open(filepath.Join(t.TempDir(), "state.db"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

func keepsContract(t *testing.T, open func(*testing.T) store.Store) {
	for name, check := range contract {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
			check(t, s)
		})
	}
}

func value(n int) json.RawMessage { return json.RawMessage(fmt.Sprint(n)) }

func mustPut(t *testing.T, s store.Store, key string, n int) uint64 {
	t.Helper()
	revision, err := s.Put(t.Context(), key, value(n), store.Condition{})
	if err != nil {
		t.Fatal(err)
	}
	return revision
}

func wantErr(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
}

func putIsGot(t *testing.T, s store.Store) {
	_, err := s.Get(t.Context(), "a")
	wantErr(t, err, store.ErrNotFound)
	first := mustPut(t, s, "a", 1)
	second := mustPut(t, s, "a", 2)
	if second <= first || first == 0 {
		t.Errorf("revisions %d, %d do not grow", first, second)
	}
	got, err := s.Get(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(store.Entry{Key: "a", Value: value(2), Revision: second}, got); diff != "" {
		t.Error(diff)
	}
	if _, err := s.Put(t.Context(), "nothing", nil, store.Condition{}); err != nil {
		t.Error(err)
	}
	if got, err := s.Get(t.Context(), "nothing"); err != nil || string(got.Value) != "null" {
		t.Errorf("no value is got as %s, %v", got.Value, err)
	}
}

func listInOrder(t *testing.T, s store.Store) {
	for i, key := range []string{"apps/b", "apps/a", "app", "apps/c", "appt"} {
		mustPut(t, s, key, i)
	}
	list, revision, err := s.List(t.Context(), "apps/")
	if err != nil || revision != 5 {
		t.Errorf("revision %d, %v", revision, err)
	}
	want := []store.Entry{{"apps/a", value(1), 2}, {"apps/b", value(0), 1}, {"apps/c", value(3), 4}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
	if all, _, err := s.List(t.Context(), ""); err != nil || len(all) != 5 {
		t.Errorf("%d entries in all, %v", len(all), err)
	}
}

func conditions(t *testing.T, s store.Store) {
	ctx := t.Context()
	revision, err := s.Put(ctx, "a", value(1), store.IfAbsent())
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Put(ctx, "a", value(2), store.IfAbsent())
	wantErr(t, err, store.ErrConflict)
	_, err = s.Put(ctx, "a", value(2), store.IfRevision(revision+1))
	wantErr(t, err, store.ErrConflict)
	_, err = s.Put(ctx, "b", value(2), store.IfRevision(revision))
	wantErr(t, err, store.ErrConflict)
	mustPut(t, s, "other", 1) // does not concern a
	next, err := s.Put(ctx, "a", value(3), store.IfRevision(revision))
	if err != nil {
		t.Fatal(err)
	}
	wantErr(t, s.Delete(ctx, "a", store.IfRevision(revision)), store.ErrConflict)
	if err := s.Delete(ctx, "a", store.IfRevision(next)); err != nil {
		t.Error(err)
	}
	_, err = s.Get(ctx, "a")
	wantErr(t, err, store.ErrNotFound)
	// A revision is of one life of the entry only.
	if _, err := s.Put(ctx, "a", value(4), store.IfAbsent()); err != nil {
		t.Error(err)
	}
	_, err = s.Put(ctx, "a", value(5), store.IfRevision(next))
	wantErr(t, err, store.ErrConflict)
}

func wholeTransactions(t *testing.T, s store.Store) {
	a := mustPut(t, s, "a", 1)
	_, err := s.Txn(t.Context(),
		store.Change{Key: "new", Value: value(1)},
		store.Change{Key: "a", When: store.IfRevision(a)},
		store.Change{Key: "b", Value: value(1), When: store.IfRevision(1000)})
	wantErr(t, err, store.ErrConflict)
	if list, revision, err := s.List(t.Context(), ""); err != nil || len(list) != 1 || revision != a {
		t.Errorf("a transaction that failed left %v at revision %d, %v", list, revision, err)
	}
	revision, err := s.Txn(t.Context(),
		store.Change{Key: "new", Value: value(1), When: store.IfAbsent()},
		store.Change{Key: "a", When: store.IfRevision(a)})
	if err != nil {
		t.Fatal(err)
	}
	list, now, err := s.List(t.Context(), "")
	if diff := cmp.Diff([]store.Entry{{"new", value(1), revision}}, list); diff != "" || now != revision || err != nil {
		t.Errorf("%s at revision %d, %v", diff, now, err)
	}
}

func racingWriters(t *testing.T, s store.Store) {
	const writers, rounds = 4, 10
	mustPut(t, s, "counter", 0)
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for done := 0; done < rounds; {
				e, err := s.Get(context.Background(), "counter")
				if err != nil {
					t.Error(err)
					return
				}
				var n int
				if err := json.Unmarshal(e.Value, &n); err != nil {
					t.Error(err)
					return
				}
				_, err = s.Put(context.Background(), "counter", value(n+1), store.IfRevision(e.Revision))
				switch {
				case err == nil:
					done++
				case !errors.Is(err, store.ErrConflict):
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	if e, err := s.Get(t.Context(), "counter"); err != nil || string(e.Value) != fmt.Sprint(writers*rounds) {
		t.Errorf("%d increments make %s, %v", writers*rounds, e.Value, err)
	}
}

func nonsense(t *testing.T, s store.Store) {
	for name, changes := range map[string][]store.Change{
		"nothing":      {},
		"no key":       {{Value: value(1)}},
		"no JSON":      {{Key: "a", Value: json.RawMessage("{")}},
		"a key twice":  {{Key: "a", Value: value(1)}, {Key: "a", Value: value(2)}},
		"a large one":  {{Key: "a", Value: json.RawMessage(`"` + string(make([]byte, 2<<20)) + `"`)}},
		"a long key":   {{Key: string(make([]byte, 1000)), Value: value(1)}},
		"one of a few": {{Key: "b", Value: value(1)}, {Key: "a", Value: json.RawMessage("nul")}},
	} {
		if _, err := s.Txn(t.Context(), changes...); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	if _, revision, err := s.List(t.Context(), ""); err != nil || revision != 0 {
		t.Errorf("refusals raised the revision to %d, %v", revision, err)
	}
}

func watchInOrder(t *testing.T, s store.Store) {
	from := mustPut(t, s, "x/a", 1)
	mustPut(t, s, "y/a", 2)
	mustPut(t, s, "x/b", 3)
	txn, err := s.Txn(t.Context(), store.Change{Key: "x/c", Value: value(4)}, store.Change{Key: "x/a"})
	if err != nil {
		t.Fatal(err)
	}
	var got []store.Changed
	for c, err := range s.Watch(t.Context(), "x/", from) {
		if err != nil {
			t.Fatal(err)
		}
		if got = append(got, c); len(got) == 3 {
			break
		}
	}
	want := []store.Changed{{"x/b", value(3), from + 2}, {"x/c", value(4), txn}, {"x/a", nil, txn}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func watchLater(t *testing.T, s store.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	seen := make(chan string)
	go func() { // ends with ctx
		defer close(seen)
		for c, err := range s.Watch(ctx, "", 0) {
			if err != nil {
				t.Error(err)
				return
			}
			seen <- c.Key
		}
	}()
	for i := range 20 {
		key := fmt.Sprint("k", i)
		mustPut(t, s, key, i)
		if got := <-seen; got != key {
			t.Errorf("watched %q, written was %q", got, key)
		}
	}
	cancel()
	if key, more := <-seen; more {
		t.Errorf("%q came after the end", key)
	}
}

func watchCompacted(t *testing.T, s store.Store) {
	for range 60 { // more changes than are kept
		var changes []store.Change
		for i := range 20 {
			changes = append(changes, store.Change{Key: fmt.Sprint("k", i), Value: value(i)})
		}
		if _, err := s.Txn(t.Context(), changes...); err != nil {
			t.Fatal(err)
		}
	}
	for _, since := range []uint64{0, 1000} {
		for _, err := range s.Watch(t.Context(), "", since) {
			wantErr(t, err, store.ErrCompacted)
		}
	}
	n := 0
	for c, err := range s.Watch(t.Context(), "", 58) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; c.Revision == 60 && n == 40 {
			break
		}
	}
}

func listThenWatch(t *testing.T, s store.Store) {
	const writes = 50
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := range writes {
			if _, err := s.Put(context.Background(), fmt.Sprint("k", i), value(i), store.Condition{}); err != nil {
				t.Error(err)
			}
		}
	})
	list, revision, err := s.List(t.Context(), "k")
	if err != nil {
		t.Fatal(err)
	}
	known := len(list)
	if known < writes {
		for _, err := range s.Watch(t.Context(), "k", revision) {
			if err != nil {
				t.Fatal(err)
			}
			if known++; known == writes {
				break
			}
		}
	}
	writer.Wait()
}

func closed(t *testing.T, s store.Store) {
	ended := make(chan error, 1)
	go func() { // ends with the store
		var last error
		for _, err := range s.Watch(context.Background(), "", 0) {
			last = err
		}
		ended <- last
	}()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wantErr(t, <-ended, store.ErrClosed)
	_, err := s.Get(t.Context(), "a")
	wantErr(t, err, store.ErrClosed)
	_, _, err = s.List(t.Context(), "")
	wantErr(t, err, store.ErrClosed)
	_, err = s.Put(t.Context(), "a", value(1), store.Condition{})
	wantErr(t, err, store.ErrClosed)
}

func ownValues(t *testing.T, s store.Store) {
	mine := json.RawMessage(`"abc"`)
	if _, err := s.Put(t.Context(), "a", mine, store.Condition{}); err != nil {
		t.Fatal(err)
	}
	copy(mine, `"xyz"`)
	e, err := s.Get(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	copy(e.Value, `"uvw"`)
	for c, err := range s.Watch(t.Context(), "", 0) {
		if err != nil {
			t.Fatal(err)
		}
		copy(c.Value, `"rst"`)
		break
	}
	if e, err := s.Get(t.Context(), "a"); err != nil || string(e.Value) != `"abc"` {
		t.Errorf("the value has become %s, %v", e.Value, err)
	}
}

func deleteNothing(t *testing.T, s store.Store) {
	before := mustPut(t, s, "a", 1)
	if err := s.Delete(t.Context(), "b", store.Condition{}); err != nil {
		t.Error(err)
	}
	if _, revision, err := s.List(t.Context(), ""); err != nil || revision != before {
		t.Errorf("the revision went from %d to %d, %v", before, revision, err)
	}
}

func endedContext(t *testing.T, s store.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.Put(ctx, "a", value(1), store.Condition{})
	wantErr(t, err, context.Canceled)
	_, err = s.Get(t.Context(), "a")
	wantErr(t, err, store.ErrNotFound)
	for range s.Watch(ctx, "", 0) {
		t.Error("a watch without a context yields something")
	}
}

// The watch of a store that stands still must not turn round and round.
func TestWatchOfAQuietStoreSleeps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := store.NewMemory()
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			for range s.Watch(ctx, "", 0) {
				t.Error("something has changed")
			}
		}()
		synctest.Wait() // returns only when every goroutine is durably blocked
		cancel()
	})
}
