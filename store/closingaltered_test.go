package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// closedTwice is a history with two closings of one sale each, after somebody
// wrote in its file.
func closedTwice(t *testing.T, attack string) *Store {
	t.Helper()
	o, _ := testOptions(t, quickTemp(t))
	s := openTest(t, o)
	for range 2 {
		approved(t, s, 1_000)
		closed(t, s)
	}
	s.Close()
	db := freeHand(t, filepath.Join(o.Dir, databaseName))
	db.MustExec(attack)
	db.Close()
	return openTest(t, o)
}

// TestClosingTampered holds what VerifyChain says of closings.
func TestClosingTampered(t *testing.T) {
	for name, attack := range map[string]string{
		"a record":    `UPDATE closings SET record = replace(record, '박사장', '김사장') WHERE number = 2`,
		"a signature": `UPDATE closings SET signature = zeroblob(64) WHERE number = 2`,
		"a hash":      `UPDATE closings SET hash = zeroblob(32) WHERE number = 2`,
		"no record":   `UPDATE closings SET record = '' WHERE number = 2`,
		"gone":        `DELETE FROM closings WHERE number = 2`,
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			var found *Tampering
			if err := closedTwice(t, attack).VerifyChain(ctx); !errors.As(err, &found) || found.Problem != ProblemClosing || found.Closing != 2 {
				t.Error(err)
			}
		})
	}
}

// TestClosingShown holds that no closing is shown that is not as it was signed:
// it would be printed with other sums beside the true check code.
func TestClosingShown(t *testing.T) {
	for name, attack := range map[string]string{
		"its sums":       `UPDATE closings SET record = replace(record, '"krw":1000', '"krw":9000') WHERE number = 1`,
		"its hash":       `UPDATE closings SET hash = zeroblob(32) WHERE number = 1`,
		"its signature":  `UPDATE closings SET signature = zeroblob(64) WHERE number = 1`,
		"its list":       `UPDATE closings SET list = replace(list, '1000', '9000') WHERE number = 1`,
		"its whole list": `UPDATE closings SET list = '' WHERE number = 1`,
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			s := closedTwice(t, attack)
			var found *Tampering
			if c, err := s.Closing(ctx, 1); !errors.As(err, &found) || found.Closing != 1 {
				t.Error("shown", c.Sales, err)
			}
			if _, err := s.Closings(ctx, 0, 0); strings.HasSuffix(name, "list") != (err == nil) || err != nil && !errors.As(err, &found) {
				t.Error("listed", err)
			}
			if _, err := s.Closing(ctx, 2); err != nil {
				t.Error("the other", err)
			}
		})
	}
}
