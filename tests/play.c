/* play.c - see play.h. Only the public API is used. */
#include "play.h"

void play_new(play *p, const char *changes) {
    dispute_problem problem = {.size = sizeof problem};
    char text[4096];
    memset(p, 0, sizeof *p);
    assert_int_equal(dispute_policy_new(NULL, &p->policy), DISPUTE_DONE);
    int size = snprintf(text, sizeof text, "preset = aliexpress@2017\n%s", changes);
    if (dispute_policy_parse(p->policy, text, (size_t)size, &problem) != DISPUTE_DONE
        || dispute_policy_seal(p->policy, &problem) != DISPUTE_DONE) {
        dispute_problem_sentence(&problem, DISPUTE_LANGUAGE_EN, text, sizeof text, NULL);
        fail_msg("policy: %s", text);
    }
    assert_int_equal(dispute_case_new(NULL, &p->c), DISPUTE_DONE);
    assert_int_equal(dispute_answer_new(NULL, 0, &p->answer), DISPUTE_DONE);
    p->order = (dispute_order){.size = sizeof p->order,
                               .funds = DISPUTE_FUNDS_ESCROW,
                               .currency = "USD",
                               .amount = 5000,
                               .freight = 400,
                               .paid_at = D(-21),
                               .shipped_at = D(-20),
                               .promised_at = D(-2),
                               .delivered_at = D(-5),
                               .protected_until = D(60)};
    memcpy(p->id, "C-1", 4);
}

void play_free(play *p) {
    dispute_answer_free(p->answer);
    dispute_case_free(p->c);
    dispute_policy_free(p->policy);
}

/* The journal since the opening. */
static uint8_t journal[1 << 15];
static size_t journal_size;

static void write_down(const play *p) {
    const uint8_t *record;
    size_t size;
    for (uint32_t i = 0; (record = dispute_answer_record(p->answer, i, &size)) != NULL; i++) {
        if (journal_size + size <= sizeof journal) memcpy(journal + journal_size, record, size);
        journal_size += size; /* too much for play_lasts() to read */
    }
}

dispute_result play_do(play *p, int32_t kind, int32_t by, int64_t at, const dispute_event *more) {
    dispute_event e = {.size = sizeof e};
    if (more) e = *more;
    e.kind = kind;
    e.by = by;
    e.at = at;
    dispute_result result = dispute_apply(p->policy, p->c, &e, p->answer);
    write_down(p);
    return result;
}

dispute_result play_send(play *p, int32_t kind, int32_t by, const dispute_event *event) {
    return play_do(p, kind, by, event->at, event);
}

static char row_note[32];

void play_row(size_t row) { snprintf(row_note, sizeof row_note, "row %d: ", (int)row); }

void play_must(const play *p, dispute_result got, dispute_result wanted, const char *file, int line) {
    const dispute_problem *problem = dispute_answer_problem(p->answer);
    char sentence[512] = "";
    if (got == wanted) return;
    if (problem) dispute_problem_sentence(problem, DISPUTE_LANGUAGE_EN, sentence, sizeof sentence, NULL);
    print_error("%s%s, not %s. %s\n", row_note, dispute_word_name(DISPUTE_GROUP_RESULT, got),
                dispute_word_name(DISPUTE_GROUP_RESULT, wanted), sentence);
    _fail(file, line);
}

void play_same(const char *got, const char *wanted, const char *file, int line) {
    if (!strcmp(got, wanted)) return;
    print_error("%sgot  %s\n%swant %s\n", row_note, got, row_note, wanted);
    _fail(file, line);
}

dispute_result play_open(play *p, int32_t reason, int32_t kind, int64_t amount) {
    dispute_event e = {.size = sizeof e, .reason = reason, .terms = {.kind = kind, .amount = amount}};
    if (kind == DISPUTE_TERMS_COUPON) {
        e.terms.amount = 0;
        e.terms.coupon = amount;
    }
    assert_int_equal(dispute_case_begin(p->policy, p->c, p->id, strlen(p->id), &p->order, NULL), DISPUTE_DONE);
    journal_size = 0;
    return play_do(p, DISPUTE_EVENT_OPEN, DISPUTE_PARTY_BUYER, T0, &e);
}

