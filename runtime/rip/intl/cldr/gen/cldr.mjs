// Writes data/*.json.gz, what Intl needs of the Unicode CLDR. Install the
// packages somewhere first, of one version:
//
//	npm install cldr-core cldr-dates-full cldr-numbers-full cldr-misc-full cldr-units-full cldr-localenames-full cldr-bcp47
//	bun gen/cldr.mjs DIRECTORY/node_modules data
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const [, , modules, target] = process.argv;
const read = (path) => JSON.parse(readFileSync(`${modules}/${path}`, 'utf8'));
const locales = ('ar bg ca cs cy da de de-AT de-CH el en en-001 en-AU en-CA en-GB en-IE en-IN en-NZ en-ZA es es-419 es-AR es-MX es-US et eu fi ' +
  'fr fr-BE fr-CA fr-CH ga gl he hi hr hu id is it it-CH ja kk ko lt lv ms nb nl nl-BE nn pl pt pt-PT ro ru sk sl sq sr sv sw ta tr uk ur uz vi ' +
  'zh zh-Hant zh-Hant-HK').split(' ');
const units = ('acre bit byte celsius centimeter day degree fahrenheit fluid-ounce foot gallon gigabit gigabyte gram hectare hour inch ' +
  'kilobit kilobyte kilogram kilometer liter megabit megabyte meter microsecond mile mile-scandinavian milliliter millimeter millisecond ' +
  'minute month nanosecond ounce percent petabyte pound second stone terabit terabyte week yard year').split(' ');

const list = (object, first) => Array.from({ length: Object.keys(object).length }, (_, i) => object[i + first]);
const week = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const without = (object, ...patterns) => Object.fromEntries(Object.entries(object).filter(([key]) => !patterns.some((p) => p.test(key))));
const three = (fn) => ({ long: fn('wide'), short: fn('abbreviated'), narrow: fn('narrow') });

function dates(locale) {
  const g = read(`cldr-dates-full/main/${locale}/ca-gregorian.json`).main[locale].dates.calendars.gregorian;
  const widths = (names, of) => ({ format: three((w) => of(names.format[w])), alone: three((w) => of(names['stand-alone'][w])) });
  const { availableFormats, appendItems, intervalFormats } = g.dateTimeFormats;
  const { intervalFormatFallback, ...intervals } = intervalFormats;
  const pair = ({ full, long, medium, short }) => ({ full, long, medium, short });
  return {
    months: widths(g.months, (m) => list(m, 1)),
    days: widths(g.days, (d) => week.map((k) => d[k])),
    periods: three((w) => without(g.dayPeriods.format[w], /alt/)),
    eras: { long: list2(g.eras.eraNames), short: list2(g.eras.eraAbbr), narrow: list2(g.eras.eraNarrow) },
    date: pair(g.dateFormats), time: pair(g.timeFormats), join: pair(g.dateTimeFormats), joinAt: pair(g['dateTimeFormats-atTime'].standard),
    available: without(availableFormats, /alt|count/), append: appendItems, fallback: intervalFormatFallback,
    intervals: Object.fromEntries(Object.entries(without(intervals, /alt/)).map(([k, v]) => [k, without(v, /alt/)])),
  };
}
const list2 = (eras) => [eras[0], eras[1]];

function zones(locale) {
  const z = read(`cldr-dates-full/main/${locale}/timeZoneNames.json`).main[locale].dates.timeZoneNames;
  const names = {};
  const walk = (node, path) => {
    for (const [key, value] of Object.entries(node)) {
      if (value?._type === 'zone' || value?.exemplarCity || value?.long || value?.short) {
        names[[...path, key].join('/')] = { city: value.exemplarCity, long: value.long, short: value.short };
      } else if (typeof value === 'object') walk(value, [...path, key]);
    }
  };
  walk(z.zone, []);
  return { hour: z.hourFormat, gmt: z.gmtFormat, zero: z.gmtZeroFormat, region: z.regionFormat, zones: names, meta: z.metazone ?? {} };
}

