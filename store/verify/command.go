package verify

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// The exit codes of Command.
const (
	exitIntact   = 0
	exitNot      = 1
	exitUnusable = 2 // nothing can be said
)

// Command is `keyindesk verify`: it checks the file that the arguments name,
// tells the result in plain sentences and returns the exit code: 0 intact, 1
// not, 2 if nothing can be said.
func Command(ctx context.Context, name string, arguments []string, out, complaints io.Writer) int {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(complaints)
	var o Options
	flags.StringVar(&o.Against, "against", "", "an audit file, an anchor or another copy of the history, from earlier")
	flags.StringVar(&o.Code, "code", "", "the check code of a printed closing, with its number in front: 12:ABCD-EFGH-IJKL-MNOP")
	flags.StringVar(&o.Key, "key", "", "the public key that signs closings, in hex")
	flags.BoolVar(&o.Indexes, "indexes", false, "hold the indexes of a large database against its tables too")
	language := flags.String("language", string(languageOf(os.Getenv)), "ko, en or both")
	flags.Usage = func() {
		fmt.Fprintf(complaints, "%s [flags] FILE\n기록 파일(history.db)이나 감사 파일을 검사합니다. / checks a history or an audit file.\n", name)
		flags.PrintDefaults()
	}
	switch err := flags.Parse(arguments); {
	case errors.Is(err, flag.ErrHelp):
		return exitIntact
	case err != nil:
		return exitUnusable
	case flags.NArg() != 1:
		flags.Usage()
		return exitUnusable
	}
	r, err := File(ctx, flags.Arg(0), o)
	if err == nil {
		err = r.Tell(out, Language(*language))
	}
	if err != nil {
		fmt.Fprintf(complaints, "읽을 수 없습니다 / can't be read: %v\n", err)
		return exitUnusable
	}
	if r.Verdict != Intact {
		return exitNot
	}
	return exitIntact
}

// languageOf follows the locale; both where there is none, as on Windows.
func languageOf(environment func(string) string) Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		switch value := environment(name); {
		case value == "":
		case strings.HasPrefix(value, "ko"):
			return Korean
		case value == "C" || value == "POSIX" || strings.HasPrefix(value, "C."):
			return Both
		default:
			return English
		}
	}
	return Both
}
