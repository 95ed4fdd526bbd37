#!/usr/bin/env bash
# Runs every fuzz test of the module for some time each, and says how often and
# how it ended: fuzz.sh TIME, such as 30s.
#
#   inputs      what Go's fuzzer made and ran, after what it remembered
#   texts       what was read: the inputs, and mutants of good replies made of
#               each; one text counts once, however many readers read it
#   answers     how the readers of replies ended, one answer for each reader of
#               each text; an approved without its echo fails the test
#   executions  each reading of a text by one reader: all answers, and what was
#               read or refused by the readers that know no outcome
#
# A text that is not read in ten seconds fails its test, or in one when the time
# is up. So does a search that tried nothing.
set -euo pipefail
export CGO_ENABLED=0

time=$1
case $time in
  *[!0-9smh]* | "") echo "fuzz.sh: how long? Such as 30s, 5m." >&2; exit 2 ;;
  *m) patience=$((${time%m} * 60)) ;;
  *h) patience=$((${time%h} * 3600)) ;;
  *) patience=${time%s} time=${time%s}s ;;
esac
patience=$((patience * 2 + 300)) # it begins by running what it remembers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# counted adds up what the processes of one fuzz test have written, as
# "texts=9 approved=3 ...".
counted() {
  find "$work/tally" -type f -exec cat {} + | awk '
    { n[$1] += $2 }
    END {
      split("texts approved declined unknown not-sent read refused", words)
      for (i = 1; i in words; i++) printf "%s=%d ", words[i], n[words[i]]
    }'
}

# failed says that something is wrong, unless it is only the time that was up:
# Go 1.26 sometimes calls that a failure (go.dev/issue/75804), in these words and
# without an input that failed.
failed() {
  ! grep -qx '    context deadline exceeded' "$work/log" || grep -q 'Failing input\|^panic\|_test.go:' "$work/log"
}

complain() {
  echo "$1"
  cat "$work/log"
  cat "$work"/tally/slow-* 2>/dev/null && echo
  exit 1
}

declare -A all=()
tests=0
for package in $(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u); do
  for name in $(go test "$package" -list '^Fuzz' | grep '^Fuzz'); do
    mkdir "$work/tally"
    # The tenth try to make an interesting input smaller is the last: more of them
    # would take the time of the search.
    if ! KEYINDESK_TALLY="$work/tally" timeout -k 10 "$patience" go test "$package" -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 10x >"$work/log" 2>&1 && failed; then
      complain "$package $name"
    fi
    if compgen -G "$work/tally/slow-*" >/dev/null; then
      complain "$package $name was still reading when the time was up:"
    fi
    declare -A n=([inputs]=$(sed -n 's/.*execs: \([0-9]*\).*/\1/p' "$work/log" | tail -1))
    for pair in $(counted); do n[${pair%=*}]=${pair#*=}; done
    n[inputs]=${n[inputs]:-0}
    if ((n[texts] == 0)); then
      complain "$package $name tried nothing"
    fi
    printf '%-26s %9d inputs %9d texts' "${package#./} $name" "${n[inputs]}" "${n[texts]}"
    answers=$((n[approved] + n[declined] + n[unknown] + n[not-sent]))
    if ((answers)); then
      printf '  %9d answers: approved %d, declined %d, unknown %d, not-sent %d\n' \
        "$answers" "${n[approved]}" "${n[declined]}" "${n[unknown]}" "${n[not-sent]}"
    else
      printf '  read %d, refused %d\n' "${n[read]}" "${n[refused]}"
    fi
    n[answers]=$answers
    for word in "${!n[@]}"; do all[$word]=$((${all[$word]:-0} + n[$word])); done
    tests=$((tests + 1))
    unset n
    rm -rf "$work/tally"
  done
done
echo "tests=$tests inputs=${all[inputs]} texts=${all[texts]} answers=${all[answers]} approved=${all[approved]} declined=${all[declined]}" \
  "unknown=${all[unknown]} not-sent=${all[not-sent]} read=${all[read]} refused=${all[refused]}"
echo "None crashed, hung or was approved without its echo: that would have ended the run."
echo "executions=$((all[answers] + all[read] + all[refused]))"
