package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/appserver"
	"github.com/rip-server/rip-server/config"
	"github.com/rip-server/rip-server/control"
	"github.com/rip-server/rip-server/runtime/bunbridge"
	"github.com/rip-server/rip-server/runtime/rip"
)

func newRun(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run file [args…]",
		Short: "Run a program in Rip, TypeScript or JavaScript",
		Long: `Run a program: a .rip, .ts or .js file. What it imports may be any of these. It has its arguments in process.argv from the third on, and this command's input, output, working directory and environment; flags after the file are the program's.

Programs run under bun: the one of the program's folder (node_modules), or else the one on the PATH. Where there is none they run on the embedded runtime, which --runtime=rip asks for in any case. The exit code is the program's, or 128 and the number of the signal that ended it.`,
		Example: "rip-server run hello.rip\nrip-server run tools/import.rip --dry-run < users.csv",
		Args:    cobra.ArbitraryArgs,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveDefault
			}
			return []string{"rip", "ts", "js"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	cmd.Flags().SetInterspersed(false)
	kind := cmd.Flags().String("runtime", cmp.Or(p.getenv("RIP_RUNTIME"), "auto"), "what runs it: `auto|bun|rip`")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case !slices.Contains([]string{"auto", "bun", rip.Name}, *kind):
			return usagef("--runtime=%s: it is auto, bun or rip", *kind)
		case len(args) == 0:
			return usagef("which program? %s", usageLine(cmd))
		}
		return p.run(*kind, args[0], args[1:])
	}
	return cmd
}

// run runs a program, under bun when there is one and nothing else is asked for.
func (p *Process) run(kind, file string, args []string) error {
	file, err := programFile(file)
	if err != nil {
		return err
	}
	if kind == rip.Name {
		return p.runEmbedded(file, args)
	}
	bun, err := bunbridge.Find(filepath.Dir(file), p.Environ)
	switch {
	case err == nil:
		return p.runBun(bun, file, args)
	case kind == "auto" && errors.Is(err, bunbridge.ErrNotFound) && p.getenv("RIP_BUN") == "":
		return p.runEmbedded(file, args)
	}
	return err
}

// runEmbedded runs a program on the engine within this one.
func (p *Process) runEmbedded(file string, args []string) error {
	code := rip.Run(rip.Script{
		File: file, Args: args, Environ: p.Environ, Stdin: p.Stdin, Stdout: p.Stdout, Stderr: p.Stderr,
		Signals: p.Signals, Log: p.logger(config.Default()),
	})
	if code != 0 {
		return exitStatus(code)
	}
	return nil
}

// runBun runs a program under bun and compiles what it imports until it ends.
func (p *Process) runBun(bun *bunbridge.Bun, file string, args []string) (err error) {
	dir, err := os.MkdirTemp("", "rip-run-")
	if err != nil {
		return fmt.Errorf("make a directory for the control socket: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	socket := filepath.Join(dir, "ctl.sock")
	command, err := bun.Script(file, args, socket)
	if err != nil {
		return err
	}
	stop, err := p.serveCompiler(socket)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	cmd := exec.Command(command.Path, command.Args...)
	cmd.Env = append(append([]string{}, p.Environ...), command.Env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = p.Stdin, p.Stdout, p.Stderr
	cmd.WaitDelay = lastInput
	return p.follow(cmd)
}

// lastInput is how long is waited for input and output that are no files, as
// in a test, when the program has ended.
const lastInput = time.Second

// programFile is the absolute path of the program.
func programFile(file string) (string, error) {
	info, err := os.Stat(file)
	if err != nil {
		return "", unreadable(file, err)
	}
	if info.IsDir() {
		return "", fmt.Errorf("%s is a folder: name the program in it, or serve the app that it is with %q", shown(file), "rip-server "+file)
	}
	return filepath.Abs(file)
}

// serveCompiler compiles Rip for who asks on socket, until stop.
func (p *Process) serveCompiler(socket string) (stop func() error, err error) {
	compiler, err := appserver.Compiler(p.Environ, p.logger(config.Default()))
	if err != nil {
		return nil, err
	}
	server, err := control.Listen(control.Options{App: "run", Socket: socket, Compiler: compiler})
	if err != nil {
		return nil, err
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve() }() // ends with Close
	return func() error {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		return errors.Join(server.Close(ctx), <-served)
	}, nil
}

// follow runs cmd to its end, handing signals on to it. The error is its exit
// status when that is not 0.
func (p *Process) follow(cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }() // ends with the program
	for {
		select {
		case sig := <-p.Signals:
			if sig == os.Interrupt && inForeground() {
				continue // ctrl-C: the terminal has told the program itself
			}
			_ = cmd.Process.Signal(sig) // it may have ended meanwhile
		case err := <-done:
			return statusOf(cmd, err)
		}
	}
}

// statusOf is nil for a program that ended well.
func statusOf(cmd *exec.Cmd, err error) error {
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) && !errors.Is(err, exec.ErrWaitDelay) {
		return fmt.Errorf("run %s: %w", cmd.Path, err)
	}
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	switch {
	case ok && status.Signaled():
		return exitStatus(128 + int(status.Signal()))
	case cmd.ProcessState.ExitCode() != 0:
		return exitStatus(cmd.ProcessState.ExitCode())
	}
	return nil
}
