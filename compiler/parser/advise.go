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
	near := headNear(p.text(first))
	switch {
	case (p.is(token.Indent) || p.is(token.Then)) && near != "":
		d.WithHint("did you mean %s?", near)
	case p.is(token.Indent) && prev.Kind == token.RParen && first.Kind == token.Ident:
		d.WithHint("if this is a function's body, -> is missing before it")
	case p.is(token.Indent):
		d.WithHint("this line is deeper than the one above, where nothing begins a block")
	case p.inBody():
		d.WithHint("the body of an if, a loop or a function is indented, without braces")
	case p.is(token.Plus) || p.is(token.Minus) || p.is(token.And) || p.is(token.Or):
		d.WithHint("end the line above with the operator to go on below")
	case p.is(token.Else) || p.is(token.Catch) || p.is(token.When) || p.is(token.Finally):
		d.WithHint("it does not line up with what it belongs to")
	case p.is(token.Colon):
		d.WithHint("a key is written without a space before its colon")
	case p.is(token.Ellipsis) && p.tok.Has(token.FirstOnLn):
		d.WithHint("an object that takes in another has braces: {a: 1, ...other}")
	case p.is(token.Ellipsis):
		d.WithHint("write the dots before the name: ...%s", p.text(prev))
	case p.is(token.Comma):
		d.WithHint("several values stand in brackets, [a, b], pairs and names together in braces, {a: 1, b}")
	case !p.tok.Has(token.FirstOnLn) && p.startsValue():
		d.WithHint("a comma or an operator is missing before it")
	}
}

// inBody says that the current token stands in braces that a line with a head
// opens, as a body does in other languages.
func (p *parser) inBody() bool {
	deep := 0
	for i := p.i - 1; i >= 0; i-- {
		switch p.at(i).Kind {
		case token.RBrace:
			deep++
		case token.LBrace:
			if deep == 0 {
				return opensBody(p.lineStart(i).Kind)
			}
			deep--
		}
	}
	return false
}

// opensBody says that a line which begins so has a body.
func opensBody(first token.Kind) bool {
	switch first {
	case token.If, token.Unless, token.Else, token.For, token.While, token.Switch, token.Def, token.Class, token.Try:
		return true
	}
	return false
}

// startsValue says that the current token can begin a value.
func (p *parser) startsValue() bool {
	switch p.tok.Kind {
	case token.Ident, token.Number, token.StrOpen, token.LBrace, token.True, token.False, token.Null, token.This, token.At:
		return true
	}
	return false
}

// lineStart is the first token of the line that token i is on.
func (p *parser) lineStart(i int) token.Token {
	for i > 0 && !p.at(i).Has(token.FirstOnLn) {
		i--
	}
	return p.at(i)
}

// headNear is the head that a line's first word was meant to be; empty is none.
func headNear(word string) string {
	switch word {
	case "elif", "elsif", "elseif":
		return "else if"
	}
	return diag.Nearest(word, heads())
}

// heads are the words that begin a block.
func heads() []string {
	return []string{"if", "unless", "else", "while", "until", "for", "loop", "switch", "when", "class", "def", "try", "catch", "finally", "enum"}
}
