package bundle

// Options say what is bundled and for whom.
type Options struct {
	// Entry is the absolute path of the entry module.
	Entry string
	// Dir is the absolute base directory of the app. Names in stack traces and
	// messages are relative to it.
	Dir string
	// Dev bundles for the shortest way from an edit to the next answer: packages
	// become a program of their own, which edits do not touch. Otherwise there
	// is one program, without the code that nothing uses.
	Dev bool
	// Modules are ES modules of ours by their specifier, "@rip/api" for example.
	// They are found before anything in node_modules.
	Modules map[string]string
	// Shipped is a module of ours that is a program of its own, shared by all
	// apps; nil: there is none.
	Shipped *Shipped
	// Programs are shared by all apps of a process. Required.
	Programs *Programs
	// Texts keeps bundles from one start to the next; nil: nothing is kept.
	Texts *Texts
}

// mode is what packages read from process.env.NODE_ENV.
func (o *Options) mode() string {
	if o.Dev {
		return "development"
	}
	return "production"
}
