package config

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/knadh/koanf/parsers/dotenv"
	"github.com/knadh/koanf/providers/env/v2"
)

// variables begins the name of every variable that is ours.
const variables = "RIP_"

// configVariable names a further configuration file, as --config does.
const configVariable = "RIP_CONFIG"

// isContract reports whether a variable is part of what a worker is told (see
// runtime.Environ) or of where this program keeps its files. They are no
// settings, and are present whenever we are started from within a worker.
func isContract(name string) bool {
	switch name {
	case "RIP_APP_ENTRY", "RIP_APP_NAME", "RIP_WORKER_ID", "RIP_SOCKET", "RIP_CONTROL",
		"RIP_VERSION", "RIP_MAX_REQUESTS", "RIP_REQUEST_TIMEOUT_MS", "RIP_MEMORY_LIMIT",
		"RIP_HOME", "RIP_RUNTIME_DIR", "RIP_CACHE_DIR", "RIP_BUN":
		return true
	}
	return false
}

// readDotenv reads the variables of the .env file in the app's directory. The
// file is the app's; we look at RIP_ variables only.
func (l *loading) readDotenv(dir string) {
	const name = ".env"
	if dir == "" {
		return
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		l.problem("read configuration: %w", err)
		return
	}
	if !bytes.Contains(data, []byte(variables)) {
		return
	}
	values, err := dotenv.ParserEnv(variables, "", nil).Unmarshal(data)
	if err != nil {
		l.problem("%s: %w", name, err)
		return
	}
	l.applyVariables(values, func(variable string) (source, where string) {
		return name, place(name, data, keyOffset(data, 0, variable)) + ": " + variable
	})
}

// readEnviron reads the RIP_ variables of the environment.
func (l *loading) readEnviron(environ []string) {
	provider := env.Provider("", env.Opt{Prefix: variables, EnvironFunc: func() []string { return environ }})
	values, err := provider.Read()
	if err != nil {
		l.problem("read environment: %w", err)
		return
	}
	delete(values, configVariable) // read by readConfigFile
	l.applyVariables(values, func(variable string) (source, where string) { return variable, variable })
}

// applyVariables warns of unknown variables instead of refusing them: other
// programs may own them. An empty variable is one that is not set.
func (l *loading) applyVariables(values map[string]any, describe func(variable string) (source, where string)) {
	var entries []entry
	for _, variable := range slices.Sorted(maps.Keys(values)) {
		source, where := describe(variable)
		i, known := schema().byEnv[variable]
		switch {
		case known && values[variable] != "":
			entries = append(entries, entry{key: schema().keys[i], value: values[variable], source: source, where: where})
		case !known && !isContract(variable):
			l.warn("%s is not a setting and has no effect%s", where, didYouMean(variable, variableNames()))
		}
	}
	l.apply(entries)
}

// variable returns the last value of a name in an environment, as programs see it.
func variable(environ []string, name string) string {
	value := ""
	for _, assignment := range environ {
		if rest, ok := strings.CutPrefix(assignment, name+"="); ok {
			value = rest
		}
	}
	return value
}

func variableNames() []string {
	return slices.Collect(maps.Keys(schema().byEnv))
}
