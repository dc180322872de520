/* check.c - is a policy safe? The last step of sealing (law 8): walk the states that it can reach along the chart's own
 * rows, see that silence alone leads out of each, and play the endings to see that no money is lost. */
#include "calendar.h"
#include "event.h"
#include "machine.h"
#include <string.h>

enum { STATES = CHART_STATES };
#define START INT64_C(4000000000000) /* when the cases are played */

typedef struct walk {
    const dispute_policy *policy;
    uint8_t reached[STATES];
    uint8_t color[STATES]; /* of the search for loops: 0 new, 1 on the path, 2 done */
} walk;

static dispute_result unsafe(dispute_problem *problem, int32_t detail, int32_t state, int32_t key) {
    dispute__problem_set(problem, DISPUTE_ERROR_UNSAFE_POLICY, detail, dispute_word_name(DISPUTE_GROUP_KEY, key));
    problem->state = state;
    return DISPUTE_ERROR_UNSAFE_POLICY;
}

/* ---- keys that contradict each other ---- */

static dispute_result find_contradiction(const dispute_policy *policy, dispute_problem *problem) {
    static const int32_t escalate_keys[2] = {DISPUTE_KEY_ESCALATE_BUYER, DISPUTE_KEY_ESCALATE_SELLER};
    int enabled = 0;
    for (int i = 0; i < REASON_SLOTS; i++) enabled |= policy->reason[i].enabled;
    if (!enabled) return unsafe(problem, DISPUTE_DETAIL_NO_REASON, 0, DISPUTE_KEY_REASON_ENABLED);
    if (policy->appeal_money == APPEAL_MONEY_EXECUTE && policy->appeal_rounds > EXECUTE_ROUNDS_MAX) {
        unsafe(problem, DISPUTE_DETAIL_ROUNDS, DISPUTE_STATE_RULING_MADE, DISPUTE_KEY_APPEAL_ROUNDS);
        problem->limit = EXECUTE_ROUNDS_MAX;
        return DISPUTE_ERROR_UNSAFE_POLICY;
    }
    for (int i = 0; i < 2; i++) {
        const escalation *e = &policy->escalate[i];
        if (e->mode != ESCALATE_BETWEEN || !e->to.given) continue;
        if (dispute__calendar_add(&policy->calendar, START, &e->from)
            >= dispute__calendar_add(&policy->calendar, START, &e->to))
            return unsafe(problem, DISPUTE_DETAIL_EMPTY_WINDOW, DISPUTE_STATE_NEGOTIATION_SELLER, escalate_keys[i]);
    }
    return DISPUTE_DONE;
}

/* ---- which rows this policy switches on, and where they lead ---- */

static int may_guarantee(const dispute_policy *policy) {
    for (int i = 0; i < REASON_SLOTS; i++)
        if (policy->reason[i].enabled && policy->reason[i].guarantee) return 1;
    return 0;
}

static int window_of_deadline(int32_t state, int32_t deadline) {
    if (deadline == DISPUTE_DEADLINE_TAKEOVER) return WINDOW_GUARANTEE_AFTER;
    if (deadline == DISPUTE_DEADLINE_EVIDENCE) return WINDOW_PLATFORM_EVIDENCE;
    if (deadline == DISPUTE_DEADLINE_STAGE) return WINDOW_NEGOTIATION_STAGE;
    if (deadline == DISPUTE_DEADLINE_CLAIM) return WINDOW_CLAIM_FILE;
    return dispute__chart_window(state);
}

static int is_on(const dispute_policy *policy, const row *r) {
    if (r->event > 100) {
        int window = window_of_deadline(r->state, r->event - 100);
        if (window >= 0 && !policy->window[window].given) return 0;
    }
    switch (r->when) {
    case WHEN_ESCALATION: return policy->escalate[0].mode != ESCALATE_NO || policy->escalate[1].mode != ESCALATE_NO;
    case WHEN_GUARANTEED: return may_guarantee(policy);
    case WHEN_WITHDRAWN: return policy->reopen != REOPEN_NO;
    default: break;
    }
    if (r->event == DISPUTE_EVENT_DEADLINE_TAKEOVER) return may_guarantee(policy);
    if (r->when < WHEN_SILENCE) return 1;
    int32_t silence = policy->silence[dispute__chart_silence_window(r->state, r->event - 100)];
    return r->when - WHEN_SILENCE == silence
           || (silence == DISPUTE_SILENCE_ACCEPT_OFFER && r->when == WHEN_SILENT(ESCALATE)); /* without an offer (Z) */
}

