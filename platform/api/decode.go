package api

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
)

// decode reads the body of a change, one JSON object. No body is an empty
// object. A member that is not known is refused, as it would be silently
// without effect.
func decode(r *http.Request, into any) error {
	dec := json.NewDecoder(r.Body)
	dec.DisallowUnknownFields()
	err := dec.Decode(into)
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return badBody(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return badRequest("the body has to be one JSON object; something follows it")
	}
	return nil
}

// badBody says what is wrong with a body.
func badBody(err error) error {
	var (
		large *http.MaxBytesError
		kind  *json.UnmarshalTypeError
	)
	switch {
	case errors.As(err, &large):
		return &problem{status: http.StatusRequestEntityTooLarge, text: "the body is larger than 256 KiB"}
	case errors.As(err, &kind) && kind.Field != "":
		// Embedded structs are in the field's path, and are nobody's business.
		field := kind.Field[strings.LastIndexByte(kind.Field, '.')+1:]
		return &problem{status: http.StatusBadRequest, field: field, text: field + ": it has to be " + jsonName(kind.Type.Kind()) + ", not " + sent(kind)}
	case errors.As(err, &kind):
		return badRequest("the body has to be a JSON object, not %s", sent(kind))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return badRequest("the body is no JSON: it ends too early")
	}
	text := strings.TrimPrefix(err.Error(), "json: ")
	if field, ok := strings.CutPrefix(text, "unknown field "); ok {
		return &problem{status: http.StatusBadRequest, field: strings.Trim(field, `"`), text: field + " is not known here; see /api/openapi.json"}
	}
	return badRequest("the body is no JSON object: %s", text)
}

// sent is what came instead: "string", and a number as it was written.
func sent(kind *json.UnmarshalTypeError) string { return strings.TrimPrefix(kind.Value, "number ") }

// jsonName is what JSON calls a value of that kind.
func jsonName(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Map, reflect.Struct:
		return "an object"
	}
	return "a whole number"
}
