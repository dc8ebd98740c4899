package bundle_test

import "testing"

const namesakes = `-- index.ts --
import { User as Other, make as otherMake, arrow as otherArrow, NotFound as OtherNotFound, Named as OtherNamed } from "./other";
import { Table1 } from "./numbered";
class User {}
class NotFound extends Error { constructor() { super("m"); this.name = this.constructor.name } }
class Named { static name = "its own" }
function make() { class User { static own = User.name } return User }
const arrow = () => {};
const Mine = class _Mine {};
export const value = [
  User.name, Other.name, make.name, otherMake.name, arrow.name, otherArrow.name, new NotFound().name, new OtherNotFound().name,
  Named.name, OtherNamed.name, Mine.name, Table1.name, make().name, make().own, Other.again().constructor.name,
].join(" ");
-- other.ts --
export class User { static again() { return new User() } }
export function make() {}
export const arrow = () => {};
export class NotFound extends Error { constructor() { super("m"); this.name = this.constructor.name } }
export class Named {}
-- numbered.ts --
export class Table1 { static self = Table1 }
`

func TestWhatModulesNameAlikeKeepsItsName(t *testing.T) {
	b := build(t, source(t, write(t, namesakes), "index.ts"))
	const want = "User User make make arrow arrow NotFound NotFound its own Named _Mine Table1 User User User"
	if got := evaluate(t, b); got != want {
		t.Errorf("value = %v\nwant    %s", got, want)
	}
}
