package payple

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"keyindesk/gateways"
)

// maxPath is the longest path and query that is taken from a reply, in bytes.
const maxPath = 2048

var errPage = errors.New("the returned address is not one of Payple's own")

// authenticate makes one partner authentication (S3 3). It changes nothing and
// keeps nothing.
//
//   - Approved: result success, with a token and an address that is Payple's.
//   - Declined: a well-formed no, see codes.go.
//   - NotSent: no byte was written.
//   - Unknown: everything else; Fault "page" if the address is not Payple's.
func (c *Client) authenticate(ctx context.Context, w work) (*token, gateways.Result) {
	asked := c.config.Now()
	called := c.send(ctx, "/php/auth.php", c.buildAuth(w))
	told := c.told(called.Reply.Text, gateways.Secret{}, nil)
	if called.Failure != nil {
		return nil, finish(keeper.Failed(called, told), told, gateways.AdviceAskAgain)
	}
	reply, err := gateways.DecodeObject(called.Reply.Text)
	if err != nil {
		return nil, finish(keeper.Unreadable(called, err), told, gateways.AdviceAskAgain)
	}
	t, v := c.judgeAuth(reply, w)
	result := concluded(called, reply, told, v, gateways.AdviceAskAgain)
	if v.fault == gateways.FaultPage {
		result.Advice, result.Cause = gateways.AdviceCallGateway, errPage
	}
	if t != nil {
		t.asked, t.askedOn = asked, asked.Round(0)
	}
	return t, result
}

// judgeAuth decides what a reply to the authentication says. Only a yes with
// all three values and an address of Payple's own gives a token.
func (c *Client) judgeAuth(reply map[string]string, w work) (*token, verdict) {
	yes, no, fault := saidIn(reply, "AUTH")
	code := strings.TrimSpace(reply["PCD_PAY_CODE"])
	t := &token{
		partnerID:  gateways.NewSecret(reply["cst_id"]),
		partnerKey: gateways.NewSecret(reply["custKey"]),
		authKey:    gateways.NewSecret(reply["AuthKey"]),
	}
	switch {
	case fault != "":
		return nil, verdict{fault: fault}
	case !yes:
		return nil, verdict{outcome: gateways.Declined, meaning: no}
	case reply["result"] == "": // PCD_PAY_RST alone is not how this call says yes (S3 3)
		return nil, verdict{fault: gateways.FaultCode}
	case code != "" && code != approvedCode:
		return nil, verdict{fault: gateways.FaultMixed}
	case blank(t.partnerID) || blank(t.partnerKey) || blank(t.authKey):
		return nil, verdict{fault: gateways.FaultToken}
	}
	path, err := c.returnPath(reply, w)
	if err != nil {
		return nil, verdict{fault: gateways.FaultPage}
	}
	t.path = path
	return t, verdict{outcome: gateways.Approved}
}

func blank(s gateways.Secret) bool { return strings.TrimSpace(s.Reveal()) == "" }

// returnPath is where the call goes: path and query of return_url, or of
// PCD_PAY_HOST and PCD_PAY_URL where it is missing. The address must begin
// with our own base and a slash, letter for letter, so that no user name, port
// or longer host can stand between them: the call carries credentials.
func (c *Client) returnPath(reply map[string]string, w work) (string, error) {
	address := reply["return_url"]
	if strings.TrimSpace(address) == "" {
		address = strings.TrimSuffix(reply["PCD_PAY_HOST"], "/") + "/" + strings.TrimPrefix(reply["PCD_PAY_URL"], "/")
	}
	path, ours := strings.CutPrefix(address, c.base)
	if !ours || !strings.HasPrefix(path, "/") || len(path) > maxPath || !printable(path) || strings.ContainsAny(path, `\#`) {
		return "", errPage
	}
	to, err := url.Parse(address)
	if err != nil || to.Scheme+"://"+to.Host != c.base || to.User != nil {
		return "", errPage
	}
	// A look-up must not end up at the address of the deletion.
	for _, act := range to.Query()["ACT_"] {
		if act == string(w.other()) {
			return "", errPage
		}
	}
	return path, nil
}
