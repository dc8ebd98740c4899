package build

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestRunShowsTheCommandItsVariablesAndItsOutput(t *testing.T) {
	var out bytes.Buffer
	repo := Repo{Root: t.TempDir(), Out: &out, Err: &out}
	if err := repo.RunWith(t.Context(), []string{"GREETING=hello"}, "sh", "-c", "echo $GREETING"); err != nil {
		t.Fatal(err)
	}
	if want := "» GREETING=hello sh -c echo $GREETING\nhello\n"; out.String() != want {
		t.Errorf("printed %q, want %q", out.String(), want)
	}
}

func TestAFailedCommandIsNamedWithItsExitCode(t *testing.T) {
	err := quiet(t.TempDir()).Run(t.Context(), "sh", "-c", "exit 3")
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 3 || !strings.Contains(err.Error(), "sh -c exit 3") {
		t.Errorf("Run = %v, want the command and its exit code 3", err)
	}
}

func TestACancelledCommandIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	read, write := io.Pipe()
	repo := Repo{Root: t.TempDir(), Out: write, Err: write}
	failed := make(chan error, 1)
	go func() { // ends with the command, which ends by the cancel below
		failed <- repo.Run(ctx, "sh", "-c", `trap 'exit 7' INT; echo ready; while :; do sleep 0.01; done`)
		_ = write.Close()
	}()
	output := make([]byte, 256)
	for seen := ""; !strings.Contains(seen, "\nready\n"); {
		n, err := read.Read(output)
		if err != nil {
			t.Fatalf("after %q: %v", seen, err)
		}
		seen += string(output[:n])
	}
	cancel()
	var exit *exec.ExitError
	if err := <-failed; !errors.As(err, &exit) || exit.ExitCode() != 7 {
		t.Errorf("Run = %v, want the exit code 7 of the command's own handler", err)
	}
}

func TestVersionComesFromGitAndFallsBackWithoutIt(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	if os.Getenv("GIT_DIR") != "" {
		t.Skip("GIT_DIR is set, as in a git hook: this test would commit there")
	}
	repo := quiet(t.TempDir())
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(repo.Root))
	check := func(prefix, suffix string) {
		t.Helper()
		if got := repo.Version(t.Context()); !strings.HasPrefix(got, prefix) || !strings.HasSuffix(got, suffix) {
			t.Errorf("Version = %q, want %s…%s", got, prefix, suffix)
		}
	}
	git := func(args ...string) {
		t.Helper()
		identity := []string{"-c", "user.name=test", "-c", "user.email=test@example.org"}
		if _, err := repo.output(t.Context(), "git", append(identity, args...)...); err != nil {
			t.Fatalf("git %v: %v", args, err)
		}
	}
	check("dev", "dev")
	git("init", "-q")
	check("dev", "dev")
	touch(t, repo, "a")
	git("add", "a")
	git("commit", "-q", "-m", "first")
	check("dev-", "")
	git("tag", "nightly")
	check("dev-", "") // only v1.2.3 tags are versions
	git("tag", "v1.2.3")
	check("v1.2.3", "v1.2.3")
	if err := os.WriteFile(filepath.Join(repo.Root, "a"), []byte("changed"), 0o644); err != nil {
		t.Fatal(err)
	}
	check("v1.2.3", "-dirty")
}

// quiet is a repository at root that prints nowhere.
func quiet(root string) Repo { return Repo{Root: root, Out: io.Discard, Err: io.Discard} }

// touch makes files, and the folders they are in, below the repository's root.
func touch(t *testing.T, repo Repo, paths ...string) {
	t.Helper()
	for _, path := range paths {
		full := filepath.Join(repo.Root, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(path), 0o755); err != nil {
			t.Fatal(err)
		}
	}
}
