package date

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // zones are there on machines that have none installed

	"github.com/rip-server/rip-server/runtime/rip/intl/cldr"
)

// zoneTable is every name of every zone; nothing changes it.
var zoneTable = sync.OnceValue(func() *zoneNames {
	z := &zoneNames{byLower: map[string]string{}, cldr: map[string]string{}, only: map[string]string{}}
	count := map[string]int{}
	for _, zone := range cldr.Supplemental().Timezones {
		count[zone.Territory]++
	}
	for _, zone := range cldr.Supplemental().Timezones {
		primary := zone.IANA
		if primary == "" {
			primary = zone.Names[0]
		}
		z.primary = append(z.primary, primary)
		if count[zone.Territory] == 1 || slices.Contains(cldr.Supplemental().PrimaryZones, zone.Names[0]) {
			z.only[zone.Names[0]] = zone.Territory
		}
		for _, name := range append(zone.Names, primary) {
			z.byLower[strings.ToLower(name)] = name
			z.cldr[name] = zone.Names[0]
		}
	}
	slices.Sort(z.primary)
	return z
})

// zoneNames are the names of time zones.
type zoneNames struct {
	byLower map[string]string // as it is written, by lower case
	cldr    map[string]string // CLDR's own name of it
	only    map[string]string // the territory that a zone can stand for
	primary []string
}

// cldrZone is what CLDR calls a zone: Asia/Calcutta for Asia/Kolkata.
func cldrZone(name string) string {
	if id, ok := zoneTable().cldr[name]; ok {
		return id
	}
	return name
}

// Zones returns the primary names of all zones, sorted.
func Zones() []string { return slices.Clone(zoneTable().primary) }

// LoadZone finds a time zone by its name in any case, or by its distance from
// UTC: +05:30. It also returns the name as it should be written.
func LoadZone(name string) (*time.Location, string, error) {
	if seconds, ok := parseOffset(name); ok {
		id := OffsetName(seconds)
		return time.FixedZone(id, seconds), id, nil
	}
	id, ok := zoneTable().byLower[strings.ToLower(name)]
	if !ok {
		return nil, "", fmt.Errorf("invalid time zone specified: %s", name)
	}
	switch id {
	case "Etc/UTC", "Etc/GMT", "GMT", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "UTC", "Universal", "Etc/Universal":
		return time.UTC, "UTC", nil
	}
	location, err := time.LoadLocation(id)
	if err != nil {
		return nil, "", fmt.Errorf("load time zone %s: %w", id, err)
	}
	return location, id, nil
}

// parseOffset reads ±HH, ±HHMM or ±HH:MM.
func parseOffset(text string) (seconds int, ok bool) {
	if text == "" || text[0] != '+' && text[0] != '-' {
		return 0, false
	}
	digits := text[1:]
	if len(digits) == 5 && digits[2] == ':' {
		digits = digits[:2] + digits[3:]
	}
	if len(digits) == 2 {
		digits += "00"
	}
	n, err := strconv.ParseUint(digits, 10, 16)
	if err != nil || len(digits) != 4 || n/100 > 23 || n%100 > 59 {
		return 0, false
	}
	seconds = int(n/100*3600 + n%100*60)
	if text[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}
