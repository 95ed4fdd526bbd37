package ui

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"keyindesk/assets"
)

// madeKeys are the beginnings of keys that the code puts together.
var madeKeys = []string{
	"advice.", "backup.trouble.", "billing.sample.", "cancel.reason.", "doubt.again.", "doubt.cancel", "doubt.charge", "doubt.delete-key", "doubt.evidence.", "doubt.inquired.", "doubt.issue-key", "doubt.key_", "doubt.lead.", "doubt.no", "doubt.question.", "doubt.record_",
	"doubt.revoke-key", "doubt.settle", "doubt.step1.", "doubt.yes", "export.column.", "export.sheet", "export.sums", "export.trouble.", "fault.", "finding.", "gateway.", "kind.", "missing.", "network.",
	"practice.behaviour.", "printer.", "result.", "return.", "customer.", "settings.easypay.", "settings.env.", "settings.check.", "settings.payple.", "settings.payup.", "receiver.",
	"settings.keep.years.", "settings.theme.", "slip.mark.", "state.", "story.", "strip.", "trouble.", "wallet.page.", "wallet.refused.", "wallet.receipt.",
}

func TestWords(t *testing.T) {
	languages := map[string]*Words{}
	for _, l := range Languages() {
		w, err := ReadWords(assets.Words(), l)
		if err != nil {
			t.Fatal(err)
		}
		languages[l] = w
	}
	ko, en := languages["ko"], languages["en"]

	t.Run("both_languages_say_the_same_things", func(t *testing.T) {
		placeholder := regexp.MustCompile(`\{\w+\}`)
		for key, korean := range ko.texts {
			english, ok := en.texts[key]
			if !ok {
				t.Errorf("%s has no English", key)
				continue
			}
			if a, b := placeholders(placeholder, korean), placeholders(placeholder, english); a != b {
				t.Errorf("%s: %s in Korean, %s in English", key, a, b)
			}
		}
		if len(en.texts) != len(ko.texts) {
			t.Errorf("%d Korean texts, %d English", len(ko.texts), len(en.texts))
		}
	})

	t.Run("every_key_is_used_and_every_used_key_is_there", func(t *testing.T) {
		literal := regexp.MustCompile(`"([a-z_]+(?:\.[a-z0-9_-]*[a-z0-9])+)"`)
		used := map[string]bool{}
		files, err := filepath.Glob("*.go")
		if err != nil {
			t.Fatal(err)
		}
		slips, err := filepath.Glob("../desk/slip/*.go") // these are handed the words
		if err != nil || len(slips) == 0 {
			t.Fatal("no slips", err)
		}
		for _, file := range append(files, slips...) {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range literal.FindAllStringSubmatch(string(source), -1) {
				used[m[1]] = true
				if strings.HasSuffix(m[1], ".png") || strings.HasSuffix(m[1], ".json") {
					continue
				}
				if !ko.Has(m[1]) {
					t.Errorf("%s uses %s, which has no text", file, m[1])
				}
			}
		}
		for key := range ko.texts {
			if !used[key] && !madeUp(key) {
				t.Errorf("%s is never said", key)
			}
		}
	})

	t.Run("no_exclamation_marks", func(t *testing.T) {
		for _, w := range languages {
			for key, text := range w.texts {
				if strings.Contains(text, "!") {
					t.Errorf("%s: %s", key, text)
				}
			}
		}
	})
}

func placeholders(pattern *regexp.Regexp, text string) string {
	seen := map[string]bool{}
	for _, p := range pattern.FindAllString(text, -1) {
		seen[p] = true
	}
	var all []string
	for _, name := range []string{"{amount}", "{call}", "{customers}", "{environment}", "{from}", "{n}", "{terminal}", "{to}", "{word}", "{code}", "{columns}", "{count}", "{date}", "{day}", "{days}", "{ended}", "{fault}", "{field}", "{folder}", "{gateway}", "{hours}", "{limit}", "{message}", "{minutes}",
		"{month}", "{months}", "{name}", "{now}", "{number}", "{order}", "{outcome}", "{seconds}", "{sent}", "{signs}", "{state}", "{time}", "{transaction}", "{was}", "{weekday}", "{what}"} {
		if seen[name] {
			all = append(all, name)
			delete(seen, name)
		}
	}
	for unknown := range seen {
		all = append(all, "unknown "+unknown)
	}
	return strings.Join(all, " ")
}

func madeUp(key string) bool {
	for _, beginning := range madeKeys {
		if strings.HasPrefix(key, beginning) {
			return true
		}
	}
	return false
}
