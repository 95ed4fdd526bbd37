package ui

import (
	"fmt"
	"slices"

	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// refreshStrip brings the strip up to date: where charges go, what is in
// doubt, who is on duty.
func (w *Window) refreshStrip() {
	t := w.words.T
	env := desk.Environment(w.settings.Environment)
	if w.desk != nil {
		env = w.desk.Environment
	}
	m := kit.StripModel{Lead: t("strip." + string(env)), Staff: w.settings.Staff}
	if m.Staff == "" {
		m.Staff = t("strip.no_staff")
	}
	if w.doubts > 0 {
		m.Pill = t("strip.in_doubt", "count", fmt.Sprint(w.doubts)) + "  F8"
	}
	switch env {
	case desk.Practice:
		m.Ground = kit.PracticeGround
	case desk.Test:
		m.Ground = kit.TestGround
	default:
		m.Ground = kit.LiveGround
	}
	if r := w.rehearsal(); r != nil {
		m.MenuLead, m.Lock = t("strip.next"), t("strip.admin")+" F9"
		for _, key := range r.Behaviours() {
			m.Menu = append(m.Menu, t("practice.behaviour."+key))
		}
		m.Menu = append(m.Menu, t("practice.behaviour."+behaviourOwnCode))
		m.MenuOn = slices.Index(append(r.Behaviours(), behaviourOwnCode), r.Next())
	}
	w.strip.Set(m)
}

// gatewayOn names the gateway that the screen in sight speaks to, or the row
// that is open on it.
func (w *Window) gatewayOn() string {
	switch w.on {
	case screenBilling:
		return desk.GatewayPayple
	case screenWallet:
		return desk.GatewayEasyPay
	case screenHistory:
		if h, ok := w.screens[screenHistory].(*historyScreen); ok && h.chosen.Gateway != "" {
			return h.chosen.Gateway
		}
	case screenInDoubt:
		if d, ok := w.screens[screenInDoubt].(*inDoubtScreen); ok && d.finding != nil {
			return d.finding.op.Gateway
		}
	}
	return desk.GatewayPayup
}

// rehearsal steers the practice gateway of the screen in sight; nil outside
// practice.
func (w *Window) rehearsal() desk.Rehearsal {
	if w.desk == nil {
		return nil
	}
	return w.desk.Rehearsals[w.gatewayOn()]
}
