package node

import (
	"io/fs"
	"os"
	"syscall"

	"github.com/dop251/goja"

	"github.com/rip-server/rip-server/runtime/rip/engine"
)

func (h *host) stat(a fileArgs) engine.Work  { return h.statBy(a, "stat", os.Stat) }
func (h *host) lstat(a fileArgs) engine.Work { return h.statBy(a, "lstat", os.Lstat) }

// statBy is (path) to what fs.js makes a Stats of.
func (h *host) statBy(a fileArgs, call string, stat func(string) (fs.FileInfo, error)) engine.Work {
	w := a.path(0, "path")
	return func() (func() goja.Value, error) {
		info, err := stat(w.file)
		return func() goja.Value { return h.info(info) }, w.failed(call, err)
	}
}

func (h *host) info(info fs.FileInfo) goja.Value {
	o := h.vm.NewObject()
	set := func(name string, v any) { must(o.Set(name, v)) }
	set("kind", kindOf(info.Mode()))
	set("size", info.Size())
	modified := float64(info.ModTime().UnixNano()) / 1e6
	set("mtimeMs", modified)
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return o
	}
	accessed, changed, born := times(st)
	for name, at := range map[string]int64{"atimeMs": accessed, "ctimeMs": changed, "birthtimeMs": born} {
		set(name, float64(at)/1e6)
	}
	for name, n := range map[string]int64{
		"dev": int64(st.Dev), "ino": int64(st.Ino), "mode": int64(st.Mode), "nlink": int64(st.Nlink), "uid": int64(st.Uid),
		"gid": int64(st.Gid), "rdev": int64(st.Rdev), "blksize": int64(st.Blksize), "blocks": st.Blocks,
	} {
		set(name, n)
	}
	return o
}
