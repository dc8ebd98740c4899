// Package report writes measurements as one HTML page that needs nothing else:
// charts are SVG inside it, drawn here, and there is no script.
package report

import (
	"embed"
	"html/template"
	"io"
)

//go:embed page.html page.css
var files embed.FS

// Page is a report. Texts are plain and are escaped here.
type Page struct {
	Title string
	Lead  string // a sentence under the title
	Facts []Fact // machine, versions, settings
	Goals []Goal
	// Series names everything that is compared. The position gives the colour,
	// the same in all charts.
	Series   []string
	Sections []Section
	Notes    []Fact // what each series is and how it was set up
}

// Fact is a name with a value.
type Fact struct{ Name, Value string }

// Goal is something that was to be reached.
type Goal struct {
	What, Value, Want string
	Met               bool
}

// Section is one question with its answer in a table and charts. Empty charts
// are left out.
type Section struct {
	Title, About string
	Header       []string
	Rows         [][]string // the first cell is a series' name
	Bars         []Bars
	Curves       Curves
	Splits       Splits
	Lines        []Lines
}

// Write renders the page.
func Write(w io.Writer, page Page) error {
	css, err := files.ReadFile("page.css")
	if err != nil {
		return err
	}
	draw := drawing{series: page.Series}
	parsed, err := template.New("page.html").Funcs(template.FuncMap{
		"css":    func() template.CSS { return template.CSS(css) },
		"bars":   draw.bars,
		"curves": draw.curves,
		"splits": draw.splits,
		"lines":  draw.lines,
		"color":  draw.color,
		"parts":  splitParts,
	}).ParseFS(files, "page.html")
	if err != nil {
		return err
	}
	return parsed.Execute(w, page)
}
