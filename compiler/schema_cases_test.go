package compiler_test

// schemaCase is a program about a schema and its value as JSON.
type schemaCase struct{ src, want string }

// errorsOf is the fields, words and messages of what is wrong, one a line.
const errorsOf = "errs = (r) -> (\"#{e.field}|#{e.error}|#{e.message}\" for e in r.errors)\n"

// schemaCases are what schemas do with data.
func schemaCases() map[string]schemaCase {
	all := map[string]schemaCase{}
	for _, group := range []map[string]schemaCase{fieldCases(), structureCases(), behaviourCases(), describeCases()} {
		for name, c := range group {
			all[name] = c
		}
	}
	return all
}

// fieldCases are about single values: types, limits, defaults, coercion.
func fieldCases() map[string]schemaCase {
	return map[string]schemaCase{
		"cleaned values":            {"S = schema\n  a! string\n  b? integer\nS.parse {a: 'x', b: 1, c: 2}", `{"a":"x","b":1}`},
		"results that succeed":      {"S = schema\n  a! string\nS.safe {a: 'x'}", `{"ok":true,"value":{"a":"x"},"errors":null}`},
		"results that fail":         {"S = schema\n  a! string\nS.safe {}", `{"ok":false,"value":null,"errors":[{"field":"a","error":"required","message":"a is required"}]}`},
		"all fields are told":       {errorsOf + "S = schema\n  a! string\n  b! integer\n  c? boolean\nerrs S.safe {b: 1.5, c: 'yes'}", `["a|required|a is required","b|type|b must be a whole number","c|type|c must be true or false"]`},
		"what is no object":         {errorsOf + "S = schema\n  a? string\n[errs(S.safe 5)[0], errs(S.safe [])[0], errs(S.safe null)[0]]", `["|type|expected an object, got a number","|type|expected an object, got a list","|type|expected an object, got null"]`},
		"null is nothing":           {"S = schema\n  a! string\n  b? string\n[S.safe({a: null, b: null}).errors[0].error, S.parse({a: '', b: null})]", `["required",{"a":"","b":null}]`},
		"inherited is nothing":      {"S = schema\n  toString? string\n  valueOf! string\nS.safe({}).errors[0].field", `"valueOf"`},
		"formats":                   {"S = schema\n  e? email\n  u? url\n  i? uuid\n  p? phone\n  z? zip\nok = (o) -> S.ok o\n[ok(e: 'a@b.co'), ok(e: 'a@b'), ok(u: 'https://x.y'), ok(u: 'ftp://x'), ok(i: '123e4567-e89b-12d3-a456-426614174000'), ok(i: 'x'), ok(p: '+1 (555) 1'), ok(p: 'x'), ok(z: '12345-6789'), ok(z: '1234')]", `[true,false,true,false,true,false,true,false,true,false]`},
		"numbers":                   {"S = schema\n  n? number\n  i? integer\nok = (o) -> S.ok o\n[ok(n: 1.5), ok(n: NaN), ok(n: '1'), ok(i: 2), ok(i: 2.5), ok(i: Infinity)]", `[true,false,false,true,false,false]`},
		"dates are made":            {"S = schema\n  d! date\n  t? datetime\nv = S.parse d: '2026-07-12', t: '2026-07-12T10:30:00Z'\n[v.d instanceof Date, v.t.toISOString(), S.ok(d: '2026-02-30'), S.ok(d: 'soon'), S.ok(d: new Date 0), S.ok(d: new Date NaN)]", `[true,"2026-07-12T10:30:00.000Z",false,false,true,false]`},
		"any and json":              {"S = schema\n  a! any\n  j? json\nS.parse a: [1], j: {x: 1}", `{"a":[1],"j":{"x":1}}`},
		"text lengths":              {errorsOf + "S = schema\n  a? 2..3\n  b? string, ..2\n  c? 3..\n  d? 4..4\nerrs S.safe a: 'x', b: 'xxx', c: '', d: 'xxx'", `["a|min|a must have at least 2 characters","b|max|b must have at most 2 characters","c|min|c must have at least 3 characters","d|min|d must have exactly 4 characters"]`},
		"limits are inside":         {"S = schema\n  a? 2..3\n  n? number, 0..1\n  l? any[], 1..1\n(S.ok v for v in [{a: 'xx'}, {a: 'xxx'}, {n: 0}, {n: 1}, {l: [0]}])", `[true,true,true,true,true]`},
		"number ranges":             {errorsOf + "S = schema\n  a? integer, 0..120\n  b? number, -1.5..-0.5\nerrs S.safe a: 121, b: -2", `["a|max|a must be at most 120","b|min|b must be at least -1.5"]`},
		"list lengths":              {errorsOf + "S = schema\n  a! string[], 1..2\n[errs(S.safe a: [])[0], errs(S.safe a: ['x', 'y', 'z'])[0], S.ok(a: ['x'])]", `["a|min|a must have at least 1 item","a|max|a must have at most 2 items",true]`},
		"required has a first":      {"S = schema\n  a! ..3\n  b? ..3\n[S.ok(a: '', b: ''), S.ok(a: 'x', b: '')]", `[false,true]`},
		"patterns":                  {errorsOf + "S = schema\n  z? /^\\d{5}$/\n  s? string, 2..4, /^[a-z]+$/\n[errs(S.safe z: '1'), S.ok(s: 'ab'), S.ok(s: 'AB'), S.ok(s: 'abcde')]", `[["z|pattern|z must match /^\\d{5}$/"],true,false,false]`},
		"patterns keep no place":    {"S = schema\n  a! /x/g\n[S.ok(a: 'x'), S.ok(a: 'x'), S.ok(a: 'x')]", `[true,true,true]`},
		"texts of a type":           {errorsOf + "S = schema\n  k! \"a\"\n  m? \"x\" | \"y\", [:y]\n[S.parse(k: 'a'), errs(S.safe k: 'b', m: 'z')]", `[{"k":"a","m":"y"},["k|enum|k must be a","m|enum|m must be one of x | y"]]`},
		"defaults":                  {"S = schema\n  a! integer, [5]\n  b? string, ['x']\n  c? boolean, [no]\n  d? number, [-1.5]\n  e? string, [:draft]\n  f? any, [null]\nS.parse {}", `{"a":5,"b":"x","c":false,"d":-1.5,"e":"draft","f":null}`},
		"coercion":                  {"S = schema\n  i? ~integer\n  n? ~number\n  b? ~boolean\n  d? ~date\nv = S.parse i: ' 42', n: '1.5e1', b: '0', d: 0\n[v.i, v.n, v.b, v.d.getTime()]", `[42,15,false,0]`},
		"coercion is strict":        {errorsOf + "S = schema\n  i? ~integer\n  b? ~boolean\n  d? ~date\n[errs(S.safe i: '12.5', b: 'yes', d: '2026-13-01'), S.ok(i: ''), S.ok(i: '99999999999999999999')]", `[["i|coerce|i must be a whole number","b|coerce|b must be true or false","d|coerce|d must be a date"],false,false]`},
		"limits see the coerced":    {"S = schema\n  age? ~integer, 18..120\n[S.parse(age: '20').age, S.safe(age: '17').errors[0].error]", `[20,"min"]`},
		"named coercers":            {errorsOf + "registerCoercer 'cents', (v) -> if isNaN(v) then null else Math.round v * 100\nS = schema\n  p! ~:cents, 1..\n[S.parse(p: '12.34').p, errs(S.safe p: 'x'), S.safe(p: '0').errors[0].error]", `[1234,["p|coerce|p is not a valid cents"],"min"]`},
		"coercers that throw":       {"registerCoercer 'big', (v) -> BigInt v\nS = schema\n  p! ~:big\n[S.ok(p: '12'), S.safe(p: 'x').errors[0].error]", `[true,"coerce"]`},
		"coercers that are missing": {"S = schema\n  p! ~:nosuch\ntry S.safe(p: '1') catch e then e.message", `"no coercer registered for '~:nosuch': registerCoercer \"nosuch\", (v) -> …, or import what brings it"`},
		"transforms":                {"S = schema\n  id! integer, -> it.Id\n  full! -> it.first + ' ' + it.last\n  up? string, (raw) -> raw.first.toUpperCase()\nS.parse Id: 3, first: 'Ada', last: 'L'", `{"id":3,"full":"Ada L","up":"ADA"}`},
		"transforms that throw":     {errorsOf + "S = schema\n  a! string, -> it.x.y\nr = errs S.safe {}\nr[0].startsWith 'a|transform|a cannot be made of this: '", `true`},
		"transforms are checked":    {"S = schema\n  a! integer, -> it.b\nS.safe(b: 'x').errors[0].error", `"type"`},
		"words of the language":     {"S = schema\n  when! date\n  for? string\n  class! string\nS.safe({class: 'x', for: 'y'}).errors[0].field", `"when"`},
		"constraints below":         {"S = schema\n  a! string,\n    2..4,\n    /^[a-z]+$/\n  b? integer\n[S.ok(a: 'ab', b: 1), S.ok(a: 'AB'), S.ok(a: 'abcde')]", `[true,false,false]`},
		"on one line":               {"S = schema :shape; street? ..200; zip! /^\\d+$/; n? integer, 0..\n[S.ok(zip: '1', n: 0), S.ok(zip: '1', n: -1), S.ok(zip: '')]", `[true,false,false]`},
	}
}

