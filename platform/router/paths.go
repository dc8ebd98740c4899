package router

// paths are the places of one host by their prefix.
type paths struct {
	all     *place // without a prefix
	below   map[string]*place
	longest int // prefix
}

func (p *paths) add(to *place) {
	if len(to.prefix) == 0 {
		p.all = to
		return
	}
	if p.below == nil {
		p.below = map[string]*place{}
	}
	p.below[string(to.prefix)] = to
	p.longest = max(p.longest, len(to.prefix))
}

// at is the place with that very prefix, nil when there is none.
func (p *paths) at(prefix []byte) *place {
	if len(prefix) == 0 {
		return p.all
	}
	return p.below[string(prefix)]
}

// find returns the place with the longest prefix of target that ends where one
// of its segments does. Bytes are compared as they are: what a client encodes
// ("/%61pi") is another path. No more of target is looked at than prefixes are
// long, so that thousands of slashes cost nothing.
func (p *paths) find(target []byte) *place {
	if p.longest == 0 || len(target) == 0 || target[0] != '/' {
		return p.all
	}
	n := pathLength(target, p.longest+1)
	for end := min(n, p.longest); end > 0; end-- {
		if end < n && target[end] != '/' {
			continue
		}
		if to := p.below[string(target[:end])]; to != nil {
			return to
		}
	}
	return p.all
}

// pathLength is where target's query begins, or where the target ends, but at
// most limit.
func pathLength(target []byte, limit int) int {
	for i := range min(len(target), limit) {
		if target[i] == '?' {
			return i
		}
	}
	return min(len(target), limit)
}