function numbers(locale) {
  const n = read(`cldr-numbers-full/main/${locale}/numbers.json`).main[locale].numbers;
  const system = n.defaultNumberingSystem;
  const of = (kind, s) => n[`${kind}-numberSystem-${s}`];
  const all = {};
  const systems = Object.keys(n).filter((key) => key.startsWith('symbols-')).map((key) => key.replace('symbols-numberSystem-', ''));
  for (const s of systems) {
    const decimal = of('decimalFormats', s), currency = of('currencyFormats', s);
    all[s] = {
      symbols: of('symbols', s), decimal: decimal.standard, percent: of('percentFormats', s).standard,
      compact: { long: decimal.long.decimalFormat, short: decimal.short.decimalFormat, currency: currency.short?.standard ?? {} },
      currency: { standard: currency.standard, accounting: currency.accounting, standardAlpha: currency['standard-alphaNextToNumber'],
        accountingAlpha: currency['accounting-alphaNextToNumber'] },
      named: Object.fromEntries(Object.entries(currency).filter(([k]) => k.startsWith('unitPattern-count-')).map(([k, v]) => [k.slice(18), v])),
      range: of('miscPatterns', s).range, approximately: of('miscPatterns', s).approximately,
    };
  }
  return { system, native: n.otherNumberingSystems.native, grouping: Number(n.minimumGroupingDigits), systems: all };
}

function currencies(locale) {
  const all = read(`cldr-numbers-full/main/${locale}/currencies.json`).main[locale].numbers.currencies;
  return Object.fromEntries(Object.entries(all).map(([code, c]) => [code, {
    name: c.displayName, symbol: c.symbol, narrow: c['symbol-alt-narrow'],
    counts: Object.fromEntries(Object.entries(c).filter(([k]) => k.startsWith('displayName-count-')).map(([k, v]) => [k.slice(18), v])),
  }]));
}

function unitPatterns(locale) {
  const u = read(`cldr-units-full/main/${locale}/units.json`).main[locale].units;
  const pick = (width) => {
    const out = { per: u[width].per.compoundUnitPattern };
    for (const [key, value] of Object.entries(u[width])) {
      const name = units.find((n) => key.endsWith(`-${n}`) && key.split('-').slice(1).join('-') === n);
      if (!name) continue;
      out[name] = { per: value.perUnitPattern, ...Object.fromEntries(Object.entries(value).filter(([k]) => /^unitPattern-count-[a-z]+$/.test(k)).map(([k, v]) => [k.slice(18), v])) };
    }
    for (const [key, value] of Object.entries(u[width])) {
      if (/^speed-(kilometer|mile|meter)-per-/.test(key) || /^consumption-(mile-per-gallon|liter-per-kilometer)$/.test(key)) {
        out[key.split('-').slice(1).join('-')] = Object.fromEntries(Object.entries(value).filter(([k]) => /^unitPattern-count-[a-z]+$/.test(k)).map(([k, v]) => [k.slice(18), v]));
      }
    }
    return out;
  };
  return { long: pick('long'), short: pick('short'), narrow: pick('narrow') };
}

function lists(locale) {
  const l = read(`cldr-misc-full/main/${locale}/listPatterns.json`).main[locale].listPatterns;
  return Object.fromEntries(Object.entries(l).map(([k, v]) => [k.replace('listPattern-type-', ''), v]));
}

function fields(locale) {
  const f = read(`cldr-dates-full/main/${locale}/dateFields.json`).main[locale].dates.fields;
  const out = {};
  for (const unit of ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second']) {
    for (const width of ['', '-short', '-narrow']) {
      const field = f[unit + width], relative = {}, counts = (o) => Object.fromEntries(Object.entries(o ?? {}).map(([k, v]) => [k.slice(26), v]));
      for (const [key, value] of Object.entries(field)) if (key.startsWith('relative-type-')) relative[key.slice(14)] = value;
      out[unit + width] = { relative, future: counts(field['relativeTime-type-future']), past: counts(field['relativeTime-type-past']) };
    }
  }
  const names = {};
  for (const unit of ['era', 'year', 'quarter', 'month', 'week', 'weekday', 'day', 'dayperiod', 'hour', 'minute', 'second', 'zone']) {
    for (const width of ['', '-short', '-narrow']) names[unit + width] = f[unit + width].displayName;
  }
  return { relative: out, names };
}

