package bundle

import (
	"container/list"
	"crypto/sha256"
	"fmt"
	"sync"

	"github.com/dop251/goja"
	"github.com/go-sourcemap/sourcemap"
)

// compiled is a program of esbuild's, ready to run in any VM.
type compiled struct {
	hash    [sha256.Size]byte
	text    string // as goja took it; may differ from esbuild's by repairs
	mapping []byte // source map v3
	program *goja.Program
}

// Programs keeps compiled programs by their content, so that all VMs of a
// process, and all apps with the same packages, share them. Safe for concurrent
// use; make one per process with NewPrograms.
type Programs struct {
	limit int

	mu     sync.Mutex
	size   int // of the texts
	byHash map[[sha256.Size]byte]*list.Element
	recent *list.List // of *compiled, the one used last in front
}

// NewPrograms makes a cache for programs of together limit bytes of text. The
// compiled form takes some 25 times that (hono and zod: 22 MB for 850 KB). A
// program that is dropped lives on as long as somebody uses it.
func NewPrograms(limit int) *Programs {
	return &Programs{limit: limit, byHash: map[[sha256.Size]byte]*list.Element{}, recent: list.New()}
}

// compile returns the program for a text and its source map. name is what
// stack traces call places that the map does not know.
func (p *Programs) compile(name, text string, mapping []byte) (*compiled, error) {
	hash := programHash(name, text, mapping)
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

func programHash(name, text string, mapping []byte) (sum [sha256.Size]byte) {
	h := sha256.New()
	fmt.Fprintf(h, "%d %d %s\n", len(name), len(text), name)
	h.Write([]byte(text))
	h.Write(mapping)
	h.Sum(sum[:0])
	return sum
}

func compileProgram(name, text string, mapping []byte) (*compiled, error) {
	parsed, text, err := parse(name, text)
	if err != nil {
		return nil, fmt.Errorf("the engine cannot parse what was bundled: %w", err)
	}
	if len(mapping) > 0 {
		consumer, err := sourceMap(mapping)
		if err != nil {
			return nil, fmt.Errorf("read the source map of the bundle: %w", err)
		}
		parsed.File.SetSourceMap(consumer)
	}
	program, err := goja.CompileAST(parsed, true)
	if err != nil {
		return nil, fmt.Errorf("the engine cannot compile what was bundled: %w", err)
	}
	return &compiled{text: text, mapping: mapping, program: program}, nil
}

// sourceMap reads a source map for goja.
func sourceMap(mapping []byte) (*sourcemap.Consumer, error) {
	mapping, err := fromOne(mapping)
	if err != nil {
		return nil, err
	}
	return sourcemap.Parse("", mapping)
}

func (p *Programs) find(hash [sha256.Size]byte) *compiled {
	p.mu.Lock()
	defer p.mu.Unlock()
	e, ok := p.byHash[hash]
	if !ok {
		return nil
	}
	p.recent.MoveToFront(e)
	return e.Value.(*compiled)
}

// keep adds c and drops what was not used for longest beyond the limit, but
// not c itself.
func (p *Programs) keep(c *compiled) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.byHash[c.hash]; ok {
		return // somebody else was faster
	}
	p.byHash[c.hash] = p.recent.PushFront(c)
	p.size += len(c.text)
	for p.size > p.limit && p.recent.Len() > 1 {
		oldest := p.recent.Remove(p.recent.Back()).(*compiled)
		delete(p.byHash, oldest.hash)
		p.size -= len(oldest.text)
	}
}
