package source

// Cursor finds positions in a file. Where one is asked for after another on
// the same line it counts on from there, so that a file of one endless line
// takes no time that grows with its square. Not safe for concurrent use.
type Cursor struct {
	File *File
	at   int32 // what was asked for last
	last Position
}

// Position is File.Position.
func (c *Cursor) Position(offset int32) Position {
	if c.File.Line(offset) == c.last.Line && offset >= c.at {
		c.last.Column += Width16(c.File.Text[c.at:offset])
	} else {
		c.last = c.File.Position(offset)
	}
	c.at = offset
	return c.last
}
