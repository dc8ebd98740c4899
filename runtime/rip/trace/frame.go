package trace

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Frame is one line of a stack. Without a File it is a native function, one of
// the engine or of the runtime.
type Frame struct {
	Function string // empty: it has no name
	File     string // relative to the app's directory
	Line     int    // from 1, as Column
	Column   int
}

// The runtime's own sources have names that no file has: those of bundle are
// what esbuild adds to modules, the way into an app, and our modules.
const (
	ourScripts = "rip:"
	ourBundle  = "rip:bundle"
	ourModules = "rip-module:"
)

func (f Frame) native() bool { return f.File == "" }

// ours is whether the frame is in one of the runtime's sources.
func (f Frame) ours() bool {
	return strings.HasPrefix(f.File, ourScripts) || strings.HasPrefix(f.File, ourModules)
}

// glue is whether the frame is nothing that an app calls by its name.
func (f Frame) glue() bool {
	return strings.HasPrefix(f.File, ourBundle) || strings.HasPrefix(f.File, ourModules)
}

// apps is whether the frame is in a file of the app or of its packages.
func (f Frame) apps() bool { return !f.native() && !f.ours() }

// String is the frame as stacks have it after "at ".
func (f Frame) String() string {
	where := "native"
	if !f.native() {
		where = fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
	}
	switch {
	case f.Function != "":
		return f.Function + " (" + where + ")"
	case f.native():
		return "<anonymous> (" + where + ")"
	}
	return where
}

// place is the place in a frame: goja's has its program counter at the end.
var place = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(.*):(\d+):(\d+)(?:\(\d+\))?$`)
})

// parse reads what follows "at " in a stack. What it cannot read is a native
// function of that name.
func parse(text string) Frame {
	name, where := "", text
	if head, tail, found := cutLast(text, " ("); found && strings.HasSuffix(tail, ")") {
		name, where = head, strings.TrimSuffix(tail, ")")
	}
	if where == "native" {
		return Frame{Function: name}
	}
	at := place().FindStringSubmatch(where)
	if at == nil {
		return Frame{Function: text}
	}
	line, _ := strconv.Atoi(at[2]) // digits; of too many there is no such line
	column, _ := strconv.Atoi(at[3])
	return Frame{name, at[1], line, column}
}

// parseRaw reads a frame of goja's, where a file's name is escaped as in a URL
// and module code that esbuild wraps into a function has names of esbuild's.
func parseRaw(text string) Frame {
	f := parse(text)
	if file, err := url.PathUnescape(f.File); err == nil {
		f.File = file
	}
	if f.Function == f.File || strings.HasSuffix(f.Function, "_default") && f.Function == defaultName(f.File) {
		f.Function = ""
	}
	return f
}

// defaultName is what esbuild calls the default export of a file that gives it
// no name.
func defaultName(file string) string {
	base := path.Base(file)
	base = strings.TrimSuffix(base, path.Ext(base))
	return notOfNames().ReplaceAllString(base, "_") + "_default"
}

// notOfNames is what a name in JavaScript cannot have.
var notOfNames = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[^\pL\pN_$]+`)
})

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// Frames are the frames of a stack that Clean has returned.
func Frames(stack string) []Frame {
	var frames []Frame
	for line := range strings.Lines(stack) {
		if text, ok := strings.CutPrefix(line, "    at "); ok {
			frames = append(frames, parse(strings.TrimRight(text, "\n")))
		}
	}
	return frames
}
