package build

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// stopGrace is how long a cancelled command may take to clean up before it is
// killed. Mage itself gives up after 5 s.
const stopGrace = 4 * time.Second

// Repo is the repository that the commands run in. It holds no other state.
type Repo struct {
	Root string    // absolute path
	Out  io.Writer // where progress and the commands' output go
	Err  io.Writer // where the commands' errors go
}

// Here is the repository whose root is the working directory, printing to the
// terminal. Mage runs its targets in the folder of the magefile.
func Here() (Repo, error) {
	root, err := os.Getwd()
	if err != nil {
		return Repo{}, fmt.Errorf("find the repository: %w", err)
	}
	return Repo{Root: root, Out: os.Stdout, Err: os.Stderr}, nil
}

// Say prints one line of progress.
func (r Repo) Say(format string, args ...any) {
	_, _ = fmt.Fprintf(r.Out, "» "+format+"\n", args...)
}

// Run shows a command and runs it in the root with the pinned bun first on its
// PATH. The command is interrupted when ctx ends.
func (r Repo) Run(ctx context.Context, name string, args ...string) error {
	return r.RunWith(ctx, nil, name, args...)
}

// RunWith is Run with additional environment variables ("GOOS=darwin").
func (r Repo) RunWith(ctx context.Context, env []string, name string, args ...string) error {
	line := strings.Join(append(append(append([]string{}, env...), name), args...), " ")
	r.Say("%s", line)
	if err := r.command(ctx, env, name, args...).Run(); err != nil {
		return fmt.Errorf("%s: %w", line, err)
	}
	return nil
}

// output runs a command quietly and returns what it printed, without the
// closing newline.
func (r Repo) output(ctx context.Context, name string, args ...string) (string, error) {
	command := r.command(ctx, nil, name, args...)
	command.Stdin, command.Stdout, command.Stderr = nil, nil, nil
	out, err := command.Output()
	return strings.TrimRight(string(out), "\n"), err
}

func (r Repo) command(ctx context.Context, env []string, name string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, name, args...)
	command.Dir = r.Root
	command.Env = append(r.Environ(), env...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, r.Out, r.Err
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = stopGrace
	return command
}
