package bundle

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Part is a piece of what a runtime ships: an ES module in JavaScript. One may
// import others by their names, and call functions of theirs.
type Part struct {
	Name    string
	Text    string
	Exports []string
}

// exportsFile says in which part the names are that apps may import.
const exportsFile = "exports.json"

// Ship makes the files of a Shipped: a program of each part, and an index of what
// apps may import. The first part bears the name of the whole, the others have
// theirs below it, as in "rip:api/send". A part runs when a name of it is first
// needed: an app imports one, or another part calls one.
func Ship(parts []Part, public []string) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, part := range parts {
		text, err := shipPart(part, parts)
		if err != nil {
			return nil, fmt.Errorf("bundle %s: %w", part.Name, err)
		}
		files[partFile(parts[0].Name, part.Name)] = []byte(text)
	}
	owners := make(map[string]string, len(public))
	for _, name := range public {
		owners[name] = ownerOf(name, parts)
	}
	index, err := json.MarshalIndent(owners, "", "  ")
	if err != nil { // strings can always be
		return nil, err
	}
	files[exportsFile] = append(index, '\n')
	return files, nil
}

// partFile is the file of a part.
func partFile(whole, part string) string {
	if part == whole {
		return "index.js"
	}
	return strings.TrimPrefix(part, whole+"/") + ".js"
}

// ownerOf is the part that a name is of: the first part passes on what others have.
func ownerOf(name string, parts []Part) string {
	for _, part := range parts[1:] {
		if slices.Contains(part.Exports, name) {
			return part.Name
		}
	}
	return parts[0].Name
}

// shipPart is the program of a part. It has no source map: stacks leave it out.
func shipPart(part Part, parts []Part) (string, error) {
	o := &Options{Entry: part.Name, Dir: "/", Modules: map[string]string{}}
	for _, other := range parts {
		o.Modules[other.Name] = laterText(other)
	}
	o.Modules[part.Name] = part.Text
	own := slices.DeleteFunc(slices.Clone(part.Exports), func(name string) bool { return ownerOf(name, parts) != part.Name })
	g := newGraph(o)
	options := settings(o, handOver(part.Name, own), g.plugin())
	options.Sourcemap = api.SourceMapNone
	options.Banner, options.Footer = nil, nil                   // they are added later, so that files need not change with them
	options.MinifySyntax, options.MinifyWhitespace = true, true // half of the time that goja takes is for reading
	result := api.Build(options)
	if len(result.Errors) > 0 {
		return "", g.failed(result.Errors)
	}
	text := string(result.OutputFiles[0].Contents)
	_, taken, err := parse(part.Name, banner+text+footer) // goja may want it repaired
	return strings.TrimSuffix(strings.TrimPrefix(taken, banner), footer), err
}

// handOver is the module that hands over names of a module. They are not assigned
// again, so that their values will do.
func handOver(module string, names []string) string {
	var imports, exports strings.Builder
	for i, name := range names {
		fmt.Fprintf(&imports, "%s as e%d, ", name, i)
		fmt.Fprintf(&exports, "%s: e%d, ", literal(name), i)
	}
	return fmt.Sprintf("import { %s} from %s;\n__rip({ %s});", imports.String(), literal(module), exports.String())
}

// laterText is what other parts see of a part: functions that load it when they
// are called.
func laterText(part Part) string {
	var text strings.Builder
	for i, name := range part.Exports {
		fmt.Fprintf(&text, "let f%d;\nfunction later%d(a, b, c, d) { return (f%d ??= __rip_vendor(%s, %s))(a, b, c, d); }\nexport { later%d as %s };\n",
			i, i, i, literal(part.Name), literal(name), i, name)
	}
	return text.String()
}
