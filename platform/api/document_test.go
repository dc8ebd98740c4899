package api_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// document is openapi.json, as far as the tests read it.
type document struct {
	Paths map[string]map[string]*operation
	parts map[string]any // all of it, for references
}

type operation struct {
	Parameters []any
	Responses  map[string]any
	Security   *[]any
	Scope      string `json:"x-scope"`
	Body       *struct {
		Required bool
		Content  map[string]map[string]any
	} `json:"requestBody"`
}

// theDocument is read once for all tests.
var theDocument = sync.OnceValue(func() *document {
	text, err := os.ReadFile("openapi.json")
	if err != nil {
		panic(err)
	}
	d := &document{}
	if err := json.Unmarshal(text, d); err != nil {
		panic(err)
	}
	if err := json.Unmarshal(text, &d.parts); err != nil {
		panic(err)
	}
	return d
})

// operation finds what a request is in the document; "" when it is not there.
func (d *document) operation(method, target string) (path string, op *operation) {
	target, _, _ = strings.Cut(target, "?")
	for path, methods := range d.Paths {
		if matches(path, target) && methods[strings.ToLower(method)] != nil {
			return path, methods[strings.ToLower(method)]
		}
	}
	return "", nil
}

func matches(path, target string) bool {
	want, got := strings.Split(path, "/"), strings.Split(target, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}

// resolve follows a reference.
func (d *document) resolve(node any) map[string]any {
	m := node.(map[string]any)
	ref, ok := m["$ref"].(string)
	if !ok {
		return m
	}
	at := any(d.parts)
	for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
		at = at.(map[string]any)[part]
	}
	if at == nil {
		panic("openapi.json has no " + ref)
	}
	return d.resolve(at)
}

// checkAgainstDocument is done with every answer of every test: its status is
// documented for its endpoint, and so is what it looks like.
func (a *answer) checkAgainstDocument(method, target string) {
	a.Helper()
	d := theDocument()
	path, op := d.operation(method, target)
	if op == nil {
		return
	}
	if a.seen != nil {
		a.seen[method+" "+path+" "+strconv.Itoa(a.StatusCode)] = true
	}
	node, known := op.Responses[strconv.Itoa(a.StatusCode)]
	if !known {
		if node = op.Responses["default"]; a.StatusCode < 400 || !slices.Contains([]int{403, 404, 421, 500, 503}, a.StatusCode) {
			a.Errorf("%s: the status %d is not documented", a.request, a.StatusCode)
			return
		}
	}
	headers, _ := d.resolve(node)["headers"].(map[string]any)
	for _, name := range []string{"ETag", "Location"} {
		if _, documented := headers[name]; documented != (a.Header.Get(name) != "") {
			a.Errorf("%s: %d has the %s %q, documented: %v", a.request, a.StatusCode, name, a.Header.Get(name), documented)
		}
	}
	media, _, _ := strings.Cut(a.Header.Get("Content-Type"), ";")
	content, ok := d.resolve(node)["content"].(map[string]any)[media].(map[string]any)
	switch {
	case !ok && media == "text/html": // for browsers' users
	case !ok:
		a.Errorf("%s: %d as %s is not documented", a.request, a.StatusCode, media)
	case media == "application/json" && method != "HEAD":
		var value any
		a.into(&value)
		if err := d.check(content["schema"], value, "body"); err != nil {
			a.Errorf("%s: %d is not as documented: %v in %s", a.request, a.StatusCode, err, a.text)
		}
	}
}

// check says where value is not what schema wants. It knows the part of JSON
// Schema that the document uses, and fails for more.
func (d *document) check(schema, value any, at string) error {
	s := d.resolve(schema)
	for keyword := range s {
		if !slices.Contains([]string{"type", "properties", "required", "additionalProperties", "items", "enum", "description", "format", "minimum"}, keyword) {
			return fmt.Errorf("schema of %s: the keyword %s is not checked", at, keyword)
		}
	}
	if !hasType(s["type"], value) {
		return fmt.Errorf("%s is %v, not a %v", at, value, s["type"])
	}
	if enum, ok := s["enum"].([]any); ok && value != nil && !slices.Contains(enum, value) {
		return fmt.Errorf("%s is %v, none of %v", at, value, enum)
	}
	switch v := value.(type) {
	case map[string]any:
		return d.checkObject(s, v, at)
	case []any:
		for i, item := range v {
			if err := d.check(s["items"], item, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *document) checkObject(s, value map[string]any, at string) error {
	properties, _ := s["properties"].(map[string]any)
	required, _ := s["required"].([]any)
	for _, name := range required {
		if _, ok := value[name.(string)]; !ok {
			return fmt.Errorf("%s lacks %s", at, name)
		}
	}
	for name, member := range value {
		schema, known := properties[name]
		if !known {
			if schema = s["additionalProperties"]; schema == false {
				return fmt.Errorf("%s has %s, which is not documented", at, name)
			}
		}
		if schema == nil {
			continue
		}
		if err := d.check(schema, member, at+"."+name); err != nil {
			return err
		}
	}
	return nil
}

func hasType(want, value any) bool {
	if list, ok := want.([]any); ok {
		return slices.ContainsFunc(list, func(one any) bool { return hasType(one, value) })
	}
	switch v := value.(type) {
	case nil:
		return want == "null"
	case bool:
		return want == "boolean"
	case string:
		return want == "string"
	case float64:
		return want == "number" || want == "integer" && v == float64(int64(v))
	case []any:
		return want == "array"
	}
	return want == "object"
}

func TestSchemaCheckerFindsWhatIsWrong(t *testing.T) {
	d := theDocument()
	schema := map[string]any{"$ref": "#/components/schemas/Token"}
	good := map[string]any{"id": "1", "name": "a", "scope": "read", "createdAt": "t", "expiresAt": nil, "lastUsedAt": nil}
	if err := d.check(schema, good, "body"); err != nil {
		t.Error(err)
	}
	for name, value := range map[string]any{"scope": "root", "name": 1.0, "id": nil, "extra": true} {
		bad := map[string]any{name: value}
		for k, v := range good {
			if k != name {
				bad[k] = v
			}
		}
		if d.check(schema, bad, "body") == nil {
			t.Errorf("%s = %v passes", name, value)
		}
	}
	if d.check(schema, map[string]any{"id": "1"}, "body") == nil {
		t.Error("missing members pass")
	}
}