dispute_result play_ask(play *p, int32_t reason, dispute_terms terms, int64_t at) {
    assert_int_equal(dispute_case_begin(p->policy, p->c, p->id, strlen(p->id), &p->order, NULL), DISPUTE_DONE);
    journal_size = 0;
    return DO(p, OPEN, BUYER, at, .reason = reason, .terms = terms);
}

dispute_result play_advance(play *p, int64_t now) {
    dispute_result result = dispute_advance(p->policy, p->c, now, p->answer);
    write_down(p);
    return result;
}

int32_t play_state(const play *p) { return dispute_case_state(p->c); }

int64_t play_due(const play *p, int32_t deadline) {
    dispute_view v = {.size = sizeof v};
    assert_int_equal(dispute_case_view(p->c, DISPUTE_PARTY_PLATFORM, &v), DISPUTE_DONE);
    return v.due[deadline];
}

static char *line(void) { /* a few at a time, so that two calls in one assertion do not meet */
    static char lines[4][2048];
    static int next;
    next = (next + 1) % 4;
    lines[next][0] = 0;
    return lines[next];
}

static void add(char *to, const char *separator, const char *text) {
    if (to[0]) strncat(to, separator, 2047 - strlen(to));
    strncat(to, text, 2047 - strlen(to));
}

static const char *word(int32_t group, int32_t number) {
    const char *name = number ? dispute_word_name(group, number) : "none";
    return name ? name : "?";
}

const char *play_transfers(const play *p) {
    char *to = line(), text[256];
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p->answer, i)) != NULL; i++) {
        if (e->kind != DISPUTE_EFFECT_TRANSFER) continue;
        snprintf(text, sizeof text, "%s>%s %lld %s", word(DISPUTE_GROUP_ACCOUNT, e->from_account),
                 word(DISPUTE_GROUP_ACCOUNT, e->to_account), (long long)e->amount, word(DISPUTE_GROUP_WHY, e->why));
        add(to, ", ", text);
    }
    return to;
}

const char *play_ids(const play *p) {
    char *to = line();
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p->answer, i)) != NULL; i++)
        if (e->id[0]) add(to, " ", e->id);
    return to;
}

const char *play_allowed(play *p, int32_t party, int64_t now) {
    char *to = line();
    const dispute_action *a;
    assert_int_equal(dispute_allowed(p->policy, p->c, party, now, p->answer), DISPUTE_DONE);
    for (uint32_t i = 0; (a = dispute_answer_action(p->answer, i)) != NULL; i++)
        add(to, " ", word(DISPUTE_GROUP_EVENT, a->event));
    return to;
}

void play_pay_all(play *p, int64_t at) {
    char ids[16][56];
    int count = 0;
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p->answer, i)) != NULL; i++)
        if (e->kind == DISPUTE_EFFECT_TRANSFER) memcpy(ids[count++], e->id, sizeof ids[0]);
    for (int i = 0; i < count; i++) {
        dispute_event paid = {.size = sizeof paid};
        memcpy(paid.reference, ids[i], sizeof ids[0]);
        assert_int_equal(play_do(p, DISPUTE_EVENT_PAID, DISPUTE_PARTY_PLATFORM, at, &paid), DISPUTE_DONE);
    }
}

void play_snapshot(const play *p, uint8_t bytes[DISPUTE_SNAPSHOT_SIZE]) {
    size_t size = 0;
    assert_int_equal(dispute_case_save(p->c, bytes, DISPUTE_SNAPSHOT_SIZE, &size), DISPUTE_DONE);
    assert_int_equal(size, DISPUTE_SNAPSHOT_SIZE);
}

static void is_the_same(const play *p, const dispute_case *c) {
    uint8_t one[DISPUTE_SNAPSHOT_SIZE], two[DISPUTE_SNAPSHOT_SIZE];
    play_snapshot(p, one);
    assert_int_equal(dispute_case_save(c, two, sizeof two, NULL), DISPUTE_DONE);
    assert_memory_equal(one, two, sizeof one);
}

