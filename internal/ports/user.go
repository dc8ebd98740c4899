package ports

import "os/user"

// userName is the name of the user with this number, or the number itself when
// the system knows no name for it, as in many containers.
func userName(uid string) string {
	known, err := user.LookupId(uid)
	if err != nil {
		return uid
	}
	return known.Username
}