enum { LEADS_MAX = 8 };

static int leads_to(const dispute_policy *policy, const row *r, uint8_t to[LEADS_MAX]) {
    static const uint8_t money[] = {DISPUTE_STATE_SETTLING_PAYING, DISPUTE_STATE_CLOSED_DONE};
    static const uint8_t terms[] = {DISPUTE_STATE_RETURN_ADDRESS, DISPUTE_STATE_RETURN_SHIPMENT,
                                    DISPUTE_STATE_REPLACEMENT_DISPATCH};
    int count = 0;
    int is_money = r->next == NEXT_MONEY || r->next == NEXT_WITHDRAWN || r->next == NEXT_TERMS || r->next == NEXT_RULING
                   || r->next == NEXT_RECEIVED || r->next == NEXT_PAID;
    if (r->next > NEXT_PAID) to[count++] = r->next;
    for (size_t i = 0; is_money && i < sizeof money; i++) to[count++] = money[i];
    for (size_t i = 0; (r->next == NEXT_TERMS || r->next == NEXT_RULING) && i < sizeof terms; i++)
        to[count++] = terms[i];
    if (r->next == NEXT_RECEIVED) to[count++] = DISPUTE_STATE_REPLACEMENT_DISPATCH;
    if (r->next == NEXT_RULING && policy->appeal_rounds > 0) to[count++] = DISPUTE_STATE_RULING_MADE;
    return count;
}

static void reach(walk *w) {
    int grew = 1;
    w->reached[0] = 1;
    while (grew) {
        grew = 0;
        for (uint32_t i = 0; i < dispute__chart_rows; i++) {
            uint8_t to[LEADS_MAX];
            if (dispute__chart[i].state == ANY_STATE || !w->reached[dispute__chart[i].state]
                || !is_on(w->policy, &dispute__chart[i]))
                continue;
            for (int n = leads_to(w->policy, &dispute__chart[i], to); n-- > 0;) {
                grew |= !w->reached[to[n]];
                w->reached[to[n]] = 1;
            }
        }
    }
}

/* ---- no state hangs, and silence never goes in a circle ---- */

static int is_armed(const dispute_policy *policy, int window) { return window >= 0 && policy->window[window].given; }

/* Has silence a way out of this state? A state may wait for the platform where the policy says `wait` (law 8). */
static int silence_ends(const dispute_policy *policy, int32_t state) {
    int window = dispute__chart_window(state);
    if (state == 0 || state == DISPUTE_STATE_SETTLING_PAYING || state == DISPUTE_STATE_CLOSED_DONE) return 1;
    if (window >= 0 && policy->silence[window] == DISPUTE_SILENCE_WAIT) return 1;
    if (is_armed(policy, window)) return 1;
    return in_stage(state, STAGE_NEGOTIATION) && is_armed(policy, WINDOW_NEGOTIATION_STAGE);
}

static dispute_result find_hang(const walk *w, dispute_problem *problem) {
    for (int32_t state = 1; state < ANY_STATE; state++) {
        if (!w->reached[state] || silence_ends(w->policy, state)) continue;
        int window = in_stage(state, STAGE_NEGOTIATION) ? WINDOW_NEGOTIATION_STAGE : dispute__chart_window(state);
        return unsafe(problem, DISPUTE_DETAIL_HANGS, state, dispute__key_of_window(window));
    }
    return DISPUTE_DONE;
}

