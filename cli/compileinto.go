package cli

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/rip-server/rip-server/compiler"
	"github.com/rip-server/rip-server/compiler/diag"
)

// output is a file that compile writes.
type output struct {
	source string // from the current directory
	target string // the .js file
	root   string // from target's folder to the current directory, with slashes
}

// compileInto compiles files to files below f.out. Those with mistakes do not
// hold up the others.
func (p *Process) compileInto(ctx context.Context, files []string, f *compileFlags) error {
	plan, err := planOutputs(files, f.out)
	if err != nil {
		return err
	}
	told, broken := 0, 0
	for _, o := range plan {
		if err := ctx.Err(); err != nil {
			return err
		}
		mistakes, err := o.compile(f.options(o.source))
		if err != nil {
			return err
		}
		if mistakes != nil {
			p.printMistakes(p.Stderr, mistakes)
			told, broken = told+len(mistakes), broken+1
		}
	}
	if written := len(plan) - broken; written > 0 {
		fmt.Fprintf(p.Stdout, "compiled %s into %s\n", counted(written, "file"), f.out)
	}
	if broken > 0 {
		return fmt.Errorf("%s in %s", counted(told, "error"), counted(broken, "file"))
	}
	return nil
}

// planOutputs says where the JavaScript of each file goes, before anything is
// written.
func planOutputs(files []string, dir string) ([]output, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("find the current directory: %w", err)
	}
	var plan []output
	from := map[string]string{} // target → source
	for _, file := range files {
		o, err := planOutput(here, file, dir)
		if err != nil {
			return nil, err
		}
		switch other, taken := from[o.target]; {
		case taken && other != o.source:
			return nil, usagef("%s and %s would both become %s", other, o.source, o.target)
		case !taken:
			plan, from[o.target] = append(plan, o), o.source
		}
	}
	return plan, nil
}

func planOutput(here, file, dir string) (output, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return output{}, err
	}
	source, err := filepath.Rel(here, abs)
	if err != nil || !filepath.IsLocal(source) {
		return output{}, usagef("%s is not below the current directory, so that it has no path below %s; run this in a folder above both", shown(file), shown(dir))
	}
	target := filepath.Join(dir, strings.TrimSuffix(source, ".rip")+".js")
	folder, err := filepath.Abs(filepath.Dir(target))
	if err != nil {
		return output{}, err
	}
	root, err := filepath.Rel(folder, here)
	if err != nil {
		return output{}, fmt.Errorf("find the way from %s to its source: %w", target, err)
	}
	return output{source: source, target: target, root: filepath.ToSlash(root) + "/"}, nil
}

// compile writes the target and its map, or says what is wrong with the source.
func (o output) compile(opts compiler.Options) (diag.List, error) {
	src, err := readSource(o.source)
	if err != nil {
		return nil, err
	}
	result, err := compiler.Compile(src, opts)
	if err != nil {
		if mistakes := mistakesOf(err); mistakes != nil {
			return mistakes, nil
		}
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(o.target), 0o755); err != nil {
		return nil, fmt.Errorf("make a folder for %s: %w", o.target, err)
	}
	code := result.Code
	if opts.Map {
		document, err := rooted(result.Map, o.root)
		if err != nil {
			return nil, fmt.Errorf("source map of %s: %w", o.source, err)
		}
		if err := os.WriteFile(o.target+".map", document, 0o644); err != nil {
			return nil, fmt.Errorf("write a source map: %w", err)
		}
		code = mapped(code, url.PathEscape(filepath.Base(o.target)+".map"))
	}
	if err := os.WriteFile(o.target, code, 0o644); err != nil {
		return nil, fmt.Errorf("write JavaScript: %w", err)
	}
	return nil, nil
}

// mapped is code that says where its map is.
func mapped(code []byte, where string) []byte {
	return fmt.Appendf(nil, "%s\n//# sourceMappingURL=%s\n", strings.TrimRight(string(code), "\n"), where)
}

// inlineMap is a map as a URL that holds it.
func inlineMap(document []byte) string {
	return "data:application/json;base64," + base64.StdEncoding.EncodeToString(document)
}

// rooted is a map whose sources are found from root: paths in a map count from
// the map, and the compiler knows the source's own path only.
func rooted(document []byte, root string) ([]byte, error) {
	fields := map[string]json.RawMessage{}
	if err := json.Unmarshal(document, &fields); err != nil {
		return nil, err
	}
	var err error
	if fields["sourceRoot"], err = json.Marshal(root); err != nil {
		return nil, err
	}
	return json.Marshal(fields)
}
