package platform

import (
	"slices"
	"time"
)

// Spec is what is wanted of one app. It is what the store keeps, as JSON under
// the key "apps/<name>", and all that a restarted controller knows: whatever is
// not in it is found out anew. It is a plain value; its slices and maps are not
// changed once it was stored.
type Spec struct {
	// Name identifies the app everywhere: in the API, on sockets, in logs, as
	// the host <name>.localhost.
	Name string `json:"name"`
	// Versions are those that can be returned to, oldest first, at most
	// KeptVersions. Numbers grow and are never used twice.
	Versions []Version `json:"versions"`
	// Current is the number of the version that has the traffic.
	Current int `json:"current"`
	// Run is whether the app is wanted running. Stopped apps keep their ports.
	Run bool `json:"run"`
	// Workers is how many there are while it runs and is not idle.
	Workers int `json:"workers"`
	// Protocol is "http", "https" or "http+https"; Port and HTTPSPort are the
	// app's own ports, 0 where its protocol does not need one.
	Protocol  string `json:"protocol"`
	Port      int    `json:"port,omitempty"`
	HTTPSPort int    `json:"httpsPort,omitempty"`

	Routing

	// IdleStop is after how long without a request the workers are ended, to be
	// started again by the next request; 0 is never.
	IdleStop Duration `json:"idleStop,omitempty"`
	// DeployedAt is when the name was first deployed.
	DeployedAt time.Time `json:"deployedAt"`
}

// Routing is how requests on the platform's own port find an app.
type Routing struct {
	// Hosts are further host names, in lower case and without port, beside
	// <name>.localhost.
	Hosts []string `json:"hosts,omitempty"`
	// Path is a prefix, such as /api, under which the app is reached on the
	// platform's own hosts and on Hosts; "" is none. It does not end in /.
	Path string `json:"path,omitempty"`
	// StripPath takes Path off before the app sees the request.
	StripPath bool `json:"stripPath,omitempty"`
}

// Version is one deployed state of an app: where its code is and how it runs.
// What belongs to the app and outlives its versions is in Spec.
type Version struct {
	Number int `json:"version"`
	// Directory is the absolute path of the app: a directory or an entry file.
	Directory string `json:"directory"`
	// Copy is where the version runs: the entry file in a copy of Directory,
	// among the copies of the app, such as 3/index.js, which was made for version
	// 3. Several versions may share one. "" is Directory itself.
	Copy string `json:"copy,omitempty"`
	// Settings are keys of package config, in the text of a command line,
	// without those that Spec has of its own (see ownKeys).
	Settings map[string]string `json:"settings,omitempty"`
	// Environ are variables of the workers.
	Environ    map[string]string `json:"environ,omitempty"`
	DeployedAt time.Time         `json:"deployedAt"`
}

// KeptVersions is how many versions an app keeps, the current one always.
const KeptVersions = 10

// version finds a version by its number.
func (s *Spec) version(number int) (Version, bool) {
	at := slices.IndexFunc(s.Versions, func(v Version) bool { return v.Number == number })
	if at < 0 {
		return Version{}, false
	}
	return s.Versions[at], true
}