void play_lasts(const play *p) {
    uint8_t bytes[DISPUTE_SNAPSHOT_SIZE];
    dispute_case *c;
    play_snapshot(p, bytes);
    assert_int_equal(dispute_case_new(NULL, &c), DISPUTE_DONE);
    assert_int_equal(dispute_case_load(p->policy, c, bytes, sizeof bytes), DISPUTE_DONE);
    is_the_same(p, c);
    dispute_case_free(c);
    assert_in_range(journal_size, 1, sizeof journal);
    assert_int_equal(dispute_case_new(NULL, &c), DISPUTE_DONE);
    assert_int_equal(dispute_replay(p->policy, c, journal, journal_size, NULL), DISPUTE_DONE);
    is_the_same(p, c);
    dispute_case_free(c);
}

/* ---- contents: every one that the rulebook tells apart ---- */

enum { TERMS_TRIED = 22 };

static int terms_content(const play *p, int index, dispute_terms *t) {
    int64_t a = p->order.amount, f = p->order.freight, above = a < INT64_MAX ? a + 1 : a;
    const dispute_terms all[TERMS_TRIED] = {
        {DISPUTE_TERMS_REFUND, 0, a, 0, 0},
        {DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_SELLER, a, 0, f},
        {DISPUTE_TERMS_REPLACEMENT, 0, 0, 0, 0},
        {DISPUTE_TERMS_RETURN_REPLACEMENT, 0, 0, 0, 0},
        {DISPUTE_TERMS_COUPON, 0, 0, 800, 0},
        {DISPUTE_TERMS_NO_REFUND, 0, 0, 0, 0},
        {DISPUTE_TERMS_GUIDANCE, 0, 0, 0, 0},
        {DISPUTE_TERMS_REFUND, 0, 1, 0, 0},
        {DISPUTE_TERMS_REFUND, 0, a - a / 2, 700, 0},
        {DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_BUYER, a - a / 2, 1, f / 2},
        {DISPUTE_TERMS_RETURN_REFUND, DISPUTE_PARTY_PLATFORM, 1, 0, f},
        {DISPUTE_TERMS_REPLACEMENT, 0, a, 0, 0},
        {DISPUTE_TERMS_RETURN_REPLACEMENT, 0, a - a / 2, 0, 0},
        {DISPUTE_TERMS_REFUND, 0, 0, 0, 0}, /* from here on every one is wrong */
        {DISPUTE_TERMS_REFUND, 0, above, 0, 0},
        {DISPUTE_TERMS_RETURN_REFUND, 0, a, 0, f < INT64_MAX ? f + 1 : f},
        {DISPUTE_TERMS_REPLACEMENT, 0, above, 0, 0},
        {DISPUTE_TERMS_REPLACEMENT, 0, 0, 1, 0},
        {DISPUTE_TERMS_COUPON, 0, 0, 0, 0},
        {DISPUTE_TERMS_COUPON, 0, 1, 1, 0},
        {DISPUTE_TERMS_NO_REFUND, 0, 1, 0, 0},
        {DISPUTE_TERMS_GUIDANCE, 0, 0, 1, 0},
    };
    if (index < TERMS_TRIED) *t = all[index];
    return index < TERMS_TRIED;
}

/* Number `index` of the reasons with each of two terms, then of the terms with one reason that may change its kind. */
static int opening_content(const play *p, int index, dispute_event *e) {
    int reasons = (int)dispute_word_count(DISPUTE_GROUP_REASON);
    e->digest[0] = (uint8_t)(index % 2);
    if (index >= 4 * reasons) {
        e->reason = DISPUTE_REASON_QUALITY;
        return terms_content(p, index - 4 * reasons, &e->terms);
    }
    e->reason = dispute_word_at(DISPUTE_GROUP_REASON, (uint32_t)(index / 4));
    return terms_content(p, index % 4 < 2 ? 0 : 4, &e->terms);
}

