/* main.c - the command `dispute`: which command is meant, and do its words and options fit it? */
#include "commands.h"
#include "dispute.h"
#include "help.h"
#include "output.h"
#include <string.h>

static int version(void) {
    text t = {NULL, 0, 0};
    unsigned v = dispute_version();
    text_print(&t, "dispute %u.%u.%u\n", v >> 16, v >> 8 & 0xFF, v & 0xFF);
    int wrong = output_write(&t);
    text_free(&t);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}

static int check_options(const command *c, const arguments *a) {
    for (int i = 0; i < OPTIONS; i++) {
        if (!a->value[i] || command_takes(c, &option_forms[i])) continue;
        complain(spoken("`dispute %s` takes no --%s; see dispute %s --help",
                        "“dispute %s”没有选项 --%s；用法见 dispute %s --help",
                        "「dispute %s」沒有選項 --%s；用法見 dispute %s --help"),
                 c->name, option_forms[i].name, c->name);
        return -1;
    }
    return 0;
}

/* "dispute policy bogus", where `dispute policy` is a command of its own. */
static int say_no_such(const command *c, const char *word) {
    text family = {NULL, 0, 0};
    put_family(&family, c->name);
    if (family.size)
        complain(spoken("there is no `%s %s`; there are %s", "没有“%s %s”这个命令，可用的有：%s",
                        "沒有「%s %s」這個命令，可用的有：%s"),
                 c->name, word, text_string(&family));
    int any = family.size != 0;
    text_free(&family);
    return any;
}

static int check_words(const command *c, const char *const *word, int words) { /* those behind its name */
    int most = 0;
    while (most < WORDS_MOST && c->words[most] != VALUE_NONE) most++;
    if (words >= c->words_least && words <= most) return 0;
    if (words < c->words_least)
        complain(spoken("`dispute %s` needs more words than that; see dispute %s --help",
                        "“dispute %s”还缺少内容；用法见 dispute %s --help",
                        "「dispute %s」還缺少內容；用法見 dispute %s --help"),
                 c->name, c->name);
    else if (!say_no_such(c, word[most]))
        complain(spoken("`dispute %s` takes fewer words than that; see dispute %s --help",
                        "“dispute %s”后面的内容过多；用法见 dispute %s --help",
                        "「dispute %s」後面的內容過多；用法見 dispute %s --help"),
                 c->name, c->name);
    return -1;
}

/* "dispute policy" where only commands of two words begin so: says which. */
static int say_family(const char *word) {
    text family = {NULL, 0, 0};
    put_family(&family, word);
    if (family.size)
        complain(spoken("dispute %s: it must be followed by one of: %s", "dispute %s：后面须为以下之一：%s",
                        "dispute %s：後面須為以下之一：%s"),
                 word, text_string(&family));
    int any = family.size != 0;
    text_free(&family);
    return any;
}

static int run(const arguments *a) {
    int used = 0;
    const command *c = command_find(a->word, a->words, &used);
    if (a->value[OPTION_VERSION]) return version();
    if (a->value[OPTION_HELP] && (c || !a->words)) return help_print(c);
    if (!a->words)
        complain("%s", spoken("what shall it do? See dispute --help", "要做什么？用法见 dispute --help",
                              "要做什麼？用法見 dispute --help"));
    else if (!c && !say_family(a->word[0]))
        complain(spoken("%s is no command; see dispute --help", "没有 %s 这个命令；用法见 dispute --help",
                        "沒有 %s 這個命令；用法見 dispute --help"),
                 a->word[0]);
    else if (c && check_words(c, a->word + used, a->words - used) == 0 && check_options(c, a) == 0)
        return c->run(a);
    return EXIT_NOT_UNDERSTOOD;
}

int main(int argc, char **argv) {
    arguments a;
    if (output_ready() != 0) return EXIT_NOT_UNDERSTOOD;
    int status = arguments_read(&a, argc, argv) == 0 ? run(&a) : EXIT_NOT_UNDERSTOOD;
    arguments_free(&a);
    return status;
}