function display(locale) {
  const of = (kind) => read(`cldr-localenames-full/main/${locale}/${kind}.json`).main[locale].localeDisplayNames;
  return { languages: of('languages').languages, territories: of('territories').territories, scripts: of('scripts').scripts,
    pattern: of('localeDisplayNames').localeDisplayPattern, titles: titles(locale) };
}

// titles are the kinds of names that begin with a capital letter when they stand alone.
function titles(locale) {
  let transforms;
  try { transforms = read(`cldr-misc-full/main/${locale}/contextTransforms.json`).main[locale].contextTransforms; } catch { return []; }
  return Object.entries(transforms ?? {}).filter(([, of]) => of['stand-alone'] === 'titlecase-firstword').map(([kind]) => kind);
}

const save = (name, data) => writeFileSync(`${target}/${name}.json.gz`, gzipSync(JSON.stringify(data), { level: 9 }));
for (const locale of locales) {
  save(locale, { dates: dates(locale), zones: zones(locale), numbers: numbers(locale), currencies: currencies(locale), units: unitPatterns(locale),
    lists: lists(locale), fields: fields(locale), display: display(locale) });
}

const supplemental = (file) => read(`cldr-core/supplemental/${file}.json`).supplemental;
const rules = (all) => Object.fromEntries([...new Set(locales.map((l) => l.split('-')[0]).concat('pt-PT'))].filter((l) => all[l])
  .map((l) => [l, Object.fromEntries(Object.entries(all[l]).map(([k, v]) => [k.slice(17), v.split('@')[0].trim()]))]));
const ranges = (all) => Object.fromEntries(Object.entries(all).filter(([l]) => locales.some((x) => x.split('-')[0] === l))
  .map(([l, v]) => [l, Object.fromEntries(Object.entries(v).map(([k, c]) => [k.replace('pluralRange-start-', '').replace('-end-', ' '), c]))]));
const metazones = {};
(function walk(node, path) {
  for (const [key, value] of Object.entries(node)) {
    if (Array.isArray(value)) {
      metazones[[...path, key].join('/')] = value.map(({ usesMetazone: m }) => ({ name: m._mzone, from: m._from, to: m._to }));
    } else walk(value, [...path, key]);
  }
})(supplemental('metaZones').metaZones.metazoneInfo.timezone, []);
const tz = Object.entries(read('cldr-bcp47/bcp47/timezone.json').keyword.u.tz).filter(([, z]) => z._alias && !z._deprecated)
  .map(([code, z]) => ({ names: z._alias.split(' '), iana: z._iana, territory: code.length === 5 ? code.slice(0, 2).toUpperCase() : undefined }));
save('supplemental', {
  version: read('cldr-core/package.json').version,
  parents: supplemental('parentLocales').parentLocales.parentLocale,
  cardinal: rules(supplemental('plurals')['plurals-type-cardinal']), ordinal: rules(supplemental('ordinals')['plurals-type-ordinal']),
  ranges: ranges(supplemental('pluralRanges').plurals), metazones, timezones: tz,
  primaryZones: Object.values(supplemental('primaryZones').primaryZones),
  digits: Object.fromEntries(Object.entries(supplemental('numberingSystems').numberingSystems).filter(([, n]) => n._type === 'numeric').map(([k, n]) => [k, n._digits])),
  fractions: Object.fromEntries(Object.entries(supplemental('currencyData').currencyData.fractions).map(([k, f]) => [k, Number(f._digits)])),
  hours: Object.fromEntries(Object.entries(supplemental('timeData').timeData).map(([k, v]) => [k, v._preferred])),
  periods: Object.fromEntries(Object.entries(supplemental('dayPeriods').dayPeriodRuleSet).filter(([l]) => locales.includes(l))),
  weeks: { first: without(supplemental('weekData').weekData.firstDay, /alt/), start: supplemental('weekData').weekData.weekendStart, end: supplemental('weekData').weekData.weekendEnd, min: supplemental('weekData').weekData.minDays },
});
