package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"

	"keyindesk/store/index"
)

// Customers returns those that match, the newest first; all for an empty text.
// Each word of it must be found: as a part of the name (initial consonants do)
// or of the shop user id, or as the end of the phone, from four digits on.
func (s *Store) Customers(ctx context.Context, text string) ([]Customer, error) {
	words := index.ParseText(text)
	return s.customers(ctx, `ORDER BY c.id DESC`, func(c Customer) bool { return matchCustomer(words, c) })
}

// Customer returns one; ErrNotFound if there is none.
func (s *Store) Customer(ctx context.Context, id int64) (Customer, error) {
	return s.oneCustomer(ctx, `WHERE c.id = ?`, id)
}

// CustomerByShopUserID returns a gateway's customer by the shop's own id;
// ErrNotFound if there is none.
func (s *Store) CustomerByShopUserID(ctx context.Context, gateway, shopUserID string) (Customer, error) {
	return s.oneCustomer(ctx, `WHERE c.gateway = ? AND c.shop_user_id = ?`, gateway, shopUserID)
}

// CustomerKey opens a customer's key. ErrNotFound; ErrNoCustomerKey unless the
// customer is active; ErrNoSealer and ErrUnreadable if the data key is not here.
func (s *Store) CustomerKey(ctx context.Context, id int64) (string, error) {
	c, err := customerByID(ctx, s.readers, id)
	switch {
	case err != nil:
		return "", disk(err)
	case len(c.CustomerKey) == 0:
		return "", ErrNoCustomerKey
	case s.options.Sealer == nil:
		return "", ErrNoSealer
	}
	key, err := s.options.Sealer.Open(c.CustomerKey, c.context(columnCustomerKey))
	return string(key), err
}

// NextShopUserID is one that no customer of any gateway has, such as
// "C7Q-00042": the terminal, then a number. It is taken only by a customer who
// registers with it.
func (s *Store) NextShopUserID(ctx context.Context) (string, error) {
	prefix := "C" + s.options.Terminal + "-"
	var taken []string
	err := s.readers.SelectContext(ctx, &taken, s.readers.Rebind(`SELECT shop_user_id FROM customers
		WHERE shop_user_id >= ? AND shop_user_id < ?`), prefix, prefix+":") // the sign after 9
	if err != nil {
		return "", disk(err)
	}
	last := s.orderBase // the gateway still knows those of a damaged history
	for _, id := range taken {
		if n, err := strconv.ParseInt(strings.TrimPrefix(id, prefix), 10, 32); err == nil {
			last = max(last, n)
		}
	}
	return fmt.Sprintf("%s%05d", prefix, last+1), nil
}

func (s *Store) oneCustomer(ctx context.Context, condition string, args ...any) (Customer, error) {
	found, err := s.customers(ctx, condition, func(Customer) bool { return true }, args...)
	if err == nil && len(found) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Customer{}, err
	}
	return found[0], nil
}

func (s *Store) customers(ctx context.Context, condition string, want func(Customer) bool, args ...any) ([]Customer, error) {
	var rows []customerRow
	if err := sqlx.SelectContext(ctx, s.readers, &rows, s.readers.Rebind(selectCustomer+condition), args...); err != nil {
		return nil, disk(err)
	}
	var found []Customer
	for _, r := range rows {
		c, err := r.customer(s.options.Sealer)
		if err != nil {
			return nil, fmt.Errorf("customer %d: %w", r.ID, err)
		}
		if want(c) {
			found = append(found, c)
		}
	}
	return found, nil
}

// matchCustomer says whether every word is found in a customer.
func matchCustomer(words index.Words, c Customer) bool {
	name, shopUserID := index.Fold(c.Name), index.Fold(c.ShopUserID)
	for _, w := range words {
		if !strings.Contains(shopUserID, w.Text) && !w.EndsPhone(c.Phone) && !w.In([]byte(name)) {
			return false
		}
	}
	return true
}
