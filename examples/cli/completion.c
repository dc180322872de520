/* completion.c - dispute completion: what makes bash, zsh or fish complete the command, from its own tables.
 *
 * Each script gives, for a command, its options; for an option, its words; and asks the store for the ids of cases. */
#include "completion.h"
#include "commands.h"
#include "output.h"
#include <string.h>

static void put_head(text *t, const char *first, const char *shell) {
    text_print(t, "%s - completion of the command dispute for %s, made by `dispute completion %s`.\n", first, shell,
               shell);
}

/* What follows is quoted by single quotes in all three shells. */
static void put_quoted(text *t, const char *string, const char *escaped_quote) {
    for (; *string; string++)
        if (*string == '\'')
            text_put(t, escaped_quote);
        else
            text_add(t, string, 1);
}

/* The words behind --OPTION, or in place of a word; a setting ends with =, terms may go on with an amount. */
static void put_words_of(text *t, enum value_kind kind, int32_t group, uint32_t among, const char *end) {
    text words = {NULL, 0, 0};
    put_value_words(&words, kind, group, among, " ");
    const char *at = text_string(&words);
    if (kind == VALUE_TIME) at = "now";
    while (*at) {
        size_t size = strcspn(at, " ");
        text_add(t, at, size);
        text_put(t, end);
        at += size + (at[size] == ' ');
        if (*at) text_put(t, " ");
    }
    text_free(&words);
}

/* ---- bash ---- */

static const char bash_code[] =
    "_dispute_db() { # the store that this line names\n"
    "    local i\n"
    "    for ((i = 1; i < ${#_dispute_line[@]} - 1; i++)); do\n"
    "        [[ ${_dispute_line[i]} == --db ]] && printf '%s' \"${_dispute_line[i + 1]}\" && return\n"
    "    done\n"
    "    printf 'dispute.db'\n"
    "}\n"
    "_dispute_cases() {\n"
    "    \"${_dispute_line[0]}\" list --json --db \"$(_dispute_db)\" 2>/dev/null | sed -n 's/^{\"case\":\"\\([^\" "
    "]*\\)\".*/\\1/p'\n"
    "}\n"
    "_dispute_effects() {\n"
    "    \"${_dispute_line[0]}\" outbox --json --db \"$(_dispute_db)\" 2>/dev/null | sed -n 's/^{\"id\":\"\\([^\" "
    "]*\\)\".*/\\1/p'\n"
    "}\n"
    "_dispute() {\n"
    "    local line=${COMP_LINE:0:COMP_POINT} cur= before= command= position=0 i word offered prefix\n"
    "    local -a _dispute_line\n"
    "    read -ra _dispute_line <<<\"$line\"\n"
    "    if [[ $line == *[[:space:]] ]]; then _dispute_line+=(''); fi\n"
    "    cur=${_dispute_line[-1]}\n"
    "    for ((i = 1; i < ${#_dispute_line[@]} - 1; i++)); do\n"
    "        word=${_dispute_line[i]}\n"
    "        if [[ $word == -* ]]; then\n"
    "            [[ -n $(_dispute_takes_value \"$word\") ]] && ((i++))\n"
    "        elif [[ -z $command ]]; then\n"
    "            command=$word\n"
    "        elif ((position == 0)) && _dispute_is_command \"$command $word\"; then\n"
    "            command+=\" $word\"\n"
    "        else\n"
    "            ((position++))\n"
    "        fi\n"
    "    done\n"
    "    ((${#_dispute_line[@]} > 2)) && before=${_dispute_line[-2]}\n"
    "    COMPREPLY=()\n"
    "    if [[ $cur == --*=* ]]; then\n"
    "        before=${cur%%=*} prefix=$before=\n"
    "        cur=${cur#*=}\n"
    "    else\n"
    "        prefix=\n"
    "    fi\n"
    "    if [[ -n $(_dispute_takes_value \"$before\") ]]; then\n"
    "        case $(_dispute_takes_value \"$before\") in\n"
    "            cases) offered=$(_dispute_cases) ;;\n"
    "            effects) offered=$(_dispute_effects) ;;\n"
    "            file) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") && return ;;\n"
    "            *) offered=$(_dispute_values \"$before\") ;;\n"
    "        esac\n"
    "        [[ $before == --policy ]] && mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
    "    elif [[ $cur == -* ]]; then\n"
    "        offered=$(_dispute_options \"$command\")\n"
    "    else\n"
    "        offered=$(_dispute_words \"$command\" \"$position\")\n"
    "        case $offered in\n"
    "            @seconds) offered=$(_dispute_seconds \"$before\") ;;\n"
    "            @cases) offered=$(_dispute_cases) ;;\n"
    "            @effects) offered=$(_dispute_effects) ;;\n"
    "            @file) mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") && return ;;\n"
    "        esac\n"
    "    fi\n"
    "    for word in $offered; do\n"
    "        [[ $word == \"$cur\"* ]] && COMPREPLY+=(\"$word\")\n"
    "    done\n"
    "    [[ ${COMPREPLY[*]-} == *= ]] && compopt -o nospace 2>/dev/null\n"
    "    # readline replaces what stands behind the last : or = alone\n"
    "    word=$prefix$cur\n"
    "    if [[ $word == *[:=]* ]]; then\n"
    "        cur=${word%\"${word##*[:=]}\"}\n"
    "        cur=${cur#\"$prefix\"}\n"
    "        COMPREPLY=(\"${COMPREPLY[@]#\"$cur\"}\")\n"
    "    fi\n"
    "}\n"
    "complete -F _dispute dispute\n";

