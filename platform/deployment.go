package platform

// Deployment is an order to deploy an app. For a new name what is left zero gets
// its default; for an update it stays as it is.
type Deployment struct {
	// Name is up to 63 lower-case letters, digits, - and _, since it becomes a
	// host name. Required.
	Name string
	// Directory is the app's directory, or its entry file; an absolute path.
	// Required for a new name.
	Directory string
	// Update makes this a new version of an app that exists; without it a name
	// that exists is ErrExists. A name that does not is deployed either way.
	Update bool
	// Copy has the version run from a copy of Directory, so that it keeps its
	// code whatever becomes of the directory. Nil: as the current version does.
	Copy *bool
	// NoStart starts nothing that does not run; the new version of an app that
	// runs takes over all the same.
	NoStart bool
	// IfRevision is the App.Revision that an update is for, or else ErrRevision;
	// 0 is any, or a new name.
	IfRevision uint64

	// Workers: 0 is DefaultWorkers for a new name.
	Workers int
	// Protocol is "", "http", "https" or "http+https"; "" follows from the
	// settings as for `serve`. Port and HTTPSPort: 0 is the next free one from
	// Options.FirstPort and FirstHTTPSPort. The three cannot change while the app runs.
	Protocol        string
	Port, HTTPSPort int

	// Nil leaves it as it is.
	Hosts     []string
	Path      *string
	StripPath *bool
	IdleStop  *Duration

	// Settings are keys of package config in the text of a command line: what
	// `serve` takes as words and flags. Nil keeps those of the current version;
	// otherwise they are all there are. File names are relative to Directory.
	Settings map[string]string
	// Environ are variables of the workers. Nil and not nil as for Settings.
	Environ map[string]string
}

// DefaultWorkers is how many an app gets when nobody says how many.
const DefaultWorkers = 3

// Changes is what a patch changes; nil leaves it as it is.
type Changes struct {
	Workers   *int
	Hosts     *[]string
	Path      *string
	StripPath *bool
	IdleStop  *Duration
	// Settings and Environ replace all of the current version's; a running app
	// is cut over to a new version with them, of the same directory.
	Settings *map[string]string
	Environ  *map[string]string
	// Protocol and ports can change only while the app does not run.
	Protocol        *string
	Port, HTTPSPort *int
}
