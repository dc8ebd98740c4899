package router

import "fmt"

// Conflict is a place that an app wants and cannot have.
type Conflict struct {
	App   string
	Host  string // "" is every host that is no app's
	Path  string // "" is all paths
	Owner string // the app that has it, "" is the platform itself
}

func (c *Conflict) Error() string {
	where := c.Host + c.Path
	if c.Host == "" {
		where = "the path " + c.Path
	}
	owner := "app " + c.Owner + " has it"
	if c.Owner == "" {
		owner = "it is the platform's own"
	}
	return fmt.Sprintf("app %s cannot be at %s: %s; choose another host or path", c.App, where, owner)
}
