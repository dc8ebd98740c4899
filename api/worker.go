package api

import (
	"embed"
	"fmt"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

//go:embed worker
var worker embed.FS

const (
	adoptFile    = "adopt.ts"    // what an app is
	reloaderFile = "reloader.ts" // when it is loaded anew
)

// Worker is what workers have of this layer, modules in TypeScript by file name:
// adopt.ts finds the handler in what an app's entry exports, and reloader.ts
// has getHandler, which is asked for it before each request. They import nothing.
func Worker() map[string]string {
	modules := map[string]string{}
	for _, name := range []string{adoptFile, reloaderFile} {
		modules[name] = workerFile(name)
	}
	return modules
}

// workerFile is an embedded file, which is there unless its name is a slip of ours.
func workerFile(name string) string {
	text, err := worker.ReadFile("worker/" + name)
	if err != nil {
		panic(fmt.Sprintf("api: %v", err))
	}
	return string(text)
}

// Adopt is adopt.ts as a script, for engines without modules: its value is the
// function.
func Adopt() (string, error) {
	result := api.Transform(workerFile(adoptFile), api.TransformOptions{
		Loader: api.LoaderTS, Format: api.FormatCommonJS, Target: api.ES2022, LogLevel: api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		messages := api.FormatMessages(result.Errors, api.FormatMessagesOptions{})
		return "", fmt.Errorf("translate %s: %s", adoptFile, strings.Join(messages, ""))
	}
	return fmt.Sprintf("(() => { const module = {}; %s; return module.exports.adopt; })()", result.Code), nil
}
