package web

import "io"

// BodySource is an object of another package that can be the body of a request
// or a response: a file that Bun.file names.
type BodySource interface {
	// Body returns what is to be read, without the VM held, its length,
	// negative when it is not known, and the content type, which may be empty.
	// It throws when there is nothing to be read. The reader may be left alone
	// if nobody reads the body: what it holds it takes at its first read.
	Body() (reader io.ReadCloser, length int64, contentType string)
}

// takeSource makes b the body of a source.
func (b *body) takeSource(source BodySource) (contentType string) {
	b.reader, b.length, contentType = source.Body()
	return contentType
}
