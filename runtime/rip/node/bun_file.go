package node

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// bunFile is what Bun.file returns: a name, and perhaps a part of the file.
// Nothing is opened until it is read.
type bunFile struct {
	engine.Expandos
	h          *host
	where      where
	kind       string // its type
	start, end int64  // of the part; end is negative for the file's end
}

// bunFile defines BunFile and returns the function (path, type, start, end) that
// makes one. bun.js adds the methods that read.
func (h *host) bunFile() func(goja.FunctionCall) goja.Value {
	vm := h.vm
	c := engine.NewClass[*bunFile](vm, "Blob", 0, nil) // as in bun, it shows itself as one
	c.Getter("name", func(f *bunFile) goja.Value { return vm.ToValue(f.where.given) })
	c.Getter("type", func(f *bunFile) goja.Value { return vm.ToValue(f.kind) })
	c.Getter("size", func(f *bunFile) goja.Value { return vm.ToValue(f.size()) })
	c.Getter("lastModified", func(f *bunFile) goja.Value {
		info, err := os.Stat(f.where.file)
		if err != nil {
			return vm.ToValue(0)
		}
		return vm.ToValue(info.ModTime().UnixMilli())
	})
	return func(call goja.FunctionCall) goja.Value {
		f := &bunFile{h: h, where: fileArgs{h, call.Arguments}.path(0, "path"), kind: call.Argument(1).String(), end: -1}
		if goja.IsUndefined(call.Argument(1)) {
			f.kind = contentType(f.where.file)
		}
		if v := call.Argument(2); !goja.IsUndefined(v) {
			f.start, f.end = v.ToInteger(), call.Argument(3).ToInteger()
		}
		return c.Wrap(f)
	}
}

// size is how many bytes there are; none when there is no file.
func (f *bunFile) size() int64 {
	info, err := os.Stat(f.where.file)
	if err != nil {
		return 0
	}
	end := info.Size()
	if f.end >= 0 {
		end = min(end, f.end)
	}
	return max(0, end-f.start)
}

// Body implements web.BodySource.
func (f *bunFile) Body() (reader io.ReadCloser, length int64, contentType string) {
	info, err := os.Stat(f.where.file)
	if err == nil && info.IsDir() {
		err = &fs.PathError{Op: "read", Path: f.where.file, Err: syscall.EISDIR}
	}
	if err != nil {
		panic(f.h.thrown(f.where.failed("open", err)))
	}
	return &filePart{path: f.where.file, start: f.start, left: f.size()}, f.size(), f.kind
}

// filePart reads a part of a file, which it opens at its first read.
type filePart struct {
	path  string
	start int64
	left  int64
	file  *os.File
}

func (p *filePart) open() error {
	if p.file != nil {
		return nil
	}
	file, err := os.Open(p.path)
	if err != nil {
		return err
	}
	if _, err := file.Seek(p.start, io.SeekStart); err != nil {
		return errors.Join(err, file.Close())
	}
	p.file = file
	return nil
}

// Read implements io.Reader.
func (p *filePart) Read(into []byte) (int, error) {
	if p.left <= 0 {
		return 0, io.EOF
	}
	if err := p.open(); err != nil {
		return 0, err
	}
	n, err := p.file.Read(into[:min(int64(len(into)), p.left)])
	p.left -= int64(n)
	return n, err
}

// Close implements io.Closer.
func (p *filePart) Close() error {
	p.left = 0
	if p.file == nil {
		return nil
	}
	return p.file.Close()
}

// contentType is the type that bun gives a file by its name. The system's own
// table differs from machine to machine.
func contentType(path string) string {
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".txt", ".log", ".md":
		if ext == ".md" {
			return "text/markdown;charset=utf-8"
		}
		return "text/plain;charset=utf-8"
	case ".html", ".htm":
		return "text/html;charset=utf-8"
	case ".css":
		return "text/css;charset=utf-8"
	case ".csv":
		return "text/csv;charset=utf-8"
	case ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".mts", ".cts":
		return "text/javascript;charset=utf-8"
	case ".json", ".map":
		return "application/json;charset=utf-8"
	case ".xml":
		return "application/xml;charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png", ".gif", ".webp", ".avif", ".bmp":
		return "image/" + ext[1:]
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".ico":
		return "image/x-icon"
	case ".wasm", ".pdf", ".zip":
		return "application/" + ext[1:]
	case ".woff", ".woff2", ".ttf", ".otf":
		return "font/" + ext[1:]
	case ".mp3":
		return "audio/mpeg"
	case ".mp4", ".webm":
		return "video/" + ext[1:]
	}
	return "application/octet-stream"
}
