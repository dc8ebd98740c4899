package config

import (
	"fmt"
	"net/netip"
	"reflect"
	"strings"
	"time"
)

// kind is one notation of values: how people write it and what it becomes in
// the struct. format undoes parse: parse(format(v)) is v for every allowed v.
type kind interface {
	// parse reads text. Its error completes "rip-server.yaml: workers: ".
	parse(text string) (any, error)
	format(value any) string
	// placeholder stands for the value in usage texts: "ms".
	placeholder() string
	// allowed says which values are right: "1 to 1024, or auto".
	allowed() string
}

// kindOf chooses the notation by the type of the field and, for times, by the
// name of the key: queueTimeoutMs is a bare number of milliseconds, maxAge a
// number with a unit.
func kindOf(field reflect.StructField) kind {
	tag, name := field.Tag, field.Tag.Get("key")
	switch field.Type {
	case reflect.TypeFor[bool]():
		return boolean{}
	case reflect.TypeFor[int]():
		n := number{auto: tag.Get("default") == "auto", port: strings.HasSuffix(name, "Port"), example: tag.Get("default")}
		return n.between(tag.Get("min"), tag.Get("max"))
	case reflect.TypeFor[int64]():
		return size{zero: tag.Get("default") == "0"}.between(tag.Get("min"), tag.Get("max"))
	case reflect.TypeFor[time.Duration]():
		if strings.HasSuffix(name, "Ms") {
			return millis{}.between(tag.Get("min"), tag.Get("max"))
		}
		return span{}.between(tag.Get("min"), tag.Get("max"))
	case reflect.TypeFor[[]netip.Prefix]():
		return networks{}
	case reflect.TypeFor[[]string]():
		if tag.Get("form") == "domain" {
			return domains{}
		}
		return paths{}
	case reflect.TypeFor[string]():
		if words := split(tag.Get("oneof"), "|"); words != nil {
			return choice{words: words}
		}
		return text{form: tag.Get("form")}
	}
	panic(fmt.Sprintf("config: no notation for field %s of type %s", field.Name, field.Type))
}

// boolean is yes or no, in the ways people write that.
type boolean struct{}

func (boolean) parse(s string) (any, error) {
	switch strings.ToLower(s) {
	case "true", "yes", "on", "1":
		return true, nil
	case "false", "no", "off", "0":
		return false, nil
	}
	return nil, fmt.Errorf("%q is neither true nor false", s)
}

func (boolean) format(v any) string { return fmt.Sprint(v) }
func (boolean) placeholder() string { return "bool" } // pflag shows no placeholder for this one
func (boolean) allowed() string     { return "true or false" }

// choice is one of a few words.
type choice struct{ words []string }

func (c choice) parse(s string) (any, error) {
	for _, word := range c.words {
		if s == word {
			return s, nil
		}
	}
	if near := Nearest(s, c.words); near != "" {
		return nil, fmt.Errorf("%q is not one of %s; did you mean %s?", s, c.allowed(), near)
	}
	return nil, fmt.Errorf("%q is not one of %s", s, c.allowed())
}

func (c choice) format(v any) string { return v.(string) }
func (c choice) placeholder() string { return strings.Join(c.words, "|") }
func (c choice) allowed() string     { return strings.Join(c.words, ", ") }
