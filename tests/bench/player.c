/* player.c - see player.h. */
#include "player.h"
#include <stdio.h>
#include <string.h>

static const char case_id[] = "C-1001";

/* ---- the same event for the floor ---- */

static floor_event by_hand(const dispute_event *e) {
    static const int32_t kinds[] = {
        [DISPUTE_EVENT_OPEN] = FLOOR_OPEN,       [DISPUTE_EVENT_REFUSE] = FLOOR_REFUSE,
        [DISPUTE_EVENT_PROPOSE] = FLOOR_PROPOSE, [DISPUTE_EVENT_TAKE_OVER] = FLOOR_TAKE_OVER,
        [DISPUTE_EVENT_RULE] = FLOOR_RULE,       [DISPUTE_EVENT_SHIP_RETURN] = FLOOR_SHIP,
        [DISPUTE_EVENT_PAID] = FLOOR_PAID,
    };
    floor_event f = {.kind = kinds[e->kind], .by = e->by, .at = e->at};
    const char *index = strrchr(e->reference, ':');
    f.terms = (floor_terms){e->terms.amount, e->terms.freight, e->terms.kind == DISPUTE_TERMS_RETURN_REFUND,
                            e->terms.freight_by};
    if (e->kind == DISPUTE_EVENT_PAID && index) f.transfer = index[1] - '0';
    return f;
}

/* ---- made and freed ---- */

static int step(player *p, const dispute_event *e) {
    return e->kind ? dispute_step(p->policy, p->c, e, p->answer) : dispute_advance(p->policy, p->c, e->at, p->answer);
}

static int by_hand_step(player *p, int i, floor_answer *answer) {
    return p->told.move[i].kind ? floor_step(&p->floor, &p->floor_move[i], answer)
                                : floor_advance(&p->floor, p->floor_move[i].at, answer);
}

static int fill(player *p, enum player_keeps keeps) {
    static const char chain[] = "journal.chain", none[] = "none", preset[] = "aliexpress@2017";
    const story *s = &p->told;
    int bad = dispute_policy_new(NULL, &p->policy) || dispute_policy_preset(p->policy, preset, sizeof preset - 1, NULL);
    if (!bad && keeps != KEEPS_CHAIN)
        bad = dispute_policy_set(p->policy, chain, sizeof chain - 1, none, sizeof none - 1, NULL);
    bad = bad || dispute_policy_seal(p->policy, NULL) || dispute_case_new(NULL, &p->fresh)
          || dispute_case_new(NULL, &p->c) || dispute_answer_new(NULL, 0, &p->answer)
          || dispute_answer_keep_records(p->answer, keeps != KEEPS_NOTHING)
          || dispute_case_begin(p->policy, p->fresh, case_id, sizeof case_id - 1, &s->order, NULL)
          || dispute_case_copy(p->c, p->fresh);
    for (int i = 0; i <= s->moves / 2 && !bad; i++) bad = step(p, &s->move[i]);
    return bad || dispute_case_save(p->c, p->snapshot, sizeof p->snapshot, NULL);
}

int player_new(player *p, int which, enum story_form form, enum player_keeps keeps) {
    memset(p, 0, sizeof *p);
    story_tell(&p->told, which, form, case_id);
    floor_begin(&p->floor_fresh, p->told.order.amount, p->told.order.freight);
    for (int i = 0; i < p->told.moves; i++) p->floor_move[i] = by_hand(&p->told.move[i]);
    if (fill(p, keeps) == DISPUTE_DONE) return 0;
    fprintf(stderr, "%s: the library refuses the story, or there is no memory\n", p->told.name);
    player_free(p);
    return 1;
}

void player_free(player *p) {
    dispute_answer_free(p->answer);
    dispute_case_free(p->c);
    dispute_case_free(p->fresh);
    dispute_policy_free(p->policy);
}

/* ---- the same work? ---- */

static int32_t account(int32_t by) {
    return by == FLOOR_BY_ESCROW ? DISPUTE_ACCOUNT_ESCROW : by; /* the others have the same numbers */
}

