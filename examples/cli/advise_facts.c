/* advise_facts.c - what the seller knows, from --fact KEY=VALUE: amounts, shares in per cent, yes or no. */
#include "advise.h"
#include "money.h"
#include "output.h"
#include "wording.h"
#include <stddef.h>
#include <string.h>

enum { SHARES = 10000 };

/* where a fact lies; a share or yes and no is an int32_t, an amount an int64_t */
typedef struct place {
    size_t offset;
    enum { IS_AMOUNT, IS_SHARE, IS_YES_NO } kind;
} place;

#define PLACE(fact, member, kind) [DISPUTE_ESTIMATE_##fact] = {offsetof(dispute_facts, member), kind}
static const place places[] = {
    PLACE(UNIT_COST, unit_cost, IS_AMOUNT),
    PLACE(SALVAGE, salvage, IS_SHARE),
    PLACE(RETURN_COST, return_cost, IS_AMOUNT),
    PLACE(RETURN_POSSIBLE, return_possible, IS_YES_NO),
    PLACE(RESEND_COST, resend_cost, IS_AMOUNT),
    PLACE(COUPON, coupon, IS_AMOUNT),
    PLACE(COUPON_MARGIN, coupon_margin, IS_SHARE),
    PLACE(COUPON_REDEEMED, coupon_redeemed, IS_SHARE),
    PLACE(WIN_CHANCE, win_chance, IS_SHARE),
    PLACE(ACCEPT_CHANCE, accept_chance, IS_SHARE),
    PLACE(RECOVERY_CHANCE, recovery_chance, IS_SHARE),
};

/* "60%", "33.33%": per 10,000. 0, or -1. */
static int share_read(const char *string, int32_t *share) {
    int32_t sum = 0, decimals = -1, digits = 0;
    const char *at = string;
    for (; *at && *at != '%'; at++) {
        if (*at == '.' && decimals < 0 && digits) {
            decimals = 0;
            continue;
        }
        if (*at < '0' || *at > '9' || decimals >= 2 || sum > SHARES) return -1;
        sum = sum * 10 + (*at - '0');
        digits++;
        if (decimals >= 0) decimals++;
    }
    if (!digits || decimals == 0 || strcmp(at, "%") != 0) return -1;
    for (int32_t left = decimals < 0 ? 2 : 2 - decimals; left > 0; left--) sum *= 10;
    *share = sum;
    return sum <= SHARES ? 0 : -1;
}

static int value_read(const place *p, const char *value, const char currency[4], dispute_facts *facts) {
    char *to = (char *)facts + p->offset;
    int32_t share = 0;
    int64_t amount = 0;
    int wrong = 0;
    if (p->kind == IS_AMOUNT)
        wrong = money_read(value, currency, &amount);
    else if (p->kind == IS_SHARE)
        wrong = share_read(value, &share);
    else
        wrong = (share = strcmp(value, "yes") == 0) ? 0 : strcmp(value, "no") == 0 ? 0 : -1;
    if (p->kind == IS_AMOUNT)
        memcpy(to, &amount, sizeof amount);
    else
        memcpy(to, &share, sizeof share);
    return wrong;
}

static void complain_unknown(const char *given) {
    text known = {NULL, 0, 0};
    put_words(&known, DISPUTE_GROUP_ESTIMATE, 0);
    complain(spoken("--fact %s: write KEY=VALUE, the key one of %s", "--fact %s：请写 KEY=VALUE，KEY 须为以下之一：%s",
                    "--fact %s：請寫 KEY=VALUE，KEY 須為以下之一：%s"),
             given, text_string(&known));
    text_free(&known);
}

static void complain_value(const char *given, const place *p) {
    const char *right = p->kind == IS_AMOUNT
                            ? spoken("an amount of the order's currency, such as 3.00, not below 0",
                                     "订单币种的金额，如 3.00，不能为负", "訂單幣別的金額，如 3.00，不能為負")
                        : p->kind == IS_SHARE ? spoken("a share from 0% to 100%, such as 33.33%",
                                                       "0% 至 100% 的比例，如 33.33%", "0% 至 100% 的比例，如 33.33%")
                                              : spoken("yes or no", "yes 或 no", "yes 或 no");
    complain(spoken("--fact %s: it must be %s", "--fact %s：须为%s", "--fact %s：須為%s"), given, right);
}

int facts_read(dispute_facts *facts, const arguments *a, const char currency[4]) {
    *facts = (dispute_facts){.size = sizeof *facts};
    for (size_t i = 0; i < a->count[OPTION_FACT]; i++) {
        const char *given = a->list[OPTION_FACT][i], *equals = strchr(given, '=');
        int32_t fact = equals ? dispute_word_number(DISPUTE_GROUP_ESTIMATE, given, (size_t)(equals - given)) : 0;
        if (!fact) {
            complain_unknown(given);
            return -1;
        }
        if (facts->given >> fact & 1) {
            complain(spoken("--fact %s: it was given before", "--fact %s：前面已经给出", "--fact %s：前面已經給出"),
                     given);
            return -1;
        }
        if (value_read(&places[fact], equals + 1, currency, facts) != 0) {
            complain_value(given, &places[fact]);
            return -1;
        }
        facts->given |= 1 << fact;
    }
    return 0;
}
