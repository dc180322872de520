/* graph_text.c - the chart for programs that draw: mermaid and graphviz. What stays in its state stands in the state's
 * box or, in mermaid, is left out. */
#include "graph_text.h"
#include "svg.h"
#include "wording.h"
#include <ctype.h>
#include <string.h>

static const char *const winner_colours[] = {"#64748b", "#b45309", "#1d4ed8"}; /* nobody yet, the buyer, the seller */

static const char *colour_of(const way *w) {
    if (w->gone) return "#cbd5e1";
    return w->deadline ? winner_colours[w->winner == 1 || w->winner == 2 ? w->winner : 0] : "#334155";
}

static void put_id(text *t, int32_t state) { /* "negotiation_seller" */
    for (const char *c = state ? word_or_none(DISPUTE_GROUP_STATE, state) : "start"; *c; c++)
        text_print(t, "%c", isalnum((unsigned char)*c) ? *c : '_');
}

static const char *here_words(void) { return spoken("You are here", "当前状态", "目前狀態"); }

/* ---- mermaid ---- */

static void put_mermaid(text *t, const char *string) { /* what is more than a letter goes by its number */
    text clean = {NULL, 0, 0};
    text_put_clean(&clean, string, strlen(string));
    for (const char *c = text_string(&clean); *c; c++) {
        unsigned char byte = (unsigned char)*c;
        if (*c == '\n' || byte == 0x7F)
            text_put(t, "<br/>");
        else if (byte >= 0x80 || isalnum(byte) || strchr(" .,:()-", *c))
            text_add(t, c, 1);
        else
            text_print(t, "#%d;", byte);
    }
    text_free(&clean);
}

static void put_mermaid_lines(text *t, const text *words) {
    for (const char *line = text_string(words); *line;) {
        size_t size = strcspn(line, "\n");
        text one = {NULL, 0, 0};
        text_add(&one, line, size);
        put_mermaid(t, text_string(&one));
        text_free(&one);
        line += size;
        if (*line) text_put(t, "<br/>");
        if (*line) line++;
    }
}

static void put_mermaid_state(text *t, const chart *c, int32_t state) {
    text_put(t, "    ");
    put_id(t, state);
    text_put(t, "[\"<b>");
    put_mermaid(t, label(DISPUTE_GROUP_STATE, state));
    text_print(t, "</b><br/>%s", word_or_none(DISPUTE_GROUP_STATE, state));
    if (c->has_case && c->here.state == state) {
        text_print(t, "<br/>● %s%s", here_words(), spoken(": ", "：", "："));
        put_mermaid(t, c->here.id);
    }
    text_put(t, "\"]");
    if (c->has_case) text_print(t, "%s", c->here.state == state ? ":::here" : c->ahead[state] ? ":::ahead" : ":::gone");
    text_put(t, "\n");
}

void graph_mermaid(text *out, const chart *c, const ways *w) {
    text title = {NULL, 0, 0};
    put_chart_title(&title, c);
    text_put(out, "flowchart TD\n    accTitle: ");
    put_mermaid(out, text_string(&title));
    text_print(out, "\n    start((\"%s\"))\n", label(DISPUTE_GROUP_PARTY, DISPUTE_PARTY_BUYER));
    for (int i = 0; i < c->state_count; i++) put_mermaid_state(out, c, c->states[i]);
    for (size_t i = 0; i < w->count; i++) {
        const way *one = &w->each[i];
        text_put(out, "    ");
        put_id(out, one->from);
        text_put(out, one->deadline ? " -. \"" : " -- \"");
        put_mermaid_lines(out, &one->words);
        text_put(out, one->deadline ? "\" .-> " : "\" --> ");
        put_id(out, one->to);
        text_put(out, "\n");
    }
    for (size_t i = 0; i < w->count; i++) text_print(out, "    linkStyle %zu stroke:%s\n", i, colour_of(&w->each[i]));
    text_put(out, "    classDef here stroke-width:4px,stroke:#15803d\n"
                  "    classDef ahead stroke-width:1px\n"
                  "    classDef gone opacity:0.35\n");
    text_free(&title);
}

/* ---- dot ---- */

static void put_dot(text *t, const char *string) { /* between quotes; dot reads entities, too */
    text clean = {NULL, 0, 0};
    text_put_clean(&clean, string, strlen(string));
    for (const char *c = text_string(&clean); *c; c++) {
        if (*c == '"' || *c == '\\')
            text_print(t, "\\%c", *c);
        else if (*c == '&')
            text_put(t, "&amp;");
        else
            text_add(t, c, 1);
    }
    text_free(&clean);
}

static void put_dot_lines(text *t, const text *words, const char *end) {
    for (const char *line = text_string(words); *line;) {
        size_t size = strcspn(line, "\n");
        text one = {NULL, 0, 0};
        text_add(&one, line, size);
        put_dot(t, text_string(&one));
        text_put(t, end);
        text_free(&one);
        line += size + (line[size] != 0);
    }
}

static void put_dot_state(text *t, const chart *c, int32_t state) {
    text staying = {NULL, 0, 0};
    int here = c->has_case && c->here.state == state, gone = c->has_case && !c->ahead[state];
    text_put(t, "    ");
    put_id(t, state);
    text_put(t, " [label=\"");
    put_dot(t, label(DISPUTE_GROUP_STATE, state));
    text_print(t, "\\n%s\\n", word_or_none(DISPUTE_GROUP_STATE, state));
    if (here) {
        text_print(t, "● %s%s", here_words(), spoken(": ", "：", "："));
        put_dot(t, c->here.id);
        text_put(t, "\\n");
    }
    put_staying(&staying, c, state, 1);
    if (staying.size) text_print(t, "\\n%s\\l", spoken("and stays here:", "仍停留在本状态：", "仍停留在本狀態："));
    put_dot_lines(t, &staying, "\\l");
    text_print(t, "\"%s];\n",
               here   ? ", color=\"#15803d\", penwidth=4"
               : gone ? ", color=\"#cbd5e1\", fontcolor=\"#94a3b8\""
                      : "");
    text_free(&staying);
}

void graph_dot(text *out, const chart *c, const ways *w) {
    text title = {NULL, 0, 0};
    put_chart_title(&title, c);
    text_put(out, "digraph dispute {\n    graph [rankdir=TB, nodesep=0.6, ranksep=0.9, labelloc=t, fontsize=20, "
                  "fontname=\"Helvetica\", label=\"");
    put_dot(out, text_string(&title));
    text_put(out,
             "\\n\\n\"];\n    node [shape=box, style=\"rounded,filled\", fillcolor=\"#f8fafc\", color=\"#334155\", "
             "fontname=\"Helvetica\", fontsize=12];\n    edge [fontname=\"Helvetica\", fontsize=10];\n");
    text_print(out, "    start [shape=circle, label=\"%s\"];\n", label(DISPUTE_GROUP_PARTY, DISPUTE_PARTY_BUYER));
    for (int i = 0; i < c->state_count; i++) put_dot_state(out, c, c->states[i]);
    for (size_t i = 0; i < w->count; i++) {
        const way *one = &w->each[i];
        text_put(out, "    ");
        put_id(out, one->from);
        text_put(out, " -> ");
        put_id(out, one->to);
        text_put(out, " [label=\"");
        put_dot_lines(out, &one->words, "\\l");
        text_print(out, "\", color=\"%s\", fontcolor=\"%s\"%s];\n", colour_of(one), colour_of(one),
                   one->deadline ? ", style=dashed" : "");
    }
    text_put(out, "}\n");
    text_free(&title);
}
