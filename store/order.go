package store

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/jmoiron/sqlx"
)

// MaxOrderNumber is how many characters an order number may have.
const MaxOrderNumber = 20

// orderNumber makes the number of the seq-th operation of a day, such as
// "K261121-7Q-0042"; one that is no sale to a gateway ends in a letter.
func orderNumber(prefix, day, terminal string, seq int64, kind Kind) string {
	digits := strings.ReplaceAll(day, "-", "")[2:]
	number := fmt.Sprintf("%s%s-%s-%04d", prefix, digits, terminal, seq)
	return number + numberSuffixes[kind]
}

var numberSuffixes = map[Kind]string{
	KindCancel: "C", KindLookupKey: "L", KindDeleteKey: "D", KindRegisterCustomer: "R", KindIssueKey: "I",
	KindRevokeKey: "X", KindListMethods: "M", KindSettle: settleSuffix,
}

// settleSuffix ends a settle's number.
const settleSuffix = "S"

// orderBaseStep is how far the numbers of a history that begins after a damaged
// one, or takes the place of a newer one, stay away from those that the other
// may have given: gateways see them all.
const orderBaseStep = 1000

// orderBase is what the numbers of a day begin above, from the histories that
// were set aside in dir.
func orderBase(dir string) (int64, error) {
	entries, err := os.ReadDir(dir)
	var base int64
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), damagedPrefix) || strings.HasPrefix(e.Name(), setAsidePrefix) {
			base += orderBaseStep
		}
	}
	return base, err
}

// giveOrderNumber fills in the next number of the business day, or checks
// staff's own. A settle is named after its payment, under whose number the
// gateway shows it: "K261121-7Q-0042S".
func (s *Store) giveOrderNumber(ctx context.Context, tx *sqlx.Tx, r *row, own string, parent row) error {
	if named := parent.OrderNumber + settleSuffix; own == "" && r.Kind == string(KindSettle) && len(named) <= MaxOrderNumber {
		taken, err := orderTaken(ctx, tx, named)
		if err != nil {
			return err
		}
		if !taken { // a second try, after a first that was declined, is counted
			own = named
		}
	}
	if own != "" {
		if len(own) > MaxOrderNumber {
			return fmt.Errorf("%w: order number of %d characters", ErrInvalid, len(own))
		}
		taken, err := orderTaken(ctx, tx, own)
		if err != nil {
			return err
		}
		if taken {
			return ErrOrderNumberTaken
		}
		r.OrderNumber, r.OrderSeq = own, 0
		return nil
	}
	err := tx.GetContext(ctx, &r.OrderSeq, tx.Rebind(
		`SELECT COALESCE(MAX(order_seq), 0) FROM operations WHERE business_day = ?`), r.BusinessDay)
	if err != nil {
		return err
	}
	r.OrderSeq = max(r.OrderSeq, s.orderBase)
	for taken := true; taken; { // staff's own number may look like one of ours
		r.OrderSeq++
		r.OrderNumber = orderNumber(s.options.OrderPrefix, r.BusinessDay, r.Terminal, r.OrderSeq, Kind(r.Kind))
		if taken, err = orderTaken(ctx, tx, r.OrderNumber); err != nil {
			return err
		}
	}
	return nil
}

func orderTaken(ctx context.Context, tx *sqlx.Tx, number string) (bool, error) {
	var taken bool
	err := tx.GetContext(ctx, &taken, tx.Rebind(`SELECT EXISTS (SELECT 1 FROM operations WHERE order_number = ?)`), number)
	return taken, err
}
