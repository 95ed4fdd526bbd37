package ui

import (
	"keyindesk/desk"
	"keyindesk/ui/kit"
)

// showProblems marks the fields that stop the order and returns the first of
// them in the order of the form; nil clears all marks.
func (f *form) showProblems(findings []desk.Finding) *kit.Field {
	said := map[*kit.Field]string{}
	for _, finding := range findings {
		if field := f.fields[finding.Field]; finding.Block && said[field] == "" {
			said[field] = f.words.finding(finding)
		}
	}
	if said[f.taxableField] != "" || said[f.orderField] != "" {
		f.showMore(true)
	}
	var first *kit.Field
	for _, name := range fieldOrder {
		field := f.fields[name]
		field.SetProblem(said[field])
		if said[field] != "" && first == nil {
			first = field
		}
	}
	return first
}

// fieldOrder is the way of the Enter key through the form.
var fieldOrder = []desk.Field{
	desk.FieldCardNumber, desk.FieldExpiry, desk.FieldPassword, desk.FieldHolderID, desk.FieldAmount, desk.FieldQuota,
	desk.FieldItemName, desk.FieldBuyerName, desk.FieldBuyerPhone, desk.FieldBuyerEmail, desk.FieldTax, desk.FieldOrderNumber,
}
