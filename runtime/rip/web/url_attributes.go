package web

import (
	"strings"

	"github.com/dop251/goja"
	"github.com/nlnwa/whatwg-url/url"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func (r *realm) urlAttributes(c *engine.Class[*URL]) {
	attribute := func(name string, get func(u *URL) string, set func(u *url.Url, s string)) {
		getter := func(u *URL) goja.Value { return r.vm.ToValue(get(u)) }
		if set == nil {
			c.Getter(name, getter)
			return
		}
		c.Accessor(name, getter, func(u *URL, v goja.Value) {
			set(u.full(), r.text(v).String())
			u.changed()
		})
	}
	c.Accessor("href", func(u *URL) goja.Value { return r.vm.ToValue(u.href()) }, func(u *URL, v goja.Value) {
		parsed, err := parseURL(r.text(v).String(), "")
		if err != nil {
			panic(r.invalidURL(err))
		}
		u.parsed = parsed
		u.changed()
	})
	attribute("origin", (*URL).origin, nil)
	attribute("protocol", (*URL).protocol, (*url.Url).SetProtocol)
	attribute("username", func(u *URL) string { return u.part((*url.Url).Username) }, (*url.Url).SetUsername)
	attribute("password", func(u *URL) string { return u.part((*url.Url).Password) }, (*url.Url).SetPassword)
	attribute("host", (*URL).host, (*url.Url).SetHost)
	attribute("hostname", (*URL).hostname, (*url.Url).SetHostname)
	attribute("port", (*URL).port, (*url.Url).SetPort)
	attribute("pathname", (*URL).pathname, (*url.Url).SetPathname)
	attribute("search", (*URL).search, (*url.Url).SetSearch)
	c.Getter("searchParams", func(u *URL) goja.Value { return u.searchParams() })
	attribute("hash", (*URL).hash, (*url.Url).SetHash)
	c.Method("toString", 0, func(u *URL, _ goja.FunctionCall) goja.Value { return r.vm.ToValue(u.href()) })
	c.Method("toJSON", 0, func(u *URL, _ goja.FunctionCall) goja.Value { return r.vm.ToValue(u.href()) })
}

// part asks the parser's URL for what a plain one does not have.
func (u *URL) part(of func(*url.Url) string) string {
	if u.parsed == nil {
		return ""
	}
	return of(u.parsed)
}

func (u *URL) protocol() string {
	if u.parsed != nil {
		return u.parsed.Protocol()
	}
	return u.plain.href[:u.plain.host-len("//")]
}

func (u *URL) host() string {
	if u.parsed != nil {
		return u.parsed.Host()
	}
	return u.plain.href[u.plain.host:u.plain.path]
}

func (u *URL) hostname() string {
	if u.parsed != nil {
		return u.parsed.Hostname()
	}
	return u.plain.href[u.plain.host:u.plain.port]
}

func (u *URL) port() string {
	if u.parsed != nil {
		return u.parsed.Port()
	}
	return strings.TrimPrefix(u.plain.href[u.plain.port:u.plain.path], ":")
}

func (u *URL) pathname() string {
	if u.parsed != nil {
		return u.parsed.Pathname()
	}
	return u.plain.href[u.plain.path:u.plain.query]
}

func (u *URL) search() string {
	if u.parsed != nil {
		return u.parsed.Search()
	}
	if u.plain.anchor-u.plain.query < len("?x") {
		return ""
	}
	return u.plain.href[u.plain.query:u.plain.anchor]
}

// query is search without its question mark.
func (u *URL) query() string { return strings.TrimPrefix(u.search(), "?") }

func (u *URL) hash() string {
	if u.parsed != nil {
		return u.parsed.Hash()
	}
	if len(u.plain.href)-u.plain.anchor < len("#x") {
		return ""
	}
	return u.plain.href[u.plain.anchor:]
}

// origin is the serialised origin (URL 4.7): "null" where there is none.
func (u *URL) origin() string {
	if u.parsed == nil {
		return u.plain.href[:u.plain.path]
	}
	switch u.parsed.Scheme() {
	case "http", "https", "ftp", "ws", "wss":
		return u.parsed.Protocol() + "//" + u.parsed.Host()
	case "blob":
		if inner, err := url.Parse(u.parsed.Pathname()); err == nil && (inner.Scheme() == "http" || inner.Scheme() == "https") {
			return inner.Protocol() + "//" + inner.Host()
		}
	}
	return "null"
}
