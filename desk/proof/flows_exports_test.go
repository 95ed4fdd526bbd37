package proof

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"keyindesk/desk"
	"keyindesk/desk/export"
	"keyindesk/desk/slip"
)

// exportWords are the words of an exported file.
type exportWords struct{ words slip.Words }

func (w exportWords) T(key string, pairs ...string) string { return w.words(key, pairs...) }
func (w exportWords) State(o desk.Operation) string        { return w.words("state." + string(o.State)) }
func (w exportWords) Quota(months int) string              { return fmt.Sprint(months) }

// export takes all rows out in both formats, found by a buyer's name and with a
// card's number in the reason, but without a column that names anybody. Then it
// gives up one with every column. What is in a workbook is put beside it, as
// archives are not searched.
func (s *shift) export() error {
	words, err := koreanWords()
	if err != nil {
		return err
	}
	dir := filepath.Join(s.dataDir, "exports")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	job := export.Job{
		Query: desk.Query{}, Columns: export.Standard(), Spool: filepath.Join(s.dataDir, "unfinished"), Environment: s.desk.Environment,
		Reason: "카드 " + grouped(cardNumbers[1], "-") + " 확인", Staff: "김하늘", Words: exportWords{words},
	}
	for _, format := range []export.Format{export.XLSX, export.CSV} {
		for _, found := range []string{"", buyerName} {
			job.Format, job.Path, job.Query.Text = format, filepath.Join(dir, export.FreeName(dir, "rows."+string(format))), found
			done, err := export.Run(s.ctx, s.desk, job)
			if err != nil {
				return err
			}
			if done.Rows == 0 {
				return fmt.Errorf("no rows in %s", done.Path)
			}
			s.log.Info("exported", "job", fmt.Sprintf("%+v", done))
		}
		if err := s.giveUpExport(job); err != nil {
			return err
		}
	}
	return errors.Join(unpack(filepath.Join(dir, "rows.xlsx")), unpack(filepath.Join(dir, "rows (2).xlsx")))
}

// giveUpExport begins a file of everything there is, and ends it half way.
func (s *shift) giveUpExport(job export.Job) error {
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	job.Columns, job.Query.Text, job.Path = export.Columns(), "", job.Path+".all"
	job.Progress = func(export.Progress) { stop() }
	if _, err := export.Run(ctx, s.desk, job); !errors.Is(err, context.Canceled) {
		return fmt.Errorf("an export that was given up: %w", err)
	}
	return nil
}

// unpack puts the files of a workbook beside it.
func unpack(path string) error {
	workbook, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer workbook.Close()
	for i, packed := range workbook.File {
		from, err := packed.Open()
		if err != nil {
			return err
		}
		content, err := io.ReadAll(from)
		if err = errors.Join(err, from.Close(), os.WriteFile(fmt.Sprintf("%s.%d.xml", path, i), content, 0o600)); err != nil {
			return err
		}
	}
	return nil
}
