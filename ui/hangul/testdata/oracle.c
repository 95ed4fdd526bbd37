/* Types on libhangul's keyboard "2" and says what it answers.
 *
 * Standard input: one sequence of keys a line. A letter is its key, a capital
 * with Shift; '<' is Backspace; '.' completes what grows.
 *
 * Standard output: one line for each: the sequence, and for every key, behind a
 * space, what it completed, '/', what grows then, and '!' if the key was not
 * taken. Each sequence begins with nothing typed.
 */
#include <hangul.h>
#include <stdio.h>
#include <string.h>

static void put(const ucschar *text)
{
	for (; *text != 0; text++) {
		ucschar c = *text;
		if (c < 0x80) {
			putchar(c);
		} else if (c < 0x800) {
			putchar(0xC0 | c >> 6);
			putchar(0x80 | (c & 0x3F));
		} else {
			putchar(0xE0 | c >> 12);
			putchar(0x80 | (c >> 6 & 0x3F));
			putchar(0x80 | (c & 0x3F));
		}
	}
}

static void answer(HangulInputContext *context, char key)
{
	bool taken = true;

	putchar(' ');
	switch (key) {
	case '.':
		put(hangul_ic_flush(context));
		break;
	case '<':
		taken = hangul_ic_backspace(context);
		put(hangul_ic_get_commit_string(context));
		break;
	default:
		taken = hangul_ic_process(context, key);
		put(hangul_ic_get_commit_string(context));
	}
	putchar('/');
	put(hangul_ic_get_preedit_string(context));
	if (!taken)
		putchar('!');
}

int main(void)
{
	static char line[1024];
	HangulInputContext *context = hangul_ic_new("2");

	if (context == NULL) {
		fputs("libhangul has no keyboard \"2\"\n", stderr);
		return 1;
	}
	while (fgets(line, sizeof line, stdin) != NULL) {
		size_t length = strcspn(line, "\n");
		if (line[length] != '\n') {
			fputs("a sequence does not end, or is too long\n", stderr);
			return 1;
		}
		line[length] = '\0';
		hangul_ic_reset(context);
		fputs(line, stdout);
		for (const char *key = line; *key != '\0'; key++)
			answer(context, *key);
		putchar('\n');
	}
	hangul_ic_delete(context);
	return 0;
}
