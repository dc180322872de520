/* arguments.c - the words of the command line, sorted. */
#include "arguments.h"
#include "output.h"
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

const char *argument_name(int argument) { return option_forms[argument].name; }

/* ---- the language ---- */

static int choose(const char *where, const char *name) {
    text known = {NULL, 0, 0};
    if (language_choose(name) == 0) return 0;
    put_words(&known, DISPUTE_GROUP_LANGUAGE, 0);
    complain(spoken("%s %s: there is no such language; there are: %s", "%s %s：没有这种语言，可用的有：%s",
                    "%s %s：沒有這種語言，可用的有：%s"),
             where, name, text_string(&known));
    text_free(&known);
    return -1;
}

/* Before anything is said: a mistake before --lang is told in its language, too. What is wrong with it is said later.
 */
static void look_ahead(int argc, char **argv) {
    static const char option[] = "--lang";
    const char *name = getenv("DISPUTE_LANG");
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], option) == 0 && i + 1 < argc) name = argv[i + 1];
        if (strncmp(argv[i], "--lang=", sizeof option) == 0) name = argv[i] + sizeof option;
    }
    if (name) language_choose(name);
}

static int choose_language(const arguments *a) {
    const char *of_environment = getenv("DISPUTE_LANG");
    if (a->value[OPTION_LANG]) return choose("--lang", a->value[OPTION_LANG]);
    return of_environment && of_environment[0] ? choose("DISPUTE_LANG", of_environment) : 0;
}

/* ---- words and options ---- */

static int take(arguments *a, int option, const char *value, int argc) {
    const option_form *form = &option_forms[option];
    if (form->takes == TAKES_MANY) {
        if (!a->list[option]) a->list[option] = calloc((size_t)argc, sizeof *a->list[option]);
        if (!a->list[option]) {
            complain_no_memory();
            return -1;
        }
        a->list[option][a->count[option]++] = value;
    } else if (form->takes == TAKES_ONE && a->value[option]) {
        complain(spoken("--%s is given twice", "--%s 重复出现", "--%s 重複出現"), form->name);
        return -1;
    }
    a->value[option] = value ? value : "";
    return 0;
}

static int take_word(arguments *a, const char *word) {
    if (a->words == (int)(sizeof a->word / sizeof a->word[0])) {
        complain(spoken("\"%s\" is one word too many; see dispute --help", "“%s”是多余的；用法见 dispute --help",
                        "「%s」是多餘的；用法見 dispute --help"),
                 word);
        return -1;
    }
    a->word[a->words++] = word;
    return 0;
}

static int refuse(int found, const char *given) {
    if (found == ':')
        complain(spoken("%s needs a value", "%s 后面要有值", "%s 後面要有值"), given);
    else
        complain(spoken("%s is no option; see dispute --help", "没有 %s 这个选项；用法见 dispute --help",
                        "沒有 %s 這個選項；用法見 dispute --help"),
                 given);
    return -1;
}

int arguments_read(arguments *a, int argc, char **argv) {
    enum { FIRST = 1000 }; /* what getopt gives for the first option */
    struct option table[OPTIONS + 1];
    int found = 0, wrong = 0;
    memset(a, 0, sizeof *a);
    memset(table, 0, sizeof table);
    look_ahead(argc, argv);
    for (int i = 0; i < OPTIONS; i++)
        table[i] =
            (struct option){option_forms[i].name,
                            option_forms[i].takes == TAKES_NOTHING ? no_argument : required_argument, NULL, FIRST + i};
    opterr = 0;
    while (!wrong && (found = getopt_long(argc, argv, "-:h", table, NULL)) != -1) {
        if (found == 1)
            wrong = take_word(a, optarg);
        else if (found >= FIRST)
            wrong = take(a, found - FIRST, optarg, argc);
        else if (found == 'h')
            wrong = take(a, OPTION_HELP, NULL, argc);
        else
            wrong = refuse(found, argv[optind - 1]);
    }
    while (!wrong && optind < argc) wrong = take_word(a, argv[optind++]);
    return wrong ? wrong : choose_language(a);
}

void arguments_free(arguments *a) {
    for (int i = 0; i < OPTIONS; i++) free(a->list[i]);
}
