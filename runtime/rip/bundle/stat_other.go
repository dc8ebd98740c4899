//go:build !linux || (!amd64 && !arm64)

package bundle

import "os"

// watched is the path of a file.
type watched string

func newWatched(path string) watched { return watched(path) }

func (w watched) path() string { return string(w) }

// stat looks at the file, or at what a link leads to. Inode and ctime have no
// portable name; without them a file replaced by one of the same size and
// mtime is not noticed.
func (w watched) stat() (s stat, isDir bool, err error) {
	info, err := os.Stat(string(w))
	if err != nil {
		return stat{}, false, err
	}
	mtime := info.ModTime().UnixNano()
	return stat{Mtime: mtime, Ctime: mtime, Size: info.Size()}, info.IsDir(), nil
}
