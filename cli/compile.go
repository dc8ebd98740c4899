package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/compiler"
)

// compileFlags are how compile was asked for.
type compileFlags struct {
	out, path              string
	sourceMap, stdin, rip3 bool
	tokens, ast            bool
}

func newCompile(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "compile file…",
		Short: "Turn Rip into JavaScript",
		Long: `Compile Rip files to JavaScript modules. One file is printed; with -o each goes below a folder, where it has the path that it has below the current one: src/app.rip becomes DIR/src/app.js. Every statement stays on its line.

With --map the source map is written beside the JavaScript (app.js.map), or is a part of what is printed.

With --tokens or --ast what the first stages of the compiler make of the file is printed instead, with line and column: for who wants to see how it reads the source.

What is wrong with a file is told on stderr, and that file is not written; the others are. The exit code is then 1.`,
		Example: `rip-server compile app.rip
rip-server compile src/*.rip -o dist --map
rip-server compile --stdin --path src/app.rip < unsaved.txt
rip-server compile --ast app.rip`,
		Args: cobra.ArbitraryArgs, ValidArgsFunction: completeRip,
	}
	f := &compileFlags{}
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "out", "o", "", "write to files below this `dir`")
	flags.BoolVar(&f.sourceMap, "map", false, "make source maps, too")
	flags.BoolVar(&f.stdin, "stdin", false, "compile what comes on stdin")
	flags.StringVar(&f.path, "path", "", "the `name` that messages and maps give to --stdin")
	flags.BoolVar(&f.tokens, "tokens", false, "print the tokens instead")
	flags.BoolVar(&f.ast, "ast", false, "print the syntax tree instead")
	rip3Flag(cmd, &f.rip3)
	if err := cmd.MarkFlagDirname("out"); err != nil {
		panic("cli: completion of a flag that was not added: " + err.Error())
	}
	cmd.RunE = func(cmd *cobra.Command, files []string) error {
		if err := f.check(cmd, files); err != nil {
			return err
		}
		return p.untilSignal(func(ctx context.Context) error { return p.compile(ctx, files, f) })
	}
	return cmd
}

// rip3Flag adds the dialect, which compile and check have in common.
func rip3Flag(cmd *cobra.Command, rip3 *bool) {
	cmd.Flags().BoolVar(rip3, "rip3", false, "accept what Rip 4 has given up, such as name: value fields in classes")
}

// completeRip completes Rip files, by the shell itself.
func completeRip(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"rip"}, cobra.ShellCompDirectiveFilterFileExt
}

// check finds what cannot be meant.
func (f *compileFlags) check(cmd *cobra.Command, files []string) error {
	switch {
	case cmd.Flags().Changed("out") && f.out == "":
		return usagef("-o names no folder; is a variable not set?")
	case f.path != "" && !f.stdin:
		return usagef("--path is the name of what comes by --stdin; files have their own")
	case f.tokens && f.ast:
		return usagef("--tokens and --ast are two different things; ask for one")
	case (f.tokens || f.ast) && (f.out != "" || f.sourceMap):
		return usagef("--tokens and --ast are printed, and have no source map; leave -o and --map out")
	case f.stdin && len(files) > 0:
		return usagef("there are --stdin and %s; one of them is too much", shown(files[0]))
	case f.stdin && f.out != "":
		return usagef("what comes by --stdin is printed; leave -o out")
	case !f.stdin && len(files) == 0:
		return usagef("which files? %s", usageLine(cmd))
	case f.out == "" && len(files) > 1:
		return usagef("%d files cannot all be printed; say where they go: -o DIR", len(files))
	}
	return nil
}

func (f *compileFlags) options(path string) compiler.Options {
	return compiler.Options{Path: path, Map: f.sourceMap, Rip3: f.rip3}
}

func (p *Process) compile(ctx context.Context, files []string, f *compileFlags) error {
	if f.out != "" {
		return p.compileInto(ctx, files, f)
	}
	read, path := p.readStdin, f.path
	if !f.stdin {
		path = files[0]
		read = func(context.Context) ([]byte, error) { return readSource(path) }
	}
	src, err := read(ctx)
	if err != nil {
		return err
	}
	return p.printCompiled(src, f, path)
}

// printCompiled prints the module, or what was asked for instead.
func (p *Process) printCompiled(src []byte, f *compileFlags, path string) error {
	text, err := f.text(src, path)
	if mistakes := mistakesOf(err); mistakes != nil {
		p.printMistakes(p.Stderr, mistakes)
		return fmt.Errorf("%s in %s", counted(len(mistakes), "error"), mistakes[0].Path)
	}
	if err != nil {
		return err
	}
	if _, err := p.Stdout.Write(text); err != nil {
		return fmt.Errorf("write to stdout: %w", err)
	}
	return nil
}

// text is what is printed; the map of a module is a comment at its end.
func (f *compileFlags) text(src []byte, path string) ([]byte, error) {
	opts := f.options(path)
	switch {
	case f.tokens:
		text, err := compiler.Tokens(src, opts)
		return []byte(text), err
	case f.ast:
		text, err := compiler.AST(src, opts)
		return []byte(text), err
	}
	result, err := compiler.Compile(src, opts)
	if err != nil {
		return nil, err
	}
	if f.sourceMap {
		return mapped(result.Code, inlineMap(result.Map)), nil
	}
	return result.Code, nil
}

// readStdin reads all that comes, unless the user breaks off.
func (p *Process) readStdin(ctx context.Context) ([]byte, error) {
	type answer struct {
		text []byte
		err  error
	}
	answered := make(chan answer, 1)
	go func() { // ends with the input, or with the process: a read of a terminal cannot be called back
		text, err := io.ReadAll(p.Stdin)
		answered <- answer{text, err}
	}()
	select {
	case a := <-answered:
		if a.err != nil {
			return nil, fmt.Errorf("read stdin: %w", a.err)
		}
		return a.text, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
