package parser

import (
	"github.com/rip-server/rip-server/compiler/diag"
	"github.com/rip-server/rip-server/compiler/token"
)

// reserved reports a word of JavaScript that Rip does not have.
func (p *parser) reserved() {
	word := p.text(p.tok)
	hint := "choose another name; it may still be a property: x." + word
	switch word {
	case "let", "const", "var":
		hint = "assigning declares a variable: x = 1; a constant is X =! 1"
	case "function":
		hint = "a function is name = (a) -> …, or def name(a) with its body below"
	case "case", "default":
		hint = "the arms of a switch are when and else"
	case "static":
		hint = "a static member is @name"
	}
	p.failHint(hint, "'%s' is a reserved word", word)
}

// browserOnly reports the forms that servers do not have.
func (p *parser) browserOnly() {
	if c := p.src[p.tok.Start]; c != 'c' && c != 'r' || p.peek(1).Kind != token.Indent {
		return
	}
	if word := string(p.src[p.tok.Start:p.tok.End]); word == "component" || word == "render" {
		p.fail("'%s' is for user interfaces in the browser and is not supported on the server", word)
	}
}

// advise adds what is known about an unexpected token.
func (p *parser) advise(d *diag.Diagnostic) {
	prev := p.at(p.i - 1)
	first := p.lineStart(p.i)
	switch word := p.text(first); {
	case p.is(token.Indent) && prev.Kind == token.RParen && p.callLike(first):
		d.WithHint("if this is a function's body, -> is missing before it")
	case p.is(token.Indent) || p.is(token.Then):
		if near := diag.Nearest(word, heads()); near != "" {
			d.WithHint("did you mean %s?", near)
		}
	case p.is(token.Plus) || p.is(token.Minus) || p.is(token.And) || p.is(token.Or):
		d.WithHint("end the line above with the operator to go on below")
	case p.is(token.Else) || p.is(token.Catch) || p.is(token.When) || p.is(token.Finally):
		d.WithHint("it does not line up with what it belongs to")
	case p.is(token.Colon):
		d.WithHint("a key is written without a space before its colon")
	}
}

// lineStart is the first token of the line that token i is on.
func (p *parser) lineStart(i int) token.Token {
	for i > 0 && !p.at(i).Has(token.FirstOnLn) {
		i--
	}
	return p.at(i)
}

// callLike says that a line begins with a name, so that its parentheses may be
// a parameter list.
func (p *parser) callLike(first token.Token) bool { return first.Kind == token.Ident }

// heads are the words that begin a block.
func heads() []string {
	return []string{"if", "unless", "else", "while", "until", "for", "loop", "switch", "when", "class", "def", "try", "catch", "finally", "enum"}
}
