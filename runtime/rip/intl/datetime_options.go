package intl

import (
	"os"
	"strings"
	"time"

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
	"github.com/rip-server/rip-server/runtime/rip/intl/date"
)

// dateField is one of the fields that a date may show.
type dateField struct {
	name, allowed string
	value         *string
	isDate        bool // counts as a date for the defaults
	isTime        bool
}

// dateFields are the fields in the order in which options are read.
func dateFields(o *date.Options) []dateField {
	const names, digits = "narrow short long", "2-digit numeric"
	return []dateField{
		{"weekday", names, &o.Weekday, true, false},
		{"era", names, &o.Era, false, false},
		{"year", digits, &o.Year, true, false},
		{"month", digits + " " + names, &o.Month, true, false},
		{"day", digits, &o.Day, true, false},
		{"dayPeriod", names, &o.DayPeriod, false, true},
		{"hour", digits, &o.Hour, false, true},
		{"minute", digits, &o.Minute, false, true},
		{"second", digits, &o.Second, false, true},
		{"timeZoneName", "short long shortOffset longOffset shortGeneric longGeneric", &o.ZoneName, false, false},
	}
}

// dateOptions reads the options of Intl.DateTimeFormat (ECMA-402, 11.1.2).
func (o options) dateOptions(r resolved, required, defaults string) date.Options {
	d := date.Options{System: o.system(r)}
	hour12 := o.get("hour12")
	cycle := o.text("hourCycle", r.keywords["hc"], "h11 h12 h23 h24")
	d.Zone, d.ZoneID = o.zone()
	explicit, hasDate, hasTime := false, false, false
	for _, f := range dateFields(&d) {
		if *f.value = o.text(f.name, "", f.allowed); *f.value != "" {
			explicit = true
			hasDate = hasDate || f.isDate
			hasTime = hasTime || f.isTime
		}
		if f.name == "second" {
			d.FractionalDigits = o.number("fractionalSecondDigits", 1, 3, 0)
			hasTime = hasTime || d.FractionalDigits > 0
			explicit = explicit || d.FractionalDigits > 0
		}
	}
	o.text("formatMatcher", "best fit", "")
	d.DateStyle = o.text("dateStyle", "", "full long medium short")
	d.TimeStyle = o.text("timeStyle", "", "full long medium short")
	if d.DateStyle+d.TimeStyle != "" {
		if explicit || required == "date" && d.TimeStyle != "" || required == "time" && d.DateStyle != "" {
			panic(o.w.vm.NewTypeError("dateStyle and timeStyle may not be used with other DateTimeFormat options"))
		}
	} else {
		fillDefaults(&d, required, defaults, hasDate, hasTime)
	}
	if hour12 != nil {
		cycle = cycleFor(r, hour12.ToBoolean())
	}
	if cycle == "" && d.DateStyle+d.TimeStyle == "" {
		cycle = preferredCycle(r)
	}
	d.HourCycle = cycle
	if d.Hour == "" && d.TimeStyle == "" {
		d.HourCycle = ""
	}
	return d
}

// fillDefaults adds fields when none of those that are required are asked for.
func fillDefaults(d *date.Options, required, defaults string, hasDate, hasTime bool) {
	if (required == "date" || required == "any") && hasDate || (required == "time" || required == "any") && hasTime {
		return
	}
	if defaults == "date" || defaults == "all" {
		d.Year, d.Month, d.Day = "numeric", "numeric", "numeric"
	}
	if defaults == "time" || defaults == "all" {
		d.Hour, d.Minute, d.Second = "numeric", "numeric", "numeric"
	}
}

// preferredCycle is the hour cycle of the locale's region.
func preferredCycle(r resolved) string {
	hours := cldr.Supplemental().Hours
	preferred, ok := hours[r.tag]
	if !ok {
		base, _, _ := strings.Cut(r.tag, "-")
		if preferred, ok = hours[base+"_"+cldr.Region(r.tag)]; !ok {
			if preferred, ok = hours[cldr.Region(r.tag)]; !ok {
				preferred = hours["001"]
			}
		}
	}
	switch preferred {
	case "h":
		return "h12"
	case "K":
		return "h11"
	case "k":
		return "h24"
	}
	return "h23"
}

// cycleFor is the cycle of 12 or 24 hours that the region would use.
func cycleFor(r resolved, twelve bool) string {
	switch {
	case !twelve:
		return "h23"
	case cldr.Region(r.tag) == "JP":
		return "h11"
	}
	return "h12"
}

// zone is the time zone: the machine's when none is asked for.
func (o options) zone() (*time.Location, string) {
	v := o.get("timeZone")
	if v == nil {
		return time.Local, localZone()
	}
	zone, id, err := date.LoadZone(v.String())
	if err != nil {
		panic(o.w.vm.NewRangeError(strings.ToUpper(err.Error()[:1]) + err.Error()[1:]))
	}
	return zone, id
}

// localZone is the name of the machine's time zone. Go calls it "Local" when it
// comes from /etc/localtime, which is a link to the zone's file as a rule.
func localZone() string {
	name := time.Local.String()
	if name == "Local" {
		target, err := os.Readlink("/etc/localtime")
		_, after, found := strings.Cut(target, "zoneinfo/")
		if err != nil || !found {
			return "UTC"
		}
		name = after
	}
	if _, id, err := date.LoadZone(name); err == nil {
		return id
	}
	return "UTC"
}
