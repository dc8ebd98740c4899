package intl_test

import (
	"strings"
	"testing"

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
)

// Data of all locales is decoded and used: none lacks what a format needs.
func TestEveryLocaleFormatsEverything(t *testing.T) {
	vm := newVM(t)
	for _, tag := range cldr.Tags() {
		got := evaluate(t, vm, strings.ReplaceAll(`(() => {
			const d = new Date(Date.UTC(2024, 0, 9, 5, 4, 3)), l = '$l', out = [];
			for (const dateStyle of ['full', 'long', 'medium', 'short']) for (const timeStyle of ['full', 'long', 'medium', 'short']) {
				const f = new Intl.DateTimeFormat(l, { dateStyle, timeStyle, timeZone: 'Asia/Tokyo' });
				out.push(f.format(d), f.formatRange(d, new Date(+d + 864e5)));
			}
			for (const w of ['long', 'short', 'narrow']) {
				out.push(new Intl.DateTimeFormat(l, { weekday: w, month: w, day: 'numeric', era: w, dayPeriod: w, hour: 'numeric', timeZone: 'UTC' }).format(d));
				out.push(new Intl.ListFormat(l, { style: w }).format(['a', 'b', 'c']));
				out.push(new Intl.RelativeTimeFormat(l, { style: w }).format(-3, 'week'));
				out.push(new Intl.NumberFormat(l, { style: 'unit', unit: 'mile-per-hour', unitDisplay: w }).format(3));
			}
			for (const n of [1e3, 12345.678, 9.9e8, 1e20]) {
				out.push(n.toLocaleString(l), new Intl.NumberFormat(l, { notation: 'compact' }).format(n));
				out.push(new Intl.NumberFormat(l, { notation: 'compact', compactDisplay: 'long' }).format(n));
				out.push(new Intl.NumberFormat(l, { style: 'currency', currency: 'GBP', currencyDisplay: 'name' }).format(n));
			}
			for (const [type, code] of [['language', 'de-CH'], ['region', 'JP'], ['script', 'Arab'], ['currency', 'EUR']]) out.push(new Intl.DisplayNames(l, { type }).of(code));
			out.push(new Intl.PluralRules(l).select(3), 'a'.localeCompare('b', l), new Intl.Locale(l).getWeekInfo().firstDay);
			const bad = out.filter((text) => text === '' || /undefined|NaN|\{\d\}|%!/.test(text));
			return bad.length + (new Intl.NumberFormat(l).resolvedOptions().locale === l ? '' : ' resolved as ' + new Intl.NumberFormat(l).resolvedOptions().locale);
		})()`, "$l", tag))
		if got != "0" {
			t.Errorf("%s: %s", tag, got)
		}
	}
}

func TestALocaleWithoutDataIsEnglishAndSaysSo(t *testing.T) {
	vm := newVM(t)
	for expression, want := range map[string]string{
		`new Intl.NumberFormat('tlh').resolvedOptions().locale`:                 "en-US",
		`new Intl.NumberFormat(['tlh', 'fr-BE']).format(1234.5)`:                "1\u202f234,5",
		`new Intl.NumberFormat('de-LI').resolvedOptions().locale`:               "de-LI",
		`new Intl.DateTimeFormat('no', { month: 'long' }).format(0)`:            "januar",
		`Intl.DateTimeFormat.supportedLocalesOf(['tlh', 'sv', 'zh-HK']).join()`: "sv,zh-HK",
	} {
		if got := evaluate(t, vm, expression); got != want {
			t.Errorf("%s = %q, want %q", expression, got, want)
		}
	}
}

func BenchmarkToLocaleString(b *testing.B) {
	vm := newVM(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := vm.RunString(`(1234567.891).toLocaleString('de'); new Date(0).toLocaleDateString('fr', { dateStyle: 'long', timeZone: 'UTC' })`); err != nil {
			b.Fatal(err)
		}
	}
}
