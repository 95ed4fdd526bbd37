package store

import (
	"context"
	"database/sql"
	"reflect"
	"regexp"

	"github.com/jmoiron/sqlx"
	"github.com/jmoiron/sqlx/reflectx"
)

// namedStatement is a statement that takes its parameters from the fields of a T, by the
// names in their db tags. It is taken apart once: sqlx would do so whenever it is
// used, which takes longer than some statements themselves.
type namedStatement[T any] struct {
	text   string // with ? for each parameter
	fields [][]int
}

var parameter = regexp.MustCompile(`:([a-z_]+)`)

// newNamed takes a statement apart; a name that T has no field for panics.
func newNamed[T any](text string) namedStatement[T] {
	var names []string
	for _, match := range parameter.FindAllStringSubmatch(text, -1) {
		names = append(names, match[1])
	}
	fields := reflectx.NewMapper("db").TraversalsByName(reflect.TypeFor[T](), names)
	for i, field := range fields {
		if len(field) == 0 {
			panic("no field for " + names[i])
		}
	}
	return namedStatement[T]{parameter.ReplaceAllString(text, "?"), fields}
}

// exec runs the statement with what v says.
func (n namedStatement[T]) exec(ctx context.Context, tx *sqlx.Tx, v T) (sql.Result, error) {
	return tx.ExecContext(ctx, tx.Rebind(n.text), n.args(v)...)
}

// get runs the statement with what v says, and puts the one value that it
// returns into to.
func (n namedStatement[T]) get(ctx context.Context, tx *sqlx.Tx, to any, v T) error {
	return tx.GetContext(ctx, to, tx.Rebind(n.text), n.args(v)...)
}

func (n namedStatement[T]) args(v T) []any {
	value, args := reflect.ValueOf(&v).Elem(), make([]any, len(n.fields))
	for i, field := range n.fields {
		args[i] = value.FieldByIndex(field).Interface()
	}
	return args
}
