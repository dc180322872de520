/* graph.c - dispute graph: the chart of a policy as a picture, and where in it a case is. */
#include "graph.h"
#include "graph_svg.h"
#include "graph_text.h"
#include "output.h"
#include "policy_arg.h"
#include "store_case.h"
#include "wording.h"
#include <string.h>

typedef void (*drawn_by)(text *out, const chart *c, const ways *w);

static drawn_by format_of(const char *name) {
    static const struct format {
        const char *name;
        drawn_by draw;
    } formats[] = {{"mermaid", graph_mermaid}, {"dot", graph_dot}, {"svg", graph_svg}};
    for (size_t i = 0; name && i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(formats[i].name, name) == 0) return formats[i].draw;
    return NULL;
}

static int draw(const dispute_policy *policy, const dispute_view *here, drawn_by draw_it) {
    chart c;
    ways w = {NULL, 0};
    text out = {NULL, 0, 0};
    int wrong = chart_read(&c, policy, here) != 0 || ways_read(&w, &c) != 0;
    if (!wrong) draw_it(&out, &c, &w);
    if (!wrong) wrong = output_write(&out) != 0;
    text_free(&out);
    ways_free(&w);
    chart_free(&c);
    return wrong;
}

static int draw_case(const arguments *a, drawn_by draw_it) {
    store s;
    const char *id = a->value[OPTION_CASE];
    dispute_view here = {.size = sizeof here};
    int wrong = store_open(&s, a, STORE_TO_READ) != 0;
    int there = wrong ? -1 : store_load(&s, id);
    if (there == 0)
        complain(spoken("there is no case %s in %s", "没有找到纠纷 %s（数据库 %s）", "找不到爭議 %s（資料庫 %s）"), id,
                 s.name);
    if (there > 0 && dispute_case_view(s.c, DISPUTE_PARTY_PLATFORM, &here) == DISPUTE_DONE)
        wrong = draw(s.policy, &here, draw_it);
    else
        wrong = 1;
    store_close(&s);
    return wrong;
}

int command_graph(const arguments *a) {
    const char *named = a->value[OPTION_FORMAT];
    drawn_by draw_it = format_of(named);
    if (!draw_it) {
        if (named)
            complain(spoken("--format %s: it must be mermaid, dot or svg", "--format %s：须为 mermaid、dot 或 svg",
                            "--format %s：須為 mermaid、dot 或 svg"),
                     named);
        else
            complain(spoken("--format is missing: mermaid, dot or svg", "缺少 --format：须为 mermaid、dot 或 svg",
                            "缺少 --format：須為 mermaid、dot 或 svg"));
        return EXIT_NOT_UNDERSTOOD;
    }
    if (a->value[OPTION_CASE] && (a->value[OPTION_POLICY] || a->value[OPTION_SET])) {
        complain(spoken("--case brings the policy that the case has: take --policy and --set away",
                        "--case 已带有纠纷适用的规则，请去掉 --policy 和 --set",
                        "--case 已帶有爭議適用的規則，請去掉 --policy 和 --set"));
        return EXIT_NOT_UNDERSTOOD;
    }
    if (!a->value[OPTION_CASE] && a->value[OPTION_DB]) {
        complain(spoken("--db is for a case: add --case CASE", "--db 用于查看纠纷，请加上 --case CASE",
                        "--db 用於檢視爭議，請加上 --case CASE"));
        return EXIT_NOT_UNDERSTOOD;
    }
    if (a->value[OPTION_CASE]) return draw_case(a, draw_it) ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
    dispute_policy *policy = policy_from_options(a->value[OPTION_POLICY], a->list[OPTION_SET], a->count[OPTION_SET], 0);
    int wrong = !policy || draw(policy, NULL, draw_it);
    dispute_policy_free(policy);
    return wrong ? EXIT_NOT_UNDERSTOOD : EXIT_DONE;
}