static const char *asked_for(enum value_kind kind) { /* what the script finds out itself */
    return kind == VALUE_CASE ? "cases" : kind == VALUE_EFFECT ? "effects" : kind == VALUE_FILE ? "file" : NULL;
}

static void put_bash_options(text *t) {
    text_put(t, "_dispute_options() {\n    case $1 in\n");
    for (size_t i = 0; i < command_count; i++) {
        text_print(t, "        '%s') echo '", commands[i].name);
        for (int o = 0; o < OPTIONS; o++)
            if (command_takes(&commands[i], &option_forms[o])) text_print(t, "--%s ", option_forms[o].name);
        text_put(t, "' ;;\n");
    }
    text_put(t, "        *) echo '--help --version --lang' ;;\n    esac\n}\n");
    text_put(t, "_dispute_takes_value() {\n    case $1 in\n");
    for (int o = 0; o < OPTIONS; o++) {
        const char *asked = asked_for(option_forms[o].kind);
        if (option_forms[o].takes != TAKES_NOTHING)
            text_print(t, "        --%s) echo %s ;;\n", option_forms[o].name, asked ? asked : "words");
    }
    text_put(t, "    esac\n}\n_dispute_values() {\n    case $1 in\n");
    for (int o = 0; o < OPTIONS; o++) {
        const option_form *f = &option_forms[o];
        if (f->takes == TAKES_NOTHING || asked_for(f->kind)) continue;
        text_print(t, "        --%s) echo '", f->name);
        put_words_of(t, f->kind, f->group, f->among, f->kind == VALUE_SETTING ? "=" : "");
        text_put(t, "' ;;\n");
    }
    text_put(t, "    esac\n}\n");
}

static void put_command_names(text *t, const char *separator) { /* the first words of them, each once */
    const char *last = "";
    for (size_t i = 0; i < command_count; i++) {
        size_t size = strcspn(commands[i].name, " ");
        int again = strncmp(last, commands[i].name, size) == 0 && (last[size] == ' ' || last[size] == 0);
        if (!again) {
            text_put(t, i ? separator : "");
            text_add(t, commands[i].name, size);
        }
        last = commands[i].name;
    }
}

static void put_bash_families(text *t, int with_position) { /* the second words of each */
    text seconds = {NULL, 0, 0};
    for (size_t i = 0; i < command_count; i++) {
        size_t size = strcspn(commands[i].name, " ");
        if (!commands[i].name[size]) continue;
        if (i && strncmp(commands[i - 1].name, commands[i].name, size + 1) == 0) continue; /* told before */
        text_clear(&seconds);
        for (size_t k = i; k < command_count && strncmp(commands[k].name, commands[i].name, size + 1) == 0; k++)
            text_print(&seconds, "%s ", commands[k].name + size + 1);
        text_print(t, "        '%.*s%s') echo '%s' ;;\n", (int)size, commands[i].name, with_position ? ":0" : "",
                   text_string(&seconds));
    }
    text_free(&seconds);
}

