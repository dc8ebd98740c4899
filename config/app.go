package config

// App says which app runs, how it is called and what kind of run it is.
type App struct {
	// The app's name on sockets, in logs and in metrics. Lower-case letters,
	// digits, - and _ only, because it becomes part of file names. Two apps
	// with the same name, variant and user cannot run at once.
	Name string `key:"name" form:"name" unset:"made from the app path"`

	// Development or production. It chooses the defaults that differ between
	// the two: dev listens on loopback, reloads modules and shows error pages
	// with source and stack; prod listens on all interfaces, does not reload
	// and answers errors with a plain 500.
	Env string `key:"env" default:"dev" oneof:"dev|prod" word:"dev,prod"`

	// What runs the workers. auto takes bun when it is found (the app's
	// node_modules/.bin, then PATH), else the embedded runtime, and says which.
	// The embedded runtime, rip, needs nothing installed.
	Runtime string `key:"runtime" default:"auto" oneof:"auto|bun|rip"`

	// Where the embedded runtime's workers live. process: each in a process of
	// its own, so that whatever one does ends with it. vm: all within the
	// server, which starts faster and takes less memory, hundreds of small apps
	// in one process; an app that exhausts the memory, or keeps cores busy in
	// calls that cannot be interrupted, is then everybody's trouble. Workers
	// of bun are processes always.
	Isolation string `key:"isolation" oneof:"process|vm" unset:"vm in dev, process in prod"`

	// Tells several servers of one app apart, such as a blue and a green one.
	// It is part of the socket names, so each variant is found, stopped and
	// restarted on its own.
	Variant string `key:"variant" form:"name" unset:"the value of env"`

	// Where the sockets are: PREFIX.ctl.sock and one PREFIX.ID.sock per worker.
	// Set it when the temporary directory is not usable. Its directory must
	// belong to the user alone, and a socket path must fit the limit of the
	// system (108 bytes on Linux, 104 on macOS), so keep it short.
	SocketPrefix string `key:"socketPrefix" form:"file" unset:"in a private directory under /tmp"`

	// How changed code gets into running workers. none: never. process: a
	// rolling restart when asked by the reload command, which loses no
	// request. module: each request first looks whether a file changed and
	// loads it, which is what one wants while editing and too slow and too
	// surprising in production.
	HotReload string `key:"hotReload" oneof:"none|process|module" no:"none" unset:"module in dev, none in prod"`

	// What a broken edit answers in module reload. page: the diagnostic, so
	// that one sees it at once. last-good: the last version that loaded keeps
	// serving, and the error is only in the log.
	ReloadErrors string `key:"reloadErrors" default:"page" oneof:"page|last-good"`
}
