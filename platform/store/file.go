package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bbolterrors "go.etcd.io/bbolt/errors"
)

// lockPatience is how long Open waits for a process that is just ending.
const lockPatience = time.Second

// fileFormat is raised when older programs could misread what is in the file.
const fileFormat = 1

// File is a Store in one file, of mode 0600. What a write has returned for
// survives the end of the process and of the machine.
type File struct {
	db     *bbolt.DB
	path   string
	holder string

	// mu makes a commit and its place in history one step for who reads.
	mu      sync.RWMutex
	history *history
}

var _ Store = (*File)(nil)

// The buckets of the file, and the keys in meta.
const (
	entriesBucket = "entries" // key → revision, 8 bytes big-endian, and JSON
	metaBucket    = "meta"
	revisionKey   = "revision" // 8 bytes, of the last write
	formatKey     = "format"   // 8 bytes
)

// Open opens the store at path, which is made if it is not there; its directory
// must exist. One process can: for the others it is an *InUseError.
func Open(path string) (*File, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: lockPatience, FreelistType: bbolt.FreelistMapType, NoStatistics: true,
	})
	f := &File{db: db, path: path, holder: path + ".holder"}
	if errors.Is(err, bbolterrors.ErrTimeout) {
		return nil, f.inUse()
	}
	if err != nil {
		return nil, fmt.Errorf("open the store %s: %w (when it is damaged, move it away; what it knew is lost then)", path, err)
	}
	revision, err := f.prepare()
	if err == nil {
		err = f.sign()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the store %s: %w", path, err), db.Close())
	}
	f.history = newHistory(revision)
	return f, nil
}

// prepare makes what a new file lacks, and returns the revision.
func (f *File) prepare() (revision uint64, err error) {
	// bbolt leaves the mode of a file that was there as it was.
	if err := os.Chmod(f.path, 0o600); err != nil {
		return 0, err
	}
	err = f.db.Update(func(tx *bbolt.Tx) error {
		if _, err := tx.CreateBucketIfNotExists([]byte(entriesBucket)); err != nil {
			return err
		}
		meta, err := tx.CreateBucketIfNotExists([]byte(metaBucket))
		if err != nil {
			return err
		}
		switch format := number(meta.Get([]byte(formatKey))); format {
		case fileFormat:
		case 0:
			if err := meta.Put([]byte(formatKey), bytesOf(fileFormat)); err != nil {
				return err
			}
		default:
			return fmt.Errorf("it has format %d, this program knows %d: use the newer program that wrote it", format, fileFormat)
		}
		revision = number(meta.Get([]byte(revisionKey)))
		return nil
	})
	return revision, err
}

// Close implements Store.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.history.close()
	// While it is still locked: the next one's signature must not go.
	if err := os.Remove(f.holder); err != nil && !errors.Is(err, os.ErrNotExist) {
		return errors.Join(err, f.db.Close())
	}
	return f.db.Close()
}

func number(b []byte) uint64 {
	if len(b) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

func bytesOf(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
