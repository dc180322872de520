/* chart.c - the chart of a policy as the pictures of `dispute graph` show it, and where in it a case is. */
#include "chart.h"
#include "edge_time.h"
#include "wording.h"
#include <stdlib.h>
#include <string.h>

int edge_leads(const dispute_edge *e, int32_t to) {
    for (uint32_t i = 0; i < e->nexts; i++)
        if (e->next[i] == to) return 1;
    return 0;
}

int edge_leaves(const dispute_edge *e) { return e->nexts > 1 || (e->nexts == 1 && e->next[0] != e->from_state); }

static int read_edges(chart *c) {
    for (;;) {
        dispute_edge e = {.size = sizeof e};
        if (dispute_policy_edge(c->policy, (uint32_t)c->count, &e) != DISPUTE_DONE) return 0;
        dispute_edge *longer = realloc(c->edges, (c->count + 1) * sizeof *longer);
        if (!longer) {
            complain_no_memory();
            return -1;
        }
        c->edges = longer;
        c->edges[c->count++] = e;
    }
}

static void read_states(chart *c) {
    uint8_t reached[CHART_STATES] = {0};
    if (c->has_case) reached[c->here.state % CHART_STATES] = 1; /* another policy may have brought it there (T5) */
    for (size_t i = 0; i < c->count; i++)
        for (uint32_t k = 0; k < c->edges[i].nexts; k++) reached[c->edges[i].next[k] % CHART_STATES] = 1;
    for (int32_t state = 1; state < CHART_STATES; state++) {
        if (reached[state]) c->states[c->state_count++] = state;
    }
}

static int withdraws(const dispute_edge *e) {
    return e->event == DISPUTE_EVENT_WITHDRAW || e->silence == DISPUTE_SILENCE_WITHDRAW;
}

/* Only a case that was withdrawn is opened again (N10). */
static void read_ahead(chart *c) {
    int grew = 1;
    c->ahead[c->here.state] = 1;
    c->may_reopen = c->here.outcome.via == DISPUTE_VIA_WITHDRAWN;
    while (grew) {
        grew = 0;
        for (size_t i = 0; i < c->count; i++) {
            const dispute_edge *e = &c->edges[i];
            if (!c->ahead[e->from_state]) continue;
            if (withdraws(e) && !c->may_reopen) c->may_reopen = grew = 1;
            if (e->event == DISPUTE_EVENT_REOPEN && !c->may_reopen) continue;
            for (uint32_t k = 0; k < e->nexts; k++) {
                grew |= !c->ahead[e->next[k]];
                c->ahead[e->next[k]] = 1;
            }
        }
    }
}

int chart_read(chart *c, const dispute_policy *policy, const dispute_view *here) {
    size_t needed = 0;
    memset(c, 0, sizeof *c);
    c->policy = policy;
    dispute_policy_name(policy, c->name, sizeof c->name, &needed);
    c->has_case = here != NULL;
    if (here) c->here = *here;
    if (read_edges(c) != 0) return -1;
    read_states(c);
    if (here) read_ahead(c);
    return 0;
}

void chart_free(chart *c) { free(c->edges); }

const dispute_edge *chart_deadline(const chart *c, int32_t state, int32_t deadline) {
    for (size_t i = 0; i < c->count; i++)
        if (c->edges[i].from_state == state && c->edges[i].deadline == deadline) return &c->edges[i];
    return NULL;
}

int edge_is_gone(const chart *c, const dispute_edge *e) {
    return c->has_case && (!c->ahead[e->from_state] || (e->event == DISPUTE_EVENT_REOPEN && !c->may_reopen));
}

int64_t chart_due(const chart *c, const dispute_edge *e) {
    return c->has_case && e->deadline && e->from_state == c->here.state ? c->here.due[e->deadline] : 0;
}

/* ---- words ---- */

void put_parties(text *t, int32_t parties) {
    const char *between = "";
    for (int32_t party = 1; party < DISPUTE_PARTIES; party++) {
        if (!(parties >> party & 1)) continue;
        text_print(t, "%s%s", between, label(DISPUTE_GROUP_PARTY, party));
        between = spoken(", ", "、", "、");
    }
}

void put_edge_time(text *t, const chart *c, const dispute_edge *e) { put_time_of_edge(t, c->policy, e); }

void put_silence_of(text *t, const dispute_edge *e) {
    if (e->silence)
        text_put(t, label(DISPUTE_GROUP_SILENCE, e->silence));
    else if (e->deadline == DISPUTE_DEADLINE_TAKEOVER)
        text_put(t, spoken("The guarantee takes over", "由售后保障接管", "由售後保障接管"));
    else if (e->deadline == DISPUTE_DEADLINE_APPEAL)
        text_put(t, spoken("The ruling stands", "裁决生效", "裁決生效"));
    else if (e->deadline == DISPUTE_DEADLINE_CLAIM)
        text_put(t, spoken("The claim lapses", "索赔失效", "索賠失效"));
    else if (e->deadline == DISPUTE_DEADLINE_RESPONSE)
        text_put(t, spoken("Who appealed gets it", "支持申诉方", "支持申訴方"));
    else
        text_put(t, label(DISPUTE_GROUP_EVENT, e->event));
}

const char *winner_words(int32_t deadline, int32_t winner) {
    if (winner == DISPUTE_PARTY_BUYER) return spoken("the buyer wins", "买家胜", "買家勝");
    if (winner == DISPUTE_PARTY_SELLER) return spoken("the seller wins", "卖家胜", "賣家勝");
    if (deadline == DISPUTE_DEADLINE_APPEAL) return spoken("as it was ruled", "按裁决执行", "按裁決執行");
    if (deadline == DISPUTE_DEADLINE_CLAIM) return spoken("nobody pays", "无人赔付", "無人賠付");
    return spoken("nobody wins yet", "胜负未定", "勝負未定");
}

void put_chart_title(text *t, const chart *c) {
    if (c->has_case)
        text_print(t, "%s %s · %s %s", spoken("Case", "纠纷", "爭議"), c->here.id,
                   spoken("under the rules", "适用规则", "適用規則"), c->name);
    else
        text_print(t, "%s %s", spoken("A dispute under", "纠纷流程 ·", "爭議流程 ·"), c->name);
}
