/* test_matrix.c - the matrix of the rulebook: every state, event and party, with every content that is worth trying.
 *
 * A cell is written as in the rulebook: `.` not_now, `=` stays, `>X` next state X, `M` the money, `T` what the terms
 * say, or a refusal. Every column is played again while the case is suspended (T2). */
#include "play.h"

/* ---- the table ---- */

enum column { CO, NS, NBR, NBO, GW, PRN, PRO, PP, RA, RS, RR, XD, XR, RM, AP, SP, CLW, CLR, COLUMNS };

typedef struct row {
    int32_t event, by;
    const char *cell[COLUMNS];
} row;

/* clang-format off */
#define ROW(event, by, ...) {DISPUTE_EVENT_##event, DISPUTE_PARTY_##by, {__VA_ARGS__}}
static const row matrix[] = {
    /*                                   CO        NS        NBr       NBo       GW       PRn      PRo      PP       RA       RS       RR       XD     XR     RM     AP       SP          CLw            CLr */
    ROW(OPEN, BUYER,                     ".",      ".",      ".",      ".",      ".",     ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(AMEND, BUYER,                    "=",      "=",      ">NS",    ">NS",    ".",     ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(WITHDRAW, BUYER,                 ">CL/M",  ">CL/M",  ">CL/M",  ">CL/M",  ">CL/M", ">CL/M", ">CL/M", ">CL/M", ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(REOPEN, BUYER,                   ".",      ".",      ".",      ".",      ".",     ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ">NS",         "."),
    ROW(PROPOSE, BUYER,                  ".",      ".",      ">NS",    ">NS",    ".",     ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(PROPOSE, SELLER,                 ">NB",    ">NB",    "=",      "=",      "noopt", ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(PROPOSE, PLATFORM,               ".",      ".",      ".",      ".",      ".",     ">PP",   ">PP",   ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(REFUSE, BUYER,                   ".",      ".",      ".",      "=",      ".",     ".",     ".",     ">PR",   ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(REFUSE, SELLER,                  ">NB",    ">NB",    ".",      ".",      "noopt", ".",     ".",     ">PR",   ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(ACCEPT, BUYER,                   ".",      "o",      ".",      ">T",     ".",     ".",     ">T",    ">PP/T", ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(ACCEPT, SELLER,                  ">T",     ">T",     ">T",     ">T",     "noopt", ".",     ">T",    ">PP/T", ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(ESCALATE, BUYER,                 ".",      "e",      "e",      "e",      ".",     ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(ESCALATE, SELLER,                ".",      "e",      "e",      "e",      "noopt", ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(TAKE_OVER, PLATFORM,             ">GW/PR", ">GW/PR", ">GW/PR", ">GW/PR", ".",     ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(REQUEST_EVIDENCE, PLATFORM,      ".",      ".",      ".",      ".",      ".",     "=",     "=",     ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(RULE, PLATFORM,                  ".",      ".",      ".",      ".",      ">RM/T", ">RM/T", ">RM/T", ".",     ".",     ".",     ".",     ".",   ".",   ".",   ">RM/T", ".",        ".",           "."),
    ROW(EXTEND, PLATFORM,                "=",      "=",      "=",      "=",      "=",     "=",     "=",     "=",     "=",     "=",     "=",     "=",   "=",   "=",   "=",     "=d",       "=d",          "=d"),
    ROW(SUSPEND, PLATFORM,               "=",      "=",      "=",      "=",      "=",     "=",     "=",     "=",     "=",     "=",     "=",     "=",   "=",   "=",   "=",     ".",        ".",           "."),
    ROW(RESUME, PLATFORM,                "=s",     "=s",     "=s",     "=s",     "=s",    "=s",    "=s",    "=s",    "=s",    "=s",    "=s",    "=s",  "=s",  "=s",  "=s",    ".",        ".",           "."),
    ROW(SETTLE_ELSEWHERE, PLATFORM,      ">CL",    ">CL",    ">CL",    ">CL",    ">CL",   ">CL",   ">CL",   ">CL",   ">CL",   ">CL",   ">CL",   ">CL", ">CL", ">CL", ">CL",   "too_late", ".",           "."),
    ROW(SUBMIT_EVIDENCE, BUYER,          "=",      "=",      "=",      "=",      "=",     "=",     "=",     "=",     "=",     "=",     "=",     "=",   "=",   ".",   "=",     ".",        ".",           "."),
    ROW(SUBMIT_EVIDENCE, SELLER,         "=",      "=",      "=",      "=",      "noopt", "=",     "=",     "=",     "=",     "=",     "=",     "=",   "=",   ".",   "=",     ".",        ".",           "."),
    ROW(SUBMIT_EVIDENCE, CARRIER,        "=",      "=",      "=",      "=",      "=",     "=",     "=",     "=",     "=",     "=",     "=",     "=",   "=",   ".",   "=",     ".",        ".",           "."),
    ROW(APPEAL, BUYER,                   ".",      ".",      ".",      ".",      ".",     ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ">AP", ".",     ".",        ".",           "."),
    ROW(APPEAL, SELLER,                  ".",      ".",      ".",      ".",      "noopt", ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ">AP", ".",     ".",        ".",           "."),
    ROW(CONFIRM_ADDRESS, SELLER,         ".",      ".",      ".",      ".",      "noopt", ".",     ".",     ".",     ">RS",   ".",     ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(CONFIRM_RETURN, SELLER,          ".",      ".",      ".",      ".",      "noopt", ".",     ".",     ".",     ".",     ".",     ">M/XD", ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(OBJECT_RETURN, SELLER,           ".",      ".",      ".",      ".",      "noopt", ".",     ".",     ".",     ".",     ".",     ">PR",   ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(WAIVE_RETURN, SELLER,            ".",      ".",      ".",      ".",      "noopt", ".",     ".",     ".",     ">M/XD", ">M/XD", ">M/XD", ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(SHIP_RETURN, BUYER,              ".",      ".",      ".",      ".",      ".",     ".",     ".",     ".",     ".",     ">RR",   ".",     ".",   ".",   ".",   ".",     ".",        ".",           "."),
    ROW(SHIP_REPLACEMENT, SELLER,        ".",      ".",      ".",      ".",      "noopt", ".",     ".",     ".",     ".",     ".",     ".",     ">XR", ".",   ".",   ".",     ".",        ".",           "."),
    ROW(CONFIRM_REPLACEMENT, BUYER,      ".",      ".",      ".",      ".",      ".",     ".",     ".",     ".",     ".",     ".",     ".",     ".",   ">M",  ".",   ".",     ".",        ".",           "."),
    ROW(OBJECT_REPLACEMENT, BUYER,       ".",      ".",      ".",      ".",      ".",     ".",     ".",     ".",     ".",     ".",     ".",     ".",   ">PR", ".",   ".",     ".",        ".",           "."),
    ROW(PARCEL, CARRIER,                 "=",      "=",      "=",      "=",      "=",     "=",     "=",     "=",     "=",     "=",     "=",     "=",   "=",   "=",   "=",     ".",        ".",           "."),
    ROW(PARCEL, SELLER,                  "=",      "=",      "=",      "=",      "noopt", "=",     "=",     "=",     "=",     "=",     "=",     "=",   "=",   "=",   "=",     ".",        ".",           "."),
    ROW(PARCEL, PLATFORM,                "=",      "=",      "=",      "=",      "=",     "=",     "=",     "=",     "=",     "=",     "=",     "=",   "=",   "=",   "=",     ".",        ".",           "."),
    ROW(FILE_CLAIM, SELLER,              "=c",     "=c",     "=c",     "=c",     "noopt", "=c",    "=c",    "=c",    "=c",    "=c",    "=c",    "=c",  "=c",  "=c",  "=c",    "=c",       "=c",          "=c"),
    ROW(FILE_CLAIM, PLATFORM,            "=c",     "=c",     "=c",     "=c",     "=c",    "=c",    "=c",    "=c",    "=c",    "=c",    "=c",    "=c",  "=c",  "=c",  "=c",    "=c",       "=c",          "=c"),
    ROW(ANSWER_CLAIM, CARRIER,           "=c",     "=c",     "=c",     "=c",     "=c",    "=c",    "=c",    "=c",    "=c",    "=c",    "=c",    "=c",  "=c",  "=c",  "=c",    "=c",       "=c",          "=c"),
    ROW(PAID, PLATFORM,                  ".",      ".",      ".",      ".",      ".",     ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     ">=/CL",    "wrong_terms", "done"),
    ROW(PAYMENT_FAILED, PLATFORM,        ".",      ".",      ".",      ".",      ".",     ".",     ".",     ".",     ".",     ".",     ".",     ".",   ".",   ".",   ".",     "=",        "wrong_terms", "done"),
};
/* clang-format on */

static const int32_t state_of[COLUMNS] = {
    [CO] = DISPUTE_STATE_CONTACT_WAITING,     [PP] = DISPUTE_STATE_PLATFORM_PROPOSED,
    [NS] = DISPUTE_STATE_NEGOTIATION_SELLER,  [NBR] = DISPUTE_STATE_NEGOTIATION_BUYER,
    [NBO] = DISPUTE_STATE_NEGOTIATION_BUYER,  [GW] = DISPUTE_STATE_GUARANTEE_WAITING,
    [PRN] = DISPUTE_STATE_PLATFORM_REVIEW,    [PRO] = DISPUTE_STATE_PLATFORM_REVIEW,
    [RA] = DISPUTE_STATE_RETURN_ADDRESS,      [RS] = DISPUTE_STATE_RETURN_SHIPMENT,
    [RR] = DISPUTE_STATE_RETURN_RECEIPT,      [XD] = DISPUTE_STATE_REPLACEMENT_DISPATCH,
    [XR] = DISPUTE_STATE_REPLACEMENT_RECEIPT, [RM] = DISPUTE_STATE_RULING_MADE,
    [AP] = DISPUTE_STATE_RULING_APPEALED,     [SP] = DISPUTE_STATE_SETTLING_PAYING,
    [CLW] = DISPUTE_STATE_CLOSED_DONE,        [CLR] = DISPUTE_STATE_CLOSED_DONE,
};

/* ---- the scenes: every column, reached by a story ---- */

typedef struct scene {
    play p;
    int column;
    dispute_case *copy;
    uint8_t before[DISPUTE_SNAPSHOT_SIZE];
    int64_t now;
    /* what the story knows, and what the cells of T, M and RM ask for */
    dispute_terms request, offer;
    const char *policy;
    int enrolled, released, protection_over, offer_in_ns, unopened, suspended;
    int carrier;      /* at fault: 1 a claim is due, 2 it is filed */
    int32_t accepted; /* who has accepted the platform's plan */
    int confirm, rounds, escalates, executes, claims_run;
} scene;

static dispute_terms asked(int32_t kind) {
    int refund = kind == DISPUTE_TERMS_REFUND || kind == DISPUTE_TERMS_RETURN_REFUND;
    return (dispute_terms){kind, 0, refund ? 3000 : 0, kind == DISPUTE_TERMS_COUPON ? 500 : 0, 0};
}

#define NEXT(s, event, party, ...) \
    assert_int_equal(DO(&(s)->p, event, party, (s)->now += HOUR, __VA_ARGS__), DISPUTE_DONE)

static void open_scene(scene *s, int32_t kind) {
    dispute_order *o = &s->p.order;
    o->seller_guarantee = s->enrolled || s->column == GW;
    if (s->released) o->funds = DISPUTE_FUNDS_RELEASED;
    if (s->protection_over) o->protected_until = T0;
    s->request = asked(kind);
    assert_int_equal(dispute_case_begin(s->p.policy, s->p.c, s->p.id, strlen(s->p.id), o, NULL), DISPUTE_DONE);
    NEXT(s, OPEN, BUYER, .reason = s->carrier ? DISPUTE_REASON_DAMAGED : DISPUTE_REASON_QUALITY, .terms = s->request);
}

static void negotiate(scene *s, int32_t offered) {
    if (s->column == NBR) NEXT(s, REFUSE, SELLER, 0);
    if (s->column == NBR || s->column == CO || (s->column == NS && !s->offer_in_ns)) return;
    s->offer = asked(offered);
    NEXT(s, PROPOSE, SELLER, .terms = s->offer);
    if (s->column == NS) NEXT(s, AMEND, BUYER, .reason = DISPUTE_REASON_COUNTERFEIT);
    if (s->column == PRO) NEXT(s, TAKE_OVER, PLATFORM, 0);
}

static void plan(scene *s, int32_t planned) {
    s->offer = asked(planned);
    NEXT(s, TAKE_OVER, PLATFORM, 0);
    NEXT(s, PROPOSE, PLATFORM, .terms = s->offer);
    if (s->accepted == DISPUTE_PARTY_BUYER) NEXT(s, ACCEPT, BUYER, 0);
    if (s->accepted == DISPUTE_PARTY_SELLER) NEXT(s, ACCEPT, SELLER, 0);
}

static void rule(scene *s) {
    NEXT(s, TAKE_OVER, PLATFORM, 0);
    if (s->column == GW) return;
    NEXT(s, RULE, PLATFORM, .terms = REFUND(1000)); /* less than was asked, and the seller pays: both lose */
    if (s->column == AP) NEXT(s, APPEAL, BUYER, 0);
}

static void return_goods(scene *s) { /* up to the column's own state, or to the objection */
    NEXT(s, ACCEPT, SELLER, 0);
    if (s->request.kind == DISPUTE_TERMS_REPLACEMENT) {
        NEXT(s, SHIP_REPLACEMENT, SELLER, .reference = "RR2");
        NEXT(s, OBJECT_REPLACEMENT, BUYER, 0);
        return;
    }
    if (s->column != RA) NEXT(s, CONFIRM_ADDRESS, SELLER, 0);
    if (s->column == RR || s->column == PRN) NEXT(s, SHIP_RETURN, BUYER, .reference = "RR1");
    if (s->column == PRN) NEXT(s, OBJECT_RETURN, SELLER, 0);
}

static void replace(scene *s) {
    NEXT(s, ACCEPT, SELLER, 0);
    if (s->request.kind == DISPUTE_TERMS_RETURN_REPLACEMENT) NEXT(s, WAIVE_RETURN, SELLER, 0);
    if (s->column != XD) NEXT(s, SHIP_REPLACEMENT, SELLER, .reference = "RR2");
}

static void settle(scene *s) {
    if (s->request.kind == DISPUTE_TERMS_REPLACEMENT) {
        replace(s);
        NEXT(s, CONFIRM_REPLACEMENT, BUYER, 0);
    } else {
        NEXT(s, ACCEPT, SELLER, 0);
    }
    if (s->column == CLR && s->confirm) play_pay_all(&s->p, s->now += HOUR);
    if (s->carrier > 1) NEXT(s, FILE_CLAIM, SELLER, 0);
}

static void scene_set(scene *s, int32_t kind, int32_t offered) {
    char policy[256];
    s->now = T0 - HOUR;
    snprintf(policy, sizeof policy, s->column == CO ? "contact.wait = P3D\n%s" : "%s", s->policy);
    play_new(&s->p, policy);
    assert_int_equal(dispute_case_new(NULL, &s->copy), DISPUTE_DONE);
    s->confirm = strstr(s->policy, "settlement.confirm = no") == NULL;
    s->rounds = strstr(s->policy, "appeal.rounds = 2") ? 2 : 1;
    s->executes = strstr(s->policy, "appeal.money = execute") != NULL;
    s->claims_run = strstr(s->policy, "claim.file") != NULL;
    s->escalates = strstr(s->policy, "escalate.buyer") != NULL;
    open_scene(s, kind);
    switch (s->column) {
    case GW:
    case RM:
    case AP: rule(s); break;
    case PRN:
    case RA:
    case RS:
    case RR: return_goods(s); break;
    case XD:
    case XR: replace(s); break;
    case SP:
    case CLR: settle(s); break;
    case CLW: NEXT(s, WITHDRAW, BUYER, 0); break;
    case PP: plan(s, offered); break;
    default: negotiate(s, offered); break;
    }
    if (s->suspended) NEXT(s, SUSPEND, PLATFORM, .until = s->now + DAY);
    assert_int_equal(play_state(&s->p), state_of[s->column]);
    s->p.now = s->now += HOUR;
}

/* ---- what a cell says of one accepted content ---- */

static int32_t money(const scene *s, int64_t to_buyer) { /* M */
    int waits = s->confirm && (!s->released || to_buyer > 0);
    return waits ? DISPUTE_STATE_SETTLING_PAYING : DISPUTE_STATE_CLOSED_DONE;
}

static int32_t terms(const scene *s, const dispute_terms *t) { /* T */
    switch (t->kind) {
    case DISPUTE_TERMS_RETURN_REFUND:
    case DISPUTE_TERMS_RETURN_REPLACEMENT: return DISPUTE_STATE_RETURN_ADDRESS;
    case DISPUTE_TERMS_REPLACEMENT: return DISPUTE_STATE_REPLACEMENT_DISPATCH;
    default: return money(s, t->kind == DISPUTE_TERMS_REFUND ? t->amount : 0);
    }
}

static int somebody_may_appeal(const scene *s, const dispute_event *e) { /* P6 */
    const dispute_terms *t = &e->terms, *r = &s->request;
    int refund = t->kind == DISPUTE_TERMS_REFUND || t->kind == DISPUTE_TERMS_RETURN_REFUND;
    int goods = t->kind == DISPUTE_TERMS_RETURN_REFUND || t->kind == DISPUTE_TERMS_RETURN_REPLACEMENT
                || t->kind == DISPUTE_TERMS_REPLACEMENT;
    int buyer = t->kind != r->kind || t->amount < r->amount || t->coupon < r->coupon;
    int seller = s->column != GW && ((refund && e->payer != DISPUTE_ACCOUNT_PLATFORM) || goods);
    return buyer || seller;
}

static int32_t ruled(const scene *s, const dispute_event *e) { /* RM/T */
    int last_round = (s->column == AP) >= s->rounds;
    return !last_round && somebody_may_appeal(s, e) ? DISPUTE_STATE_RULING_MADE : terms(s, &e->terms);
}

static int32_t received(const scene *s) { /* M/XD */
    return s->request.kind == DISPUTE_TERMS_RETURN_REPLACEMENT ? DISPUTE_STATE_REPLACEMENT_DISPATCH
                                                               : money(s, s->request.amount);
}

static int32_t paid(const scene *s) { /* =/CL */
    dispute_view v = {.size = sizeof v};
    assert_int_equal(dispute_case_view(s->copy, DISPUTE_PARTY_PLATFORM, &v), DISPUTE_DONE);
    return v.unpaid ? DISPUTE_STATE_SETTLING_PAYING : DISPUTE_STATE_CLOSED_DONE;
}

static int32_t next_of(const scene *s, const char *cell, const dispute_event *e) {
    static const struct {
        char name[4];
        int32_t state;
    } states[] = {{"NS", DISPUTE_STATE_NEGOTIATION_SELLER},  {"NB", DISPUTE_STATE_NEGOTIATION_BUYER},
                  {"PR", DISPUTE_STATE_PLATFORM_REVIEW},     {"AP", DISPUTE_STATE_RULING_APPEALED},
                  {"RS", DISPUTE_STATE_RETURN_SHIPMENT},     {"RR", DISPUTE_STATE_RETURN_RECEIPT},
                  {"XR", DISPUTE_STATE_REPLACEMENT_RECEIPT}, {"PP", DISPUTE_STATE_PLATFORM_PROPOSED},
                  {"CL", DISPUTE_STATE_CLOSED_DONE}};
    if (cell[0] == '=') return state_of[s->column];
    if (strcmp(cell, ">CL/M") == 0) return s->protection_over ? money(s, 0) : DISPUTE_STATE_CLOSED_DONE;
    if (strcmp(cell, ">GW/PR") == 0)
        return s->enrolled ? DISPUTE_STATE_GUARANTEE_WAITING : DISPUTE_STATE_PLATFORM_REVIEW;
    if (strcmp(cell, ">T") == 0)
        return terms(s, e->by == DISPUTE_PARTY_SELLER && s->column != PP ? &s->request : &s->offer);
    if (strcmp(cell, ">M") == 0) return money(s, 0); /* a replacement: the release alone */
    if (strcmp(cell, ">M/XD") == 0) return received(s);
    if (strcmp(cell, ">RM/T") == 0) return ruled(s, e);
    if (strcmp(cell, ">=/CL") == 0) return paid(s);
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (strcmp(cell + 1, states[i].name) == 0) return states[i].state;
    return -1;
}

static const char *plan_cell(const scene *s, int32_t by) { /* PP/T */
    if (!s->accepted) return "=";
    return s->accepted == by ? "done" : ">T";
}

static int is_open_meanwhile(int32_t event) { /* T2 */
    static const int32_t open[] = {
        DISPUTE_EVENT_WITHDRAW,         DISPUTE_EVENT_SUBMIT_EVIDENCE, DISPUTE_EVENT_PARCEL,
        DISPUTE_EVENT_SETTLE_ELSEWHERE, DISPUTE_EVENT_RESUME,          DISPUTE_EVENT_PAID,
        DISPUTE_EVENT_PAYMENT_FAILED,   DISPUTE_EVENT_FILE_CLAIM,      DISPUTE_EVENT_ANSWER_CLAIM};
    for (size_t i = 0; i < COUNT_OF(open); i++)
        if (open[i] == event) return 1;
    return 0;
}

/* The cell with its conditions worked out. */
static const char *cell_of(const scene *s, const row *r) {
    const char *cell = r->cell[s->column];
    if (s->column == GW && strcmp(cell, "noopt") == 0) return cell;
    if (s->suspended && !is_open_meanwhile(r->event)) return ".";
    if (strcmp(cell, "=s") == 0) return s->suspended ? "=" : ".";
    if (strcmp(cell, "=d") == 0) return s->claims_run && s->carrier ? "=" : ".";
    if (strcmp(cell, ">PP/T") == 0) return plan_cell(s, r->by);
    if (strcmp(cell, "e") == 0) return s->escalates ? ">PR" : ".";
    if (strcmp(cell, "o") == 0) return s->offer_in_ns ? ">T" : ".";
    int payment = r->event == DISPUTE_EVENT_PAID || r->event == DISPUTE_EVENT_PAYMENT_FAILED;
    if (payment && s->executes) return "="; /* a transfer is out before the ruling is final */
    if (strcmp(cell, "=c") != 0) return cell;
    int claim = s->column == SP || s->column == CLR ? s->carrier : 0; /* 1 due, 2 filed */
    return claim == (r->event == DISPUTE_EVENT_FILE_CLAIM ? 1 : 2) ? "=" : ".";
}

/* ---- trying ---- */

static const row *row_of(int32_t event, int32_t by) {
    for (size_t i = 0; i < sizeof matrix / sizeof matrix[0]; i++)
        if (matrix[i].event == event && matrix[i].by == by) return &matrix[i];
    return NULL;
}

static int refusal_fits(const char *cell, int32_t event, dispute_result r) {
    if (event == DISPUTE_EVENT_EXTEND && cell[0] == '=' && r == DISPUTE_REFUSED_NOT_NOW)
        return 1; /* T1: that deadline does not run */
    if (strcmp(cell, ".") == 0) return r == DISPUTE_REFUSED_NOT_NOW;
    if (strcmp(cell, "noopt") == 0) return r == DISPUTE_REFUSED_NO_OPTIONS;
    if (strcmp(cell, "not_yours") == 0) return r == DISPUTE_REFUSED_NOT_YOURS;
    if (strcmp(cell, "too_late") == 0) return r == DISPUTE_REFUSED_TOO_LATE;
    if (strcmp(cell, "wrong_terms") == 0) return r == DISPUTE_REFUSED_WRONG_TERMS;
    if (strcmp(cell, "done") == 0) return r == DISPUTE_REFUSED_ALREADY_DONE || r == DISPUTE_REFUSED_WRONG_TERMS;
    return r >= DISPUTE_REFUSED_TOO_EARLY && r != DISPUTE_REFUSED_STALE && r != DISPUTE_REFUSED_DUE_FIRST;
}

static const char *word(int32_t group, int32_t number) {
    const char *name = dispute_word_name(group, number);
    return name ? name : "none";
}

static void complain(const scene *s, const dispute_event *e, const char *cell, int index, dispute_result r) {
    fail_msg("%s, request %s: %s by %s, content %d: the matrix says `%s`, the answer was %s, next %s",
             word(DISPUTE_GROUP_STATE, play_state(&s->p)), word(DISPUTE_GROUP_TERMS, s->request.kind),
             word(DISPUTE_GROUP_EVENT, e->kind), word(DISPUTE_GROUP_PARTY, e->by), index, cell,
             word(DISPUTE_GROUP_RESULT, r), word(DISPUTE_GROUP_STATE, dispute_case_state(s->copy)));
}

static void expect_unchanged(const scene *s) {
    uint8_t after[DISPUTE_SNAPSHOT_SIZE];
    assert_int_equal(dispute_case_save(s->copy, after, sizeof after, NULL), DISPUTE_DONE);
    assert_memory_equal(s->before, after, sizeof after);
}

/* Every content of one pair; how many were accepted. */
static int try_pair(scene *s, int32_t event, int32_t by, const char *cell) {
    dispute_event e;
    int accepted = 0, done = 0;
    for (int i = 0; play_content(&s->p, event, i, &e); i++) {
        e.by = by;
        e.at = s->now;
        dispute_result r = dispute_step(s->p.policy, s->copy, &e, s->p.answer);
        done += r == DISPUTE_REFUSED_ALREADY_DONE;
        if (r != DISPUTE_DONE) {
            if (!refusal_fits(cell, event, r)) complain(s, &e, cell, i, r);
            expect_unchanged(s);
            continue;
        }
        accepted++;
        if (strchr("=>", cell[0]) == NULL || dispute_case_state(s->copy) != next_of(s, cell, &e))
            complain(s, &e, cell, i, r);
        dispute_case_copy(s->copy, s->p.c);
    }
    int accepts = strchr("=>", cell[0]) != NULL;
    if (accepts != (accepted > 0) || (strcmp(cell, "done") == 0 && !done)) {
        play_content(&s->p, event, 0, &e);
        e.by = by;
        complain(s, &e, cell, -1, DISPUTE_DONE);
    }
    return accepted;
}

static uint64_t listed(const scene *s, int32_t by, int high) { /* a set of events: below 64, or from there on */
    const dispute_action *a;
    uint64_t set = 0;
    assert_int_equal(dispute_allowed(s->p.policy, s->p.c, by, s->now, s->p.answer), DISPUTE_DONE);
    for (uint32_t i = 0; (a = dispute_answer_action(s->p.answer, i)) != NULL; i++) {
        assert_true(a->size == sizeof *a && a->party == by && a->event < 128);
        if (a->event / 64 == high) set |= UINT64_C(1) << a->event % 64;
    }
    return set;
}

static const char *what_is_said_of(const scene *s, int32_t event, int32_t by) {
    const row *r = row_of(event, by);
    if (!r) return s->column == GW && by == DISPUTE_PARTY_SELLER ? "noopt" : "not_yours";
    if (s->unopened) return event == DISPUTE_EVENT_OPEN ? ">NS" : ".";
    return cell_of(s, r);
}

static void try_party(scene *s, int32_t by) {
    const uint64_t list[2] = {listed(s, by, 0), listed(s, by, 1)};
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_EVENT); i++) {
        int32_t event = dispute_word_at(DISPUTE_GROUP_EVENT, i);
        if (event >= 100) break;
        const char *cell = what_is_said_of(s, event, by);
        int accepted = try_pair(s, event, by, cell) > 0, is_listed = list[event / 64] >> event % 64 & 1;
        if (accepted != is_listed)
            fail_msg("%s: %s by %s is accepted %d, but listed %d", word(DISPUTE_GROUP_STATE, play_state(&s->p)),
                     word(DISPUTE_GROUP_EVENT, event), word(DISPUTE_GROUP_PARTY, by), accepted, is_listed);
    }
}

static void try_everything(scene *s) {
    play_snapshot(&s->p, s->before);
    dispute_case_copy(s->copy, s->p.c);
    for (int32_t by = DISPUTE_PARTY_BUYER; by <= DISPUTE_PARTY_SYSTEM; by++) try_party(s, by);
}

/* ---- every column, in every scene that makes a difference ---- */

static int reaches(int column, int32_t kind) {
    int returns = kind == DISPUTE_TERMS_RETURN_REFUND || kind == DISPUTE_TERMS_RETURN_REPLACEMENT;
    int replaces = kind == DISPUTE_TERMS_REPLACEMENT || kind == DISPUTE_TERMS_RETURN_REPLACEMENT;
    switch (column) {
    case RA:
    case RS:
    case RR: return returns;
    case PRN: return returns || replaces;
    case XD:
    case XR: return replaces;
    case SP:
    case CLR: return !returns;
    default: return 1;
    }
}

static void play_scene(const scene *setting, int32_t kind, int32_t offered) {
    scene s = *setting;
    scene_set(&s, kind, offered);
    try_everything(&s);
    dispute_case_free(s.copy);
    play_free(&s.p);
}

static void play_setting(const scene *setting) {
    int offers = setting->column == NBO || setting->column == PRO || setting->column == PP || setting->offer_in_ns;
    for (int32_t kind = DISPUTE_TERMS_REFUND; kind <= DISPUTE_TERMS_COUPON; kind++) {
        if (!reaches(setting->column, kind)) continue;
        if (setting->released && setting->column == SP && kind != DISPUTE_TERMS_REFUND) continue; /* nothing to pay */
        if (setting->carrier && kind != DISPUTE_TERMS_REFUND) continue;                           /* nothing to claim */
        for (int32_t offered = DISPUTE_TERMS_NO_REFUND; offered <= (offers ? DISPUTE_TERMS_GUIDANCE : 1); offered++)
            play_scene(setting, kind, offered);
    }
}

static void column(void **state) {
    int of = *(const int *)*state;
    int talks = of == CO || of == NS || of == NBR || of == NBO, pays = of == SP || of == CLR;
    play_setting(&(scene){.column = of, .policy = ""});
    if (of != SP) play_setting(&(scene){.column = of, .policy = "settlement.confirm = no\n"});
    if (of != CLR) play_setting(&(scene){.column = of, .policy = "", .released = 1});
    play_setting(&(scene){.column = of,
                          .policy = "escalate.buyer = PT1H..P15D\nescalate.seller = PT1H..P15D\nappeal.rounds = 2\n"});
    if (of != CLW) play_setting(&(scene){.column = of, .policy = "", .protection_over = 1});
    if (talks) play_setting(&(scene){.column = of, .policy = "", .enrolled = 1});
    if (of == RM || of == AP) play_setting(&(scene){.column = of, .policy = "appeal.money = execute\n"});
    if (of == NS) play_setting(&(scene){.column = of, .policy = "", .offer_in_ns = 1});
    if (of == PP) play_setting(&(scene){.column = of, .policy = "", .accepted = DISPUTE_PARTY_BUYER});
    if (of == PP) play_setting(&(scene){.column = of, .policy = "", .accepted = DISPUTE_PARTY_SELLER});
    if (of < SP) play_setting(&(scene){.column = of, .policy = "", .suspended = 1});
    if (of < SP) play_setting(&(scene){.column = of, .policy = "", .suspended = 1, .protection_over = 1});
    if (of == RM || of == AP)
        play_setting(&(scene){.column = of, .policy = "appeal.money = execute\n", .suspended = 1});
    const char *claims_run = "claim.file = P5D\nclaim.answer = P5D\n";
    if (pays) play_setting(&(scene){.column = of, .policy = claims_run, .carrier = 1});
    if (pays) play_setting(&(scene){.column = of, .policy = claims_run, .carrier = 2});
    if (pays) play_setting(&(scene){.column = of, .policy = "", .carrier = 1});
    if (pays) play_setting(&(scene){.column = of, .policy = "", .carrier = 2});
}

static void not_open(void **state) {
    scene s = {.unopened = 1, .policy = "", .now = T0};
    (void)state;
    play_new(&s.p, s.policy);
    assert_int_equal(dispute_case_new(NULL, &s.copy), DISPUTE_DONE);
    assert_int_equal(dispute_case_begin(s.p.policy, s.p.c, s.p.id, strlen(s.p.id), &s.p.order, NULL), DISPUTE_DONE);
    try_everything(&s);
    dispute_case_free(s.copy);
    play_free(&s.p);
}

static int columns[COLUMNS] = {CO, NS, NBR, NBO, GW, PRN, PRO, PP, RA, RS, RR, XD, XR, RM, AP, SP, CLW, CLR};
#define COLUMN(name, which) \
    { "matrix_" #name, column, NULL, NULL, &columns[which] }

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(not_open),
        COLUMN(contact_waiting, CO),
        COLUMN(negotiation_seller, NS),
        COLUMN(negotiation_buyer_refused, NBR),
        COLUMN(negotiation_buyer_offered, NBO),
        COLUMN(guarantee_waiting, GW),
        COLUMN(platform_review_nothing_stands, PRN),
        COLUMN(platform_review_offer_stands, PRO),
        COLUMN(platform_proposed, PP),
        COLUMN(return_address, RA),
        COLUMN(return_shipment, RS),
        COLUMN(return_receipt, RR),
        COLUMN(replacement_dispatch, XD),
        COLUMN(replacement_receipt, XR),
        COLUMN(ruling_made, RM),
        COLUMN(ruling_appealed, AP),
        COLUMN(settling_paying, SP),
        COLUMN(closed_withdrawn, CLW),
        COLUMN(closed_paid, CLR),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