/* Reasons alone, terms alone, both. */
static int amending_content(const play *p, int index, dispute_event *e) {
    int reasons = (int)dispute_word_count(DISPUTE_GROUP_REASON);
    if (index < reasons) e->reason = dispute_word_at(DISPUTE_GROUP_REASON, (uint32_t)index);
    if (index < reasons || terms_content(p, index - reasons, &e->terms)) return 1;
    int more = opening_content(p, index - reasons - TERMS_TRIED, e);
    memset(e->digest, 0, sizeof e->digest);
    return more;
}

static int ruling_content(const play *p, int index, dispute_event *e) {
    static const int32_t payers[] = {0, DISPUTE_ACCOUNT_PLATFORM, DISPUTE_ACCOUNT_SELLER, DISPUTE_ACCOUNT_BUYER};
    e->payer = payers[index % 4];
    e->fault = index % 5; /* 0 to 4: none, buyer, seller, platform, carrier */
    return terms_content(p, index / 4, &e->terms);
}

static int parcel_content(const play *p, int index, dispute_event *e) {
    int64_t promised = p->order.promised_at ? p->order.promised_at : T0;
    const int64_t until[] = {promised - DAY, promised, promised + DAY, promised + 90 * DAY};
    e->goods = index < 8 ? index : 0;
    e->until = index == 0 ? until[1] : index < 8 ? 0 : until[index % 4];
    return index < 12;
}

/* Each deadline that runs, a little later, much later and not later; those that do not run, and none, too. */
static int extending_content(const play *p, int index, dispute_event *e) {
    dispute_view v = play_view(p, DISPUTE_PARTY_PLATFORM);
    e->deadline = index / 3 + 1;
    if (e->deadline > DISPUTE_DEADLINE_CLAIM) return 0;
    int64_t due = v.due[e->deadline] ? v.due[e->deadline] : D(40);
    const int64_t until[] = {due + 1, due + 9 * DAY, due};
    e->until = until[index % 3] < FOREVER ? until[index % 3] : FOREVER;
    return 1;
}

static int suspending_content(const play *p, int index, dispute_event *e) {
    static const int64_t ahead[] = {1, HOUR, 3 * DAY, 20 * DAY, 90 * DAY, 91 * DAY, 0, -DAY};
    dispute_view v = play_view(p, DISPUTE_PARTY_PLATFORM);
    int64_t now = p->now ? p->now : v.changed_at ? v.changed_at : T0;
    if (index >= (int)COUNT_OF(ahead)) return 0;
    e->until = now + ahead[index] < FOREVER ? now + ahead[index] : FOREVER;
    return 1;
}

/* The ids of all transfers that there may be. */
static int payment_content(const play *p, int index, dispute_event *e) {
    int64_t sequence = dispute_case_sequence(p->c), nth = index - 2;
    if (index == 0)
        memcpy(e->reference, "nonsense", 9);
    else if (index == 1)
        snprintf(e->reference, sizeof e->reference, "%s:0:0", p->id);
    else
        snprintf(e->reference, sizeof e->reference, "%s:%lld:%d", p->id, (long long)(nth / 4 + 1), (int)(nth % 4));
    return nth < 4 * sequence;
}