static int same_transfers(const dispute_answer *answer, const floor_answer *floor) {
    int found = 0;
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(answer, i)) != NULL; i++) {
        if (e->kind != DISPUTE_EFFECT_TRANSFER) continue;
        const floor_transfer *f = &floor->transfer[found];
        if (found++ >= floor->count || e->from_account != account(f->from) || e->to_account != account(f->to)
            || e->amount != f->amount)
            return 0;
    }
    return found == floor->count;
}

int player_compare(player *p) {
    const story *s = &p->told;
    floor_answer answer;
    int transfers = 0;
    dispute_case_copy(p->c, p->fresh);
    p->floor = p->floor_fresh;
    for (int i = 0; i < s->moves; i++) {
        int result = step(p, &s->move[i]), floor_result = by_hand_step(p, i, &answer);
        transfers += answer.count;
        if (result != DISPUTE_DONE || floor_result != FLOOR_DONE || dispute_case_sequence(p->c) != i + 1
            || dispute_case_next_due(p->c) != p->floor.next_due || !same_transfers(p->answer, &answer)) {
            fprintf(stderr, "%s, move %d: the floor and the library do not say the same (%d, %d)\n", s->name, i + 1,
                    result, floor_result);
            return 1;
        }
    }
    const dispute_outcome *outcome = dispute_answer_outcome(p->answer);
    if (outcome && outcome->kind == s->end_kind && outcome->via == s->end_via && transfers == s->transfers
        && dispute_case_state(p->c) == DISPUTE_STATE_CLOSED_DONE && p->floor.state == FLOOR_CLOSED)
        return 0;
    fprintf(stderr, "%s: the case does not end as it should\n", s->name);
    return 1;
}

/* ---- the measured loops ---- */

int player_by_hand(player *p, int64_t rounds) {
    floor_answer answer;
    int bad = 0;
    for (int64_t n = 0; n < rounds; n++) {
        p->floor = p->floor_fresh;
        for (int i = 0; i < p->told.moves; i++) bad |= by_hand_step(p, i, &answer);
    }
    return bad | (p->floor.state != FLOOR_CLOSED);
}

int player_step(player *p, int64_t rounds) {
    int bad = 0;
    for (int64_t n = 0; n < rounds; n++) {
        dispute_case_copy(p->c, p->fresh);
        for (int i = 0; i < p->told.moves; i++) bad |= step(p, &p->told.move[i]);
    }
    return bad | (dispute_case_state(p->c) != DISPUTE_STATE_CLOSED_DONE);
}

int player_step_and_read(player *p, int64_t rounds) {
    int bad = 0;
    for (int64_t n = 0; n < rounds; n++) {
        dispute_case_copy(p->c, p->fresh);
        for (int i = 0; i < p->told.moves; i++)
            bad |= step(p, &p->told.move[i]) || !dispute_answer_effect(p->answer, 0);
    }
    return bad | (dispute_case_state(p->c) != DISPUTE_STATE_CLOSED_DONE);
}

int player_apply(player *p, int64_t rounds) {
    int bad = 0;
    for (int64_t n = 0; n < rounds; n++) {
        dispute_case_copy(p->c, p->fresh);
        for (int i = 0; i < p->told.moves; i++) {
            const dispute_event *e = &p->told.move[i];
            bad |= e->kind ? dispute_apply(p->policy, p->c, e, p->answer)
                           : dispute_advance(p->policy, p->c, e->at, p->answer);
        }
    }
    return bad | (dispute_case_state(p->c) != DISPUTE_STATE_CLOSED_DONE);
}

int player_save(player *p, int64_t rounds) {
    int bad = 0;
    uint8_t bytes[DISPUTE_SNAPSHOT_SIZE];
    for (int64_t n = 0; n < rounds; n++) bad |= dispute_case_save(p->c, bytes, sizeof bytes, NULL);
    return bad;
}

int player_load(player *p, int64_t rounds) {
    int bad = 0;
    for (int64_t n = 0; n < rounds; n++) bad |= dispute_case_load(p->policy, p->c, p->snapshot, sizeof p->snapshot);
    return bad;
}
