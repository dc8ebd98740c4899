//go:build unix

package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// errNoScreen says that there is no terminal to read keys from and draw on.
var errNoScreen = errors.New("not a terminal")

// screen is a terminal that belongs to the program alone: its alternate
// screen, keys as they are pressed. close gives it back as it was.
type screen struct {
	in, out int       // descriptors
	text    io.Writer // out
	saved   unix.Termios
	winch   chan os.Signal
	resized <-chan os.Signal // the size has changed
}

// Keys that are not what they print.
const (
	keyCtrlC  = 3
	keyEscape = 27
	keyUp     = -1 - iota
	keyDown
)

// openScreen takes the terminal, or errNoScreen.
func openScreen(stdin io.Reader, stdout io.Writer) (*screen, error) {
	in, isFile := stdin.(*os.File)
	out, isFileToo := stdout.(*os.File)
	if !isFile || !isFileToo {
		return nil, errNoScreen
	}
	s := &screen{in: int(in.Fd()), out: int(out.Fd()), text: stdout, winch: make(chan os.Signal, 1)}
	saved, err := unix.IoctlGetTermios(s.in, readTermios)
	if err != nil {
		return nil, errNoScreen
	}
	raw := *saved
	raw.Lflag &^= unix.ICANON | unix.ECHO | unix.ISIG | unix.IEXTEN
	raw.Iflag &^= unix.IXON | unix.ICRNL
	// A read returns after a tenth of a second without a key: so whoever reads
	// can be stopped, which no terminal allows otherwise on all systems.
	raw.Cc[unix.VMIN], raw.Cc[unix.VTIME] = 0, 1
	if err := unix.IoctlSetTermios(s.in, writeTermios, &raw); err != nil {
		return nil, fmt.Errorf("set the terminal up: %w", err)
	}
	s.saved, s.resized = *saved, s.winch
	signal.Notify(s.winch, syscall.SIGWINCH)
	io.WriteString(stdout, "\x1b[?1049h\x1b[?25l") // alternate screen, no cursor
	return s, nil
}

// close gives the terminal back.
func (s *screen) close() {
	signal.Stop(s.winch)
	io.WriteString(s.text, "\x1b[?25h\x1b[?1049l")
	unix.IoctlSetTermios(s.in, writeTermios, &s.saved)
}

// size is how many columns and lines there are, 80 by 24 when it is not told.
func (s *screen) size() (width, height int) {
	size, err := unix.IoctlGetWinsize(s.out, unix.TIOCGWINSZ)
	if err != nil || size.Col == 0 || size.Row == 0 {
		return 80, 24
	}
	return int(size.Col), int(size.Row)
}

// keys are the keys as they are pressed. The goroutine that reads them ends
// within a tenth of a second after ctx; then ended is closed. keys is closed
// when the terminal is gone.
func (s *screen) keys(ctx context.Context) (keys <-chan rune, ended <-chan struct{}) {
	pressed, done := make(chan rune), make(chan struct{})
	go func() {
		defer close(done)
		defer close(pressed)
		buf := make([]byte, 64)
		for ctx.Err() == nil {
			n, err := unix.Read(s.in, buf)
			if err != nil && !errors.Is(err, unix.EINTR) {
				return
			}
			for _, key := range decodeKeys(string(buf[:max(0, n)])) {
				select {
				case pressed <- key:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return pressed, done
}

// decodeKeys reads arrows and single characters; other sequences are dropped.
func decodeKeys(text string) []rune {
	switch text {
	case "\x1b[A", "\x1bOA":
		return []rune{keyUp}
	case "\x1b[B", "\x1bOB":
		return []rune{keyDown}
	}
	if len(text) > 1 && text[0] == keyEscape {
		return nil
	}
	return []rune(text)
}
