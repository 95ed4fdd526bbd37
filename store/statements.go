package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"slices"
	"strings"

	"modernc.org/sqlite"
)

// keptStatements is how many statements a connection keeps.
const keptStatements = 64

// connector opens connections that keep their statements: the driver would
// translate each anew whenever it is used, which takes longer than the
// statement itself.
type connector struct{ driver.Connector }

// Connect opens a connection.
func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	opened, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	conn, ok := opened.(driverConn)
	if !ok {
		return nil, errors.Join(errors.New("another driver than expected"), opened.Close())
	}
	return &connection{driverConn: conn, known: map[string]*kept{}}, nil
}

// driverConn is what a connection of the driver can do.
type driverConn interface {
	driver.Conn
	driver.Pinger
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.SessionResetter
	driver.Validator
	sqlite.HookRegisterer
	NewBackup(uri string) (*sqlite.Backup, error)
}

// connection keeps the statements that were used last. As any connection of
// database/sql it is used by one goroutine at a time.
type connection struct {
	driverConn
	known map[string]*kept
	used  []*kept // all of known, the one used last at the end
}

// kept is a statement that is kept, with how it is used: by one reader at a time.
type kept struct {
	driver.Stmt
	text string
	busy bool
}

// QueryContext runs a statement that gives rows.
func (c *connection) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.driverConn.QueryContext(ctx, query, args)
	}
	rows, err := s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	s.busy = true
	return &keptRows{Rows: rows, of: s}, nil
}

// ExecContext runs a statement that gives none.
func (c *connection) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.driverConn.ExecContext(ctx, query, args)
	}
	return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args)
}

// statement is the kept one of a text; nil if that is none to keep, or is being
// read from.
func (c *connection) statement(ctx context.Context, text string) (*kept, error) {
	if !worthKeeping(text) {
		return nil, nil
	}
	s := c.known[text]
	switch {
	case s == nil:
		prepared, err := c.PrepareContext(ctx, text)
		if err != nil {
			return nil, err
		}
		s = &kept{Stmt: prepared, text: text}
		c.known[text] = s
	case s.busy:
		return nil, nil
	default:
		c.used = slices.DeleteFunc(c.used, func(u *kept) bool { return u == s })
	}
	c.used = append(c.used, s)
	return s, c.dropOldest()
}

// worthKeeping says whether a text is of the statements that come again: not a
// change of the schema, nor a pragma.
func worthKeeping(text string) bool {
	text = strings.TrimSpace(text)
	for _, verb := range []string{"SELECT", "INSERT", "UPDATE"} {
		if strings.HasPrefix(text, verb) {
			return !strings.Contains(text, ";")
		}
	}
	return false
}

// dropOldest gives up what was not used for longest.
func (c *connection) dropOldest() error {
	if len(c.used) <= keptStatements {
		return nil
	}
	at := slices.IndexFunc(c.used, func(u *kept) bool { return !u.busy })
	if at < 0 || at == len(c.used)-1 {
		return nil
	}
	old := c.used[at]
	c.used = slices.Delete(c.used, at, at+1)
	delete(c.known, old.text)
	return old.Stmt.Close()
}

// Close closes the connection and what it has kept.
func (c *connection) Close() error {
	var errs []error
	for _, s := range c.used {
		errs = append(errs, s.Stmt.Close())
	}
	c.known, c.used = nil, nil
	return errors.Join(append(errs, c.driverConn.Close())...)
}

// keptRows give their statement free when they are closed.
type keptRows struct {
	driver.Rows
	of *kept
}

// Close ends the reading.
func (r *keptRows) Close() error {
	r.of.busy = false
	return r.Rows.Close()
}
