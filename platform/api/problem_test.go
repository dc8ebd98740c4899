package api_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
	"github.com/rip-server/rip-server/platform"
	"github.com/rip-server/rip-server/platform/api"
	"github.com/rip-server/rip-server/platform/inprocess"
)

func TestErrorsOfTheControllerHaveTheirStatus(t *testing.T) {
	s := open(t)
	for _, err := range []error{
		platform.ErrNotFound, platform.ErrExists, platform.ErrConflict, platform.ErrForbidden,
		platform.ErrInvalid, platform.ErrDidNotStart, platform.ErrBusy, platform.ErrStopping,
	} {
		s.fails("Deploy", fmt.Errorf("app shop: %w", err))
		s.ask("POST", "/api/apps", `{"name":"shop","directory":"/srv/shop"}`).is(statusFor(err), "app shop: "+err.Error())
	}
	s.fails("Deploy", &platform.Invalid{Field: "port", Err: errors.New("node (pid 7) has it")})
	s.ask("POST", "/api/apps", `{"name":"shop","directory":"/srv/shop"}`).is(422, `{"error":"port: node (pid 7) has it","field":"port"}`)
	s.fails("Deploy", errors.New("the disk is full"))
	s.ask("POST", "/api/apps", `{"name":"shop","directory":"/srv/shop"}`).is(500, "the disk is full")
	if !s.log.Contains("the disk is full") {
		t.Error("the log does not know of a failure")
	}
	s.fails("Deploy", context.DeadlineExceeded)
	s.ask("POST", "/api/apps", `{"name":"shop","directory":"/srv/shop"}`).is(504, "it goes on")
}

func TestRequestsThatAreWrongAreToldWhatIsWrong(t *testing.T) {
	s := open(t)
	s.deployed("shop")
	for _, c := range []struct {
		request string
		status  int
		parts   []string
	}{
		{`POST /api/apps {`, 400, []string{"ends too early"}},
		{`POST /api/apps nothing`, 400, []string{"no JSON object"}},
		{`POST /api/apps []`, 400, []string{"has to be a JSON object, not array"}},
		{`POST /api/apps 7`, 400, []string{"has to be a JSON object, not number"}},
		{`POST /api/apps {}{}`, 400, []string{"one JSON object"}},
		{`POST /api/apps {"nam":"x"}`, 400, []string{`"field":"nam"`, "not known here"}},
		{`POST /api/apps {"workers":"2"}`, 400, []string{`"field":"workers"`, "it has to be a whole number, not string"}},
		{`POST /api/apps {"workers":2.5}`, 400, []string{`"field":"workers"`, "a whole number, not 2.5"}},
		{`POST /api/apps {"hosts":"a.test"}`, 400, []string{`"field":"hosts"`, "has to be a list"}},
		{`POST /api/apps {"settings":[]}`, 400, []string{`"field":"settings"`, "has to be an object, not array"}},
		{`POST /api/apps {"update":1}`, 400, []string{`"field":"update"`, "true or false"}},
		{`POST /api/apps {"name":1}`, 400, []string{`"field":"name"`, "has to be a string"}},
		{`POST /api/apps {"directory":"/x"}`, 422, []string{`"field":"name"`}},
		{`POST /api/apps {"name":"x","directory":"x/y"}`, 422, []string{`"field":"directory"`, "absolute"}},
		{`POST /api/apps {"name":"x","directory":"/x","workers":0}`, 422, []string{`"field":"workers"`}},
		{`POST /api/apps {"name":"x","directory":"/x","idleStop":"soon"}`, 422, []string{`"field":"idleStop"`}},
		{`POST /api/apps {"name":"x","directory":"/x","requests":-1}`, 422, []string{`"field":"requests"`, "requests: -1 is out of range"}},
		{`POST /api/apps {"name":"x","directory":"/x","runtime":"node"}`, 422, []string{`"field":"runtime"`, "auto, bun, rip"}},
		{`PATCH /api/apps/shop {"maxMemory":"lots"}`, 422, []string{`"field":"maxMemory"`, "512M"}},
		{`PATCH /api/apps/shop {"isolation":"docker"}`, 422, []string{`"field":"isolation"`}},
		{`PATCH /api/apps/shop {"env":"test"}`, 422, []string{`"field":"env"`}},
		{`POST /api/tokens {"name":"x"}`, 422, []string{`"field":"scope"`, "read, deploy and admin"}},
		{`POST /api/apps {"name":"x","directory":"/x","path":"/platform"}`, 422, []string{`"field":"path"`, "platform's own"}},
		{`POST /api/apps {"name":"x","directory":"/x","path":"/api/apps/x"}`, 422, []string{`"field":"path"`}},
		{`POST /api/apps {"name":"x","directory":"/x","hosts":["a.test","LOCALHOST"]}`, 422, []string{`"field":"hosts"`}},
		{`POST /api/apps {"name":"x","directory":"/x","hosts":["127.0.0.1:80"]}`, 422, []string{`"field":"hosts"`}},
		{`POST /api/apps {"name":"shop","directory":"/x"}`, 409, []string{"exists"}},
		{`POST /api/apps/shop/scale {}`, 422, []string{`"field":"workers"`}},
		{`POST /api/apps/shop/scale {"workers":-1}`, 422, nil},
		{`POST /api/apps/shop/start {"now":true}`, 400, []string{`"field":"now"`}},
		{`POST /api/apps/shop/rollback {"version":-1}`, 422, []string{`"field":"version"`}},
		{`POST /api/apps/none/start {}`, 404, nil},
		{`GET /api/apps/shop/metrics?window=1h `, 400, []string{"15m"}},
		{`GET /api/apps/shop/metrics?window=0s `, 400, nil},
		{`GET /api/apps/none/metrics `, 404, nil},
		{`GET /api/apps/shop/logs?tail=2001 `, 400, []string{"0 to 2000"}},
		{`GET /api/apps/none/logs `, 404, nil},
		{`GET /api/events?since=-1 `, 400, []string{"whole numbers"}},
		{`GET /api/events?follow=no `, 400, []string{"follow=no"}},
		{`GET /api/apps/shop/logs?follow=2 `, 400, []string{"follow=2"}},
		{`GET /api/apps/shop/logs?follow=false `, 200, []string{"[]"}},
		{`GET /api `, 404, []string{"/api/openapi.json"}},
	} {
		method, rest, _ := strings.Cut(c.request, " ")
		path, body, _ := strings.Cut(rest, " ")
		s.ask(method, path, body).is(c.status, c.parts...)
	}
}

