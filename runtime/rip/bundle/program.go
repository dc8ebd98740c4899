package bundle

import (
	"container/list"
	"crypto/sha256"
	"fmt"
	"sync"

	"github.com/dop251/goja"
	"github.com/go-sourcemap/sourcemap"
)

// program is what esbuild made, ready to run in any VM.
type program struct {
	hash    digest
	text    string // as goja took it; may differ from esbuild's by repairs
	mapping []byte // source map v3, its columns counted from 1
	code    *goja.Program
}

// Programs keeps compiled programs by their content, so that all VMs of a
// process, and all apps with the same packages, share them. Safe for concurrent
// use; make one per process with NewPrograms.
type Programs struct {
	limit int

	mu     sync.Mutex
	size   int // of their weights
	byHash map[digest]*list.Element
	recent *list.List // of *program, the one used last in front
}

// NewPrograms makes a cache for programs of together limit bytes of text. The
// compiled form takes some 25 times that (hono and zod: 22 MB for 850 KB). A
// program that is dropped lives on as long as somebody uses it.
func NewPrograms(limit int) *Programs {
	return &Programs{limit: limit, byHash: map[digest]*list.Element{}, recent: list.New()}
}

// compile returns the program for a text and its source map, of which hash is
// the programHash before any repair. name is what stack traces call places that
// the map does not know.
func (p *Programs) compile(hash digest, name, text string, mapping []byte) (*program, error) {
	if c := p.find(hash); c != nil {
		return c, nil
	}
	c, err := compileProgram(name, text, mapping)
	if err != nil {
		return nil, err
	}
	c.hash = hash
	p.keep(c)
	return c, nil
}

func programHash(name, text string, mapping []byte) (sum digest) {
	h := sha256.New()
	fmt.Fprintf(h, "%d %d %s\n", len(name), len(text), name)
	h.Write([]byte(text))
	h.Write(mapping)
	h.Sum(sum[:0])
	return sum
}

// compileProgram reports what goja panics at, a tagged template with \u{10FFFF}
// for example, as an error: the app is broken then, not the server.
func compileProgram(name, text string, mapping []byte) (c *program, err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			c, err = nil, fmt.Errorf("the engine's parser gave up on what was bundled: %v", thrown)
		}
	}()
	parsed, text, err := parse(name, text)
	if err != nil {
		return nil, fmt.Errorf("the engine cannot parse what was bundled: %w", err)
	}
	consumer, err := sourcemap.Parse("", mapping)
	if err != nil {
		return nil, fmt.Errorf("read the source map of the bundle: %w", err)
	}
	mend(parsed, text, consumer)
	parsed.File.SetSourceMap(consumer)
	code, err := goja.CompileAST(parsed, true)
	if err != nil {
		return nil, fmt.Errorf("the engine cannot compile what was bundled: %w", err)
	}
	return &program{text: text, mapping: mapping, code: code}, nil
}

func (p *Programs) find(hash digest) *program {
	p.mu.Lock()
	defer p.mu.Unlock()
	e, ok := p.byHash[hash]
	if !ok {
		return nil
	}
	p.recent.MoveToFront(e)
	return e.Value.(*program)
}

// keep adds c and drops what was not used for longest beyond the limit, but
// not c itself.
func (p *Programs) keep(c *program) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.byHash[c.hash]; ok {
		return // somebody else was faster
	}
	p.byHash[c.hash] = p.recent.PushFront(c)
	p.size += c.weight()
	for p.size > p.limit && p.recent.Len() > 1 {
		oldest := p.recent.Remove(p.recent.Back()).(*program)
		delete(p.byHash, oldest.hash)
		p.size -= oldest.weight()
	}
}

// weight is what a program counts for in the limit. The smallest one takes
// some kilobytes, however short its text: 10,000 edits of a small app are as
// many programs.
func (c *program) weight() int { return len(c.text) + 8<<10 }
