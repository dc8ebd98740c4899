package date

import (
	"strconv"
	"strings"
	"time"

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
)

// zone is the name of the time zone, or its distance from Greenwich.
func (f *Format) zone(e element, t time.Time) string {
	long := e.width >= 4
	if e.letter == 'O' {
		return f.distance(t, long)
	}
	width := "short"
	if long {
		width = "long"
	}
	kind := "standard"
	if t.IsDST() {
		kind = "daylight"
	}
	if e.letter == 'v' || e.letter == 'V' {
		if name := f.genericName(t, width); name != "" {
			return name
		}
		return f.location(t, long)
	}
	if name := f.zoneName(t, width, kind); name != "" {
		return name
	}
	return f.offset(t, long)
}

// zoneName is a name of the zone itself or of the group it belonged to at t.
func (f *Format) zoneName(t time.Time, width, kind string) string {
	zones := f.locale.Zones()
	id := cldrZone(f.options.ZoneID)
	if name := named(zones.Zones[id], width)[kind]; name != "" {
		return name
	}
	return named(zones.Meta[metazone(id, t)], width)[kind]
}

func named(names cldr.ZoneName, width string) map[string]string {
	if width == "long" {
		return names.Long
	}
	return names.Short
}

// genericName is the name that holds in summer and winter.
func (f *Format) genericName(t time.Time, width string) string {
	if f.options.Zone == time.UTC {
		return ""
	}
	if !f.hasSummer(t) {
		if name := f.zoneName(t, width, "standard"); name != "" {
			return name
		}
	}
	return f.zoneName(t, width, "generic")
}

// hasSummer reports whether clocks change within half a year of t.
func (f *Format) hasSummer(t time.Time) bool {
	_, now := t.Zone()
	for months := -6; months <= 6; months += 2 {
		if _, then := t.AddDate(0, months, 0).Zone(); then != now {
			return true
		}
	}
	return false
}

// location is "Germany Time", or "Denver Time" in a country of several zones.
func (f *Format) location(t time.Time, long bool) string {
	zones := f.locale.Zones()
	id := cldrZone(f.options.ZoneID)
	if territory := zoneTable().only[id]; territory != "" {
		return strings.Replace(zones.Region, "{0}", f.locale.Display().Territories[territory], 1)
	}
	city := zones.Zones[id].City
	if city == "" {
		_, city, _ = strings.Cut(id, "/")
		city = strings.ReplaceAll(city[strings.LastIndexByte(city, '/')+1:], "_", " ")
	}
	if city == "" || strings.HasPrefix(id, "Etc/") || f.options.Zone == time.UTC {
		return f.distance(t, long)
	}
	return strings.Replace(zones.Region, "{0}", city, 1)
}

// metazone is the group of zones whose names this one used at t.
func metazone(id string, t time.Time) string {
	clock := t.UTC().Format("2006-01-02 15:04")
	for _, m := range cldr.Supplemental().Metazones[id] {
		if (m.From == "" || clock >= m.From) && (m.To == "" || clock < m.To) {
			return m.Name
		}
	}
	return ""
}

// offset is what a zone without a name is called: GMT, or its distance.
func (f *Format) offset(t time.Time, long bool) string {
	if _, seconds := t.Zone(); seconds == 0 {
		return f.locale.Zones().Zero
	}
	return f.distance(t, long)
}

// distance is the distance from Greenwich: GMT+2, GMT+02:00.
func (f *Format) distance(t time.Time, long bool) string {
	zones := f.locale.Zones()
	_, seconds := t.Zone()
	positive, negative, _ := strings.Cut(zones.Hour, ";")
	pattern := positive
	if seconds < 0 {
		pattern, seconds = negative, -seconds
	}
	hours, minutes, rest := seconds/3600, seconds/60%60, seconds%60
	sign, separator := pattern[:strings.Index(pattern, "H")], pattern[strings.LastIndex(pattern, "H")+1:strings.Index(pattern, "m")]
	text := sign
	if long {
		text += f.number(hours, 2) + separator + f.number(minutes, 2)
	} else if text += f.number(hours, 1); minutes != 0 || rest != 0 {
		text += separator + f.number(minutes, 2)
	}
	if rest != 0 {
		text += separator + f.number(rest, 2)
	}
	return strings.Replace(zones.GMT, "{0}", text, 1)
}

// OffsetName is the name of a zone that is only a distance from UTC: +05:30.
func OffsetName(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	two := func(n int) string { return strconv.Itoa(100 + n)[1:] }
	return sign + two(seconds/3600) + ":" + two(seconds/60%60)
}