func TestOrdersAreRefusedWhenTheAppHasChanged(t *testing.T) {
	s := open(t)
	s.deployed("shop")
	tag := s.ask("GET", "/api/apps/shop", "").is(200).Header.Get("ETag")
	for _, order := range []string{
		`PATCH /api/apps/shop {"workers":2}`, `POST /api/apps/shop/stop `, `POST /api/apps/shop/start `, `POST /api/apps/shop/restart `,
		`POST /api/apps/shop/scale {"workers":2}`, `POST /api/apps/shop/rollback {}`, `POST /api/apps {"name":"shop","directory":"/srv/2","update":true}`,
	} {
		method, rest, _ := strings.Cut(order, " ")
		path, body, _ := strings.Cut(rest, " ")
		s.ask(method, path, body, `If-Match: "99"`).is(412, "read it again")
		s.ask(method, path, body, `If-Match: x`).is(400, "ETag")
		s.ask(method, path, body, `If-Match: "1", "2"`).is(400, "ETag")
		next := s.ask(method, path, body, `If-Match: `+tag).done().Header.Get("ETag")
		if next == "" || next == tag {
			t.Errorf("%s: the ETag is %s, and was %s", order, next, tag)
		}
		if got := s.ask("GET", "/api/apps/shop", "").is(200).Header.Get("ETag"); got != next {
			t.Errorf("%s: the ETag is %s, and then %s", order, next, got)
		}
		s.ask(method, path, body, `If-Match: W/`+next).done() // as some proxies make it
		tag = s.ask(method, path, body, `If-Match: *`).done().Header.Get("ETag")
	}
	s.ask("DELETE", "/api/apps/shop", "", `If-Match: "99"`).is(412, "read it again")
	s.ask("DELETE", "/api/apps/shop", "", `If-Match: `+tag).is(200)
	s.ask("DELETE", "/api/apps/shop", "", `If-Match: `+tag).is(404)
	for _, condition := range []string{tag, "*"} {
		s.ask("POST", "/api/apps", `{"name":"shop","directory":"/srv/2","update":true}`, `If-Match: `+condition).is(412)
	}
}

func TestThereIsAlwaysSomebodyLeftToLook(t *testing.T) {
	s := open(t)
	s.deployed("shop")
	release := s.blocks()
	defer release()
	answers := make(chan error, inprocess.Members)
	client := s.connect("")
	for range inprocess.Members { // as many as there are to answer
		go func() { answers <- client.Start(t.Context(), "shop") }() // ends with its answer
	}
	refused := 0
	testkit.Eventually(t, "the changes that are too many are refused at once", func() bool {
		if len(answers) > 0 {
			var r *api.Refusal
			if err := <-answers; !errors.As(err, &r) || r.Status != 503 {
				t.Errorf("a change too many: %v", err)
			}
			refused++
		}
		return len(s.begun)+refused == inprocess.Members
	})
	if refused == 0 || refused == inprocess.Members {
		t.Errorf("%d of %d are refused", refused, inprocess.Members)
	}
	s.ask("GET", "/api/apps", "").is(200)
	release()
	for range inprocess.Members - refused {
		if err := <-answers; err != nil {
			t.Errorf("a change that was let in: %v", err)
		}
	}
}
