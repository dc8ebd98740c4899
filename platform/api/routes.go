package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/rip-server/rip-server/platform/access"
)

// route is one endpoint.
type route struct {
	method, path string
	scope        access.Scope // "": for everybody
	handle       func(*Handler, *call) error
	change       string // what the record of changes calls it; "" changes nothing
}

// routes are all endpoints. openapi.json describes them; a test holds the two
// together.
func routes() []route {
	return []route{
		{"GET", "/health", "", (*Handler).health, ""},
		{"GET", "/api/apps", access.Read, (*Handler).list, ""},
		{"POST", "/api/apps", access.Deploy, (*Handler).deploy, "deploy"},
		{"GET", "/api/apps/{name}", access.Read, (*Handler).app, ""},
		{"PATCH", "/api/apps/{name}", access.Deploy, (*Handler).patch, "patch"},
		{"DELETE", "/api/apps/{name}", access.Deploy, (*Handler).undeploy, "undeploy"},
		{"POST", "/api/apps/{name}/start", access.Deploy, (*Handler).start, "start"},
		{"POST", "/api/apps/{name}/stop", access.Deploy, (*Handler).stop, "stop"},
		{"POST", "/api/apps/{name}/restart", access.Deploy, (*Handler).restart, "restart"},
		{"POST", "/api/apps/{name}/scale", access.Deploy, (*Handler).scale, "scale"},
		{"POST", "/api/apps/{name}/rollback", access.Deploy, (*Handler).rollback, "rollback"},
		{"GET", "/api/apps/{name}/logs", access.Read, (*Handler).logs, ""},
		{"GET", "/api/apps/{name}/metrics", access.Read, (*Handler).metrics, ""},
		{"GET", "/api/events", access.Read, (*Handler).events, ""},
		{"GET", "/api/stats", access.Read, (*Handler).stats, ""},
		{"POST", "/api/check", access.Deploy, (*Handler).check, ""},
		{"GET", "/api/login", access.Read, (*Handler).session, ""},
		{"POST", "/api/login", "", (*Handler).login, ""},
		{"DELETE", "/api/login", "", (*Handler).logout, ""},
		{"GET", "/api/tokens", access.Admin, (*Handler).tokens, ""},
		{"POST", "/api/tokens", access.Admin, (*Handler).createToken, "create token"},
		{"DELETE", "/api/tokens/{id}", access.Admin, (*Handler).revokeToken, "revoke token"},
		{"GET", "/api/openapi.json", "", (*Handler).openapi, ""},
		{"POST", "/shutdown", access.Admin, (*Handler).shutdown, "shutdown"},
	}
}

// reserved are the path prefixes that no app can have on the platform's hosts.
// Other paths below /api are free, so that an app can have /api itself.
func reserved() []string {
	list := []string{"/platform"}
	for _, r := range routes() {
		path, _, _ := strings.Cut(r.path, "/{")
		if !slices.Contains(list, path) {
			list = append(list, path)
		}
	}
	return list
}

// register fills the mux.
func (h *Handler) register() {
	methods := map[string][]string{}
	for _, r := range routes() {
		h.mux.HandleFunc(r.method+" "+r.path, func(w http.ResponseWriter, req *http.Request) { h.serve(r, w, req) })
		methods[r.path] = append(methods[r.path], r.method)
	}
	for path, known := range methods {
		h.mux.HandleFunc(path, otherMethods(path, known))
	}
	for _, path := range []string{"/api", "/api/"} {
		h.mux.HandleFunc(path, func(w http.ResponseWriter, req *http.Request) {
			writeError(w, req, notFound("there is no endpoint %s; see /api/openapi.json", req.URL.Path))
		})
	}
	h.mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		writeError(w, req, notFound("there is no page %s here, and no app", req.URL.Path))
	})
	if h.opts.Dashboard != nil {
		for _, path := range []string{"/{$}", "/platform", "/platform/"} {
			h.mux.HandleFunc(path, h.dashboard)
		}
	}
}

// otherMethods answers requests to a path with a method that it does not know,
// and OPTIONS. To that it adds nothing for pages of other sites: their preflight
// fails.
func otherMethods(path string, known []string) http.HandlerFunc {
	if slices.Contains(known, "GET") {
		known = append(known, "HEAD")
	}
	slices.Sort(known)
	list := strings.Join(known, ", ")
	return func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Allow", list+", OPTIONS")
		if req.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		writeError(w, req, &problem{status: http.StatusMethodNotAllowed, text: path + " knows " + list + " only"})
	}
}

func (h *Handler) dashboard(w http.ResponseWriter, r *http.Request) {
	for _, field := range []string{"Content-Security-Policy", "Cache-Control"} {
		w.Header().Del(field) // the dashboard has its own
	}
	h.opts.Dashboard.ServeHTTP(w, r)
}
