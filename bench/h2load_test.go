package bench

import (
	"strings"
	"testing"
)

func TestH2loadsLogIsCounted(t *testing.T) {
	o, err := readH2load(strings.NewReader("1700000000000000\t200\t1000\n1700000000500000\t200\t2000\n1700000000998000\t503\t2000\n"))
	if err != nil {
		t.Fatal(err)
	}
	if o.Seconds != 1 || o.Good != 2 || o.PerSec != 2 || o.Other["503"] != 1 {
		t.Errorf("%+v", o)
	}
	if slowest := o.Latency[len(o.Latency)-1]; slowest.Percentile != 100 || slowest.Ms != 2 || o.Latency[0].Ms != 1 {
		t.Errorf("%v", o.Latency)
	}
}

func TestNoAnswerOfH2loadIsAnError(t *testing.T) {
	for _, log := range []string{"", "nonsense\n"} {
		if o, err := readH2load(strings.NewReader(log)); err == nil {
			t.Errorf("%q: %+v", log, o)
		}
	}
}
