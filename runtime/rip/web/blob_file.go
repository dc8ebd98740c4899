package web

import (
	"time"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

// fileInfo is what a File has that a Blob has not.
type fileInfo struct {
	name     string
	modified int64 // milliseconds since 1970
}

// fileClass defines File at its first use.
func (r *realm) fileClass() *engine.Class[*Blob] {
	if r.file != nil {
		return r.file
	}
	c := engine.NewClass(r.vm, "File", 2, func(call goja.ConstructorCall) *Blob {
		b := r.newBlob(call.Argument(0), call.Argument(2))
		b.file = &fileInfo{name: r.text(call.Argument(1)).String(), modified: time.Now().UnixMilli()}
		if o, ok := call.Argument(2).(*goja.Object); ok {
			if v := given(o, "lastModified"); v != nil {
				b.file.modified = v.ToNumber().ToInteger()
			}
		}
		return b
	})
	r.file = c
	c.Extend(r.blobClass())
	attribute := func(name string, of func(f *fileInfo) any) {
		c.Getter(name, func(b *Blob) goja.Value {
			if b.file == nil {
				panic(r.typeError("Illegal invocation: File.%s needs a File as its this", name))
			}
			return r.vm.ToValue(of(b.file))
		})
	}
	attribute("name", func(f *fileInfo) any { return f.name })
	attribute("lastModified", func(f *fileInfo) any { return f.modified })
	attribute("webkitRelativePath", func(*fileInfo) any { return "" })
	return c
}

// asFile returns a File object for a Blob: itself when it is one and keeps its
// name.
func (r *realm) asFile(o *goja.Object, b *Blob, name *string) *goja.Object {
	if b.file != nil && name == nil {
		return o
	}
	info := fileInfo{name: "blob", modified: time.Now().UnixMilli()}
	if b.file != nil {
		info.modified = b.file.modified
	}
	if name != nil {
		info.name = *name
	}
	return r.fileClass().Wrap(&Blob{data: b.data, kind: b.kind, file: &info})
}
