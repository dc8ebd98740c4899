package date

import (
	"strconv"
	"strings"
	"time"

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
	"github.com/rip-server/rip-server/runtime/rip/intl/number"
)

// field formats one field of t, which is in the format's zone.
func (f *Format) field(e element, t time.Time) string {
	dates := f.locale.Dates()
	switch e.letter {
	case 'G':
		return dates.Eras[widthName(e.width)][era(t)]
	case 'y', 'u', 'Y', 'r':
		return f.year(e, t)
	case 'M':
		return f.nameOr(e, dates.Months.Format, int(t.Month())-1, int(t.Month()))
	case 'L':
		return f.nameOr(e, dates.Months.Alone, int(t.Month())-1, int(t.Month()))
	case 'd':
		return f.number(t.Day(), e.width)
	case 'E':
		return dates.Days.Format[widthName(e.width)][t.Weekday()]
	case 'c', 'e':
		return dates.Days.Alone[widthName(e.width)][t.Weekday()]
	case 'a', 'b':
		return dates.Periods[widthName(e.width)][half(t)]
	case 'B':
		return f.dayPeriod(e, t)
	case 'm':
		return f.number(t.Minute(), e.width)
	case 's':
		return f.number(t.Second(), e.width)
	case 'S':
		fraction := strconv.Itoa(1_000_000_000 + t.Nanosecond())[1:]
		n, _ := strconv.Atoi(fraction[:e.width])
		return f.number(n, e.width)
	case 'z', 'O', 'v', 'V':
		return f.zone(e, t)
	}
	return f.hour(e, t)
}

func widthName(width int) string {
	switch width {
	case 4:
		return "long"
	case 5:
		return "narrow"
	}
	return "short"
}

func era(t time.Time) int {
	if t.Year() <= 0 {
		return 0
	}
	return 1
}

// half is the half of the day.
func half(t time.Time) string {
	if t.Hour() < 12 {
		return "am"
	}
	return "pm"
}

func (f *Format) year(e element, t time.Time) string {
	year := t.Year()
	if year <= 0 && e.letter != 'u' && e.letter != 'r' {
		year = 1 - year // there is no year 0: before 1 AD comes 1 BC
	}
	if e.width == 2 {
		return f.number(year%100, 2)
	}
	return f.number(year, e.width)
}

func (f *Format) hour(e element, t time.Time) string {
	h := t.Hour()
	switch e.letter {
	case 'h':
		if h %= 12; h == 0 {
			h = 12
		}
	case 'K':
		h %= 12
	case 'k':
		if h == 0 {
			h = 24
		}
	}
	return f.number(h, e.width)
}

// nameOr is a name when the field is wide, else a number.
func (f *Format) nameOr(e element, names cldr.Width[[]string], index, value int) string {
	if e.width < 3 {
		return f.number(value, e.width)
	}
	return names[widthName(e.width)][index]
}

// number writes n with at least so many digits.
func (f *Format) number(n, width int) string {
	text := f.integer.Text(number.FromText(strconv.Itoa(n)))
	if short := width - len([]rune(text)); short > 0 {
		text = strings.Repeat(f.integer.Text(number.Decimal{}), short) + text
	}
	return text
}

// dayPeriod is the part of the day: in the morning, noon.
func (f *Format) dayPeriod(e element, t time.Time) string {
	names := f.locale.Dates().Periods[widthName(e.width)]
	base, _, _ := strings.Cut(f.locale.Tag, "-")
	rules := cldr.Supplemental().Periods[f.locale.Tag]
	if rules == nil {
		rules = cldr.Supplemental().Periods[base]
	}
	clock := t.Format("15:04")
	for name, rule := range rules {
		if rule["_at"] == clock && names[name] != "" && name != "midnight" {
			return names[name]
		}
	}
	for name, rule := range rules {
		from, before := rule["_from"], rule["_before"]
		if from == "" {
			continue
		}
		within := clock >= from && clock < before
		if from > before { // over midnight
			within = clock >= from || clock < before
		}
		if within && names[name] != "" {
			return names[name]
		}
	}
	return names[half(t)]
}
