package verify

// person is a customer as the events tell of them.
type person struct {
	registration int64 // the operation that brought them
	gateway      string
	shopUserID   string
	sealed       string
	created      string
	now          customer // merchantID, state, keyHint, key, updatedAt and changedBy
	erased       bool
	keyLost      bool
	seen         bool // in the table
}

// follow lets a customer follow an operation that is approved now, unless one
// begun later was there first.
func (p *person) follow(o *operation, keyDigest, at string) {
	if o.state != "approved" || !changesWho[o.kind] || o.id < p.now.changedBy {
		return
	}
	p.now.changedBy, p.now.updatedAt, p.now.key = o.id, at, ""
	if o.kind == "revoke-key" {
		p.now.state = "revoked"
		return
	}
	p.now.state, p.now.key = "active", keyDigest
	p.now.merchantID, p.now.keyHint = o.outcome[merchantID], o.outcome[keyHint]
}

// is says whether the table has the customer as the events tell.
func (p *person) is(c customer) bool {
	sealed := c.sealed == p.sealed
	if p.erased {
		sealed = !c.person
	}
	if p.keyLost && p.now.state == "active" {
		p.now.key = lostKey
	}
	return sealed && c.gateway == p.gateway && c.shopUserID == p.shopUserID && c.createdAt == p.created &&
		c.merchantID == p.now.merchantID && c.state == p.now.state && c.keyHint == p.now.keyHint && c.key == p.now.key &&
		c.updatedAt == p.now.updatedAt && c.changedBy == p.now.changedBy
}

// lostKey is the digest of what stands for a customer's key that a rescue did
// not find.
var lostKey = digestOf("keyindesk customer key 1", []byte("lost"))
