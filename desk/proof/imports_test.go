package proof

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// rule forbids packages an import, for a reason. Paths are inside the module;
// a rule for "gateways" covers what is below it too.
type rule struct {
	who    string   // these packages
	except []string // but not these
	never  string   // import this, or anything below it
	why    string
}

var rules = []rule{
	{"", []string{"."}, "fyne.io/fyne/v2/app", "only main opens a real window, so that everything else builds without cgo and a display"},
	{"", []string{".", "ui"}, "fyne.io/fyne/v2", "what is no screen runs and is tested without a toolkit"},
	{"ui", nil, "keyindesk/store", "screens ask the desk, never the history"},
	{"ui", nil, "keyindesk/gateways", "screens never talk to a gateway"},
	{"ui", nil, "net/http", "screens send nothing"},
	{"ui", nil, "database/sql", "screens know no SQL"},
	{"ui/kit", nil, "keyindesk/desk", "widgets hold no rules about money"},
	{"ui/hangul", nil, "fyne.io", "syllables are made of keys without a toolkit"},
	{"ui/hangul", nil, "keyindesk", "how syllables are made depends on nothing here"},
	{"ui/editing", nil, "fyne.io", "a text is edited without a toolkit"},
	{"ui/editing", nil, "keyindesk/desk", "a text is edited whatever it is about"},
	{"ui/editing", nil, "keyindesk/ui/kit", "imports point one way: kit, editing, hangul"},
	{"ui/editing", nil, "keyindesk/ui/keyboard", "jamo come from whatever keyboard there is"},
	{"ui/kit", nil, "keyindesk/ui/keyboard", "the screens tell the entries what keyboard there is"},
	{"ui/keyboard", nil, "keyindesk", "what differs between systems knows nothing of what is typed"},
	{"desk", []string{"desk/proof"}, "net/http", "bytes travel in gateways"},
	{"desk", []string{"desk/proof"}, "database/sql", "SQL stands in store"},
	{"desk", []string{"desk/proof"}, "github.com/jmoiron/sqlx", "SQL stands in store"},
	{"desk", []string{"desk/proof"}, "keyindesk/ui", "imports point one way: main, ui, desk, then store and gateways"},
	{"desk", []string{"desk/proof"}, "keyindesk/gateways/payup", "the desk knows what a gateway can do, not which one it is"},
	{"desk", []string{"desk/proof"}, "keyindesk/gateways/practice", "the desk can't tell practice from real"},
	{"desk/slip", nil, "keyindesk/desk/printer", "a slip is bytes, whoever prints them"},
	{"desk/slip", nil, "keyindesk/assets", "words and faces are handed to a slip"},
	{"desk/printer", nil, "keyindesk", "a printer takes bytes, whatever they say"},
	{"store", nil, "keyindesk/gateways", "the history outlives every gateway"},
	{"store", nil, "keyindesk/desk", "imports point one way"},
	{"store", nil, "net/http", "the history sends nothing"},
	{"store/verify", []string{"store/verify/keyindesk-verify"}, "keyindesk", "the checker shares no code with what it checks"},
	{"gateways", nil, "keyindesk/store", "a gateway keeps nothing"},
	{"gateways", nil, "keyindesk/desk", "imports point one way"},
	{"gateways/payup", nil, "keyindesk/gateways/practice", "a gateway does not know its twin"},
	{"gateways/payple", nil, "keyindesk/gateways/practice", "a gateway does not know its twin"},
	{"gateways/easypay", nil, "keyindesk/gateways/practice", "a gateway does not know its twin"},
	{"gateways/practice", nil, "keyindesk/gateways/payup", "the twin checks a signature that it made itself"},
	{"gateways/practice", nil, "keyindesk/gateways/payple", "the twin judges a request by the client's own reading"},
	{"gateways/practice", nil, "keyindesk/gateways/easypay", "the twin judges a request by the client's own reading"},
	{"gateways/receiver", nil, "keyindesk/gateways/payup", "a return is text to the receiver, whoever's it is"},
	{"gateways/receiver", nil, "keyindesk/gateways/payple", "a return is text to the receiver, whoever's it is"},
	{"gateways/receiver", nil, "keyindesk/gateways/easypay", "a return is text to the receiver, whoever's it is"},
	{"gateways/receiver", nil, "keyindesk/gateways/practice", "a return is text to the receiver, whoever's it is"},
	{"desk", []string{"desk/proof"}, "keyindesk/gateways/receiver", "the desk waits for a return, however it comes"},
	{"assets", nil, "keyindesk", "assets are the ground floor"},
}

// TestImportRules reads the imports of every package and holds them against the
// rules. A red result names the import and why it is forbidden.
func TestImportRules(t *testing.T) {
	packages := modulePackages(t)
	if len(packages) < 10 {
		t.Fatalf("found %d packages only", len(packages))
	}
	for _, r := range rules {
		met := false
		for _, p := range packages {
			path := inside(p.ImportPath)
			if !below(path, r.who) || excepted(path, r.except) {
				continue
			}
			met = true
			for _, imported := range p.Imports {
				if below(imported, r.never) {
					t.Errorf("%s imports %s: %s", p.ImportPath, imported, r.why)
				}
			}
		}
		if !met {
			t.Errorf("the rule for %q meets no package", r.who)
		}
	}
}

// goPackage is what go list says about one package.
type goPackage struct {
	ImportPath string
	Imports    []string
}

func modulePackages(t *testing.T) []goPackage {
	t.Helper()
	command := exec.Command("go", "list", "-e", "-json=ImportPath,Imports", "./...")
	command.Dir = "../.."
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		switch err := decoder.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// inside is a package's place in the module, "." for the root.
func inside(importPath string) string {
	if importPath == "keyindesk" {
		return "."
	}
	return strings.TrimPrefix(importPath, "keyindesk/")
}

func below(path, parent string) bool {
	return parent == "" || path == parent || strings.HasPrefix(path, parent+"/")
}

func excepted(path string, except []string) bool {
	for _, e := range except {
		if below(path, e) {
			return true
		}
	}
	return false
}
