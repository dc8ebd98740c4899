package cldr

// Width maps long, short and narrow to what has these widths.
type Width[T any] map[string]T

// Dates are the names and patterns of the Gregorian calendar. Patterns and
// skeletons are those of UTS 35, part 4.
type Dates struct {
	Months, Days struct {
		Format, Alone Width[[]string]
	}
	Periods   Width[map[string]string]
	Eras      Width[[2]string]
	Date      map[string]string // by style: full, long, medium, short
	Time      map[string]string
	Join      map[string]string // of a date {1} and a time {0}
	JoinAt    map[string]string // the same, as "at" reads
	Available map[string]string // patterns by skeleton
	Append    map[string]string
	Fallback  string                       // of intervals
	Intervals map[string]map[string]string // patterns by skeleton and greatest difference
}

// Zones are the names of time zones.
type Zones struct {
	Hour, GMT, Zero, Region string
	Zones                   map[string]ZoneName
	Meta                    map[string]ZoneName
}

// ZoneName is what a zone, or a group of zones that share names, is called.
type ZoneName struct {
	City        string
	Long, Short map[string]string // generic, standard, daylight
}

// Numbers are the patterns of numbers, by numbering system.
type Numbers struct {
	System, Native string
	Grouping       int // digits before the first separator that it takes
	Systems        map[string]NumberSystem
}

// NumberSystem are the patterns and symbols of one numbering system.
type NumberSystem struct {
	Symbols  map[string]string
	Decimal  string
	Percent  string
	Compact  struct{ Long, Short, Currency map[string]string }
	Currency map[string]string // standard, accounting, standardAlpha, accountingAlpha
	Named    map[string]string // amounts with a currency's name, by plural
	Range    string
}

// Currency is what a currency is called.
type Currency struct {
	Name, Symbol, Narrow string
	Counts               map[string]string
}

// Fields are the names of calendar fields and how times relate to now.
type Fields struct {
	Relative map[string]Relative // by unit, with -short or -narrow
	Names    map[string]string
}

// Relative are patterns of one unit.
type Relative struct {
	Relative     map[string]string // "-1": "yesterday"
	Future, Past map[string]string // by plural
}

// Display are names of languages, territories and scripts.
type Display struct {
	Languages, Territories, Scripts map[string]string
	Pattern                         map[string]string
	Titles                          []string // kinds that begin with a capital when they stand alone
}

// Supplement is what is the same for all locales.
type Supplement struct {
	Version           string
	Parents           map[string]string
	Cardinal, Ordinal map[string]map[string]string // rules by locale and category
	Ranges            map[string]map[string]string
	Metazones         map[string][]Metazone
	PrimaryZones      []string // the main one of territories that have several
	Timezones         []struct {
		Names           []string
		IANA, Territory string
	}
	Digits    map[string]string // by numbering system
	Fractions map[string]int    // digits of currencies that have not two
	Hours     map[string]string // preferred hour by region
	Periods   map[string]map[string]map[string]string
	Weeks     struct {
		First, Start, End map[string]string
		Min               map[string]string
	}
}

// Metazone says when a zone bore the names of a group.
type Metazone struct{ Name, From, To string }

// Supplemental returns what is the same for all locales.
func Supplemental() *Supplement { return supplement() }