static dispute_result find_loop(walk *w, int32_t state, dispute_problem *problem) {
    w->color[state] = 1;
    for (uint32_t i = 0; i < dispute__chart_rows; i++) {
        const row *r = &dispute__chart[i];
        uint8_t to[LEADS_MAX];
        if (r->state != state || r->event <= 100 || r->next == NEXT_SAME || !is_on(w->policy, r)) continue;
        for (int n = leads_to(w->policy, r, to); n-- > 0;) {
            if (w->color[to[n]] == 1) {
                int window = window_of_deadline(state, r->event - 100);
                return unsafe(problem, DISPUTE_DETAIL_LOOPS, state, dispute__key_of_window(window));
            }
            if (w->color[to[n]] == 0 && find_loop(w, to[n], problem) != DISPUTE_DONE) return problem->result;
        }
    }
    w->color[state] = 2;
    return DISPUTE_DONE;
}

/* ---- the endings, played on real cases ---- */

enum { AMOUNT = 5000 };

/* an answer for silent turns; nothing is written down */
typedef struct stage_play {
    dispute_answer answer;
    dispute_transition transition[SILENT_TURNS_MAX];
    dispute_effect effect[SILENT_TURNS_MAX * 8 + EFFECTS_MAX];
} stage_play;

static void play_begin(stage_play *p) {
    dispute__answer_clear(&p->answer);
    p->answer.room = SILENT_TURNS_MAX;
    p->answer.effect_room = SILENT_TURNS_MAX * 8 + EFFECTS_MAX;
    p->answer.record_room = RECORD_MAX;
    p->answer.transition = p->transition;
    p->answer.effect = p->effect;
    p->answer.now.asking = 1;
}

/* Whatever ended, ended whole: what left escrow is what went in, or nothing left it (law 6). */
static int is_whole(const dispute_case *c, int32_t funds) {
    int64_t out = -dispute__money_got(c, DISPUTE_ACCOUNT_ESCROW);
    if (out != 0 && out != AMOUNT) return 0;
    int decided = c->state == DISPUTE_STATE_SETTLING_PAYING || c->state == DISPUTE_STATE_CLOSED_DONE;
    int moved = decided && c->via != DISPUTE_VIA_WITHDRAWN;
    return !moved || (out == AMOUNT) == (funds == DISPUTE_FUNDS_ESCROW);
}

static dispute_result play_silence(const dispute_policy *policy, dispute_case *c, stage_play *p, int32_t funds,
                                   dispute_problem *problem) {
    int32_t from = c->state, window = dispute__chart_window(from);
    int32_t key = window < 0 ? DISPUTE_KEY_SETTLEMENT_CONFIRM : dispute__key_of_window(window);
    play_begin(p);
    if (dispute__machine_fire_due(policy, c, INSTANT_MAX, &p->answer) != DISPUTE_DONE)
        return unsafe(problem, DISPUTE_DETAIL_LOOPS, from, key);
    return is_whole(c, funds) ? DISPUTE_DONE : unsafe(problem, DISPUTE_DETAIL_LOSES_MONEY, from, key);
}

static int play(const dispute_policy *policy, dispute_case *c, stage_play *p, int32_t kind, int32_t by, int32_t terms,
                int32_t reason) {
    dispute_event e;
    arrival in;
    dispute_problem ignored;
    memset(&e, 0, sizeof e);
    e.size = (uint32_t)sizeof e;
    e.kind = kind;
    e.by = by;
    e.at = c->clock ? c->clock : START;
    e.reason = reason;
    e.digest[0] = kind == DISPUTE_EVENT_OPEN;
    e.terms.kind = terms;
    if (terms == DISPUTE_TERMS_REFUND || terms == DISPUTE_TERMS_RETURN_REFUND) e.terms.amount = AMOUNT / 2;
    if (terms == DISPUTE_TERMS_COUPON) e.terms.coupon = 800;
    play_begin(p);
    dispute__event_own(&e, &in);
    const row *r = dispute__machine_may(policy, c, &in, &ignored);
    if (r) dispute__turn_make(policy, c, &in, r, &p->answer);
    return r != NULL;
}

