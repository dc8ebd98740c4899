package web

import (
	"github.com/dop251/goja"
	"github.com/nlnwa/whatwg-url/url"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// URL is the class of that name (URL 6.1). One that needs no parsing is only
// its text and where the parts are; setting a part takes the parser.
type URL struct {
	engine.Expandos

	realm  *realm
	plain  plainURL // unless parsed is set
	parsed *url.Url

	params       *URLSearchParams // nil until asked for
	paramsObject *goja.Object
}

// newURL parses s against base, which may be empty.
func (r *realm) newURL(s, base string) (*URL, error) {
	if plain, ok := plainly(s); ok { // absolute: what the base is does not matter,
		if base != "" { // but it must be one
			if _, err := r.resolve(base); err != nil {
				return nil, err
			}
		}
		return &URL{realm: r, plain: plain}, nil
	}
	parsed, err := parseURL(s, base)
	if err != nil {
		return nil, err
	}
	return &URL{realm: r, parsed: parsed}, nil
}

func (u *URL) href() string {
	if u.parsed != nil {
		return u.parsed.Href(false)
	}
	return u.plain.href
}

// full returns the parser's URL, which can be changed.
func (u *URL) full() *url.Url {
	if u.parsed == nil {
		parsed, err := urlParser.Parse(u.plain.href)
		if err != nil { // a plain URL is one that the parser takes as it is
			panic(u.realm.typeError("%q is no valid URL", u.plain.href))
		}
		u.parsed = parsed
	}
	return u.parsed
}

// Get answers the attributes that routers look at ahead of the prototype.
func (u *URL) Get(name string) goja.Value {
	if v := u.Expandos.Get(name); v != nil {
		return v
	}
	switch name {
	case "pathname":
		return u.realm.vm.ToValue(u.pathname())
	case "href":
		return u.realm.vm.ToValue(u.href())
	case "search":
		return u.realm.vm.ToValue(u.search())
	case "searchParams":
		return u.searchParams()
	}
	return nil
}

// searchParams is the object of that attribute, always the same.
func (u *URL) searchParams() goja.Value {
	if u.paramsObject == nil {
		u.params = &URLSearchParams{of: u, list: parseQuery(u.query())}
		u.paramsObject = u.realm.searchParamsClass().Wrap(u.params)
	}
	return u.paramsObject
}

// changed has the search parameters follow a change of the query.
func (u *URL) changed() {
	if u.params != nil {
		u.params.list = parseQuery(u.query())
	}
}

// urlClass defines URL at its first use.
func (r *realm) urlClass() *engine.Class[*URL] {
	if r.url != nil {
		return r.url
	}
	c := engine.NewClass(r.vm, "URL", 1, func(call goja.ConstructorCall) *URL {
		u, err := r.urlOf(call.Arguments)
		if err != nil {
			panic(r.invalidURL(err))
		}
		return u
	})
	r.url = c
	c.Static("canParse", 1, func(call goja.FunctionCall) goja.Value {
		_, err := r.urlOf(call.Arguments)
		return r.vm.ToValue(err == nil)
	})
	c.Static("parse", 1, func(call goja.FunctionCall) goja.Value {
		u, err := r.urlOf(call.Arguments)
		if err != nil {
			return goja.Null()
		}
		return c.Wrap(u)
	})
	r.urlAttributes(c)
	return c
}

// urlOf takes the arguments of the constructor.
func (r *realm) urlOf(args []goja.Value) (*URL, error) {
	s := r.text(args[0]).String()
	if len(args) < 2 || goja.IsUndefined(args[1]) {
		return r.newURL(s, "")
	}
	base := r.text(args[1]).String()
	if base == "" { // not the same as none: it is no valid URL
		base = " "
	}
	return r.newURL(s, base)
}

// invalidURL is the TypeError for it, with the code that node and bun give it.
func (r *realm) invalidURL(err error) *goja.Object {
	thrown := r.typeError("%v", err)
	_ = thrown.Set("code", "ERR_INVALID_URL") // cannot fail on a new error
	return thrown
}
