/* keys.c - every key of a policy: what its value looks like, where it lies, and what it is before any text. */
#include "keys.h"
#include "event.h"
#include <stddef.h>
#include <string.h>

const char dispute__choices[][CHOICES_MAX][CHOICE_SIZE] = {
    /* the first is 0 */
    [CHOICE_REOPEN] = {"no", "while_protected"},
    [CHOICE_APPEAL_MONEY] = {"wait", "execute"},
    [CHOICE_YES] = {"no", "yes"},
    [CHOICE_CHAIN] = {"none", "sha256"},
    [CHOICE_AFTER] = {"shipment", "payment", "", "promise", "delivery"},
    [CHOICE_UNTIL] = {"completion", "payment", "shipment", "promise", "delivery"},
    [CHOICE_OPEN_MONEY] = {"hold", "reverse"},
    [CHOICE_PAYER] = {"seller", "platform"},
    [CHOICE_AMEND_REASON] = {"yes", "same_class", "no"},
    [CHOICE_REVIEW] = {"entry", "evidence"},
    [CHOICE_FREIGHT] = {"none", "buyer", "seller", "platform", "liable"},
    [CHOICE_STARTER] = {"loser", "buyer", "seller"},
    [CHOICE_DECIDES] = {"platform", "start", "answer"},
};

