package hangul

import (
	"bufio"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// oracleVariable set to "required", as `make hangul` does, lets TestLibhangul
// try all that it can, and fail where there is no libhangul.
const oracleVariable = "HANGUL_ORACLE"

// TestLibhangul types on libhangul and on this package, and holds against each
// other, key by key, what was completed, what grows then and whether the key was
// taken.
func TestLibhangul(t *testing.T) {
	required := os.Getenv(oracleVariable) == "required"
	depth, random := 3, 50_000
	if required {
		depth, random = 4, 1_000_000
	}
	oracle := newOracle(t, required)

	var syllables, short, sequences, keys, different int
	compare := func(sequence, answer, text string) { // text "" if only libhangul knows it
		keys += len(sequence)
		ours, whole := answered(sequence)
		if answer == ours && (text == "" || whole == text) {
			return
		}
		switch different++; {
		case different > 10: // these say enough
		case answer != ours:
			t.Errorf("libhangul answers %s\nthis package     %s", answer, ours)
		default:
			t.Errorf("%s gives %q, not %q", sequence, whole, text)
		}
	}
	ask(t, oracle, everySyllable, func(sequence, answer string) {
		compare(sequence, answer, string('가'+rune(syllables)))
		syllables++
	})
	ask(t, oracle, everySequence(depth), func(sequence, answer string) {
		compare(sequence, answer, "")
		short++
	})
	ask(t, oracle, randomSequences(random), func(sequence, answer string) {
		compare(sequence, answer, "")
		sequences++
	})
	shorts := 1
	for range depth {
		shorts *= len(jamoKeys + "<")
	}
	if syllables != '힣'-'가'+1 || short != shorts || sequences != random {
		t.Error("libhangul did not answer everything")
	}
	t.Logf("short=%d, every sequence of %d of the 33 jamo's keys and Backspace", short, depth)
	t.Logf("syllables=%d sequences=%d keys=%d different=%d", syllables, sequences, keys, different)
}

// newOracle compiles testdata/oracle.c and returns the program's path.
func newOracle(t *testing.T, required bool) string {
	t.Helper()
	missing := t.Skip
	if required {
		missing = t.Fatal
	}
	compiler, err := exec.LookPath("cc")
	if err != nil {
		missing("not held against libhangul: there is no C compiler, cc, on this machine")
	}
	flags, err := exec.Command("pkg-config", "--cflags", "--libs", "libhangul").Output()
	if err != nil {
		missing("not held against libhangul: pkg-config does not find it on this machine (Debian: libhangul-dev)")
	}
	program := filepath.Join(t.TempDir(), "oracle")
	arguments := append([]string{"-O2", "-o", program, "testdata/oracle.c"}, strings.Fields(string(flags))...)
	if out, err := exec.Command(compiler, arguments...).CombinedOutput(); err != nil {
		t.Fatalf("cc: %v\n%s", err, out)
	}
	return program
}

// ask has the oracle type all sequences and tells each answer, in their order.
func ask(t *testing.T, oracle string, all iter.Seq[string], tell func(sequence, answer string)) {
	t.Helper()
	command := exec.CommandContext(t.Context(), oracle)
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer in.Close()
		lines := bufio.NewWriterSize(in, 1<<16)
		defer lines.Flush()
		for sequence := range all {
			if _, err := io.WriteString(lines, sequence+"\n"); err != nil {
				return // the oracle has ended, and says why
			}
		}
	}()
	answers := bufio.NewScanner(out)
	for answers.Scan() {
		answer := answers.Text()
		sequence, _, _ := strings.Cut(answer, " ")
		tell(sequence, answer)
	}
	if err := answers.Err(); err != nil {
		t.Fatal(err)
	}
	if err := command.Wait(); err != nil {
		t.Fatal(err)
	}
}

// answered is this package's answer to a sequence, in the oracle's form, and the
// whole text in the end.
func answered(sequence string) (answer, text string) {
	var line, complete strings.Builder
	line.Grow(16 * len(sequence))
	line.WriteString(sequence)
	var c Composer
	for _, key := range []byte(sequence) {
		done, taken := press(&c, key)
		complete.WriteString(done)
		line.WriteString(" " + done + "/" + c.Text())
		if !taken {
			line.WriteByte('!')
		}
	}
	return line.String(), complete.String() + c.Text()
}

// everySyllable is the keys of 가 to 힣.
func everySyllable(yield func(string) bool) {
	for _, initial := range initialKeys {
		for _, vowel := range vowelKeys {
			for _, final := range finalKeys {
				if !yield(initial + vowel + final) {
					return
				}
			}
		}
	}
}

// everySequence is all there is of so many keys that carry a jamo, or Backspace.
// What is shorter is the beginning of one.
func everySequence(length int) iter.Seq[string] {
	const keys = jamoKeys + "<"
	return func(yield func(string) bool) {
		digits := make([]int, length)
		sequence := []byte(strings.Repeat(keys[:1], length))
		for {
			if !yield(string(sequence)) {
				return
			}
			at := length - 1
			for ; at >= 0 && digits[at] == len(keys)-1; at-- {
				digits[at], sequence[at] = 0, keys[0]
			}
			if at < 0 {
				return
			}
			digits[at]++
			sequence[at] = keys[digits[at]]
		}
	}
}

// moods are the keys that a random sequence is drawn from; a key that stands
// there twice is drawn twice as often.
var moods = []string{
	letterKeys + "<<<<..",                   // anything, and Shift where it changes nothing
	jamoKeys + "<<<<",                       // any jamo
	"rtswgfaqxvrtswgfaqxvhknjmlophknjmlop<", // what pairs: two consonants, two vowels
	"rtsfqghknml<<<<<<<",                    // the same, with many Backspaces
	"QWERTOPqwertopQWERTOPqwertopkhnl<",     // Shift
	jamoKeys + strings.Repeat("<", 33),      // as many Backspaces as jamo
}

// randomSequences is n sequences of 1 to 20 keys, the same on every machine.
func randomSequences(n int) iter.Seq[string] {
	return func(yield func(string) bool) {
		random := rand.New(rand.NewPCG(5002, 11172))
		for range n {
			length := 1 + random.IntN(20)
			var sequence []byte
			if mood := random.IntN(len(moods) + 2); mood < len(moods) {
				for range length {
					sequence = append(sequence, moods[mood][random.IntN(len(moods[mood]))])
				}
			} else {
				sequence = randomSyllables(random, length)
			}
			if !yield(string(sequence)) {
				return
			}
		}
	}
}

// randomSyllables is so many keys of whole syllables, as people type them, half
// of these with a final, and now and then a Backspace.
func randomSyllables(random *rand.Rand, length int) (sequence []byte) {
	one := func(of []string) {
		sequence = append(sequence, of[random.IntN(len(of))]...)
		if random.IntN(10) == 0 {
			sequence = append(sequence, '<')
		}
	}
	for len(sequence) < length {
		one(initialKeys)
		one(vowelKeys)
		if random.IntN(2) == 0 {
			one(finalKeys)
		}
	}
	return sequence[:length]
}
