package platform

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

var namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)

func checkName(name string) error {
	if len(name) > 63 || !namePattern.MatchString(name) {
		return invalid("name", "%q is not a usable name; give up to 63 lower-case letters, digits, - and _, such as my-app", name)
	}
	return nil
}

// add makes v the newest and current version, and drops what is too old.
func (s *Spec) add(v Version) {
	v.Number, v.DeployedAt = 1, time.Now().UTC()
	for _, old := range s.Versions {
		v.Number = max(v.Number, old.Number+1)
	}
	s.Versions = append(slices.Clip(s.Versions), v)
	if over := len(s.Versions) - KeptVersions; over > 0 {
		s.Versions = slices.Clone(s.Versions[over:])
	}
	s.Current = v.Number
}

var hostPattern = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$`)

// normalise brings hosts and path into the one form that is compared.
func (s *Spec) normalise() error {
	var hosts []string
	for _, host := range s.Hosts {
		host = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(host)), ".")
		if !hostPattern.MatchString(host) || len(host) > 253 {
			return invalid("hosts", "%q is not a host name; give such as shop.test, without port", host)
		}
		if !slices.Contains(hosts, host) && host != s.Name+".localhost" { // which it has anyway
			hosts = append(hosts, host)
		}
	}
	s.Hosts = hosts
	s.Path = strings.TrimRight(s.Path, "/")
	if s.Path != "" && (s.Path[0] != '/' || strings.ContainsAny(s.Path, " ?#\\%") || s.Path != path.Clean(s.Path)) {
		return invalid("path", "%q is not a path to begin with; give such as /api", s.Path)
	}
	if s.StripPath && s.Path == "" {
		return invalid("stripPath", "there is no path to take off; give one, such as /api")
	}
	return nil
}

// rollBack makes an earlier version current; 0 is the one before.
func (s *Spec) rollBack(number int) error {
	if number == 0 {
		for _, v := range s.Versions {
			if v.Number < s.Current {
				number = v.Number
			}
		}
		if number == 0 {
			return fmt.Errorf("%w: %s has no version before %d", ErrNotFound, s.Name, s.Current)
		}
	}
	if _, found := s.version(number); !found {
		return fmt.Errorf("%w: %s has no version %d (it has %s)", ErrNotFound, s.Name, number, s.numbers())
	}
	s.Current = number
	return nil
}

func (s *Spec) numbers() string {
	var list []string
	for _, v := range s.Versions {
		list = append(list, strconv.Itoa(v.Number))
	}
	return strings.Join(list, ", ")
}

// clone is a spec that can be changed without changing s.
func (s *Spec) clone() Spec {
	c := *s
	c.Versions, c.Hosts = slices.Clone(s.Versions), slices.Clone(s.Hosts)
	return c
}
