package control

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// A server can be replaced by another process while it serves: the heir gets
// the lock, which is not given up for a moment, and has sockets of its own
// beside those of its predecessor. So neither disturbs the workers of the other,
// and an heir that fails leaves nothing to mend.

// heirMark cannot be in a name, so no other server's prefix looks like an heir's.
const heirMark = "~"

// Generation is how many processes have taken over, one after the other; 0 is
// a server that was simply started.
func (p Paths) Generation() int {
	if p.base == "" {
		return 0
	}
	n, err := strconv.Atoi(strings.TrimPrefix(p.Prefix, p.base+heirMark))
	if err != nil {
		panic("control: a prefix that heir has not made: " + p.Prefix)
	}
	return n
}

// heir is the paths of a later generation: the same lock, other sockets. It
// refuses a prefix that would be too long.
func (p Paths) heir(generation int) (Paths, error) {
	heir := p
	heir.base = p.first()
	heir.Prefix = heir.base + heirMark + strconv.Itoa(generation)
	if longest := heir.Worker(longestID); len(longest) > maxSocketPath {
		return Paths{}, fmt.Errorf("socket paths beginning with %s would be up to %d bytes long, the system allows %d: restart the server instead", heir.Prefix, len(longest), maxSocketPath)
	}
	return heir, nil
}

// first is the prefix of the first generation, which lock and link are named after.
func (p Paths) first() string {
	if p.base != "" {
		return p.base
	}
	return p.Prefix
}

// Inheritance is what an heir gets of a claim.
type Inheritance struct {
	Lock       *os.File
	Generation int // of the heir
}

// Inherit makes a claim of what a predecessor hands over, and says where the
// heir's sockets are; p is as for a first start. The lock is the claim's from
// then on. Whatever is at the heir's own sockets was left by one that failed.
func (p Paths) Inherit(ctx context.Context, from Inheritance) (*Claim, Paths, error) {
	paths, err := p.heir(from.Generation)
	if err != nil {
		return nil, Paths{}, err
	}
	if !sameFile(from.Lock, paths.Lock()) {
		return nil, Paths{}, fmt.Errorf("the lock that was handed over is not %s", paths.Lock())
	}
	syscall.CloseOnExec(int(from.Lock.Fd())) // else the workers would hold it, too
	if err := EnsureDir(filepath.Dir(paths.Prefix)); err != nil {
		return nil, Paths{}, err
	}
	c := &Claim{paths: paths, lock: from.Lock, heir: true}
	if err := c.refuseLiving(ctx, paths.Control()); err != nil {
		return nil, Paths{}, err
	}
	return c, paths, paths.removeSockets()
}

// Lock is the claim's lock, for an heir. It stays the claim's.
func (c *Claim) Lock() *os.File { return c.lock }

// Bequeath leaves the lock, and the place where the server is found, to the
// heir with that pid. Release then removes this process's own sockets only.
func (c *Claim) Bequeath(pid int) error {
	heir, err := c.paths.heir(c.paths.Generation() + 1)
	if err != nil {
		return err
	}
	c.bequeathed = true
	if err := c.sign(pid); err != nil {
		return err
	}
	return register(heir)
}

// Succeed tells an heir's claim that its predecessor has left everything to
// it: from then on Release removes the lock.
func (c *Claim) Succeed() { c.heir = false }