int play_content(const play *p, int32_t kind, int index, dispute_event *e) {
    const int64_t amounts[] = {0, 1, p->order.amount / 2, p->order.amount, INT64_MAX};
    memset(e, 0, sizeof *e);
    e->size = (uint32_t)sizeof *e;
    e->kind = kind;
    switch (kind) {
    case DISPUTE_EVENT_OPEN: return opening_content(p, index, e);
    case DISPUTE_EVENT_AMEND: return amending_content(p, index, e);
    case DISPUTE_EVENT_REOPEN: return index == 0 || terms_content(p, index - 1, &e->terms);
    case DISPUTE_EVENT_PROPOSE: return terms_content(p, index, &e->terms);
    case DISPUTE_EVENT_RULE: return ruling_content(p, index, e);
    case DISPUTE_EVENT_PARCEL: return parcel_content(p, index, e);
    case DISPUTE_EVENT_PAID:
    case DISPUTE_EVENT_PAYMENT_FAILED: return payment_content(p, index, e);
    case DISPUTE_EVENT_REQUEST_EVIDENCE: e->party = index < 3 ? index : DISPUTE_PARTY_CARRIER; return index < 4;
    case DISPUTE_EVENT_EXTEND: return extending_content(p, index, e);
    case DISPUTE_EVENT_SUSPEND: return suspending_content(p, index, e);
    case DISPUTE_EVENT_SETTLE_ELSEWHERE:
    case DISPUTE_EVENT_ANSWER_CLAIM: e->amount = index < 5 ? amounts[index] : 0; return index < 5;
    case DISPUTE_EVENT_MIGRATE:
    case DISPUTE_EVENT_SUBMIT_EVIDENCE: e->digest[31] = 7; break;
    default: break;
    }
    int refers = kind == DISPUTE_EVENT_SUBMIT_EVIDENCE || kind == DISPUTE_EVENT_SHIP_RETURN
                 || kind == DISPUTE_EVENT_SHIP_REPLACEMENT || kind == DISPUTE_EVENT_MIGRATE;
    int may_refer = kind == DISPUTE_EVENT_CONFIRM_ADDRESS || kind == DISPUTE_EVENT_FILE_CLAIM;
    if (refers || (may_refer && index == 0)) memcpy(e->reference, "RR123456789CN", 14);
    return index <= may_refer;
}

const char *play_sentence(const dispute_problem *problem) {
    char *to = line();
    size_t needed = 0;
    for (int32_t language = DISPUTE_LANGUAGE_ZH_HANT; language >= DISPUTE_LANGUAGE_EN; language--) {
        assert_int_equal(dispute_problem_sentence(problem, language, to, 2048, &needed), DISPUTE_DONE);
        assert_int_equal(strlen(to) + 1, needed);
        assert_true(needed > 8);
    }
    return to;
}

void play_again(play *p, const char *changes) {
    row_note[0] = 0;
    play_free(p);
    play_new(p, changes);
}

void play_begun(play *p, const char *changes, int32_t reason, int32_t kind, int64_t amount) {
    play_again(p, changes);
    GOES(p, play_open(p, reason, kind, amount));
}

const int32_t play_states[PLAY_STATES] = {
    DISPUTE_STATE_NEGOTIATION_SELLER, DISPUTE_STATE_NEGOTIATION_BUYER,    DISPUTE_STATE_GUARANTEE_WAITING,
    DISPUTE_STATE_PLATFORM_REVIEW,    DISPUTE_STATE_RETURN_ADDRESS,       DISPUTE_STATE_RETURN_SHIPMENT,
    DISPUTE_STATE_RETURN_RECEIPT,     DISPUTE_STATE_REPLACEMENT_DISPATCH, DISPUTE_STATE_REPLACEMENT_RECEIPT,
    DISPUTE_STATE_RULING_MADE,        DISPUTE_STATE_RULING_APPEALED,      DISPUTE_STATE_SETTLING_PAYING,
    DISPUTE_STATE_CLOSED_DONE,        DISPUTE_STATE_CONTACT_WAITING,      DISPUTE_STATE_PLATFORM_PROPOSED};

int play_negotiates(int32_t state) {
    return state == DISPUTE_STATE_NEGOTIATION_SELLER || state == DISPUTE_STATE_NEGOTIATION_BUYER;
}

static void reach_return(play *p, int32_t state) {
    DID(p, ACCEPT, SELLER, D(1));
    if (state == DISPUTE_STATE_RETURN_ADDRESS) return;
    DID(p, CONFIRM_ADDRESS, SELLER, D(1));
    if (state == DISPUTE_STATE_RETURN_SHIPMENT) return;
    DID(p, SHIP_RETURN, BUYER, D(1), .reference = "RR123456789CN");
}

