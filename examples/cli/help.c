/* help.c - how the command is used, for people and as JSON, from the tables of commands.c and options.c. */
#include "help.h"
#include "answer_json.h"
#include "columns.h"
#include "commands.h"
#include "output.h"
#include <string.h>

enum { LINE = 100, NAMES = 13, INDENT = 2, GAP = 2 };

static void put_title(text *t, const char *title) { text_print(t, "\n%s\n", title); }

static void put_entry(text *t, const char *name, size_t width, const char *what) {
    put_blanks(t, INDENT);
    put_padded(t, name, width);
    put_blanks(t, GAP);
    put_wrapped(t, what, LINE - INDENT - width - GAP, INDENT + width + GAP);
    text_put(t, "\n");
}

/* ---- one command ---- */

static void put_option_name(text *t, const option_form *o) {
    text_print(t, "--%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
}

static void put_says(text *t,
                     const option_form *o) { /* its sentence, and the words that it takes, where they are few */
    enum { FEW = 12 };
    text_put(t, said(&o->says));
    if (o->kind != VALUE_WORD && o->kind != VALUE_TERMS && o->kind != VALUE_SYSTEM) return;
    int32_t group = o->kind == VALUE_TERMS ? DISPUTE_GROUP_TERMS : o->group;
    if (group && !o->among && dispute_word_count(group) > FEW) {
        text_print(t,
                   spoken("; see dispute words %s", "；可用的词见 dispute words %s", "；可用的詞見 dispute words %s"),
                   word_or_none(DISPUTE_GROUP_GROUP, group));
        return;
    }
    text_put(t, spoken(": ", "：", "："));
    put_value_words(t, o->kind, o->group, o->among, between());
}

static void put_options(text *t, const command *c) {
    size_t width = 0;
    text name = {NULL, 0, 0}, says = {NULL, 0, 0};
    for (int again = 0; again < 2; again++) { /* first how wide the widest is */
        for (int i = 0; i < OPTIONS; i++) {
            if (!command_takes(c, &option_forms[i])) continue;
            text_clear(&name);
            text_clear(&says);
            put_option_name(&name, &option_forms[i]);
            put_says(&says, &option_forms[i]);
            if (again)
                put_entry(t, text_string(&name), width, text_string(&says));
            else if (width_of(text_string(&name)) > width)
                width = width_of(text_string(&name));
        }
    }
    text_free(&says);
    text_free(&name);
}

static void put_statuses(text *t, const command *c) {
    text refusals = {NULL, 0, 0};
    if (!c) put_refusals(&refusals);
    if (c && c->refused.english) text_put(&refusals, said(&c->refused));
    put_title(t, spoken("Exit status", "退出状态", "結束狀態"));
    put_entry(t, "0", 1, spoken("it is done", "已完成", "已完成"));
    if (refusals.size) put_entry(t, "1", 1, text_string(&refusals));
    text_free(&refusals);
    put_entry(t, "2", 1,
              spoken("not understood, or not possible; standard error says why",
                     "无法识别或无法执行，原因见标准错误输出", "無法辨識或無法執行，原因見標準錯誤輸出"));
}

static void put_family_of(text *t, const command *c) { /* `dispute policy` has commands of two words below it */
    text family = {NULL, 0, 0};
    put_family(&family, c->name);
    if (family.size) put_title(t, spoken("Commands", "命令", "命令"));
    for (size_t i = 0; i < command_count; i++)
        if (command_in_family(c->name, &commands[i])) put_entry(t, commands[i].name, NAMES, said(&commands[i].does));
    text_free(&family);
}

static void put_command(text *t, const command *c) {
    put_usage(t, c, "");
    text_put(t, "\n");
    put_blanks(t, INDENT);
    put_wrapped(t, said(&c->does), LINE - INDENT, INDENT);
    text_put(t, spoken(".\n", "。\n", "。\n"));
    if (c->more.english) {
        put_blanks(t, INDENT);
        put_wrapped(t, said(&c->more), LINE - INDENT, INDENT);
        text_put(t, "\n");
    }
    put_family_of(t, c);
    put_title(t, spoken("Options", "选项", "選項"));
    put_options(t, c);
    put_title(t, spoken("Example", "示例", "範例"));
    text_print(t, "  %s\n", c->example);
    put_statuses(t, c);
}

/* ---- all of them ---- */

static void put_conventions(text *t) {
    put_title(t, spoken("Everywhere", "通用约定", "通用約定"));
    put_entry(t, "--json", NAMES,
              spoken("prints JSON, one object a line; its words and numbers are the same in every language",
                     "输出 JSON，每行一个对象；其中的词和数字与显示语言无关",
                     "輸出 JSON，每行一個物件；其中的詞和數字與顯示語言無關"));
    put_entry(t, "--lang", NAMES, said(&option_forms[OPTION_LANG].says));
    put_entry(t, "--db FILE", NAMES, said(&option_forms[OPTION_DB].says));
    put_entry(t, "AMOUNT", NAMES,
              spoken("has the decimals of its currency: 20.00 USD, 2000 JPY, 2.000 KWD",
                     "金额按币种的小数位书写：20.00 USD、2000 JPY、2.000 KWD",
                     "金額按幣別的小數位書寫：20.00 USD、2000 JPY、2.000 KWD"));
    put_entry(t, "TIME", NAMES,
              spoken("is in UTC: 2026-01-05T08:00:00Z, 2026-01-05 or now",
                     "时间为 UTC：2026-01-05T08:00:00Z、2026-01-05 或 now",
                     "時間為 UTC：2026-01-05T08:00:00Z、2026-01-05 或 now"));
}

static void put_overview(text *t) {
    text_put(t, spoken("dispute - marketplace disputes: a case opens, lives through its deadlines, and settles\n",
                       "dispute - 电商售后纠纷：从发起、各个期限到结案付款\n",
                       "dispute - 電商售後爭議：從提出、各個期限到結案付款\n"));
    for (int section = 0; section < SECTIONS; section++) {
        put_title(t, said(&section_names[section]));
        for (size_t i = 0; i < command_count; i++)
            if ((int)commands[i].section == section) put_entry(t, commands[i].name, NAMES, said(&commands[i].does));
    }
    put_conventions(t);
    put_statuses(t, NULL);
    text_put(t, spoken("\n`dispute help COMMAND` says more of a command, with an example.\n",
                       "\n“dispute help COMMAND”显示某个命令的详细用法和示例。\n",
                       "\n「dispute help COMMAND」顯示某個命令的詳細用法和範例。\n"));
}

/* ---- as JSON ---- */

static void put_text_of(json_t *o, const char *key, text *value) {
    put(o, key, json_string(text_string(value)));
    text_clear(value);
}

static json_t *option_json(const option_form *form) {
    text t = {NULL, 0, 0};
    json_t *o = json_object();
    text_print(&t, "--%s", form->name);
    put_text_of(o, "option", &t);
    put(o, "value", form->value ? json_string(form->value) : json_null());
    put_says(&t, form);
    put_text_of(o, "does", &t);
    text_free(&t);
    return o;
}

static json_t *command_json(const command *c) {
    text t = {NULL, 0, 0};
    json_t *o = json_object(), *options = json_array();
    put(o, "command", json_string(c->name));
    put(o, "section", json_string(said(&section_names[c->section])));
    put_usage(&t, c, "");
    put_text_of(o, "usage", &t);
    put(o, "does", json_string(said(&c->does)));
    put(o, "more", c->more.english ? json_string(said(&c->more)) : json_null());
    for (int i = 0; i < OPTIONS; i++)
        if (command_takes(c, &option_forms[i])) append(options, option_json(&option_forms[i]));
    put(o, "options", options);
    put(o, "example", json_string(c->example));
    put(o, "refused", c->refused.english ? json_string(said(&c->refused)) : json_null());
    text_free(&t);
    return o;
}

/* ---- the command ---- */

static int finish(text *t) {
    int wrong = output_write(t);
    text_free(t);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}

int help_print(const command *one) {
    text t = {NULL, 0, 0};
    if (one)
        put_command(&t, one);
    else
        put_overview(&t);
    return finish(&t);
}

int command_help(const arguments *a) {
    int used = 0;
    text t = {NULL, 0, 0};
    const command *one = a->words > 1 ? command_find(&a->word[1], a->words - 1, &used) : NULL;
    if (a->words > 1 && used != a->words - 1) {
        complain(spoken("there is no command %s%s%s; see dispute help", "没有 %s%s%s 这个命令；见 dispute help",
                        "沒有 %s%s%s 這個命令；見 dispute help"),
                 a->word[1], a->words > 2 ? " " : "", a->words > 2 ? a->word[2] : "");
        return EXIT_NOT_UNDERSTOOD;
    }
    if (!a->value[OPTION_JSON]) return help_print(one);
    for (size_t i = 0; i < command_count; i++)
        if (!one || one == &commands[i]) put_line(&t, command_json(&commands[i]));
    return finish(&t);
}