// structureCases are about schemas that are made of others.
func structureCases() map[string]schemaCase {
	return map[string]schemaCase{
		"nested paths":              {errorsOf + "User = schema :shape\n  home! Address\n  others? Address[]\nAddress = schema :shape\n  street! string\n  geo? Geo\nGeo = schema :shape; lat! number\nerrs User.safe {home: {geo: {lat: 'x'}}, others: [{street: 's'}, {}]}", `["home.street|required|home.street is required","home.geo.lat|type|home.geo.lat must be a number","others[1].street|required|others[1].street is required"]`},
		"nested values":             {"Child = schema :shape\n  a? integer, [7]\n  n? ~integer\nParent = schema :shape\n  child! Child\n  kids! Child[]\nParent.parse child: {n: '1'}, kids: [{}, {a: 9}]", `{"child":{"a":7,"n":1},"kids":[{"a":7},{"a":9}]}`},
		"nested rules":              {errorsOf + "Child = schema :shape\n  a! integer\n  @ensure 'positive', (c) -> c.a > 0\nParent = schema\n  child! Child\nerrs Parent.safe child: {a: -1}", `["child|ensure|positive"]`},
		"inside of itself":          {"Tree = schema :shape\n  label! string\n  kids? Tree[]\n[Tree.ok(label: 'a', kids: [{label: 'b', kids: []}]), Tree.safe(label: 'a', kids: [{}]).errors[0].field]", `[true,"kids[0].label"]`},
		"lists of a type":           {errorsOf + "S = schema\n  tags! string[]\n  on? date[]\nv = S.parse tags: ['a'], on: ['2026-01-02']\n[v.on[0] instanceof Date, errs S.safe tags: ['a', 5], on: 'x']", `[true,["tags[1]|type|tags[1] must be a text","on|type|on must be a list"]]`},
		"lists of a schema":         {errorsOf + "S = schema\n  n! integer\n[S.array.parse([{n: 1}]), errs(S.array.safe [{n: 1}, {n: 'x'}]), errs(S.array.safe {}), S.array.ok([])]", `[[{"n":1}],["[1].n|type|[1].n must be a whole number"],["|not_array|expected a list, got an object"],true]`},
		"enums":                     {errorsOf + "Role = schema :enum\n  :admin\n  :user\nStatus = schema\n  :pending 0\n  :active 1\n[Role.parse('user'), Status.parse('active'), Status.parse(0), Role.ok('x'), errs Status.safe 'zz']", `["user",1,0,false,["|enum|expected one of pending | active"]]`},
		"enums in fields":           {errorsOf + "Role = schema :enum; :admin; :user 2\nS = schema\n  role! Role\n  more? Role[]\n[S.parse(role: 'user', more: ['admin']), errs S.safe role: 'x']", `[{"role":2,"more":["admin"]},["role|enum|role: expected one of admin | user"]]`},
		"unions":                    {errorsOf + "Click = schema :shape\n  kind! \"click\"\n  x! integer, [0]\n  twice: -> @x * 2\nScroll = schema :shape\n  kind! \"scroll\"\n  dy! integer\nEvent = schema :union\n  @on :kind\n  Click\n  Scroll\nWrap = schema\n  ev! Event\n[Event.parse({kind: 'click', x: 2}).twice(), errs(Event.safe {kind: 'wat'}), Event.ok(null), errs(Wrap.safe {ev: {kind: 'scroll', dy: 'x'}})]", `[4,["kind|union|expected one of click | scroll"],false,["ev.dy|type|ev.dy must be a whole number"]]`},
		"unions tell apart":         {"A = schema :shape; kind! \"a\"\nB = schema :shape; kind! \"a\"\nU = schema :union\n  @on :kind\n  A\n  B\ntry U.safe({}) catch e then e.message", `"U: A and B both have kind \"a\""`},
		"mixins":                    {"Base = schema :mixin\n  id! integer\nStamps = schema :mixin\n  at! string\n  @mixin Base\nS = schema :shape\n  @mixin Stamps\n  @mixin Base\n  name! string\n[S.parse(id: 1, at: 'x', name: 'n'), S.ok(name: 'n'), Stamps.safe({}).errors[0].error]", `[{"at":"x","id":1,"name":"n"},false,"mixin"]`},
		"mixins collide":            {"M = schema :mixin; a! string\nS = schema\n  a! string\n  @mixin M\ntry S.ok({}) catch e then e.message", `"S: the field 'a' comes twice; M has it too"`},
		"mixins in circles":         {"A = schema :mixin\n  a? string\n  @mixin B\nB = schema :mixin\n  b? string\n  @mixin A\nS = schema\n  @mixin A\ntry S.ok({}) catch e then e.message", `"mixin cycle: S -> A -> B -> A"`},
		"types that are no schemas": {"notOne = 5\nS = schema\n  a! notOne\ntry S.ok({a: 1}) catch e then e.message", `"S: the type of 'a' is a number, and no schema"`},
		"schemas never loaded":      {"S = schema\n  a! Missing\ntry S.ok({a: 1}) catch e then e.message", `"S: the type of 'a' is Missing, and no schema of that name is loaded; import it"`},
		"algebra":                   {"User = schema :shape\n  name! string\n  email! email, -> it.email.toLowerCase()\n  bio? text\n  greet: -> 1\n  @ensure 'never', (u) -> no\nView = User.pick 'name', :email\nNone = User.omit ['name', 'email']\nSoft = User.partial()\nHard = Soft.required 'name'\nMore = View.extend schema :shape; age! integer\n[View.parse({name: 'a', email: 'X@Y.ZZ'}), None.ok({}), Soft.ok({email: 'a@b.co'}), Hard.ok({email: 'a@b.co'}), More.ok({name: 'a', email: 'a@b.co'}), View.kind, View.parse({name: 'a', email: 'a@b.co'}).greet?]", `[{"name":"a","email":"x@y.zz"},true,true,false,false,"shape",false]`},
		"algebra looks later":       {"User = schema :shape\n  name! string\n  home? Address\nView = User.pick 'home'\nAddress = schema :shape; street! string\nView.safe(home: {}).errors[0].field", `"home.street"`},
		"algebra's mistakes":        {"S = schema :shape; a! string\nE = schema :enum; :a\nmsg = (f) -> try f() catch e then e.message\n[msg(-> S.pick 'b'), msg(-> S.extend S), msg(-> E.pick 'a')]", `["S.pick: there is no field 'b'","S.extend: both schemas have a field 'a'","E.pick: enum schemas have no fields to work on"]`},
	}
}

