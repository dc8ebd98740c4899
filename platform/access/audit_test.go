package access

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func openAudit(t *testing.T) (*Audit, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "audit.log")
	a, err := OpenAudit(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a, path
}

func entries(t *testing.T, path string) (list []Entry) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(text) {
		var e Entry
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		list = append(list, e)
	}
	return list
}

func TestRecordOfChangesIsForItsOwnerOnlyAndGoesOn(t *testing.T) {
	a, path := openAudit(t)
	if err := a.Write(Entry{Who: "ci", Action: "deploy", App: "shop", Status: 201}); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	again, err := OpenAudit(path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if err := again.Write(Entry{Who: "local", Action: "stop", Error: "one\ntwo"}); err != nil {
		t.Fatal(err)
	}
	list := entries(t, path)
	if len(list) != 2 || list[0].Who != "ci" || list[0].Time.IsZero() || list[1].Error != "one\ntwo" {
		t.Errorf("%+v", list)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
}

func TestRecordOfChangesStaysSmallAndLosesNothingRecent(t *testing.T) {
	a, path := openAudit(t)
	var writers sync.WaitGroup
	const each = 800
	for _, who := range []string{"a", "b", "c"} {
		writers.Go(func() {
			for range each {
				if err := a.Write(Entry{Who: who, Detail: strings.Repeat("x", 600)}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	old, current := entries(t, path+".1"), entries(t, path)
	if len(old)+len(current) != 3*each {
		t.Errorf("%d and %d entries of %d", len(old), len(current), 3*each)
	}
	for _, p := range []string{path, path + ".1"} {
		if info, err := os.Stat(p); err != nil || info.Size() > auditBytes || info.Mode().Perm() != 0o600 {
			t.Error(info, err)
		}
	}
	files, _ := filepath.Glob(path + "*")
	if len(files) != 2 {
		t.Error(files)
	}
}

func TestNoRecordIsKeptWithoutAFile(t *testing.T) {
	var a *Audit
	if err := a.Write(Entry{}); err != nil {
		t.Error(err)
	}
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	if _, err := OpenAudit(filepath.Join(t.TempDir(), "no", "audit.log")); err == nil || !strings.Contains(err.Error(), "record of changes") {
		t.Error(err)
	}
}
