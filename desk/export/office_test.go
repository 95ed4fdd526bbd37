package export

import (
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What LibreOffice is told, see its "Filter Options for CSV": comma, quotes,
// UTF-8, from line 1; as it is read, quoted fields are texts and days are days;
// as it is written, texts are quoted and cells are as shown, of every sheet.
const (
	readingCSV = "CSV:44,34,76,1,,0,true,true"
	writtenCSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1"
	writtenODF = "fods"
)

// TestOffice has LibreOffice open what was exported and give its cells back.
// make exports installs it; OFFICE=required makes its absence an error.
func TestOffice(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if os.Getenv("OFFICE") == "" {
		t.Skip("make exports asks for this")
	}
	if err != nil {
		t.Fatal(err)
	}
	o := office{t, soffice, t.TempDir()}
	want := append([][]readCell{nil}, hostileCells()...)
	formats(t, func(t *testing.T, f Format) {
		o.t = t
		b, columns := hostileRows()
		j := job(t, f, columns...)
		run(t, b, j)
		want[0] = nil
		for _, c := range titles(asColumns(t, j), j.Words) {
			want[0] = append(want[0], readCell{"text", c.text})
		}
		reading := readingCSV
		if f == XLSX {
			reading = ""
		}
		back := o.cells(o.convert(j.Path, reading, writtenCSV))
		if diff := cmp.Diff(want, back[:len(want)]); diff != "" {
			t.Error(diff)
		}
		kinds, formulas := o.kinds(o.convert(j.Path, reading, writtenODF))
		for i, row := range want {
			for k, c := range row {
				if kinds[i][k] != c.Kind {
					t.Errorf("row %d, column %d is %q, not %q", i+1, k+1, kinds[i][k], c.Kind)
				}
			}
		}
		t.Logf("%s: %d rows, %d cells, %d of them formulas", f, len(want), len(want)*len(want[0]), len(formulas))
		if len(formulas) > 0 {
			t.Error(formulas)
		}
	})

	t.Run("opened_without_a_word_a_csv_runs_nothing", func(t *testing.T) {
		o.t = t
		b, columns := hostileRows()
		j := job(t, CSV, columns...)
		run(t, b, j)
		_, formulas := o.kinds(o.convert(j.Path, "", writtenODF))
		if len(formulas) > 0 {
			t.Error(formulas)
		}
		content, err := os.ReadFile(j.Path)
		if err != nil {
			t.Fatal(err)
		}
		undefused := filepath.Join(t.TempDir(), "undefused.csv")
		writeFile(t, undefused, strings.ReplaceAll(string(content), `"'`, `"`))
		_, run := o.kinds(o.convert(undefused, "", writtenODF))
		t.Logf("formulas that LibreOffice runs of the same file: with the guard %d, without it %d", len(formulas), len(run))
		if len(run) == 0 {
			t.Error("LibreOffice runs nothing at all: this test can't fail")
		}
	})
}

func asColumns(t *testing.T, j Job) []column {
	t.Helper()
	columns, err := chosenColumns(j.Columns, j.Environment)
	if err != nil {
		t.Fatal(err)
	}
	return columns
}

// office is LibreOffice without a window.
type office struct {
	t       *testing.T
	soffice string
	profile string
}

// convert opens a file and writes it in another format.
func (o office) convert(file, reading, written string) string {
	o.t.Helper()
	dir := o.t.TempDir()
	args := []string{"--headless", "--norestore", "-env:UserInstallation=file://" + filepath.ToSlash(o.profile), "--convert-to", written, "--outdir", dir}
	if reading != "" {
		args = append(args, "--infilter="+reading)
	}
	cmd := exec.CommandContext(o.t.Context(), o.soffice, append(args, file)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8") // it names files by the sheet, in Korean
	out, err := cmd.CombinedOutput()
	if err != nil {
		o.t.Fatalf("%v\n%s", err, out)
	}
	made, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(made) != 1 {
		o.t.Fatalf("%v %v\n%s", made, err, out)
	}
	return made[0]
}

// cells are those of a CSV file of LibreOffice's, which shows a time of the day
// as Americans do.
func (o office) cells(file string) [][]readCell {
	o.t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		o.t.Fatal(err)
	}
	rows := records(o.t, string(content))
	for _, row := range rows {
		for i, c := range row {
			if clock, err := time.Parse("03:04:05 PM", c.Text); err == nil {
				row[i] = readCell{"clock", clock.Format("15:04:05")}
			}
		}
	}
	return rows
}

// odfCell is a cell of OpenDocument (part 3, 9.1.4).
type odfCell struct {
	Type    string `xml:"urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type,attr"`
	Formula string `xml:"urn:oasis:names:tc:opendocument:xmlns:table:1.0 formula,attr"`
	Times   int    `xml:"urn:oasis:names:tc:opendocument:xmlns:table:1.0 number-columns-repeated,attr"`
}

// kinds are what LibreOffice takes each cell for, and the formulas it found.
func (o office) kinds(file string) (rows [][]string, formulas []string) {
	o.t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		o.t.Fatal(err)
	}
	var document struct {
		Rows []struct {
			Times int       `xml:"urn:oasis:names:tc:opendocument:xmlns:table:1.0 number-rows-repeated,attr"`
			Cells []odfCell `xml:"urn:oasis:names:tc:opendocument:xmlns:table:1.0 table-cell"`
		} `xml:"body>spreadsheet>table>table-row"`
	}
	if err := xml.Unmarshal(content, &document); err != nil {
		o.t.Fatal(err)
	}
	names := map[string]string{"string": "text", "float": "number", "date": "day", "time": "clock"}
	for _, r := range document.Rows {
		var row []string
		for _, c := range r.Cells {
			if c.Formula != "" {
				formulas = append(formulas, c.Formula)
			}
			for range min(max(c.Times, 1), 100) {
				row = append(row, names[c.Type])
			}
		}
		for range min(max(r.Times, 1), 2) {
			rows = append(rows, row)
		}
	}
	return rows, formulas
}