#define AT(field) (uint16_t)(offsetof(dispute_policy, field))
#define SAY(word) 1 << DISPUTE_SILENCE_##word
#define SPAN(key, window) \
    { DISPUTE_KEY_##key, SHAPE_SPAN, 0, 0, WINDOW_##window, 0 }
#define SILENT(key, window, or_else, set) \
    { DISPUTE_KEY_##key##_ON_SILENCE, SHAPE_SILENCE, 0, DISPUTE_SILENCE_##or_else, WINDOW_##window, set }
#define CHOICE(key, choice, field) \
    { DISPUTE_KEY_##key, SHAPE_CHOICE, CHOICE_##choice, 0, AT(field), 0 }
#define PLAIN(key, shape, place) \
    { DISPUTE_KEY_##key, SHAPE_##shape, 0, 0, place, 0 }

enum {
    RESPONSE_SILENCES =
        SAY(ACCEPT_REQUEST) | SAY(ESCALATE) | SAY(CLOSE_FOR_BUYER) | SAY(CLOSE_FOR_SELLER) | SAY(WITHDRAW)
};

static const key_row rows[] = {
    /* in the order of the flow */
    SPAN(OPEN_AFTER, OPEN_AFTER),
    CHOICE(OPEN_AFTER_FROM, AFTER, after_from),
    SPAN(OPEN_AT_ONCE_UNDER, OPEN_AT_ONCE_UNDER),
    SPAN(OPEN_UNTIL, OPEN_UNTIL),
    CHOICE(OPEN_UNTIL_FROM, UNTIL, until_from),
    CHOICE(OPEN_REOPEN, REOPEN, reopen),
    PLAIN(OPEN_REOPEN_TIMES, COUNT, AT(reopen_times)),
    CHOICE(OPEN_MONEY, OPEN_MONEY, open_money),
    CHOICE(OPEN_GRANT_PAYER, PAYER, grant_payer),
    SPAN(CONTACT_WAIT, CONTACT_WAIT),
    SILENT(CONTACT_WAIT, CONTACT_WAIT, PROCEED, SAY(PROCEED) | SAY(ESCALATE) | SAY(CLOSE_FOR_BUYER)),
    CHOICE(AMEND_REASON, AMEND_REASON, amend_reason),
    PLAIN(AMEND_TIMES, LIMIT, AT(amend_times)),
    PLAIN(PROPOSE_BUYER_TIMES, LIMIT, AT(propose_times[0])),
    PLAIN(PROPOSE_SELLER_TIMES, LIMIT, AT(propose_times[1])),
    SPAN(NEGOTIATION_RESPONSE, NEGOTIATION_RESPONSE),
    SILENT(NEGOTIATION_RESPONSE, NEGOTIATION_RESPONSE, ACCEPT_REQUEST, RESPONSE_SILENCES),
    {DISPUTE_KEY_NEGOTIATION_RESPONSE_BY_AMOUNT, SHAPE_AMOUNT_ROWS, 0, 0, 0, RESPONSE_SILENCES | SAY(ACCEPT_RETURN)},
    SPAN(NEGOTIATION_REPLY, NEGOTIATION_REPLY),
    SILENT(NEGOTIATION_REPLY, NEGOTIATION_REPLY, ESCALATE,
           SAY(ACCEPT_OFFER) | SAY(ESCALATE) | SAY(CLOSE_FOR_SELLER) | SAY(WITHDRAW)),
    SPAN(NEGOTIATION_STAGE, NEGOTIATION_STAGE),
    SILENT(NEGOTIATION_STAGE, NEGOTIATION_STAGE, ESCALATE,
           SAY(ESCALATE) | SAY(CLOSE_FOR_BUYER) | SAY(CLOSE_FOR_SELLER) | SAY(WITHDRAW)),
    SPAN(NEGOTIATION_STAGE_AT_MOST, STAGE_AT_MOST),
    PLAIN(ESCALATE_BUYER, ESCALATION, 0),
    PLAIN(ESCALATE_SELLER, ESCALATION, 1),
    SPAN(GUARANTEE_AFTER, GUARANTEE_AFTER),
    SPAN(GUARANTEE_REVIEW, GUARANTEE_REVIEW),
    SILENT(GUARANTEE_REVIEW, GUARANTEE_REVIEW, CLOSE_FOR_BUYER, SAY(CLOSE_FOR_BUYER) | SAY(WAIT)),
    SPAN(PLATFORM_EVIDENCE, PLATFORM_EVIDENCE),
    SILENT(PLATFORM_EVIDENCE, PLATFORM_EVIDENCE, PROCEED, SAY(PROCEED)),
    SPAN(PLATFORM_EVIDENCE_BUYER, EVIDENCE_BUYER),
    SILENT(PLATFORM_EVIDENCE_BUYER, EVIDENCE_BUYER, PROCEED, SAY(PROCEED) | SAY(CLOSE_FOR_SELLER)),
    SPAN(PLATFORM_EVIDENCE_SELLER, EVIDENCE_SELLER),
    SILENT(PLATFORM_EVIDENCE_SELLER, EVIDENCE_SELLER, PROCEED, SAY(PROCEED) | SAY(CLOSE_FOR_BUYER)),
    SPAN(PLATFORM_REVIEW, PLATFORM_REVIEW),
    SILENT(PLATFORM_REVIEW, PLATFORM_REVIEW, WAIT, SAY(WAIT) | SAY(CLOSE_FOR_BUYER) | SAY(CLOSE_FOR_SELLER)),
    CHOICE(PLATFORM_REVIEW_FROM, REVIEW, review_from),
    PLAIN(PLATFORM_PAYS_UP_TO, AMOUNT, AT(pays_up_to)),
    SPAN(PLATFORM_PLAN, PLATFORM_PLAN),
    SILENT(PLATFORM_PLAN, PLATFORM_PLAN, PROCEED, SAY(PROCEED)),
    SPAN(RETURN_ADDRESS, RETURN_ADDRESS),
    SILENT(RETURN_ADDRESS, RETURN_ADDRESS, USE_DEFAULT, SAY(USE_DEFAULT) | SAY(CLOSE_FOR_BUYER)),
    SPAN(RETURN_SHIP, RETURN_SHIP),
    SILENT(RETURN_SHIP, RETURN_SHIP, CLOSE_FOR_SELLER, SAY(CLOSE_FOR_SELLER) | SAY(WITHDRAW)),
    SPAN(RETURN_RECEIVE, RETURN_RECEIVE),
    SILENT(RETURN_RECEIVE, RETURN_RECEIVE, DEEM_RECEIVED, SAY(DEEM_RECEIVED) | SAY(CLOSE_FOR_BUYER) | SAY(ESCALATE)),
    SPAN(RETURN_WAIVE, RETURN_WAIVE),
    CHOICE(RETURN_FREIGHT_BY, FREIGHT, freight_by),
    SPAN(REPLACEMENT_SHIP, REPLACEMENT_SHIP),
    SILENT(REPLACEMENT_SHIP, REPLACEMENT_SHIP, CLOSE_FOR_BUYER, SAY(CLOSE_FOR_BUYER) | SAY(ESCALATE)),
    SPAN(REPLACEMENT_RECEIVE, REPLACEMENT_RECEIVE),
    SILENT(REPLACEMENT_RECEIVE, REPLACEMENT_RECEIVE, DEEM_RECEIVED, SAY(DEEM_RECEIVED) | SAY(ESCALATE)),
    SPAN(APPEAL_WINDOW, APPEAL),
    PLAIN(APPEAL_ROUNDS, COUNT, AT(appeal_rounds)),
    CHOICE(APPEAL_MONEY, APPEAL_MONEY, appeal_money),
    {DISPUTE_KEY_ROUND_STARTER, SHAPE_ROUND, CHOICE_STARTER, 0, 0, 0},
    PLAIN(ROUND_WINDOW, ROUND, 0),
    {DISPUTE_KEY_ROUND_DECIDES, SHAPE_ROUND, CHOICE_DECIDES, 0, 0, 0},
    PLAIN(ROUND_ANSWER, ROUND, 0),
    PLAIN(ROUND_FEE, ROUND, 0),
    {DISPUTE_KEY_ROUND_LOSER_PAYS, SHAPE_ROUND, CHOICE_YES, 0, 0, 0},
    CHOICE(SETTLEMENT_CONFIRM, YES, settlement_confirm),
    SPAN(CLAIM_FILE, CLAIM_FILE),
    SPAN(CLAIM_ANSWER, CLAIM_ANSWER),
    SPAN(SUSPEND_AT_MOST, SUSPEND_AT_MOST),
    PLAIN(EXTEND_TIMES, COUNT, AT(extend_times)),
    CHOICE(JOURNAL_CHAIN, CHAIN, journal_chain),
    PLAIN(CALENDAR_OFFSET, CALENDAR, 0),
    PLAIN(CALENDAR_WEEKEND, CALENDAR, 0),
    PLAIN(CALENDAR_HOLIDAYS, CALENDAR, 0),
    PLAIN(REASON_ENABLED, REASON, 0),
    PLAIN(REASON_LIABLE, REASON, 0),
    PLAIN(REASON_EVIDENCE, REASON, 0),
    PLAIN(REASON_GUARANTEE, REASON, 0),
    PLAIN(REASON_MAY_CHANGE_KIND, REASON, 0),
    PLAIN(REASON_GRANT, REASON, 0),
    PLAIN(REASON_MULTIPLE, REASON, 0),
    PLAIN(NAME, NAME, 0),
    PLAIN(EFFECTIVE_FROM, DATE, 0),
};
enum { ROWS = sizeof rows / sizeof rows[0] };

int32_t *dispute__key_number(dispute_policy *policy, const key_row *r) {
    return (int32_t *)(void *)((char *)policy + r->place);
}

const key_row *dispute__key_row(int32_t key) {
    for (int i = 0; i < ROWS; i++)
        if (rows[i].key == key) return &rows[i];
    return NULL;
}

int dispute__key_is_many(int32_t key) {
    const key_row *r = dispute__key_row(key);
    return r && (r->shape == SHAPE_REASON || r->shape == SHAPE_ROUND);
}

int32_t dispute__key_of_window(int32_t window) {
    for (int i = 0; i < ROWS; i++)
        if (rows[i].shape == SHAPE_SPAN && rows[i].place == window) return rows[i].key;
    return 0;
}

int32_t dispute__silence_key_of_window(int32_t window) {
    for (int i = 0; i < ROWS; i++)
        if (rows[i].shape == SHAPE_SILENCE && rows[i].place == window) return rows[i].key;
    return 0;
}

/* No deadlines, the silences of clause Z, and whatever needs a number; all the rest is 0. What is not a rule is kept.
 */
void dispute__key_defaults(dispute_policy *policy) {
    size_t rules = offsetof(dispute_policy, window), after = offsetof(dispute_policy, sha_instructions);
    memset((char *)policy + rules, 0, after - rules);
    memset(policy->reason, 0, sizeof policy->reason);
    memset(&policy->calendar, 0, sizeof policy->calendar);
    for (int i = 0; i < ROWS; i++) {
        if (rows[i].shape == SHAPE_SILENCE) policy->silence[rows[i].place] = rows[i].silence;
        if (rows[i].shape == SHAPE_LIMIT) *dispute__key_number(policy, &rows[i]) = NO_LIMIT;
    }
    policy->reopen = REOPEN_WHILE_PROTECTED;
    policy->reopen_times = 2; /* N10 */
    policy->extend_times = 3; /* T1 */
    policy->settlement_confirm = 1;
    policy->journal_chain = CHAIN_SHA256;
    policy->effective_from = NOT_DATED;
    policy->pays_up_to = NO_LIMIT;
    for (uint32_t i = 0; i < dispute_word_count(DISPUTE_GROUP_REASON); i++) {
        reason_rules *r = &policy->reason[dispute_word_at(DISPUTE_GROUP_REASON, i)];
        r->enabled = r->guarantee = r->multiple = 1;
        r->grant = NO_LIMIT;
    }
    policy->calendar.offset_from[0] = INT64_MIN;
    policy->calendar.offsets = 1;
    policy->calendar.weekend = 1 << 5 | 1 << 6;
}

/* ---- the key itself ---- */

static const char reason_prefix[] = "reason.";
static const char round_prefix[] = "round.";
static const char offset_prefix[] = "calendar.offset.";

static int begins_with(const char *text, size_t size, const char *prefix, size_t prefix_size) {
    return size > prefix_size && memcmp(text, prefix, prefix_size) == 0;
}

/* "reason.*.liable" for "reason.quality.liable": the key from `first` to `last` that ends like `end`. */
static int32_t find_ending(int32_t first, int32_t last, size_t prefix, const char *end, size_t size) {
    for (int32_t n = first; n <= last; n++) {
        const char *name = dispute_word_name(DISPUTE_GROUP_KEY, n);
        if (name && dispute__text_is(end, size, name + prefix + 1)) return n;
    }
    return 0;
}

int32_t dispute__key_read(const char *key, size_t size, int32_t *of) {
    *of = 0;
    if (begins_with(key, size, offset_prefix, sizeof offset_prefix - 1)) return DISPUTE_KEY_CALENDAR_OFFSET;
    int reason = begins_with(key, size, reason_prefix, sizeof reason_prefix - 1);
    int round = begins_with(key, size, round_prefix, sizeof round_prefix - 1);
    if (!reason && !round) return dispute_word_number(DISPUTE_GROUP_KEY, key, size);
    size_t prefix = reason ? sizeof reason_prefix - 1 : sizeof round_prefix - 1;
    const char *word = key + prefix;
    size_t left = size - prefix, dot = dispute__text_find(word, left, ".");
    if (reason) *of = dispute_word_number(DISPUTE_GROUP_REASON, word, dot);
    if (round && dot == 1 && word[0] >= '1' && word[0] < '1' + TIMES_MAX) *of = word[0] - '0';
    if (!*of || dot == left) return 0;
    return reason ? find_ending(DISPUTE_KEY_REASON_ENABLED, LAST_REASON_KEY, prefix, word + dot, left - dot)
                  : find_ending(DISPUTE_KEY_ROUND_STARTER, LAST_ROUND_KEY, prefix, word + dot, left - dot);
}
