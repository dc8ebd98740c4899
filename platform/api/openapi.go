package api

import (
	_ "embed" // for the document below
	"net/http"
)

// document describes the API (OpenAPI 3.1); nobody writes to it.
//
//go:embed openapi.json
var document []byte

func (h *Handler) openapi(c *call) error {
	c.Header().Set("Content-Type", "application/json")
	c.WriteHeader(http.StatusOK)
	_, _ = c.Write(document) // the client left if this fails
	return nil
}