static void reach_ruling(play *p, int32_t state) {
    DID(p, TAKE_OVER, PLATFORM, D(1));
    DID(p, RULE, PLATFORM, D(1), .terms = REFUND(2000));
    if (state == DISPUTE_STATE_RULING_APPEALED) DID(p, APPEAL, BUYER, D(1));
}

static void reach_plan(play *p) {
    DID(p, TAKE_OVER, PLATFORM, D(1));
    DID(p, PROPOSE, PLATFORM, D(1), .terms = REFUND(3000));
}

static int32_t kind_to_reach(int32_t state) {
    switch (state / 10) {
    case DISPUTE_STATE_RETURN_ADDRESS / 10: return DISPUTE_TERMS_RETURN_REFUND;
    case DISPUTE_STATE_REPLACEMENT_DISPATCH / 10: return DISPUTE_TERMS_REPLACEMENT;
    default: return DISPUTE_TERMS_REFUND;
    }
}

static void reach_settlement(play *p, int32_t state) {
    DID(p, ACCEPT, SELLER, D(1));
    if (state == DISPUTE_STATE_CLOSED_DONE) play_pay_all(p, D(1));
    if (state == DISPUTE_STATE_REPLACEMENT_RECEIPT)
        DID(p, SHIP_REPLACEMENT, SELLER, D(1), .reference = "RR987654321CN");
}

void play_reach(play *p, const char *changes, int32_t state) {
    int32_t kind = kind_to_reach(state);
    char contact[1024];
    snprintf(contact, sizeof contact, state == DISPUTE_STATE_CONTACT_WAITING ? "contact.wait = P3D\n%s" : "%s",
             changes);
    play_again(p, contact);
    p->order.seller_guarantee = state == DISPUTE_STATE_GUARANTEE_WAITING;
    GOES(p, play_open(p, DISPUTE_REASON_QUALITY, kind, kind == DISPUTE_TERMS_REPLACEMENT ? 0 : 5000));
    if (state == DISPUTE_STATE_NEGOTIATION_BUYER)
        DID(p, REFUSE, SELLER, D(1));
    else if (state == DISPUTE_STATE_GUARANTEE_WAITING || state == DISPUTE_STATE_PLATFORM_REVIEW)
        DID(p, TAKE_OVER, PLATFORM, D(1));
    else if (state == DISPUTE_STATE_PLATFORM_PROPOSED)
        reach_plan(p);
    else if (kind == DISPUTE_TERMS_RETURN_REFUND)
        reach_return(p, state);
    else if (state / 10 == DISPUTE_STATE_RULING_MADE / 10)
        reach_ruling(p, state);
    else if (state != DISPUTE_STATE_NEGOTIATION_SELLER && state != DISPUTE_STATE_CONTACT_WAITING)
        reach_settlement(p, state);
    IS(play_where(p), word(DISPUTE_GROUP_STATE, state));
}

const char *play_where(const play *p) {
    int32_t state = dispute_case_state(p->c);
    return state ? word(DISPUTE_GROUP_STATE, state) : "";
}

static void add_instant(char *to, int64_t at) {
    char text[64];
    int64_t days = at ? (at - T0 + (at < T0 ? -DAY : DAY) / 2) / DAY : 0, rest = at ? at - D(days) : 0;
    snprintf(text, sizeof text, rest ? "%lld%+lldms" : "%lld", (long long)days, (long long)rest);
    add(to, " ", text);
}

const char *play_deadlines(const play *p) {
    char *to = line();
    dispute_view v = play_view(p, DISPUTE_PARTY_PLATFORM);
    for (int32_t i = 1; i < DISPUTE_DEADLINES; i++) {
        if (!v.due[i]) continue;
        add(to, ", ", word(DISPUTE_GROUP_DEADLINE, i));
        add_instant(to, v.due[i]);
    }
    return to;
}

