package web

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// requestOptions takes what an init says beside headers and body, and returns
// its signal: nil when it says none.
func (r *realm) requestOptions(q *Request, init *goja.Object) (signal goja.Value) {
	if len(init.Keys()) > 0 || q.fetch == nil {
		q.fetch = r.fetchOptions(q.fetch, init)
	}
	if v := given(init, "method"); v != nil {
		q.method = r.method(r.byteString(v))
	}
	if q.fetch.mode == "no-cors" {
		if !slices.Contains([]string{"GET", "HEAD", "POST"}, q.method) {
			panic(r.typeError("Request: the mode no-cors does not allow the method %s", q.method))
		}
		q.headers.guard = ofNoCors
	} else {
		q.headers.guard = ofRequest
	}
	return given(init, "signal")
}

// given returns a member of a dictionary, nil when it is undefined.
func given(dictionary *goja.Object, name string) goja.Value {
	v := dictionary.Get(name)
	if v == nil || goja.IsUndefined(v) {
		return nil
	}
	return v
}

// fetchOptions returns the options of an init over those of before.
func (r *realm) fetchOptions(before *fetchOptions, init *goja.Object) *fetchOptions {
	if before == nil {
		before = defaultFetch()
	}
	o := *before
	enum := func(into *string, name string, allowed ...string) {
		if v := given(init, name); v != nil {
			s := r.text(v).String()
			if !slices.Contains(allowed, s) {
				panic(r.typeError("Request: %q is no %s: it must be one of %s", s, name, strings.Join(allowed, ", ")))
			}
			*into = s
		}
	}
	if v := given(init, "window"); v != nil && !goja.IsNull(v) {
		panic(r.typeError("Request: the window can only be null"))
	}
	if v := given(init, "mode"); v != nil && v.String() == "navigate" {
		panic(r.typeError("Request: the mode navigate is for browsers"))
	}
	if v := given(init, "referrer"); v != nil {
		o.referrer = r.referrer(r.text(v).String())
	}
	enum(&o.referrerPolicy, "referrerPolicy", "", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin",
		"strict-origin", "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url")
	enum(&o.mode, "mode", "same-origin", "no-cors", "cors")
	enum(&o.credentials, "credentials", "omit", "same-origin", "include")
	enum(&o.cache, "cache", "default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached")
	enum(&o.redirect, "redirect", "follow", "error", "manual")
	if o.cache == "only-if-cached" && o.mode != "same-origin" {
		panic(r.typeError("Request: the cache mode only-if-cached needs the mode same-origin"))
	}
	if v := given(init, "integrity"); v != nil {
		o.integrity = r.text(v).String()
	}
	if v := given(init, "keepalive"); v != nil {
		o.keepalive = v.ToBoolean()
	}
	var duplex string
	enum(&duplex, "duplex", "half")
	return &o
}

func (r *realm) referrer(s string) string {
	if s == "" {
		return "no-referrer"
	}
	href, err := r.resolve(s)
	if err != nil {
		panic(r.typeError("Request: the referrer: %v", err))
	}
	return href
}

// method checks a method and writes the usual ones in upper case (Fetch 2.2.1).
func (r *realm) method(m string) string {
	if !isToken(m) {
		panic(r.typeError("Request: %q is no method", m))
	}
	switch upper := strings.ToUpper(m); upper {
	case "CONNECT", "TRACE", "TRACK":
		panic(r.typeError("Request: the method %s is not allowed", upper))
	case "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT":
		return upper
	}
	return m
}
