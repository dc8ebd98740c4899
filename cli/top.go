package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/rip-server/rip-server/platform/api"
)

func newTop(p *Process) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "top",
		Short: "The apps of the platform, live",
		Long: `Show the apps of the platform on the whole terminal, and how they do: state, workers, requests a second, latency, queue, errors and memory. Without a terminal it prints them once.

Keys
  q                 quit
  n s w r p u e m   sort by name, state, workers, requests, p99, queue (u),
                    errors or memory; the same key again turns it around
  j k, arrows       scroll, when there are more apps than lines`,
		Args: atMost(0),
	}
	f := addServerFlags(cmd)
	once := cmd.Flags().Bool("once", false, "print once and end")
	every := cmd.Flags().Duration("interval", time.Second, "how long between two looks")
	asJSON := jsonFlag(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		if *every < 100*time.Millisecond {
			return usagef("--interval is %s; give 100ms or more", *every)
		}
		return p.untilSignal(func(ctx context.Context) error {
			client, err := p.platform(ctx, f)
			if err != nil {
				return err
			}
			if *asJSON {
				look := watchOnce(ctx, client)
				return errors.Join(p.printJSON(look.topJSON()), look.err)
			}
			return p.top(ctx, client, *every, *once)
		})
	}
	return cmd
}

// look is what the platform said at one time, or why it said nothing.
type look struct {
	stats api.Stats
	apps  []api.App
	err   error
}

func watchOnce(ctx context.Context, client *api.Client) look {
	stats, err := client.Stats(ctx)
	if err != nil {
		return look{err: err}
	}
	apps, err := client.Apps(ctx)
	return look{stats, apps, err}
}

// topJSON is what top prints with --json.
func (l look) topJSON() any {
	return struct {
		Stats api.Stats `json:"stats"`
		Apps  []api.App `json:"apps"`
	}{l.stats, l.apps}
}

// top shows the apps until q, ctrl-C or the end of ctx.
func (p *Process) top(ctx context.Context, client *api.Client, every time.Duration, once bool) error {
	var board topBoard
	board.take(watchOnce(ctx, client))
	if board.err != nil {
		return board.err
	}
	if once || !p.terminal(p.Stdout) {
		return p.topOnce(&board)
	}
	screen, err := openScreen(p.Stdin, p.Stdout)
	if errors.Is(err, errNoScreen) {
		return p.topOnce(&board)
	}
	if err != nil {
		return err
	}
	defer screen.close()
	ctx, cancel := context.WithCancel(ctx)
	looks, watched := p.looks(ctx, client, every)
	defer func() { cancel(); <-watched }()
	return p.topLoop(ctx, screen, &board, looks)
}

// looks asks the platform again and again, in a goroutine that ends with ctx.
func (p *Process) looks(ctx context.Context, client *api.Client, every time.Duration) (looks <-chan look, ended <-chan struct{}) {
	found, done := make(chan look), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
			bounded, cancel := context.WithTimeout(ctx, answerPatience)
			l := watchOnce(bounded, client)
			cancel()
			select {
			case found <- l:
			case <-ctx.Done():
				return
			}
		}
	}()
	return found, done
}

// answerPatience is how long top waits for the platform before it says that it
// does not answer.
const answerPatience = 5 * time.Second

func (p *Process) topLoop(ctx context.Context, screen *screen, board *topBoard, looks <-chan look) error {
	ctx, cancel := context.WithCancel(ctx)
	keys, ended := screen.keys(ctx)
	defer func() { cancel(); <-ended }()
	out := p.styled(p.Stdout)
	for {
		width, height := screen.size()
		if _, err := fmt.Fprint(out, frame(board.lines(width, height))); err != nil {
			return fmt.Errorf("write to the terminal: %w", err)
		}
		select {
		case key, open := <-keys:
			if !open || board.press(key, height) {
				return nil
			}
		case l := <-looks:
			board.take(l)
		case <-screen.resized:
		case <-ctx.Done():
			return nil // ctrl-C is how many end it
		}
	}
}

func (p *Process) topOnce(board *topBoard) error {
	_, err := fmt.Fprintln(p.styled(p.Stdout), strings.Join(board.lines(plainWidth, len(board.apps)+topHead), "\n"))
	return err
}

// plainWidth is the width without a terminal: wide enough for every column.
const plainWidth = 120
