package compiled

import (
	"fmt"
	"os"
	"runtime/debug"
)

// Version tells two builds of this program apart, two of the same uncommitted
// tree too: what Go knows of the build, and the file it is in. A version number
// alone would let a developer see what an older compiler made.
func Version() string {
	version := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.String()
	}
	// On Linux this is the file that runs, even when another has its name by now.
	file, err := os.Stat("/proc/self/exe")
	if err != nil {
		var path string
		if path, err = os.Executable(); err == nil {
			file, err = os.Stat(path)
		}
	}
	if err != nil {
		return fmt.Sprintf("%s process %d", version, os.Getpid())
	}
	return fmt.Sprintf("%s %d bytes of %d", version, file.Size(), file.ModTime().UnixNano())
}