static void put_bash_words(text *t) {
    text_put(t, "_dispute_is_command() {\n    case $1 in\n        ");
    for (size_t i = 0; i < command_count; i++) text_print(t, "%s'%s'", i ? " | " : "", commands[i].name);
    text_put(t,
             ") return 0 ;;\n    esac\n    return 1\n}\n_dispute_words() { # command, how many words stand behind it\n"
             "    case $1:$2 in\n        :*) echo '");
    put_command_names(t, " ");
    text_put(t, "' ;;\n");
    for (size_t i = 0; i < command_count; i++) {
        for (int w = 0; w < WORDS_MOST && commands[i].words[w] != VALUE_NONE; w++) {
            enum value_kind kind = commands[i].words[w];
            text_print(t, "        '%s:%d') echo '%s", commands[i].name, w, asked_for(kind) ? "@" : "");
            if (asked_for(kind))
                text_put(t, asked_for(kind));
            else if (kind == VALUE_COMMAND && w == 0)
                put_command_names(t, " ");
            else if (kind == VALUE_COMMAND)
                text_put(t, "@seconds");
            else
                put_words_of(t, kind, 0, 0, "");
            text_put(t, "' ;;\n");
        }
    }
    put_bash_families(t, 1);
    text_put(t, "    esac\n}\n_dispute_seconds() { # the first word of a command\n    case $1 in\n");
    put_bash_families(t, 0);
    text_put(t, "    esac\n}\n");
}

static void put_bash(text *t) {
    put_head(t, "# dispute.bash", "bash");
    put_bash_options(t);
    put_bash_words(t);
    text_put(t, bash_code);
}

/* ---- zsh ---- */

static const char zsh_code[] =
    "_dispute_db() { local i=${words[(I)--db]}; ((i)) && print -r -- ${(Q)words[i + 1]} || print dispute.db }\n"
    "_dispute_cases() {\n"
    "    local -a found\n"
    "    found=(${(f)\"$($service list --json --db $(_dispute_db) 2>/dev/null"
    " | sed -n 's/^{\"case\":\"\\([^\"]*\\)\".*/\\1/p')\"})\n"
    "    compadd -a found\n"
    "}\n"
    "_dispute_effects() {\n"
    "    local -a found\n"
    "    found=(${(f)\"$($service outbox --json --db $(_dispute_db) 2>/dev/null"
    " | sed -n 's/^{\"id\":\"\\([^\"]*\\)\".*/\\1/p')\"})\n"
    "    compadd -a found\n"
    "}\n";

static void put_zsh_action(text *t, enum value_kind kind, int32_t group, uint32_t among) {
    if (kind == VALUE_CASE) text_put(t, "_dispute_cases");
    if (kind == VALUE_EFFECT) text_put(t, "_dispute_effects");
    if (kind == VALUE_FILE) text_put(t, "_files");
    if (asked_for(kind)) return;
    text words = {NULL, 0, 0};
    if (kind == VALUE_COMMAND)
        put_command_names(&words, " ");
    else
        put_words_of(&words, kind, group, among, "");
    if (words.size && kind == VALUE_SETTING)
        text_print(t, "compadd -S = -- %s", text_string(&words));
    else if (words.size)
        text_print(t, "(%s)", text_string(&words));
    else
        text_put(t, " ");
    text_free(&words);
}

static void put_zsh_says(text *t, const char *says) { /* brackets, colons and quotes mean something in a description */
    for (; *says; says++) {
        if (*says == '\'') {
            text_put(t, "'\\''");
            continue;
        }
        if (strchr("[]:\\", *says)) text_put(t, "\\");
        text_add(t, says, 1);
    }
}

