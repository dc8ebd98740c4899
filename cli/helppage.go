package cli

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/rip-server/rip-server/config"
)

// pageWidth is the width of every help page, on terminals and in pipes, so
// that what one person sees is what another one is told about.
const pageWidth = 80

// commandPage is the help of one verb, as plain text: headings stand at the
// margin, everything else is indented.
func commandPage(cmd *cobra.Command) string {
	var b strings.Builder
	about := cmd.Long
	if about == "" {
		about = cmd.Short + "."
	}
	fmt.Fprintf(&b, "%s\n\nUsage\n  %s\n", wrap(about, "", pageWidth), usageLine(cmd))
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nCommands\n")
		t := newTable()
		for _, sub := range cmd.Commands() {
			t.add(sub.Name(), sub.Short)
		}
		b.WriteString(t.String("  "))
	}
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\nExamples\n%s\n", indented(cmd.Example, "  "))
	}
	writeFlags(&b, cmd.Flags())
	return b.String()
}

func usageLine(cmd *cobra.Command) string {
	line := cmd.Use
	for parent := cmd.Parent(); parent != nil; parent = parent.Parent() {
		line = parent.Name() + " " + line
	}
	return line
}

// writeFlags lists the flags; those of the configuration by its groups.
func writeFlags(b *strings.Builder, flags *pflag.FlagSet) {
	settings := flags.Lookup("workers") != nil // config.AddFlags was here
	var own []*pflag.Flag
	var groups []string
	grouped := map[string][]*pflag.Flag{}
	flags.VisitAll(func(f *pflag.Flag) {
		group := ""
		if settings {
			group = groupOf(f.Name)
		}
		switch {
		case f.Hidden || f.Name == "help":
		case group == "":
			own = append(own, f)
		case isNoForm(f.Name): // mentioned beside the flag it negates
		default:
			grouped[group] = append(grouped[group], f)
		}
	})
	for _, key := range config.Keys() { // the order of the documentation
		if grouped[key.Group] != nil && (groups == nil || groups[len(groups)-1] != key.Group) {
			groups = append(groups, key.Group)
		}
	}
	if len(own) > 0 {
		b.WriteString("\nFlags\n")
		writeFlagList(b, own)
	}
	for _, group := range groups {
		fmt.Fprintf(b, "\n%s\n", group)
		writeFlagList(b, grouped[group])
	}
}

func groupOf(flag string) string {
	key, known := config.Lookup(strings.TrimPrefix(flag, "no-"))
	if !known {
		return ""
	}
	return key.Group
}

func isNoForm(flag string) bool {
	key, known := config.Lookup(strings.TrimPrefix(flag, "no-"))
	return known && key.NoFlag == flag
}

func writeFlagList(b *strings.Builder, flags []*pflag.Flag) {
	const column = 30 // where the descriptions begin
	for _, f := range flags {
		placeholder, usage := pflag.UnquoteUsage(f)
		left := "--" + f.Name
		if f.Shorthand != "" {
			left = "-" + f.Shorthand + ", " + left
		}
		left = "  " + strings.TrimSpace(left+" "+placeholder)
		if key, known := config.Lookup(f.Name); known && key.NoFlag != "" && strings.HasPrefix(f.Usage, firstWords(key.Doc)) {
			usage += " (off: --" + key.NoFlag + ")"
		}
		if !isZero(f.DefValue) {
			usage += " (default " + f.DefValue + ")"
		}
		text := wrap(usage, strings.Repeat(" ", column), pageWidth)
		if len(left)+2 > column {
			fmt.Fprintf(b, "%s\n%s\n", left, text)
			continue
		}
		fmt.Fprintf(b, "%-*s%s\n", column, left, text[column:])
	}
}

func firstWords(doc string) string { return doc[:min(len(doc), 20)] }

// isZero is whether a default is not worth mentioning.
func isZero(value string) bool {
	return value == "" || value == "false" || value == "0" || value == "[]"
}

// wrap breaks the lines of text that are wider than width between words, and
// begins every line with indent. Lines that are indented already keep their
// own breaks: they are laid out.
func wrap(text, indent string, width int) string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, " ") {
			lines = append(lines, indent+line)
			continue
		}
		row := ""
		for _, word := range strings.Fields(line) {
			if row != "" && len(indent)+len(row)+1+len(word) > width {
				lines, row = append(lines, indent+row), ""
			}
			row = strings.TrimSpace(row + " " + word)
		}
		lines = append(lines, strings.TrimRight(indent+row, " "))
	}
	return strings.Join(lines, "\n")
}

func indented(text, indent string) string {
	return indent + strings.ReplaceAll(text, "\n", "\n"+indent)
}

// paint colours a plain help page: headings, and the terms of two-column lists.
func paint(page string) string {
	s := newStyles()
	term := regexp.MustCompile(`^(  )(\S.*?)(  +\S+(?: \S+)*)$`) // a description has single spaces
	lines := strings.Split(page, "\n")
	for i, line := range lines {
		next := i+1 < len(lines) && strings.HasPrefix(lines[i+1], "  ")
		switch {
		case line != "" && line[0] != ' ' && next && len(line) < 40 && !strings.HasSuffix(line, "."):
			lines[i] = s.bold.Render(line)
		case term.MatchString(line):
			part := term.FindStringSubmatch(line)
			lines[i] = part[1] + s.name.Render(part[2]) + part[3]
		}
	}
	return strings.Join(lines, "\n")
}
