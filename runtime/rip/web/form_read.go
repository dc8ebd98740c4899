package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"time"

	"github.com/dop251/goja"
)

// readForm is what formData() makes of a body of that content type.
func (r *realm) readForm(contentType string, data []byte) goja.Value {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil && kind == "" {
		panic(r.typeError("formData: the body has no usable Content-Type, it is %q", contentType))
	}
	f := &FormData{}
	switch kind {
	case "application/x-www-form-urlencoded":
		for _, p := range parseQuery(validUTF8(data)) {
			f.list = append(f.list, entry{name: p.name, text: p.value})
		}
	case "multipart/form-data":
		if err := r.readMultipart(f, params["boundary"], data); err != nil {
			panic(r.typeError("formData: the body is no valid multipart/form-data: %v", err))
		}
	default:
		panic(r.typeError("formData: the body is %q, neither multipart/form-data nor application/x-www-form-urlencoded", contentType))
	}
	return r.formClass().Wrap(f)
}

var (
	errNoBoundary  = errors.New("the Content-Type has no boundary")
	errNoEnd       = errors.New("it does not end with its boundary")
	errNoFieldName = errors.New("a part has no name")
)

func (r *realm) readMultipart(f *FormData, boundary string, data []byte) error {
	if boundary == "" {
		return errNoBoundary
	}
	if bytes.Equal(bytes.TrimRight(data, "\r\n"), []byte("--"+boundary+"--")) {
		return nil // Go's reader wants one part at least
	}
	if !bytes.Contains(data, []byte("--"+boundary+"--")) {
		return errNoEnd
	}
	reader := multipart.NewReader(bytes.NewReader(data), boundary)
	for {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, err := r.readPart(part)
		if err != nil {
			return err
		}
		f.list = append(f.list, e)
	}
}

func (r *realm) readPart(part *multipart.Part) (entry, error) {
	kind, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil || kind != "form-data" {
		return entry{}, fmt.Errorf("a part has no Content-Disposition of form-data: %q", part.Header.Get("Content-Disposition"))
	}
	name, ok := params["name"]
	if !ok {
		return entry{}, errNoFieldName
	}
	content, err := io.ReadAll(part)
	if err != nil {
		return entry{}, err
	}
	e := entry{name: unescapeField(name)}
	filename, isFile := params["filename"]
	if !isFile {
		e.text = validUTF8(content)
		return e, nil
	}
	e.file = &Blob{data: content, kind: "text/plain", file: &fileInfo{unescapeField(filename), time.Now().UnixMilli()}}
	if kind := part.Header.Get("Content-Type"); kind != "" {
		e.file.kind = blobType(kind)
	}
	e.object = r.fileClass().Wrap(e.file)
	return e, nil
}

func unescapeField(s string) string {
	return validUTF8([]byte(strings.NewReplacer("%0A", "\n", "%0D", "\r", "%22", `"`).Replace(s)))
}
