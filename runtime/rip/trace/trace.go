// Package trace makes the stacks of goja's errors those that an app's developer
// expects: in the form that all tools know, and without the frames of the
// runtime itself.
package trace

import (
	"slices"
	"strings"
)

// maxFrames bounds what is shown of a stack: goja keeps all of it, and after an
// endless recursion that is thousands of lines.
const maxFrames = 100

// rawLine is how goja begins each line of a stack; nobody else does.
const rawLine = "\tat "

// Raw is whether a text has frames as goja writes them.
func Raw(text string) bool { return strings.Contains(text, "\n"+rawLine) }

// Clean returns a stack as goja writes it, a header and then its frames, as V8
// and JavaScriptCore would. What is no such stack, or clean already, stays as it
// is but for line feeds at its end.
//
// Of the runtime's frames between two of the app's the one that the app called is
// left, as a native function. All others go; when those are all that there are,
// the header stands alone.
func Clean(stack string) string {
	stack = strings.TrimRight(stack, "\n")
	lines := strings.Split(stack, "\n")
	first := len(lines)
	for first > 1 && strings.HasPrefix(lines[first-1], rawLine) {
		first--
	}
	if first == len(lines) {
		return stack
	}
	frames := make([]Frame, 0, len(lines)-first)
	for _, line := range lines[first:] {
		frames = append(frames, parseRaw(strings.TrimPrefix(line, rawLine)))
	}
	clean := lines[:first:first]
	for _, f := range withoutOurs(frames) {
		if len(clean) == first+maxFrames {
			break
		}
		clean = append(clean, "    at "+f.String())
	}
	return strings.Join(clean, "\n")
}

// withoutOurs leaves out the runtime's frames.
func withoutOurs(frames []Frame) []Frame {
	var kept []Frame
	for len(frames) > 0 {
		if frames[0].apps() {
			kept, frames = append(kept, frames[0]), frames[1:]
			continue
		}
		end := slices.IndexFunc(frames, Frame.apps)
		if end < 0 {
			end = len(frames)
		}
		kept = append(kept, called(frames[:end], end == len(frames))...)
		frames = frames[end:]
	}
	return kept
}

// called is what is shown of a run of frames that are not the app's: as it is
// when it has none of the runtime's sources. outermost says that nothing of the
// app has called them.
func called(run []Frame, outermost bool) []Frame {
	if !slices.ContainsFunc(run, Frame.ours) {
		return run
	}
	last := run[len(run)-1]
	if outermost || last.glue() || last.Function == "" {
		return nil
	}
	return []Frame{{Function: last.Function}}
}
