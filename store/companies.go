package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/jmoiron/sqlx"

	"keyindesk/store/index"
)

// cardDigits is how many digits at the beginning of a card tell its company, and
// stay unmasked.
const cardDigits = 6

// companies are the card companies of approved sales by the first digits of the
// card.
type companies map[string]companySeen

// companySeen is a card company's name, in the newest sale that has it. lost says
// that this turned out not to have happened, so that the one before it has to be
// looked for.
type companySeen struct {
	sale int64
	name string
	lost bool
}

// note takes in a row as it stands now.
func (c companies) note(r index.Row) {
	if !r.Sale || r.CardCompany == "" || !beginsWithDigits(r.MaskedCard) {
		return
	}
	first := r.MaskedCard[:cardDigits]
	switch seen := c[first]; {
	case seen.lost:
	case r.Approved && r.ID >= seen.sale:
		c[strings.Clone(first)] = companySeen{sale: r.ID, name: r.CardCompany}
	case !r.Approved && r.ID == seen.sale: // it was taken for approved
		c[first] = companySeen{lost: true}
	}
}

func beginsWithDigits(card string) bool {
	return len(card) >= cardDigits && strings.Trim(card[:cardDigits], "0123456789") == ""
}

// CardCompanyOf is the card company of the newest approved sale whose card
// begins with these six digits, spelt as the gateway spelt it; "" if there is
// none. It comes from what searches look through, and waits for that.
func (s *Store) CardCompanyOf(ctx context.Context, first6 string) (string, error) {
	if len(first6) != cardDigits || !beginsWithDigits(first6) {
		return "", nil
	}
	pass, err := s.search.take(ctx)
	if err != nil {
		return "", err
	}
	defer pass()
	err = s.read(ctx, func(tx *sqlx.Tx) error {
		if err := s.catchUp(ctx, tx); err != nil || !s.search.companies[first6].lost {
			return err
		}
		seen, err := companyBefore(ctx, tx, first6)
		if err == nil {
			s.search.companies[first6] = seen
		}
		return err
	})
	return s.search.companies[first6].name, err
}

// companyBefore looks for the newest approved sale from the last row backwards;
// none is the zero companySeen.
func companyBefore(ctx context.Context, tx *sqlx.Tx, first6 string) (companySeen, error) {
	var seen companySeen
	err := tx.QueryRowxContext(ctx, tx.Rebind(`SELECT o.id, o.card_company FROM operations o
		WHERE o.kind IN ('charge', 'settle') AND o.state = 'approved' AND o.card_company <> ''
			AND substr(CASE WHEN o.masked_card <> '' THEN o.masked_card ELSE o.masked_number END, 1, ?) = ?
		ORDER BY o.id DESC LIMIT 1`), cardDigits, first6).Scan(&seen.sale, &seen.name)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return seen, err
}
