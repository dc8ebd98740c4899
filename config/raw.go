package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// plainText writes a value as the parsers of yaml, toml, json, flags and words
// deliver it the way a person would type it, so that there is one reading of
// values and not one per source.
func plainText(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case bool:
		return strconv.FormatBool(v), nil
	case int:
		return strconv.Itoa(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case uint64:
		return strconv.FormatUint(v, 10), nil
	case float64: // every number in JSON
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case []any:
		return plainList(v)
	case []string:
		return strings.Join(v, ","), nil
	case nil:
		return "", errors.New("has no value; give one or remove the key")
	case map[string]any, map[any]any:
		return "", errors.New("is a table of its own; give one value")
	}
	return "", fmt.Errorf("%v is not a value of any key; put it in quotes if it is meant as text", value)
}

func plainList(list []any) (string, error) {
	items := make([]string, 0, len(list))
	for _, item := range list {
		if _, nested := item.([]any); nested {
			return "", errors.New("is a list in a list; give a plain list")
		}
		text, err := plainText(item)
		if err != nil {
			return "", err
		}
		items = append(items, text)
	}
	return strings.Join(items, ","), nil
}
