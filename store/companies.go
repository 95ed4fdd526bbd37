package store

import (
	"context"
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

// companySeen is a card company's name, in the newest sale that has it.
type companySeen struct {
	sale int64
	name string
}

// note takes in a row as it stands now.
func (c companies) note(r index.Row) {
	if !r.Sale || r.CardCompany == "" || !beginsWithDigits(r.MaskedCard) {
		return
	}
	first := r.MaskedCard[:cardDigits]
	switch seen := c[first]; {
	case r.Approved && r.ID >= seen.sale:
		c[strings.Clone(first)] = companySeen{r.ID, r.CardCompany}
	case !r.Approved && r.ID == seen.sale: // it was taken for approved
		delete(c, first)
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
	err = s.read(ctx, func(tx *sqlx.Tx) error { return s.catchUp(ctx, tx) })
	return s.search.companies[first6].name, err
}
