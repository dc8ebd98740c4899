package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/platform/api"
)

// deploySettings are the settings of words and flags by their keys; a flag
// wins, as with serve.
func deploySettings(fs *pflag.FlagSet, tokens Tokens) (map[string]string, error) {
	values := map[string]string{}
	for key, value := range tokens.Values {
		values[key] = fmt.Sprint(value)
	}
	var wrong []string
	fs.Visit(func(f *pflag.Flag) {
		key, known := config.Lookup(strings.TrimPrefix(f.Name, "no-"))
		switch {
		case !known || slices.Contains([]string{"host", "json"}, f.Name):
			return
		case f.Name == key.NoFlag:
			values[key.Name] = key.NoValue
			return
		}
		value, err := key.Canonical(f.Value.String())
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("--%s: %v", f.Name, err))
		}
		values[key.Name] = value
	})
	if wrong != nil {
		return nil, usagef("%s", strings.Join(wrong, "\n"))
	}
	return values, nil
}

// applySettings puts each setting where the API has it; most go by their key.
func applySettings(order *api.Deploy, values map[string]string) error {
	settings := map[string]string{}
	for key, value := range values {
		switch key {
		case "workers":
			order.Workers = number(value)
		case "httpPort":
			order.Port = number(value)
		case "httpsPort":
			order.HTTPSPort = number(value)
		case "protocol":
			order.Protocol = &value
		case "cert":
			files, err := absolute(strings.Split(value, ","))
			if err != nil {
				return err
			}
			settings[key] = strings.Join(files, ",")
		default:
			settings[key] = value
		}
	}
	if len(settings) > 0 {
		order.Settings = &settings
	}
	return nil
}

// number is one that config has found to be one. The word auto is left to the
// platform, whose machine it is about.
func number(value string) *int {
	n, err := strconv.Atoi(value)
	if err != nil {
		return nil
	}
	return &n
}

func absolute(files []string) ([]string, error) {
	for i, file := range files {
		abs, err := filepath.Abs(file)
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", shown(file), err)
		}
		files[i] = abs
	}
	return files, nil
}
