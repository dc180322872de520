/* case.c - the plain value: made, begun, copied, asked. */
#include "case.h"
#include "bytes.h"
#include "event.h"
#include "machine.h"
#include "memory.h"
#include <stddef.h>
#include <string.h>

_Static_assert(offsetof(dispute_case, allocator) == CASE_SIZE, "the case's value has grown");
_Static_assert(sizeof(dispute_case) <= 576, "law 12");
_Static_assert(offsetof(dispute_case, chain) == 64 && offsetof(dispute_case, later) == 128,
               "law 12: what a step touches lies in two cache lines");

dispute_result dispute_case_new(const dispute_allocator *allocator, dispute_case **out) {
    dispute_allocator kept;
    if (!out) return DISPUTE_ERROR_BAD_ARGUMENT;
    *out = NULL;
    if (!dispute__memory_allocator(allocator, &kept)) return DISPUTE_ERROR_BAD_ARGUMENT;
    dispute_case *c = dispute__memory_take(&kept, sizeof *c);
    if (!c) return DISPUTE_ERROR_NO_MEMORY;
    memset(c, 0, sizeof *c);
    c->next_due = NEVER;
    c->allocator = kept;
    *out = c;
    return DISPUTE_DONE;
}

void dispute_case_free(dispute_case *c) {
    if (!c) return;
    dispute_allocator kept = c->allocator;
    dispute__memory_give(&kept, c);
}

void dispute__case_value_copy(dispute_case *c, const dispute_case *from) { copy_block(c, from, CASE_SIZE); }

int dispute__case_is_begun(const dispute_case *c) { return c->id_size != 0; }

dispute_result dispute__case_fits_policy(const dispute_policy *policy, const dispute_case *c) {
    dispute_result result = dispute__case_is_played_by(policy, c);
    if (result == DISPUTE_DONE && memcmp(c->policy_digest, policy->digest + 8, sizeof c->policy_digest) != 0)
        result = DISPUTE_ERROR_OTHER_POLICY;
    return result;
}

static dispute_result id_well_formed(const char *id, size_t size, dispute_problem *problem) {
    int32_t detail = size == 0                                   ? DISPUTE_DETAIL_MISSING
                     : size >= DISPUTE_CASE_ID_SIZE              ? DISPUTE_DETAIL_TOO_LONG
                     : !dispute__text_is_utf8(id, size)          ? DISPUTE_DETAIL_NOT_TEXT
                     : dispute__text_find(id, size, ":") != size ? DISPUTE_DETAIL_COLON /* it parts an effect id */
                                                                 : 0;
    return detail ? dispute__problem_set(problem, DISPUTE_ERROR_BAD_VALUE, detail, "id") : DISPUTE_DONE;
}

static dispute_result begin_well_formed(const dispute_policy *policy, const char *id, size_t id_size,
                                        const dispute_order *order, dispute_order *read, dispute_problem *problem) {
    if (!policy->sealed) return dispute__problem_set(problem, DISPUTE_ERROR_NOT_SEALED, 0, "policy");
    dispute_result result = dispute__struct_copy_in(read, sizeof *read, order, sizeof *read);
    if (result != DISPUTE_DONE) return dispute__problem_set(problem, result, 0, "order.size");
    result = id_well_formed(id, id_size, problem);
    return result == DISPUTE_DONE ? dispute__order_well_formed(read, problem) : result;
}

dispute_result dispute_case_begin(const dispute_policy *policy, dispute_case *c, const char *id, size_t id_size,
                                  const dispute_order *order, dispute_problem *problem) {
    dispute_order o;
    dispute_problem why;
    dispute_result result = DISPUTE_ERROR_BAD_ARGUMENT;
    if (policy && c && id && order)
        result = begin_well_formed(policy, id, id_size, order, &o, &why);
    else
        dispute__problem_set(&why, result, DISPUTE_DETAIL_MISSING,
                             !policy ? "policy"
                             : !c    ? "case"
                             : id    ? "order"
                                     : "id");
    if (result != DISPUTE_DONE) {
        dispute__problem_lend(problem, &why);
        return result;
    }

    memset(c, 0, CASE_SIZE);
    c->next_due = NEVER;
    c->policy_tag = policy->tag;
    memcpy(c->policy_digest, policy->digest + 8, sizeof c->policy_digest);
    memcpy(c->policy_name, policy->name, dispute__text_length(policy->name, sizeof c->policy_name - 1));
    memcpy(c->id, id, id_size);
    c->id_size = (uint8_t)id_size;
    memcpy(c->currency, o.currency, sizeof c->currency);
    c->funds = (uint8_t)(o.funds ? o.funds : DISPUTE_FUNDS_ESCROW);
    if (o.seller_guarantee) c->flags |= FLAG_ENROLLED;
    if (o.seller_verified) c->flags |= FLAG_VERIFIED;
    c->amount = o.amount;
    c->freight = o.freight;
    c->promised_at = o.promised_at;
    c->protected_until = o.protected_until;
    c->money.before.paid_at = o.paid_at;
    c->money.before.shipped_at = o.shipped_at;
    c->money.before.delivered_at = o.delivered_at;
    c->money.before.completed_at = o.completed_at;
    return DISPUTE_DONE;
}

dispute_result dispute_case_copy(dispute_case *c, const dispute_case *from) {
    if (!c || !from) return DISPUTE_ERROR_BAD_ARGUMENT;
    if (c != from) dispute__case_value_copy(c, from);
    return DISPUTE_DONE;
}

int64_t dispute_case_sequence(const dispute_case *c) { return c ? (int64_t)c->sequence : 0; }
int32_t dispute_case_state(const dispute_case *c) { return c ? c->state : 0; }
int64_t dispute_case_next_due(const dispute_case *c) { return c ? c->next_due : NEVER; }
