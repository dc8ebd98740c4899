package control

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
)

func texts(lines <-chan LogLine) (all []string) {
	for line := range lines {
		all = append(all, line.Text)
	}
	return all
}

func TestLogBookKeepsTheLastLinesInOrder(t *testing.T) {
	book := NewLogBook(3)
	if got := texts(book.Read(t.Context(), 10, false)); len(got) != 0 {
		t.Errorf("an empty book has %v", got)
	}
	for i := range 5 {
		book.Append(LogLine{Text: fmt.Sprint(i)})
	}
	for n, want := range map[int][]string{0: nil, 1: {"4"}, 3: {"2", "3", "4"}, 9: {"2", "3", "4"}} {
		if got := texts(book.Read(t.Context(), n, false)); !slices.Equal(got, want) {
			t.Errorf("the last %d are %v, want %v", n, got, want)
		}
	}
}

func TestSlowFollowerLosesLinesIsToldAndHoldsNobodyUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := NewLogBook(1)
		ctx, cancel := context.WithCancel(t.Context())
		lines := book.Read(ctx, 0, true)
		synctest.Wait()
		const written = followBuffer + 100
		for i := range written {
			book.Append(LogLine{Text: fmt.Sprint(i)})
		}
		<-lines // make room
		<-lines
		<-lines
		synctest.Wait()
		book.Append(LogLine{Text: "last"})
		synctest.Wait()
		heard, dropped := 3, 0
		for line := range lines {
			if _, err := fmt.Sscanf(line.Text, "[%d lines dropped", &dropped); err == nil {
				continue
			}
			heard++
			if line.Text == "last" {
				break
			}
		}
		if dropped == 0 || heard+dropped != written+1 {
			t.Errorf("heard %d and told of %d dropped, want %d together", heard, dropped, written+1)
		}
		cancel()
		for range lines { // closed by the end of ctx
		}
	})
}
