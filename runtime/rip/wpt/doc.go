// Package wpt runs the web-platform tests (https://web-platform-tests.org)
// in the embedded runtime. It has tests only: "mage wpt" fetches the files and
// runs them, and without WPT_ROOT they are skipped. What is known to fail is
// listed per directory under expect/; a regression fails the run, and so does
// a listed test that passes.
package wpt
