package parser

import (
	"github.com/rip-server/rip-server/compiler/ast"
	"github.com/rip-server/rip-server/compiler/token"
)

// isParams says that the parenthesis at token i opens a parameter list: an
// arrow follows its closer, or a return type and then an arrow.
func (p *parser) isParams(i int) bool {
	after := int(p.at(i).Pair) + 1
	switch t := p.at(after); t.Kind {
	case token.Arrow, token.FatArrow:
		return true
	case token.Colon:
		if t.Has(token.Spaced) {
			return false
		}
		end := p.returnType(after + 1)
		return end > 0 && (p.at(end).Kind == token.Arrow || p.at(end).Kind == token.FatArrow)
	}
	return false
}

// function parses (params) -> body and its variants.
func (p *parser) function() ast.Node {
	p.enter()
	defer p.leave()
	start := p.tok.Start
	f := &ast.Func{}
	outer := p.push(f)
	if p.is(token.LParen) {
		f.Params = p.params()
		if p.is(token.Colon) {
			p.skipReturnType()
		}
	} else {
		f.Bare = true
	}
	f.Fat = p.is(token.FatArrow)
	p.next()
	f.Body, f.Block = p.arrowBody()
	p.pop(outer, f)
	f.Span = p.since(start)
	return f
}

// functionBody parses an arrow function's body, or a bare value, into f.
func (p *parser) functionBody(f *ast.Func) {
	outer := p.push(f)
	f.Body, f.Block = p.arrowBody()
	p.pop(outer, f)
}

// effectBody parses what follows ~> into f.
func (p *parser) effectBody(f *ast.Func) {
	outer := p.push(f)
	p.fn.effect = true
	f.Body, f.Block = p.arrowBody()
	p.pop(outer, f)
}

// push makes f the function that await, yield and it belong to.
func (p *parser) push(f *ast.Func) *function {
	outer := p.fn
	p.fn = &function{node: f, outer: outer}
	return outer
}

// pop ends push.
func (p *parser) pop(outer *function, f *ast.Func) {
	f.Async = p.fn.async
	p.fn = outer
}

// params parses a parameter list with its parentheses.
func (p *parser) params() []*ast.Param {
	old := p.fresh()
	p.next()
	var params []*ast.Param
	p.skipLayout()
	for !p.is(token.RParen) {
		params = append(params, p.param())
		if !p.separator() && !p.is(token.RParen) {
			p.unexpected()
		}
	}
	p.next()
	p.ctx = old
	p.checkParams(params)
	return params
}

// param parses one parameter with its annotation and default.
func (p *parser) param() *ast.Param {
	start := p.tok.Start
	param := &ast.Param{}
	if p.accept(token.Ellipsis) {
		if p.is(token.Comma) || p.is(token.RParen) {
			param.Target = &ast.Expansion{Span: p.since(start)}
			param.Span = p.since(start)
			return param
		}
		param.Rest = true
	}
	switch p.tok.Kind {
	case token.At:
		p.next()
		name := p.propertyName().Name
		param.Target = promoted(param, p.since(start), name)
	case token.LBrace:
		param.Target = &ast.Object{Span: span(p.tok), Props: p.braces()}
		p.checkPattern(param.Target)
		promotePattern(param, param.Target)
	case token.LBracket:
		open := p.tok
		param.Target = &ast.Array{Span: span(open), List: p.list(token.RBracket, true)}
		p.checkPattern(param.Target)
		promotePattern(param, param.Target)
	case token.This:
		p.thisParam(param)
	default:
		param.Target = p.ident()
	}
	p.accept(token.Exist)
	if p.is(token.Colon) {
		p.skipAnnotation()
	}
	if p.accept(token.Assign) {
		param.Default = p.expr()
	}
	param.Span = p.since(start)
	return param
}

// thisParam accepts TypeScript's this: T, which says nothing at run time.
func (p *parser) thisParam(param *ast.Param) {
	if p.peek(1).Kind != token.Colon {
		p.failName()
	}
	param.Target = &ast.Expansion{Span: span(p.tok)}
	param.Quiet = "this"
	p.next()
}

// checkParams reports lists that JavaScript could not have.
func (p *parser) checkParams(params []*ast.Param) {
	rests := 0
	for i, param := range params {
		if _, expansion := param.Target.(*ast.Expansion); expansion && param.Quiet == "" {
			rests++
		}
		if param.Rest {
			rests++
			if param.Default != nil {
				p.reportAt(param.Span, "a rest has no default: it is empty where nothing is left")
			}
			if i != len(params)-1 {
				p.reportAt(param.Span, "a rest parameter is the last one").
					WithHint("to skip what is in between write (first, ..., last) ->")
			}
		}
	}
	if rests > 1 {
		p.reportAt(params[len(params)-1].Span, "a parameter list has one ... at most")
	}
}

// def parses def name(params) and its indented body.
func (p *parser) def() ast.Node {
	start := p.tok.Start
	p.next()
	f := &ast.Func{Def: true, Block: true}
	f.Name = p.ident()
	if p.is(token.Bang) {
		p.next()
		f.Void = true
	}
	p.skipTypeParams()
	outer := p.push(f)
	if p.is(token.LParen) {
		f.Params = p.params()
	}
	if p.is(token.Colon) {
		p.skipAnnotation()
	}
	switch {
	case p.is(token.Indent):
		f.Body = p.block().List
	case p.overload(f.Name.Name):
		p.pop(outer, f)
		return &ast.Erased{Span: p.since(start)}
	case !p.is(token.Newline) && !p.atEnd():
		p.failHint("put the body on the next lines, indented, or write name = (a) -> body",
			"a def has its body on lines of its own")
	}
	p.pop(outer, f)
	f.Span = p.since(start)
	return f
}

// overload says that another def, or export def, of the same name follows: the
// one without a body then is a signature.
func (p *parser) overload(name string) bool {
	i := p.i
	for p.at(i).Kind == token.Newline {
		i++
	}
	if p.at(i).Kind == token.Export {
		i++
	}
	return p.at(i).Kind == token.Def && p.textIs(p.at(i+1), name)
}
