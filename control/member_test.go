package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestMalformedMessagesAreRefusedWithTheReason(t *testing.T) {
	long := strings.Repeat("a", maxIdentifier+1)
	for name, test := range map[string]struct{ body, reason string }{
		"empty":             {``, "empty"},
		"not JSON":          {`hello`, "not what was expected"},
		"an array":          {`[]`, "not what was expected"},
		"cut short":         {`{"op":"join"`, "not what was expected"},
		"no op":             {`{"app":"shop","workerId":"1-1"}`, `op is ""`},
		"unknown op":        {`{"op":"leave","app":"shop","workerId":"1-1"}`, `op is "leave"`},
		"unknown field":     {`{"op":"quit","app":"shop","workerId":"1-1","verson":2}`, "verson"},
		"wrong app":         {`{"op":"quit","app":"blog","workerId":"1-1"}`, `belongs to "shop"`},
		"no worker id":      {`{"op":"quit","app":"shop"}`, "workerId"},
		"long worker id":    {`{"op":"quit","app":"shop","workerId":"` + long + `"}`, "workerId"},
		"path as worker id": {`{"op":"quit","app":"shop","workerId":"../x"}`, "workerId"},
		"pid as text":       {`{"op":"join","app":"shop","workerId":"1-1","pid":"7","socket":"/s"}`, "pid"},
		"no pid":            {`{"op":"join","app":"shop","workerId":"1-1","socket":"/s"}`, "pid"},
		"no socket":         {`{"op":"join","app":"shop","workerId":"1-1","pid":7}`, "socket"},
		"relative socket":   {`{"op":"join","app":"shop","workerId":"1-1","pid":7,"socket":"s"}`, "socket"},
		"long socket":       {`{"op":"join","app":"shop","workerId":"1-1","pid":7,"socket":"/` + strings.Repeat("s", 200) + `"}`, "bytes long"},
		"negative version":  {`{"op":"join","app":"shop","workerId":"1-1","pid":7,"socket":"/s","version":-1}`, "version"},
		"trailing garbage":  {`{"op":"quit","app":"shop","workerId":"1-1"} x`, "after the JSON object"},
		"two messages":      {`{"op":"quit","app":"shop","workerId":"1-1"}{}`, "after the JSON object"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := decodeMember(strings.NewReader(test.body), "shop")
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Status != 400 || !strings.Contains(refusal.Reason, test.reason) {
				t.Errorf("got %v, want a 400 that mentions %q", err, test.reason)
			}
		})
	}
}

func FuzzControlMessage(f *testing.F) {
	f.Add([]byte(`{"op":"join","app":"shop","workerId":"1-1","pid":7,"socket":"/s","version":2}`))
	f.Add([]byte(`{"op":"quit","app":"shop","workerId":"1-1"}`))
	f.Add([]byte(`{"OP":"quit","app":"shop","workerId":"1-1"}` + "\n\n"))
	f.Add([]byte(`{"op":"join","op":"quit"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		m, err := decodeMember(bytes.NewReader(body), "shop")
		if err != nil {
			var refusal *Refusal
			if !errors.As(err, &refusal) || refusal.Status != 400 || refusal.Reason == "" {
				t.Fatalf("%q is refused by %#v, want a reason with 400", body, err)
			}
			return
		}
		if m.App != "shop" || !strings.Contains("join quit", m.Op) || strings.ContainsAny(m.WorkerID, "/.\x00") {
			t.Fatalf("%q is accepted as %+v", body, m)
		}
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := decodeMember(bytes.NewReader(text), "shop"); err != nil || again != m {
			t.Fatalf("%q says the same as %q, but reads %+v, %v", text, body, again, err)
		}
	})
}