static void put_zsh_command(text *t, const command *c) {
    text_print(t, "        '%s') _arguments -S", c->name);
    for (int o = 0; o < OPTIONS; o++) {
        const option_form *f = &option_forms[o];
        if (!command_takes(c, f)) continue;
        text_print(t, " \\\n            '%s--%s%s[", f->takes == TAKES_MANY ? "*" : "", f->name,
                   f->takes == TAKES_NOTHING ? "" : "=");
        put_zsh_says(t, said(&f->says));
        text_put(t, "]");
        if (f->takes != TAKES_NOTHING) {
            text_put(t, ":");
            put_zsh_says(t, f->value);
            text_put(t, ":");
            if (f->kind == VALUE_SETTING) text_put(t, "{");
            put_zsh_action(t, f->kind, f->group, f->among);
            if (f->kind == VALUE_SETTING) text_put(t, "}");
        }
        text_put(t, "'");
    }
    for (int w = 0; w < WORDS_MOST && c->words[w] != VALUE_NONE; w++) {
        text_print(t, " \\\n            '%s:", w < c->words_least ? "" : ":");
        put_zsh_says(t, value_name(c->words[w]));
        text_put(t, ":");
        if (c->words[w] == VALUE_COMMAND && w > 0)
            text_put(t, "{_dispute_family $words[CURRENT-1]}");
        else
            put_zsh_action(t, c->words[w], 0, 0);
        text_put(t, "'");
    }
    text_put(t, " ;;\n");
}

static void put_zsh_described(text *t, const char *name, size_t size, const char *does) { /* 'open:open a case' */
    text_print(t, "        '%.*s:", (int)size, name);
    put_quoted(t, does, "'\\''");
    text_put(t, "'\n");
}

/* Names of two words: the second one is offered behind the first, and then both are the command. */
static void put_zsh_families(text *t) {
    text_put(t, "_dispute_family() {\n    local -a seconds\n    case $1 in\n");
    for (size_t i = 0, size; i < command_count; i++) {
        size = strcspn(commands[i].name, " ");
        if (!commands[i].name[size]) continue;
        text_print(t, "        '%.*s') seconds+=(\n", (int)size, commands[i].name);
        put_zsh_described(t, commands[i].name + size + 1, strlen(commands[i].name + size + 1), said(&commands[i].does));
        text_put(t, "        ) ;|\n");
    }
    text_put(t,
             "    esac\n    (($#seconds)) && _describe command seconds\n}\n_dispute_is_command() {\n    case $1 in\n");
    for (size_t i = 0; i < command_count; i++) text_print(t, "        '%s') return 0 ;;\n", commands[i].name);
    text_put(t, "    esac\n    return 1\n}\n");
}

static void put_zsh(text *t) {
    text_put(t, "#compdef dispute\n");
    put_head(t, "# _dispute", "zsh");
    text_put(t, zsh_code);
    put_zsh_families(t);
    text_put(t, "_dispute() {\n    local curcontext=$curcontext context state line name\n    typeset -A opt_args\n"
                "    local -a commands_\n    commands_=(\n");
    for (size_t i = 0; i < command_count; i++) {
        size_t size = strcspn(commands[i].name, " ");
        if (i && commands[i].name[size] && strncmp(commands[i - 1].name, commands[i].name, size) == 0) continue;
        put_zsh_described(t, commands[i].name, size, said(&commands[i].does));
    }
    text_put(t, "    )\n    _arguments -C '--lang=[language]:LANGUAGE:(");
    put_value_words(t, VALUE_WORD, DISPUTE_GROUP_LANGUAGE, 0, " ");
    text_put(t, ")' '--help' '--version' '1: :->command' '*:: :->rest'\n"
                "    case $state in\n        command) _describe command commands_ ;;\n        rest)\n"
                "            name=$line[1]\n"
                "            ((CURRENT == 2)) && _dispute_family $name\n"
                "            if ((CURRENT > 2)) && _dispute_is_command \"$name $words[2]\"; then\n"
                "                name+=\" $words[2]\"; shift words; ((CURRENT--))\n"
                "            fi\n"
                "            _dispute_rest $name ;;\n    esac\n}\n_dispute_rest() {\n    case $1 in\n");
    for (size_t i = 0; i < command_count; i++) put_zsh_command(t, &commands[i]);
    text_put(t, "    esac\n}\n_dispute \"$@\"\n");
}

