package store

import "testing"

// TestAnchor puts older copies and other files in the place of a history.
func TestAnchor(t *testing.T) {
	arrange := func(t *testing.T) (Options, *clock, []byte) {
		o, c := testOptions(t, quickTemp(t))
		o.AnchorFile = quickTemp(t) + "/anchor.json"
		s := openTest(t, o)
		approved(t, s, 1_000)
		s.Close()
		older := readFile(t, s.path)
		s = openTest(t, o)
		if s.Behind() != nil {
			t.Fatal("behind", s.Behind())
		}
		approved(t, s, 2_000)
		closed(t, s)
		s.Close()
		return o, c, older
	}
	put := func(t *testing.T, o Options, content []byte) *Store {
		writeFile(t, o.Dir+"/"+databaseName, content)
		return openTest(t, o)
	}
	t.Run("an_older_copy_is_told_until_it_is_accepted", func(t *testing.T) {
		o, _, older := arrange(t)
		known := readFile(t, o.AnchorFile)
		s := put(t, o, older)
		b := s.Behind()
		if b == nil || b.OtherFile || b.Forked || b.Events != 2 || b.Known.Events != 5 || b.Known.Closing != 1 {
			t.Fatalf("%+v", b)
		}
		s.Close()
		if s = openTest(t, o); s.Behind() == nil {
			t.Fatal("told once only")
		}
		if err := s.AcceptHistory(ctx, "박사장"); err != nil || s.Behind() != nil {
			t.Fatal(err)
		}
		if err := s.VerifyChain(ctx); err != nil {
			t.Error(err)
		}
		s.Close()
		o.Witness = known // which nobody has told of it
		if s = openTest(t, o); s.Behind() != nil {
			t.Error("told again", s.Behind())
		}
	})
	t.Run("one_that_went_on_is_another_way", func(t *testing.T) {
		o, _, older := arrange(t)
		elsewhere := o
		elsewhere.AnchorFile = ""
		s := put(t, elsewhere, older)
		for range 3 {
			charged(t, s, Declined)
		}
		s.Close()
		if b := openTest(t, o).Behind(); b == nil || !b.Forked || b.Events != 8 {
			t.Errorf("%+v", b)
		}
	})
	t.Run("a_new_file_is_another", func(t *testing.T) {
		o, _, _ := arrange(t)
		if b := put(t, o, nil).Behind(); b == nil || !b.OtherFile {
			t.Errorf("%+v", b)
		}
	})
	t.Run("a_witness_elsewhere_tells_as_well", func(t *testing.T) {
		o, _, older := arrange(t)
		o.Witness = readFile(t, o.AnchorFile)
		o.AnchorFile = ""
		if b := put(t, o, older).Behind(); b == nil || b.Known.Events != 5 {
			t.Errorf("%+v", b)
		}
	})
	t.Run("what_can_not_be_read_says_nothing", func(t *testing.T) {
		o, _, older := arrange(t)
		writeFile(t, o.AnchorFile, []byte("{"))
		if b := put(t, o, older).Behind(); b != nil {
			t.Errorf("%+v", b)
		}
	})
}
