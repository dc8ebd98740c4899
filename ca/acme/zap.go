package acme

import (
	"context"
	"log/slog"
	"maps"
	"slices"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// zapTo is a logger for certmagic that writes to logger. What it calls
// information is for who looks for a fault, and what it calls an error
// is mostly one that event puts into better words.
func zapTo(logger *slog.Logger) *zap.Logger { return zap.New(&core{to: logger}) }

// core is a zapcore.Core. It does not change, so it is safe for concurrent use.
type core struct {
	to     *slog.Logger
	fields []zapcore.Field
}

func levelOf(level zapcore.Level) slog.Level {
	switch {
	case level <= zapcore.DebugLevel:
		return slog.LevelDebug - 4 // each handshake, among others
	case level <= zapcore.WarnLevel:
		return slog.LevelDebug
	}
	return slog.LevelWarn
}

// Enabled implements zapcore.LevelEnabler.
func (c *core) Enabled(level zapcore.Level) bool {
	return c.to.Enabled(context.Background(), levelOf(level))
}

// With implements zapcore.Core.
func (c *core) With(fields []zapcore.Field) zapcore.Core {
	return &core{c.to, append(slices.Clip(c.fields), fields...)}
}

// Check implements zapcore.Core.
func (c *core) Check(entry zapcore.Entry, checked *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	if c.Enabled(entry.Level) {
		return checked.AddCore(entry, c)
	}
	return checked
}

// Write implements zapcore.Core.
func (c *core) Write(entry zapcore.Entry, fields []zapcore.Field) error {
	encoded := zapcore.NewMapObjectEncoder()
	for _, field := range append(slices.Clip(c.fields), fields...) {
		field.AddTo(encoded)
	}
	attrs := make([]slog.Attr, 0, len(encoded.Fields)+1)
	if entry.LoggerName != "" {
		attrs = append(attrs, slog.String("part", entry.LoggerName))
	}
	for _, name := range slices.Sorted(maps.Keys(encoded.Fields)) {
		attrs = append(attrs, slog.Any(name, encoded.Fields[name]))
	}
	level := levelOf(entry.Level)
	if told(entry.Message) {
		level = slog.LevelDebug
	}
	c.to.LogAttrs(context.Background(), level, "acme: "+entry.Message, attrs...)
	return nil
}

// Sync implements zapcore.Core.
func (c *core) Sync() error { return nil }

// told is whether Keeper.event tells the same.
func told(message string) bool {
	switch message {
	case "could not get certificate from issuer", "will retry", "validating authorization", "challenge failed", "job failed":
		return true
	}
	return false
}
