package config

import (
	"fmt"
	"strings"
)

// paths is a list of file names, separated by commas.
type paths struct{}

func (paths) parse(s string) (any, error) {
	var list []string
	for item := range strings.SplitSeq(s, ",") {
		if item = strings.TrimSpace(item); item == "" {
			continue
		}
		for _, r := range item {
			if r < ' ' || r == 0x7f {
				return nil, fmt.Errorf("%q has a control character in it", item)
			}
		}
		list = append(list, item)
	}
	return list, nil
}

func (paths) format(v any) string { return strings.Join(v.([]string), ",") }
func (paths) placeholder() string { return "files" }
func (paths) allowed() string     { return "file names, separated by commas" }
