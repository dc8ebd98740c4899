package peers

import (
	"os"
	"path/filepath"
	"strconv"
	"text/template"
)

// config is what the templates of configuration files see.
type config struct {
	Site
	Threads      int // haproxy
	UpstreamIdle int // nginx: kept connections to all workers together
	// User is who nginx's processes are to be when it is started by root: the
	// workers' sockets are their owner's alone. Empty: who started it.
	User string
}

// writeConfig fills a template in.
func writeConfig(path, text string, c config) error {
	parsed, err := template.New(filepath.Base(path)).Funcs(template.FuncMap{
		"number": func(i int) string { return strconv.Itoa(i + 1) },
	}).Parse(text)
	if err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	err = parsed.Execute(file, c)
	if closing := file.Close(); err == nil {
		err = closing
	}
	return err
}

// privileged is root's name for root, empty for everybody else.
func privileged() string {
	if os.Geteuid() != 0 {
		return ""
	}
	return "root"
}
