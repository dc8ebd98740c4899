package config

import "reflect"

// Loaded is a configuration and where each value of it came from.
type Loaded struct {
	// Config is the caller's to change; Source, IsSet and the meaning of
	// Warnings stay those of the load.
	Config *Config
	// Warnings are for people: things that are allowed and probably not meant.
	Warnings []string

	sources map[string]string
}

// Source says where the value of a key came from: "default",
// "rip-server.yaml", ".env", "RIP_MAX_QUEUE", "argument w:4" or "--max-queue".
func (l *Loaded) Source(key string) string {
	if source, ok := l.sources[key]; ok {
		return source
	}
	return "default"
}

// IsSet reports whether some source gave the key a value, be it the default one.
func (l *Loaded) IsSet(key string) bool {
	_, ok := l.sources[key]
	return ok
}

// Row is one key as `config explain` shows it.
type Row struct {
	Key Key
	// Value is the value in effect, in the key's notation; "" when there is
	// none, and then Key.Unset says what that means.
	Value string
	// Source is where the value came from, as Loaded.Source says.
	Source string
}

// Explain returns a row for every key, in the order of the documentation.
func (l *Loaded) Explain() []Row {
	fields := reflect.ValueOf(l.Config).Elem()
	var rows []Row
	for _, key := range Keys() {
		rows = append(rows, Row{
			Key:    key,
			Value:  key.kind.format(fields.FieldByIndex(key.index).Interface()),
			Source: l.Source(key.Name),
		})
	}
	return rows
}
