package lb

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// appendJSON: t app method path protocol status totalSeconds workerSeconds
// queueSeconds length, and workerId in debug (spec: Observability).
func (f LogFormat) appendJSON(dst []byte, x *Exchange) []byte {
	dst = append(dst, `{"t":"`...)
	dst = x.start.UTC().AppendFormat(dst, "2006-01-02T15:04:05.000Z")
	dst = appendJSONString(append(dst, `","app":`...), []byte(f.App))
	dst = appendJSONString(append(dst, `,"method":`...), x.Method)
	dst = appendJSONString(append(dst, `,"path":`...), x.Target)
	dst = append(append(append(dst, `,"protocol":"`...), x.protocol().String()...), '"')
	dst = strconv.AppendInt(append(dst, `,"status":`...), int64(x.status), 10)
	dst = appendSeconds(append(dst, `,"totalSeconds":`...), x.total)
	dst = appendSeconds(append(dst, `,"workerSeconds":`...), x.service)
	dst = appendSeconds(append(dst, `,"queueSeconds":`...), x.wait)
	dst = strconv.AppendInt(append(dst, `,"length":`...), x.sent, 10)
	if x.reason != "" {
		dst = appendJSONString(append(dst, `,"reason":`...), []byte(x.reason))
	}
	if f.Debug {
		dst = appendJSONString(append(dst, `,"workerId":`...), []byte(x.worker))
	}
	return append(dst, "}\n"...)
}

func appendSeconds(dst []byte, d time.Duration) []byte {
	return strconv.AppendFloat(dst, d.Seconds(), 'f', 6, 64)
}

// appendJSONString quotes b; what is not UTF-8 becomes U+FFFD.
func appendJSONString(dst, b []byte) []byte {
	dst = append(dst, '"')
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029:
			dst = append(dst, `\u`...)
			dst = append(dst, "0000"[:4-len(strconv.FormatInt(int64(r), 16))]...)
			dst = strconv.AppendInt(dst, int64(r), 16)
		default:
			dst = utf8.AppendRune(dst, r)
		}
		b = b[n:]
	}
	return append(dst, '"')
}
