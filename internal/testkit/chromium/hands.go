package chromium

import (
	"fmt"

	"github.com/chromedp/chromedp"
)

// Press clicks the link, button or choice that is called name, when it is
// there: the last one, as pages have their ways to other pages first and what
// lies above all else last.
func (p *Page) Press(name string) {
	p.t.Helper()
	path := fmt.Sprintf(`(//*[self::a or self::button or self::summary or self::label][normalize-space(.)=%q or @aria-label=%[1]q])[last()]`, name)
	p.Do("find "+name, chromedp.WaitVisible(path))
	// In the middle, as people have what they press: at the edge of the window
	// something may lie above it.
	Eval[bool](p, fmt.Sprintf("document.evaluate(%q, document, null, 9).singleNodeValue?.scrollIntoView({ block: 'center', behavior: 'instant' }), true", path))
	p.Do("press "+name, chromedp.Click(path))
}

// Fill writes text into the field of that name, instead of what it has, and
// leaves it.
func (p *Page) Fill(name, text string) {
	p.t.Helper()
	field := chromedp.CSS(fmt.Sprintf("[name=%q]", name))
	p.Do("find "+name, chromedp.WaitVisible(field))
	Eval[bool](p, fmt.Sprintf("document.querySelector('[name=%s]').select(), true", name)) // what is typed replaces it
	p.Do("fill "+name, chromedp.SendKeys(field, text), chromedp.Blur(field))
}

// Keys sends keys to whatever has the focus.
func (p *Page) Keys(keys string) {
	p.t.Helper()
	p.Do("press keys", chromedp.KeyEvent(keys))
}

// Back goes to the page before, which the browser may have kept: then there is
// no loading to wait for.
func (p *Page) Back() {
	p.t.Helper()
	Eval[bool](p, "history.back(), true")
}

// Gone waits until nothing is found by selector.
func (p *Page) Gone(selector string) {
	p.t.Helper()
	p.Do("wait for the end of "+selector, chromedp.WaitNotPresent(chromedp.CSS(selector)))
}
