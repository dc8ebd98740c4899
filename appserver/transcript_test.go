package appserver_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/rip-server/rip-server/internal/testkit"
)

// converse sends the requests of a transcript, one after the other on one
// connection, and returns the transcript with the answers that came.
//
// A transcript's lines begin with "> " when they are sent and with "< " when
// they were answered; empty ones are between, "#" begins a remark.
func (s *served) converse(t *testing.T, transcript string) string {
	t.Helper()
	client := testkit.NewClient(s.addr)
	defer client.Close()
	var out strings.Builder
	var request []string
	for line := range strings.Lines(transcript + "\n") {
		line = strings.TrimSuffix(line, "\n")
		sent, isRequest := strings.CutPrefix(line, ">")
		switch {
		case isRequest:
			request = append(request, strings.TrimPrefix(sent, " "))
			out.WriteString(line + "\n")
			continue
		case request != nil:
			answer, err := ask(client, request)
			if err != nil {
				t.Fatalf("%s: %v", request[0], err)
			}
			out.WriteString(strings.ReplaceAll(answer, s.addr, "localhost") + "\n")
			request = nil
		}
		if strings.HasPrefix(line, "#") {
			out.WriteString(line + "\n")
		}
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// ask sends a request's lines and returns the answer's.
func ask(client *testkit.Client, lines []string) (string, error) {
	method, path, _ := strings.Cut(lines[0], " ")
	head, body := lines[1:], ""
	if end := slices.Index(head, ""); end >= 0 {
		newline := "\n"
		if strings.Contains(strings.Join(head[:end], "\n"), "multipart/") {
			newline = "\r\n" // as the format has it
		}
		head, body = head[:end], strings.Join(head[end+1:], newline)
	}
	answer, err := client.Do(method, path, body, head...)
	if err != nil {
		return "", err
	}
	return transcribe(answer)
}

// transcribe leaves out what differs by nature: the time, the framing, and what
// a runtime adds where the app says nothing: a charset, and the type of text.
// (bun forgets it when the text goes through a second Response, and calls that
// application/octet-stream. The plain cases are in contracttest.)
func transcribe(answer testkit.Answer) (string, error) {
	var out strings.Builder
	fmt.Fprintf(&out, "< %d\n", answer.Status)
	for _, name := range slices.Sorted(maps.Keys(answer.Header)) {
		if name == "Date" || name == "Content-Length" || name == "Connection" {
			continue
		}
		for _, value := range answer.Header[name] {
			if name == "Content-Type" {
				if value, _, _ = strings.Cut(value, ";"); value == "application/octet-stream" || value == "text/plain" {
					continue
				}
			}
			fmt.Fprintf(&out, "< %s: %s\n", name, value)
		}
	}
	if answer.Header.Get("Content-Encoding") == "gzip" {
		unzipped, err := gzip.NewReader(bytes.NewBufferString(answer.Body))
		if err != nil {
			return "", err
		}
		text, err := io.ReadAll(unzipped)
		if err != nil {
			return "", err
		}
		answer.Body = string(text)
	}
	if answer.Body != "" {
		fmt.Fprintf(&out, "<\n< %s\n", strings.ReplaceAll(answer.Body, "\n", "\n< "))
	}
	return strings.ReplaceAll(out.String(), "< \n", "<\n"), nil
}