// behaviourCases are about functions, rules, errors and waiting.
func behaviourCases() map[string]schemaCase {
	return map[string]schemaCase{
		"functions of a shape":  {"S = schema :shape\n  street! string\n  full: ~> @street + '!'\n  len: !> @street.length\n  twice: !> @len * 2\n  shout: (mark = '?') -> @street.toUpperCase() + mark\ni = S.parse street: 'elm'\ni.street = 'oak st'\n[i.full, i.shout(), i.len, i.twice, Object.keys(i), i]", `["oak st!","OAK ST?",3,6,["street","len","twice"],{"street":"oak st","len":3,"twice":6}]`},
		"models validate":       {"User = schema :model\n  name! string\n  hi: -> \"hi #{@name}\"\ntry User.find 1 catch e\n  msg = e.message\n[User.parse(name: 'A').hi(), msg]", `["hi A","User.find needs a database, and there is none behind this server's schemas; parse, safe and ok work without one"]`},
		"derived that throw":    {errorsOf + "S = schema :shape\n  a? string\n  b: !> throw new Error 'no'\nerrs S.safe {}", `["b|derived|b cannot be computed: no"]`},
		"rules":                 {errorsOf + "S = schema :input\n  pw! string\n  pw2! string\n  @ensure 'match', :pw2, (u) -> u.pw is u.pw2\n  @ensure [\n    'long', (u) -> u.pw.length > 3\n    'no throw', (u) -> u.no.such\n  ]\n[S.ok(pw: 'abcd', pw2: 'abcd'), errs(S.safe pw: 'a', pw2: 'b'), errs(S.safe pw: 'a')]", `[false,["pw2|ensure|match","|ensure|long","|ensure|no throw"],["pw2|required|pw2 is required"]]`},
		"rules that wait":       {errorsOf + "S = schema\n  e! email\n  @ensure! 'taken', :e, (u) -> Promise.resolve(u.e isnt 'x@y.co')\n  @ensure! 'rejected', (u) ->\n    throw new Error 'x' if u.e is 'r@y.co'\n    sleep! 1\n    yes\nmsg = try S.parse(e: 'a@b.co') catch e then e.message\n[msg, S.okAsync!(e: 'a@b.co'), errs(S.safeAsync!(e: 'x@y.co')), errs(S.safeAsync!(e: 'r@y.co')), S.parseAsync!(e: 'a@b.co')]", `["S has async refinements (@ensure!): use parseAsync, safeAsync or okAsync",true,["e|ensure|taken"],["|ensure|rejected"],{"e":"a@b.co"}]`},
		"cheap rules first":     {"asked = []\nS = schema\n  n! integer\n  @ensure! 'slow', (s) -> (asked.push s.n; Promise.resolve yes)\n  @ensure 'small', (s) -> s.n < 5\n[S.okAsync!(n: 9), S.okAsync!(n: 1), asked]", `[false,true,[1]]`},
		"waiting inside":        {errorsOf + "Child = schema :shape\n  n! integer\n  @ensure! 'even', (c) -> Promise.resolve(c.n % 2 is 0)\nParent = schema\n  kids! Child[]\nmsg = try Parent.ok(kids: []) catch e then 'refused'\n[msg, errs(Parent.safeAsync! kids: [{n: 2}, {n: 3}]), errs(Parent.array.safeAsync! [{kids: [{n: 1}]}])]", `["refused",["kids[1]|ensure|even"],["[0].kids[0]|ensure|even"]]`},
		"all may be waited for": {"S = schema :shape; a! string\n[S.parseAsync!(a: 'x'), S.safeAsync!({}).ok]", `[{"a":"x"},false]`},
		"errors":                {"S = schema :shape; n! integer; m! string\ntry S.parse({}) catch e\n  [e instanceof SchemaError, e instanceof Error, e.name, e.schemaName, e.schemaKind, e.message, e.issues.length]", `[true,true,"SchemaError","S","shape","S: n is required; m is required",2]`},
		"errors without a name": {"f = (s) -> try s.parse({}) catch e then e.message\nf(schema :shape; n! integer)", `"schema: n is required"`},
		"rejections":            {"S = schema :shape; n! integer\nS.parseAsync({}).catch (e) -> e.issues[0].field", `"n"`},
		"the name schema":       {"schema.registerCoercer 'up', (v) -> v.toUpperCase()\nS = schema\n  a! ~:up\nmsg = try schema.transaction(-> 1) catch e then e.message\n[S.parse(a: 'x').a, msg]", `["X","schema.transaction needs a database, and there is none behind this server's schemas"]`},
	}
}

