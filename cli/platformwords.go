package cli

import (
	"maps"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rip-server/rip-server/config"
)

// platformKeys are the settings of an app that make sense for the platform's
// own port, too, as words and as flags; --host has a help of its own here.
func platformKeys() []string {
	return []string{
		"httpPort", "httpsPort", "protocol", "http2", "trustProxy",
		"https", "cert", "key", "redirectHttp", "hsts",
		"acmeDomain", "acmeEmail", "acmeCa", "acmeCaRoot", "acmeAccount",
		"headerTimeoutMs", "idleTimeoutMs", "drainTimeoutMs", "jsonLogging", "logLevel",
	}
}

// addPlatformSettings adds the flags of those keys.
func addPlatformSettings(fs *pflag.FlagSet) {
	all := pflag.NewFlagSet("settings", pflag.ContinueOnError)
	config.AddFlags(all)
	for _, name := range platformKeys() {
		if key, known := config.Lookup(name); known {
			fs.AddFlag(all.Lookup(key.Flag))
		}
	}
}

// takeWords reads the words of the command line, which are those of serve.
func (o *platformOptions) takeWords(cmd *cobra.Command, args []string) (err error) {
	if o.words, err = ParseTokens(args); err != nil {
		return &usageError{err}
	}
	if o.words.Path != "" {
		return noMember(cmd, o.words.Path)
	}
	for _, key := range slices.Sorted(maps.Keys(o.words.Words)) {
		if word := o.words.Words[key]; !slices.Contains(platformKeys(), key) {
			return usagef("%s is about an app, and its apps are told one by one: rip-server deploy <name> <app-path> %s", word, word)
		}
	}
	return nil
}

// completePlatformWord completes them.
func completePlatformWord(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var words []string
	for _, name := range platformKeys() {
		if key, known := config.Lookup(name); known {
			for _, word := range key.Words {
				words = append(words, word+"\t"+key.Name)
			}
		}
	}
	return words, cobra.ShellCompDirectiveDefault
}

// platformConfig is what the platform's own port is told, by files in dir, its
// environment, and o. It is reached from this machine only, unless that is said.
func (p *Process) platformConfig(dir string, o platformOptions) (*config.Loaded, error) {
	tokens, words := map[string]any{"env": "prod"}, map[string]string{"env": "platform"}
	for key, value := range o.words.Values {
		tokens[key], words[key] = value, o.words.Words[key]
	}
	load := func() (*config.Loaded, error) {
		loaded, err := config.Load(config.Sources{Dir: dir, Environ: p.Environ, Tokens: tokens, Words: words, Flags: o.flags})
		if err != nil {
			return nil, &usageError{err}
		}
		return loaded, nil
	}
	loaded, err := load()
	if err != nil || loaded.IsSet("host") {
		return loaded, err
	}
	tokens["host"], words["host"] = "localhost", "platform"
	return load() // again, since doubts follow from it
}