const char *play_path(const play *p) {
    char *to = line();
    const dispute_transition *t;
    for (uint32_t i = 0; (t = dispute_answer_transition(p->answer, i)) != NULL; i++) {
        add(to, ", ", word(DISPUTE_GROUP_EVENT, t->event));
        add(to, " ", word(DISPUTE_GROUP_STATE, t->state));
        add_instant(to, t->at);
    }
    return to;
}

const char *play_effects(const play *p) {
    char *to = line();
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p->answer, i)) != NULL; i++)
        if (e->id[0]) add(to, " ", word(DISPUTE_GROUP_EFFECT, e->kind));
    return to;
}

const char *play_notices(const play *p) {
    char *to = line();
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p->answer, i)) != NULL; i++) {
        if (e->kind != DISPUTE_EFFECT_NOTIFY) continue;
        add(to, ", ", word(DISPUTE_GROUP_PARTY, e->to_party));
        add(to, " ", word(DISPUTE_GROUP_TOPIC, e->topic));
    }
    return to;
}

static void add_terms(char *to, const dispute_terms *t) {
    char text[64];
    add(to, ", ", t->kind ? word(DISPUTE_GROUP_TERMS, t->kind) : "-");
    snprintf(text, sizeof text, "%lld", (long long)t->amount);
    if (t->amount) add(to, " ", text);
    snprintf(text, sizeof text, "+ coupon %lld", (long long)t->coupon);
    if (t->coupon) add(to, " ", text);
}

const char *play_terms(const play *p) {
    char *to = line();
    dispute_view v = play_view(p, DISPUTE_PARTY_PLATFORM);
    add_terms(to, &v.request);
    add_terms(to, &v.offer);
    return to;
}

const char *play_asked(const play *p) {
    char *to = line();
    const dispute_effect *e;
    for (uint32_t i = 0; (e = dispute_answer_effect(p->answer, i)) != NULL; i++) {
        if (e->kind != DISPUTE_EFFECT_EVIDENCE_REQUEST) continue;
        add(to, ", ", word(DISPUTE_GROUP_PARTY, e->to_party));
        add_instant(to, e->due);
    }
    return to;
}

static void add_outcome(char *to, const dispute_outcome *o) {
    char text[256];
    snprintf(text, sizeof text, "%s %lld via %s fault %s payer %s counts", word(DISPUTE_GROUP_TERMS, o->kind),
             (long long)(o->kind == DISPUTE_TERMS_COUPON ? o->coupon : o->amount), word(DISPUTE_GROUP_VIA, o->via),
             word(DISPUTE_GROUP_FAULT, o->fault), word(DISPUTE_GROUP_ACCOUNT, o->payer));
    add(to, " ", text);
    for (int32_t n = 1; n <= DISPUTE_COUNT_SELLER_FAULT_RATE; n++)
        if (o->counts >> n & 1) add(to, " ", word(DISPUTE_GROUP_COUNT, n));
}

const char *play_forecast(play *p) {
    char *to = line();
    assert_int_equal(dispute_forecast(p->policy, p->c, p->answer), DISPUTE_DONE);
    const dispute_prospect *prospect = dispute_answer_prospect(p->answer);
    const dispute_outcome *outcome = dispute_answer_outcome(p->answer);
    assert_non_null(prospect);
    add(to, "", prospect->state ? word(DISPUTE_GROUP_STATE, prospect->state) : "not open");
    add(to, " ", "at");
    add_instant(to, prospect->at);
    if (prospect->waits_for) {
        add(to, ", ", "waits for");
        add(to, " ", word(DISPUTE_GROUP_WAITS_FOR, prospect->waits_for));
    }
    if (outcome) add(to, "", ":");
    if (outcome) add_outcome(to, outcome);
    return to;
}

dispute_view play_view(const play *p, int32_t viewer) {
    dispute_view v = {.size = sizeof v};
    assert_int_equal(dispute_case_view(p->c, viewer, &v), DISPUTE_DONE);
    return v;
}

const char *play_outcome(const play *p) {
    char *to = line();
    dispute_view v = play_view(p, DISPUTE_PARTY_PLATFORM);
    if (v.outcome.kind) add_outcome(to, &v.outcome);
    return to;
}