// describeCases are about JSON Schema.
func describeCases() map[string]schemaCase {
	return map[string]schemaCase{
		"described":           {"S = schema\n  email! email\n  age? ~integer, 18..120\nS.toJSONSchema()", `{"$schema":"https://json-schema.org/draft/2020-12/schema","title":"S","type":"object","properties":{"email":{"type":"string","format":"email"},"age":{"type":"integer","minimum":18,"maximum":120}},"required":["email"]}`},
		"described types":     {"S = schema\n  a? url\n  b? uuid\n  c? date\n  d? datetime\n  e? boolean\n  f? any\n  g? \"x\"\n  h? \"x\" | \"y\"\n  i? number\nS.toJSONSchema().properties", `{"a":{"type":"string","format":"uri"},"b":{"type":"string","format":"uuid"},"c":{"type":"string","format":"date"},"d":{"type":"string","format":"date-time"},"e":{"type":"boolean"},"f":{},"g":{"const":"x"},"h":{"type":"string","enum":["x","y"]},"i":{"type":"number"}}`},
		"described limits":    {"S = schema\n  a! string, 1..9, /^x/, ['xy']\n  b? string[], 1..2\n  c! string, -> it.d\n  e? ~:name, 1..5\nd = S.toJSONSchema()\n[d.properties, d.required?]", `[{"a":{"type":"string","pattern":"^x","minLength":1,"maxLength":9,"default":"xy"},"b":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":2},"c":{"type":"string","description":"computed from the whole input"},"e":{"description":"coerced by ~:name","minimum":1,"maximum":5}},false]`},
		"described inside":    {"Tree = schema :shape\n  kids? Tree[]\n  role? Role\nRole = schema :enum; :a; :b 2\nTree.toJSONSchema()", `{"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Tree","type":"object","properties":{"kids":{"type":"array","items":{"$ref":"#/$defs/Tree"}},"role":{"$ref":"#/$defs/Role"}},"$defs":{"Tree":{"type":"object","properties":{"kids":{"type":"array","items":{"$ref":"#/$defs/Tree"}},"role":{"$ref":"#/$defs/Role"}}},"Role":{"enum":["a",2]}}}`},
		"described unions":    {"A = schema :shape; kind! \"a\"\nB = schema :shape; kind! \"b\"\nU = schema :union\n  @on :kind\n  A\n  B\n{oneOf, discriminator} = U.toJSONSchema()\n{oneOf, discriminator}", `{"oneOf":[{"$ref":"#/$defs/A"},{"$ref":"#/$defs/B"}],"discriminator":{"propertyName":"kind","mapping":{"a":"#/$defs/A","b":"#/$defs/B"}}}`},
		"described lists":     {"A = schema :shape; b! B\nB = schema :shape; n? integer\nA.array.toJSONSchema()", `{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"array","items":{"title":"A","type":"object","properties":{"b":{"$ref":"#/$defs/B"}},"required":["b"]},"$defs":{"B":{"type":"object","properties":{"n":{"type":"integer"}}}}}`},
		"described namesakes": {"U = schema :shape; a? integer; b? boolean\nS = schema\n  x? View\n  y? Other\n  z? View\nView = U.pick 'a'\nOther = U.pick 'b'\nd = S.toJSONSchema()\n[d.properties, Object.keys(d.$defs)]", `[{"x":{"$ref":"#/$defs/U.pick"},"y":{"$ref":"#/$defs/U.pick2"},"z":{"$ref":"#/$defs/U.pick"}},["U.pick","U.pick2"]]`},
		"described rules":     {"S = schema\n  a? string\n  @ensure 'one', (s) -> s.a\n  @ensure 'two', (s) -> s.a\nS.toJSONSchema().description", `"Rules: one; two"`},
	}
}