/* ---- fish ---- */

static const char fish_code[] =
    "function __dispute_db\n"
    "    set -l tokens (commandline -opc)\n"
    "    set -l at (contains -i -- --db $tokens); and echo $tokens[(math $at + 1)]; or echo dispute.db\n"
    "end\n"
    "function __dispute_cases\n"
    "    dispute list --json --db (__dispute_db) 2>/dev/null | string match -rg '^\\{\"case\":\"([^\"]*)\"'\n"
    "end\n"
    "function __dispute_effects\n"
    "    dispute outbox --json --db (__dispute_db) 2>/dev/null | string match -rg '^\\{\"id\":\"([^\"]*)\"'\n"
    "end\n"
    "complete -c dispute -f\n";

static void put_fish_offer(text *t, enum value_kind kind, int32_t group, uint32_t among) { /* -a '...' */
    if (kind == VALUE_CASE) text_put(t, " -a '(__dispute_cases)'");
    if (kind == VALUE_EFFECT) text_put(t, " -a '(__dispute_effects)'");
    if (kind == VALUE_FILE) text_put(t, " -F");
    if (asked_for(kind)) return;
    text words = {NULL, 0, 0};
    if (kind == VALUE_COMMAND)
        put_command_names(&words, " ");
    else
        put_words_of(&words, kind, group, among, kind == VALUE_SETTING ? "=" : "");
    if (words.size) text_print(t, " -a '%s'", text_string(&words));
    text_free(&words);
}

static void put_fish(text *t) {
    put_head(t, "# dispute.fish", "fish");
    text_put(t, fish_code);
    for (size_t i = 0; i < command_count; i++) {
        const command *c = &commands[i];
        size_t first = strcspn(c->name, " ");
        if (c->name[first])
            text_print(t, "complete -c dispute -n '__fish_seen_subcommand_from %.*s' -a '%s' -d '", (int)first, c->name,
                       c->name + first + 1);
        else
            text_print(t, "complete -c dispute -n __fish_use_subcommand -a '%s' -d '", c->name);
        put_quoted(t, said(&c->does), "\\'");
        text_put(t, "'\n");
        text seen = {NULL, 0, 0}; /* when this command was typed */
        for (const char *at = c->name; *at;) {
            size_t size = strcspn(at, " ");
            text_print(&seen, "%s__fish_seen_subcommand_from %.*s", seen.size ? "; and " : "", (int)size, at);
            at += size + (at[size] == ' ');
        }
        for (int w = 0; w < WORDS_MOST && c->words[w] != VALUE_NONE; w++) {
            text_print(t, "complete -c dispute -n '%s'", text_string(&seen));
            put_fish_offer(t, c->words[w], 0, 0);
            text_put(t, "\n");
        }
        for (int o = 0; o < OPTIONS; o++) {
            const option_form *f = &option_forms[o];
            if (!command_takes(c, f)) continue;
            text_print(t, "complete -c dispute -n '%s' -l %s%s", text_string(&seen), f->name,
                       f->takes == TAKES_NOTHING ? "" : " -r");
            if (f->takes != TAKES_NOTHING) put_fish_offer(t, f->kind, f->group, f->among);
            text_put(t, " -d '");
            put_quoted(t, said(&f->says), "\\'");
            text_put(t, "'\n");
        }
        text_free(&seen);
    }
}

int command_completion(const arguments *a) {
    static const struct {
        const char *shell;
        void (*put)(text *t);
    } shells[] = {{"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};
    text t = {NULL, 0, 0};
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++)
        if (strcmp(shells[i].shell, a->word[1]) == 0) shells[i].put(&t);
    if (!t.size)
        complain(spoken("%s: completion is made for bash, zsh and fish", "%s：只支持 bash、zsh 和 fish 的自动补全",
                        "%s：只支援 bash、zsh 和 fish 的自動補全"),
                 a->word[1]);
    int wrong = !t.size || output_write(&t) != 0;
    text_free(&t);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
