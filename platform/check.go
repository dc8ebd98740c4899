package platform

import "github.com/rip-server/rip-server/runtime"

// Checked is what would be deployed.
type Checked struct {
	Directory string // absolute, links resolved
	Entry     string // the module that the app begins with
	Runtime   string // what would run its workers
	Name      string // made from the directory
}

// Check looks whether a directory could be deployed, with these settings. The
// errors are those that Deploy would return.
func (c *Controller) Check(directory string, settings map[string]string) (Checked, error) {
	entry, err := c.entry(directory)
	if err != nil {
		return Checked{}, err
	}
	ch := Changes{Settings: &settings}
	if err := ch.lift(); err != nil {
		return Checked{}, err
	}
	spec := Spec{Name: entry.Name}
	if err := ch.apply(&spec, directory); err != nil {
		return Checked{}, err
	}
	ready, err := c.prepare(&spec)
	if err != nil {
		return Checked{}, err
	}
	return checked(entry, ready.Runtime), nil
}

func checked(entry runtime.Entry, rt runtime.Runtime) Checked {
	return Checked{Directory: entry.Dir, Entry: entry.File, Runtime: rt.Describe(), Name: entry.Name}
}