static dispute_result play_rulings(const dispute_policy *policy, const dispute_case *review, stage_play *p,
                                   int32_t funds, dispute_problem *problem) {
    for (int32_t kind = DISPUTE_TERMS_NO_REFUND; kind <= DISPUTE_TERMS_GUIDANCE; kind++) {
        dispute_case c;
        dispute__case_value_copy(&c, review);
        for (int round = 0; round <= TIMES_MAX; round++) { /* every ruling is appealed for as long as somebody may */
            if (!play(policy, &c, p, DISPUTE_EVENT_RULE, DISPUTE_PARTY_PLATFORM, kind, 0)) break;
            dispute_case silent;
            dispute__case_value_copy(&silent, &c);
            if (play_silence(policy, &silent, p, funds, problem) != DISPUTE_DONE) return problem->result;
            if (!play(policy, &c, p, DISPUTE_EVENT_APPEAL, DISPUTE_PARTY_BUYER, 0, 0)
                && !play(policy, &c, p, DISPUTE_EVENT_APPEAL, DISPUTE_PARTY_SELLER, 0, 0))
                break;
        }
    }
    return DISPUTE_DONE;
}

static dispute_result play_case(const dispute_policy *policy, const dispute_case *begun, int32_t kind, int32_t reason,
                                stage_play *p, dispute_problem *problem) {
    dispute_case c, silent;
    int32_t funds = begun->funds;
    dispute__case_value_copy(&c, begun);
    if (!play(policy, &c, p, DISPUTE_EVENT_OPEN, DISPUTE_PARTY_BUYER, kind, reason)) return DISPUTE_DONE;
    dispute__case_value_copy(&silent, &c);
    if (play_silence(policy, &silent, p, funds, problem) != DISPUTE_DONE) return problem->result;
    dispute__case_value_copy(&silent, &c);
    if (play(policy, &silent, p, DISPUTE_EVENT_ACCEPT, DISPUTE_PARTY_SELLER, 0, 0)
        && play_silence(policy, &silent, p, funds, problem) != DISPUTE_DONE)
        return problem->result;
    if (!play(policy, &c, p, DISPUTE_EVENT_TAKE_OVER, DISPUTE_PARTY_PLATFORM, 0, 0)) return DISPUTE_DONE;
    return play_rulings(policy, &c, p, funds, problem);
}

static dispute_result play_endings(const dispute_policy *policy, dispute_problem *problem) {
    static const char id[] = "check";
    stage_play p;
    int32_t reason = 1;
    while (reason < REASON_SLOTS - 1 && !policy->reason[reason].enabled) reason++;
    for (int enrolled = 0; enrolled < 2; enrolled++)
        for (int32_t funds = DISPUTE_FUNDS_ESCROW; funds <= DISPUTE_FUNDS_RELEASED; funds++)
            for (int32_t kind = DISPUTE_TERMS_REFUND; kind <= DISPUTE_TERMS_COUPON; kind++) {
                dispute_case c;
                dispute_order order;
                memset(&order, 0, sizeof order);
                order.size = (uint32_t)sizeof order;
                memcpy(order.currency, "USD", 4);
                order.amount = AMOUNT;
                order.funds = funds;
                order.seller_guarantee = enrolled;
                order.shipped_at = INSTANT_MIN;
                dispute_result result = dispute_case_begin(policy, &c, id, sizeof id - 1, &order, NULL);
                if (result == DISPUTE_DONE) result = play_case(policy, &c, kind, reason, &p, problem);
                if (result != DISPUTE_DONE) return result;
            }
    return DISPUTE_DONE;
}

dispute_result dispute__check_policy(dispute_policy *policy, dispute_problem *problem) {
    walk w;
    dispute_problem why;
    memset(&w, 0, sizeof w);
    w.policy = policy;
    reach(&w);
    dispute_result result = find_contradiction(policy, &why);
    if (result == DISPUTE_DONE) result = find_hang(&w, &why);
    for (int32_t state = 1; result == DISPUTE_DONE && state < ANY_STATE; state++)
        if (w.reached[state] && w.color[state] == 0) result = find_loop(&w, state, &why);
    if (result == DISPUTE_DONE) {
        policy->sealed = 1; /* the cases that are played need a policy that rests */
        result = play_endings(policy, &why);
        policy->sealed = 0;
    }
    if (result != DISPUTE_DONE && problem) *problem = why;
    return result;
}
