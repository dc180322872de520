/* chart.c - the rulebook as one table: who may do what in which state, and what silence does there.
 *
 * Read a row from left to right: in STATE, EVENT by one of these parties, WHEN this holds, does ACTION and leads to
 * NEXT, by RULE; it decides the outcome's VIA, and tells TOPIC to these parties. Of the rows of one state and event the
 * first that exists counts. What no row names is refused: `not_yours` where that party never sends that event, else
 * `not_now`. A LAPSE is a deadline that fires, where the policy's key has this silence (ALWAYS: it has no choice). */
#include "chart.h"
#include "turn.h"
#include <string.h>

/* the states, as short as the matrix of the rulebook writes them */
enum {
    NEXT_NO = 0,
    NEXT_CO = DISPUTE_STATE_CONTACT_WAITING,
    NEXT_NS = DISPUTE_STATE_NEGOTIATION_SELLER,
    NEXT_NB = DISPUTE_STATE_NEGOTIATION_BUYER,
    NEXT_GW = DISPUTE_STATE_GUARANTEE_WAITING,
    NEXT_PR = DISPUTE_STATE_PLATFORM_REVIEW,
    NEXT_PP = DISPUTE_STATE_PLATFORM_PROPOSED,
    NEXT_RA = DISPUTE_STATE_RETURN_ADDRESS,
    NEXT_RS = DISPUTE_STATE_RETURN_SHIPMENT,
    NEXT_RR = DISPUTE_STATE_RETURN_RECEIPT,
    NEXT_XD = DISPUTE_STATE_REPLACEMENT_DISPATCH,
    NEXT_XR = DISPUTE_STATE_REPLACEMENT_RECEIPT,
    NEXT_RM = DISPUTE_STATE_RULING_MADE,
    NEXT_AP = DISPUTE_STATE_RULING_APPEALED,
    NEXT_SP = DISPUTE_STATE_SETTLING_PAYING,
    NEXT_CL = DISPUTE_STATE_CLOSED_DONE,
    NEXT_ANY = ANY_STATE,
    B = 1 << DISPUTE_PARTY_BUYER,
    S = 1 << DISPUTE_PARTY_SELLER,
    P = 1 << DISPUTE_PARTY_PLATFORM,
    C = 1 << DISPUTE_PARTY_CARRIER,
    CLOCK = 1 << DISPUTE_PARTY_SYSTEM,
    NOBODY = 0,
    WHEN_SILENCE_ALWAYS = WHEN_ALWAYS,
    DISPUTE_VIA_NONE = 0,
    DISPUTE_TOPIC_NONE = 0
};
#define SILENCE(word)                 WHEN_SILENCE_##word
#define WHEN_SILENCE_ACCEPT_REQUEST   WHEN_SILENT(ACCEPT_REQUEST)
#define WHEN_SILENCE_ACCEPT_OFFER     WHEN_SILENT(ACCEPT_OFFER)
#define WHEN_SILENCE_ESCALATE         WHEN_SILENT(ESCALATE)
#define WHEN_SILENCE_CLOSE_FOR_BUYER  WHEN_SILENT(CLOSE_FOR_BUYER)
#define WHEN_SILENCE_CLOSE_FOR_SELLER WHEN_SILENT(CLOSE_FOR_SELLER)
#define WHEN_SILENCE_WITHDRAW         WHEN_SILENT(WITHDRAW)
#define WHEN_SILENCE_USE_DEFAULT      WHEN_SILENT(USE_DEFAULT)
#define WHEN_SILENCE_DEEM_RECEIVED    WHEN_SILENT(DEEM_RECEIVED)
#define WHEN_SILENCE_PROCEED          WHEN_SILENT(PROCEED)
#define WHEN_SILENCE_WAIT             WHEN_SILENT(WAIT)
#define WHEN_SILENCE_ACCEPT_RETURN    WHEN_SILENT(ACCEPT_RETURN)
#define WHEN_SILENCE_SELLER_LAPSES    WHEN_SELLER_LAPSES
#define WHEN_SILENCE_BUYER_LAPSES     WHEN_BUYER_LAPSES
#define WHEN_SILENCE_BUYER_STARTED    WHEN_ROUND_OF_BUYER
#define WHEN_SILENCE_SELLER_STARTED   WHEN_ROUND_OF_SELLER

#define EVENT(state, event, by, when, action, next, rule, via, topic, audience)                               \
    {                                                                                                         \
        NEXT_##state, DISPUTE_EVENT_##event, by, WHEN_##when, ACT_##action, NEXT_##next, DISPUTE_RULE_##rule, \
            DISPUTE_VIA_##via, DISPUTE_TOPIC_##topic, audience                                                \
    }
#define LAPSE(state, deadline, silence, action, next, rule, via, topic, audience)                            \
    {                                                                                                        \
        NEXT_##state, DISPUTE_EVENT_DEADLINE_##deadline, CLOCK, SILENCE(silence), ACT_##action, NEXT_##next, \
            DISPUTE_RULE_##rule, DISPUTE_VIA_##via, DISPUTE_TOPIC_##topic, audience                          \
    }

/* clang-format off */
const row dispute__chart[] = {
    /* not open yet */
    EVENT(NO,  OPEN,                B,         GRANTED,        GRANT,          MONEY,     O7,  GUARANTEE, OPENED,               S),
    EVENT(NO,  OPEN,                B,         REVERSES,       OPEN_REVERSED,  RM,        O8,  RULING,    OPENED,               S),
    EVENT(NO,  OPEN,                B,         ALWAYS,         OPEN,           NS,        O1,  NONE,      OPENED,               S),

    /* contact.waiting: the market's compulsory contact period (T4) */
    EVENT(CO,  AMEND,               B,         ALWAYS,         AMEND,          SAME,      T4,  NONE,      AMENDED,              S),
    EVENT(CO,  WITHDRAW,            B,         ALWAYS,         WITHDRAW,       WITHDRAWN, N9,  WITHDRAWN, WITHDRAWN,            S),
    EVENT(CO,  PROPOSE,             S,         ALWAYS,         OFFER,          NB,        T4,  NONE,      OFFER,                B),
    EVENT(CO,  REFUSE,              S,         ALWAYS,         REFUSE,         NB,        T4,  NONE,      REFUSED,              B),
    EVENT(CO,  ACCEPT,              S,         REQUEST_STANDS, ACCEPT,         TERMS,     N2,  CONSENSUS, AGREED,               B),
    EVENT(CO,  TAKE_OVER,           P,         GUARANTEED,     MOVE,           GW,        P1,  NONE,      TAKEN_OVER,           B | S),
    EVENT(CO,  TAKE_OVER,           P,         ALWAYS,         REVIEW,         PR,        P1,  NONE,      TAKEN_OVER,           B | S),
    EVENT(CO,  SUBMIT_EVIDENCE,     B | S | C, ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(CO,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(CO,  CONTACT,  PROCEED,          MOVE,            NS,        Z1,  NONE,           NONE,                 NOBODY),
    LAPSE(CO,  CONTACT,  ESCALATE,         REVIEW,          PR,        Z1,  NONE,           ESCALATED,            B | S | P),
    LAPSE(CO,  CONTACT,  CLOSE_FOR_BUYER,  FOR_BUYER,       MONEY,     Z1,  SELLER_SILENCE, NONE,                 NOBODY),
    LAPSE(CO,  TAKEOVER, ALWAYS,                   MOVE,            GW,        P1,  NONE,           TAKEN_OVER,           B | S | P),

    /* negotiation.seller: the buyer's request stands; the seller answers */
    EVENT(NS,  AMEND,               B,         ALWAYS,         AMEND,          NS,        N1,  NONE,      AMENDED,              S),
    EVENT(NS,  WITHDRAW,            B,         ALWAYS,         WITHDRAW,       WITHDRAWN, N9,  WITHDRAWN, WITHDRAWN,            S),
    EVENT(NS,  PROPOSE,             S,         ALWAYS,         OFFER,          NB,        N1,  NONE,      OFFER,                B),
    EVENT(NS,  REFUSE,              S,         ALWAYS,         REFUSE,         NB,        N1,  NONE,      REFUSED,              B),
    EVENT(NS,  ACCEPT,              B,         OFFER_STANDS,   ACCEPT,         TERMS,     N2,  CONSENSUS, AGREED,               S),
    EVENT(NS,  ACCEPT,              S,         REQUEST_STANDS, ACCEPT,         TERMS,     N2,  CONSENSUS, AGREED,               B),
    EVENT(NS,  ESCALATE,            B | S,     ESCALATION,     REVIEW,         PR,        N8,  NONE,      ESCALATED,            B | S | P),
    EVENT(NS,  TAKE_OVER,           P,         GUARANTEED,     MOVE,           GW,        P1,  NONE,      TAKEN_OVER,           B | S),
    EVENT(NS,  TAKE_OVER,           P,         ALWAYS,         REVIEW,         PR,        P1,  NONE,      TAKEN_OVER,           B | S),
    EVENT(NS,  SUBMIT_EVIDENCE,     B | S | C, ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(NS,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(NS,  RESPONSE, ACCEPT_REQUEST,   ACCEPT_REQUEST,  TERMS,     Z2,  SELLER_SILENCE, AGREED,               B | S),
    LAPSE(NS,  RESPONSE, ACCEPT_RETURN,    ACCEPT_RETURN,   TERMS,     Z2,  SELLER_SILENCE, AGREED,               B | S),
    LAPSE(NS,  RESPONSE, ESCALATE,         REVIEW,          PR,        Z2,  NONE,           ESCALATED,            B | S | P),
    LAPSE(NS,  RESPONSE, CLOSE_FOR_BUYER,  FOR_BUYER,       MONEY,     Z2,  SELLER_SILENCE, NONE,                 NOBODY),
    LAPSE(NS,  RESPONSE, CLOSE_FOR_SELLER, FOR_SELLER,      MONEY,     Z2,  SELLER_SILENCE, NONE,                 NOBODY),
    LAPSE(NS,  RESPONSE, WITHDRAW,         WITHDRAW,        WITHDRAWN, Z2,  WITHDRAWN,      WITHDRAWN,            B | S),
    LAPSE(NS,  STAGE,    ESCALATE,         REVIEW,          PR,        Z4,  NONE,           ESCALATED,            B | S | P),
    LAPSE(NS,  STAGE,    CLOSE_FOR_BUYER,  FOR_BUYER,       MONEY,     Z4,  SELLER_SILENCE, NONE,                 NOBODY),
    LAPSE(NS,  STAGE,    CLOSE_FOR_SELLER, FOR_SELLER,      MONEY,     Z4,  SELLER_SILENCE, NONE,                 NOBODY),
    LAPSE(NS,  STAGE,    WITHDRAW,         WITHDRAW,        WITHDRAWN, Z4,  WITHDRAWN,      WITHDRAWN,            B | S),
    LAPSE(NS,  TAKEOVER, ALWAYS,                   MOVE,            GW,        P1,  NONE,           TAKEN_OVER,           B | S | P),

    /* negotiation.buyer: the seller refused or offered something else; the buyer answers */
    EVENT(NB,  AMEND,               B,         ALWAYS,         AMEND,          NS,        N1,  NONE,      AMENDED,              S),
    EVENT(NB,  WITHDRAW,            B,         ALWAYS,         WITHDRAW,       WITHDRAWN, N9,  WITHDRAWN, WITHDRAWN,            S),
    EVENT(NB,  PROPOSE,             B,         ALWAYS,         REQUEST,        NS,        N1,  NONE,      OFFER,                S),
    EVENT(NB,  PROPOSE,             S,         ALWAYS,         OFFER,          NB,        N1A, NONE,      OFFER,                B),
    EVENT(NB,  REFUSE,              B,         OFFER_STANDS,   REFUSE,         NB,        N3,  NONE,      REFUSED,              S),
    EVENT(NB,  ACCEPT,              B,         OFFER_STANDS,   ACCEPT,         TERMS,     N2,  CONSENSUS, AGREED,               S),
    EVENT(NB,  ACCEPT,              S,         REQUEST_STANDS, ACCEPT,         TERMS,     N2,  CONSENSUS, AGREED,               B),
    EVENT(NB,  ESCALATE,            B | S,     ESCALATION,     REVIEW,         PR,        N8,  NONE,      ESCALATED,            B | S | P),
    EVENT(NB,  TAKE_OVER,           P,         GUARANTEED,     MOVE,           GW,        P1,  NONE,      TAKEN_OVER,           B | S),
    EVENT(NB,  TAKE_OVER,           P,         ALWAYS,         REVIEW,         PR,        P1,  NONE,      TAKEN_OVER,           B | S),
    EVENT(NB,  SUBMIT_EVIDENCE,     B | S | C, ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(NB,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(NB,  RESPONSE, ESCALATE,         REVIEW,          PR,        Z3,  NONE,           ESCALATED,            B | S | P),
    LAPSE(NB,  RESPONSE, ACCEPT_OFFER,     ACCEPT_OFFER,    TERMS,     Z3,  BUYER_SILENCE,  AGREED,               B | S),
    LAPSE(NB,  RESPONSE, CLOSE_FOR_SELLER, FOR_SELLER,      MONEY,     Z3,  BUYER_SILENCE,  NONE,                 NOBODY),
    LAPSE(NB,  RESPONSE, WITHDRAW,         WITHDRAW,        WITHDRAWN, Z3,  WITHDRAWN,      WITHDRAWN,            B | S),
    LAPSE(NB,  STAGE,    ESCALATE,         REVIEW,          PR,        Z4,  NONE,           ESCALATED,            B | S | P),
    LAPSE(NB,  STAGE,    CLOSE_FOR_BUYER,  FOR_BUYER,       MONEY,     Z4,  BUYER_SILENCE,  NONE,                 NOBODY),
    LAPSE(NB,  STAGE,    CLOSE_FOR_SELLER, FOR_SELLER,      MONEY,     Z4,  BUYER_SILENCE,  NONE,                 NOBODY),
    LAPSE(NB,  STAGE,    WITHDRAW,         WITHDRAW,        WITHDRAWN, Z4,  WITHDRAWN,      WITHDRAWN,            B | S),
    LAPSE(NB,  TAKEOVER, ALWAYS,                   MOVE,            GW,        P1,  NONE,           TAKEN_OVER,           B | S | P),

    /* guarantee.waiting: the guarantee took over; whatever the seller sends is `no_options` before this table is asked */
    EVENT(GW,  WITHDRAW,            B,         ALWAYS,         WITHDRAW,       WITHDRAWN, N9,  WITHDRAWN, WITHDRAWN,            S | P),
    EVENT(GW,  RULE,                P,         ALWAYS,         RULE,           RULING,    P2,  RULING,    RULED,                B | S),
    EVENT(GW,  SUBMIT_EVIDENCE,     B | C,     ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(GW,  PARCEL,              P | C,     ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(GW,  REVIEW,   CLOSE_FOR_BUYER,  FOR_BUYER,       MONEY,     Z5,  GUARANTEE,      NONE,                 NOBODY),
    LAPSE(GW,  REVIEW,   WAIT,             OVERDUE,         SAME,      Z5,  NONE,           OVERDUE,              B | S | P),

    /* platform.review: the platform decides; evidence windows run */
    EVENT(PR,  WITHDRAW,            B,         ALWAYS,         WITHDRAW,       WITHDRAWN, N9,  WITHDRAWN, WITHDRAWN,            S | P),
    EVENT(PR,  ACCEPT,              B,         OFFER_STANDS,   ACCEPT,         TERMS,     N2,  CONSENSUS, AGREED,               S | P),
    EVENT(PR,  ACCEPT,              S,         REQUEST_STANDS, ACCEPT,         TERMS,     N2,  CONSENSUS, AGREED,               B | P),
    EVENT(PR,  PROPOSE,             P,         ALWAYS,         PLAN,           PP,        P4,  NONE,      PLAN,                 B | S),
    EVENT(PR,  REQUEST_EVIDENCE,    P,         ALWAYS,         ASK_EVIDENCE,   SAME,      P4,  NONE,      NONE,                 NOBODY),
    EVENT(PR,  RULE,                P,         ALWAYS,         RULE,           RULING,    P5,  RULING,    RULED,                B | S),
    EVENT(PR,  SUBMIT_EVIDENCE,     B | S | C, ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(PR,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(PR,  EVIDENCE, SELLER_LAPSES,    FOR_BUYER,       MONEY,     P9,  SELLER_SILENCE, EVIDENCE,             B | S | P),
    LAPSE(PR,  EVIDENCE, BUYER_LAPSES,     FOR_SELLER,      MONEY,     P9,  BUYER_SILENCE,  EVIDENCE,             B | S | P),
    LAPSE(PR,  EVIDENCE, ALWAYS,                   EXPIRE_EVIDENCE, SAME,      Z6,  NONE,           EVIDENCE,             B | S | P),
    LAPSE(PR,  REVIEW,   WAIT,             OVERDUE,         SAME,      Z8,  NONE,           OVERDUE,              B | S | P),
    LAPSE(PR,  REVIEW,   CLOSE_FOR_BUYER,  FOR_BUYER,       MONEY,     Z8,  SELLER_SILENCE, NONE,                 NOBODY),
    LAPSE(PR,  REVIEW,   CLOSE_FOR_SELLER, FOR_SELLER,      MONEY,     Z8,  BUYER_SILENCE,  NONE,                 NOBODY),

    /* platform.proposed: a plan that both must accept (P4); the evidence windows run on */
    EVENT(PP,  WITHDRAW,            B,         ALWAYS,         WITHDRAW,       WITHDRAWN, N9,  WITHDRAWN, WITHDRAWN,            S | P),
    EVENT(PP,  REFUSE,              B | S,     ALWAYS,         DROP_PLAN,      PR,        P4,  NONE,      REFUSED,              B | S | P),
    EVENT(PP,  ACCEPT,              B | S,     ALWAYS,         ACCEPT_PLAN,    PLAN,      P4,  CONSENSUS, AGREED,               B | S | P),
    EVENT(PP,  SUBMIT_EVIDENCE,     B | S | C, ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(PP,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(PP,  EVIDENCE, SELLER_LAPSES,    FOR_BUYER,       MONEY,     P9,  SELLER_SILENCE, EVIDENCE,             B | S | P),
    LAPSE(PP,  EVIDENCE, BUYER_LAPSES,     FOR_SELLER,      MONEY,     P9,  BUYER_SILENCE,  EVIDENCE,             B | S | P),
    LAPSE(PP,  EVIDENCE, ALWAYS,                   EXPIRE_EVIDENCE, SAME,      Z6,  NONE,           EVIDENCE,             B | S | P),
    LAPSE(PP,  PLAN,     PROCEED,          DROP_PLAN,       PR,        Z7,  NONE,           PLAN,                 B | S | P),

    /* return.address: a return is agreed; the seller confirms where to */
    EVENT(RA,  CONFIRM_ADDRESS,     S,         ALWAYS,         MOVE,           RS,        R1,  NONE,      ADDRESS,              B),
    EVENT(RA,  WAIVE_RETURN,        S,         ALWAYS,         WAIVE,          RECEIVED,  R1,  NONE,      RETURN_WAIVED,        B),
    EVENT(RA,  SUBMIT_EVIDENCE,     B | S | C, ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(RA,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(RA,  RESPONSE, USE_DEFAULT,      MOVE,            RS,        Z9,  NONE,           ADDRESS,              B | S),
    LAPSE(RA,  RESPONSE, CLOSE_FOR_BUYER,  FOR_BUYER,       MONEY,     Z9,  SELLER_SILENCE, NONE,                 NOBODY),

    /* return.shipment: the buyer sends the goods and gives the tracking number */
    EVENT(RS,  WAIVE_RETURN,        S,         ALWAYS,         WAIVE,          RECEIVED,  R1,  NONE,      RETURN_WAIVED,        B),
    EVENT(RS,  SHIP_RETURN,         B,         ALWAYS,         SHIP_RETURN,    RR,        R1,  NONE,      RETURN_SHIPPED,       S),
    EVENT(RS,  SUBMIT_EVIDENCE,     B | S | C, ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(RS,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(RS,  RESPONSE, CLOSE_FOR_SELLER, FOR_SELLER,      MONEY,     Z10, BUYER_SILENCE,  NONE,                 NOBODY),
    LAPSE(RS,  RESPONSE, WITHDRAW,         WITHDRAW,        WITHDRAWN, Z10, WITHDRAWN,      WITHDRAWN,            B | S),

    /* return.receipt: the seller confirms, waives or objects */
    EVENT(RR,  CONFIRM_RETURN,      S,         ALWAYS,         RECEIVE,        RECEIVED,  R2,  NONE,      RETURN_RECEIVED,      B),
    EVENT(RR,  OBJECT_RETURN,       S,         ALWAYS,         OBJECT,         PR,        R2,  NONE,      RETURN_OBJECTED,      B | P),
    EVENT(RR,  WAIVE_RETURN,        S,         ALWAYS,         WAIVE,          RECEIVED,  R1,  NONE,      RETURN_WAIVED,        B),
    EVENT(RR,  SUBMIT_EVIDENCE,     B | S | C, ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(RR,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(RR,  RESPONSE, DEEM_RECEIVED,    RECEIVE,         RECEIVED,  Z11, SELLER_SILENCE, RETURN_RECEIVED,      B | S),
    LAPSE(RR,  RESPONSE, CLOSE_FOR_BUYER,  FOR_BUYER,       MONEY,     Z11, SELLER_SILENCE, NONE,                 NOBODY),
    LAPSE(RR,  RESPONSE, ESCALATE,         OBJECT,          PR,        Z11, NONE,           ESCALATED,            B | S | P),

    /* replacement.dispatch: the seller sends the replacement */
    EVENT(XD,  SHIP_REPLACEMENT,    S,         ALWAYS,         MOVE,           XR,        R3,  NONE,      REPLACEMENT_SHIPPED,  B),
    EVENT(XD,  SUBMIT_EVIDENCE,     B | S | C, ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(XD,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(XD,  RESPONSE, CLOSE_FOR_BUYER,  FOR_BUYER,       MONEY,     Z12, SELLER_SILENCE, NONE,                 NOBODY),
    LAPSE(XD,  RESPONSE, ESCALATE,         OBJECT,          PR,        Z12, NONE,           ESCALATED,            B | S | P),

    /* replacement.receipt: the buyer confirms it or objects */
    EVENT(XR,  CONFIRM_REPLACEMENT, B,         ALWAYS,         REPLACED,       MONEY,     R3,  NONE,      REPLACEMENT_RECEIVED, S),
    EVENT(XR,  OBJECT_REPLACEMENT,  B,         ALWAYS,         OBJECT,         PR,        R3,  NONE,      REPLACEMENT_OBJECTED, S | P),
    EVENT(XR,  SUBMIT_EVIDENCE,     B | S | C, ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(XR,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(XR,  RESPONSE, DEEM_RECEIVED,    REPLACED,        MONEY,     Z13, BUYER_SILENCE,  REPLACEMENT_RECEIVED, B | S),
    LAPSE(XR,  RESPONSE, ESCALATE,         OBJECT,          PR,        Z13, NONE,           ESCALATED,            B | S | P),

    /* ruling.made: decided; the losing side may appeal, or start the next round (P8) */
    EVENT(RM,  WITHDRAW,            B,         PROVISIONAL,    WITHDRAW,       WITHDRAWN, N9,  WITHDRAWN, WITHDRAWN,            S | P),
    EVENT(RM,  APPEAL,              B | S,     ROUND_TURNS,    TURN,           RULING,    P8,  RULING,    RULED,                B | S),
    EVENT(RM,  APPEAL,              B | S,     ALWAYS,         APPEAL,         AP,        P6,  NONE,      APPEALED,             B | S | P),
    EVENT(RM,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(RM,  APPEAL,   ALWAYS,                   STAND,           TERMS,     P6,  RULING,         NONE,                 NOBODY),

    /* ruling.appealed: a round is being decided, by the platform or by the other party's answer (P8) */
    EVENT(AP,  WITHDRAW,            B,         PROVISIONAL,    WITHDRAW,       WITHDRAWN, N9,  WITHDRAWN, WITHDRAWN,            S | P),
    EVENT(AP,  REFUSE,              S,         ROUND_OF_BUYER, REBUT,          RULING,    P8,  RULING,    REFUSED,              B | S | P),
    EVENT(AP,  REFUSE,              B,         ROUND_OF_SELLER, REBUT,         RULING,    P8,  RULING,    REFUSED,              B | S | P),
    EVENT(AP,  ACCEPT,              S,         ROUND_OF_BUYER, CONCEDE,        TERMS,     P8,  CONSENSUS, AGREED,               B | P),
    EVENT(AP,  ACCEPT,              B,         ROUND_OF_SELLER, CONCEDE,       MONEY,     P8,  CONSENSUS, AGREED,               S | P),
    EVENT(AP,  RULE,                P,         ALWAYS,         RULE,           RULING,    P5,  RULING,    RULED,                B | S),
    EVENT(AP,  SUBMIT_EVIDENCE,     B | S | C, ALWAYS,         GIVE_EVIDENCE,  SAME,      P3,  NONE,      EVIDENCE,             B | S | P),
    EVENT(AP,  PARCEL,              S | P | C, ALWAYS,         PARCEL,         SAME,      N7,  NONE,      PARCEL,               B | S),
    LAPSE(AP,  RESPONSE, BUYER_STARTED,    CONCEDE,         TERMS,     P8,  SELLER_SILENCE, AGREED,               B | S | P),
    LAPSE(AP,  RESPONSE, SELLER_STARTED,   CONCEDE,         MONEY,     P8,  BUYER_SILENCE,  AGREED,               B | S | P),
    LAPSE(AP,  REVIEW,   WAIT,             OVERDUE,         SAME,      Z8,  NONE,           OVERDUE,              B | S | P),
    LAPSE(AP,  REVIEW,   CLOSE_FOR_BUYER,  FOR_BUYER,       MONEY,     Z8,  SELLER_SILENCE, NONE,                 NOBODY),
    LAPSE(AP,  REVIEW,   CLOSE_FOR_SELLER, FOR_SELLER,      MONEY,     Z8,  BUYER_SILENCE,  NONE,                 NOBODY),

    /* closed.done */
    EVENT(CL,  REOPEN,              B,         WITHDRAWN,      REOPEN,         NS,        N10, NONE,      REOPENED,             S),

    /* every state: the platform's tools (T1 to T3, T5) */
    EVENT(ANY, EXTEND,              P,         RUNS,           EXTEND,         SAME,      T1,  NONE,      NONE,                 NOBODY),
    EVENT(ANY, MIGRATE,             P,         OPEN,           MIGRATE,        SAME,      T5,  NONE,      NONE,                 NOBODY),
    EVENT(ANY, SUSPEND,             P,         OPEN,           SUSPEND,        SAME,      T2,  NONE,      NONE,                 NOBODY),
    EVENT(ANY, RESUME,              P,         PAUSED,         RESUME,         SAME,      T2,  NONE,      NONE,                 NOBODY),
    EVENT(SP,  SETTLE_ELSEWHERE,    P,         ALWAYS,         ELSEWHERE,      CL,        T3,  ELSEWHERE, NONE,                 NOBODY),
    EVENT(ANY, SETTLE_ELSEWHERE,    P,         OPEN,           ELSEWHERE,      CL,        T3,  ELSEWHERE, NONE,                 NOBODY),

    /* every state, closed ones too: payments, and the claim against the carrier, which may outlive the case */
    EVENT(ANY, FILE_CLAIM,          S | P,     CLAIM_DUE,      FILE_CLAIM,     SAME,      S6,  NONE,      CLAIM,                S | P | C),
    EVENT(ANY, ANSWER_CLAIM,        C,         CLAIM_FILED,    ANSWER_CLAIM,   SAME,      S6,  NONE,      CLAIM,                S | P),
    EVENT(ANY, PAID,                P,         MONEY,          PAID,           PAID,      S1,  NONE,      PAID,                 B | S),
    EVENT(ANY, PAYMENT_FAILED,      P,         MONEY,          PAYMENT_FAILED, SAME,      S1,  NONE,      PAYMENT_FAILED,       B | S),
    LAPSE(ANY, CLAIM,    ALWAYS,                   EXPIRE_CLAIM,    SAME,      S6,  NONE,           CLAIM,                S | P | C),
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, /* the end */
};
/* clang-format on */
const uint32_t dispute__chart_rows = sizeof dispute__chart / sizeof dispute__chart[0] - 1;

/* Who ever sends an event (docs/events.md). */
const uint8_t dispute__senders[CHART_EVENTS] = {
    [DISPUTE_EVENT_OPEN] = B,
    [DISPUTE_EVENT_AMEND] = B,
    [DISPUTE_EVENT_WITHDRAW] = B,
    [DISPUTE_EVENT_REOPEN] = B,
    [DISPUTE_EVENT_PROPOSE] = B | S | P,
    [DISPUTE_EVENT_REFUSE] = B | S,
    [DISPUTE_EVENT_ACCEPT] = B | S,
    [DISPUTE_EVENT_ESCALATE] = B | S,
    [DISPUTE_EVENT_TAKE_OVER] = P,
    [DISPUTE_EVENT_REQUEST_EVIDENCE] = P,
    [DISPUTE_EVENT_RULE] = P,
    [DISPUTE_EVENT_EXTEND] = P,
    [DISPUTE_EVENT_SUSPEND] = P,
    [DISPUTE_EVENT_RESUME] = P,
    [DISPUTE_EVENT_SETTLE_ELSEWHERE] = P,
    [DISPUTE_EVENT_SUBMIT_EVIDENCE] = B | S | C,
    [DISPUTE_EVENT_APPEAL] = B | S,
    [DISPUTE_EVENT_MIGRATE] = P,
    [DISPUTE_EVENT_CONFIRM_ADDRESS] = S,
    [DISPUTE_EVENT_CONFIRM_RETURN] = S,
    [DISPUTE_EVENT_OBJECT_RETURN] = S,
    [DISPUTE_EVENT_WAIVE_RETURN] = S,
    [DISPUTE_EVENT_SHIP_RETURN] = B,
    [DISPUTE_EVENT_SHIP_REPLACEMENT] = S,
    [DISPUTE_EVENT_CONFIRM_REPLACEMENT] = B,
    [DISPUTE_EVENT_OBJECT_REPLACEMENT] = B,
    [DISPUTE_EVENT_PARCEL] = S | P | C,
    [DISPUTE_EVENT_FILE_CLAIM] = S | P,
    [DISPUTE_EVENT_ANSWER_CLAIM] = C,
    [DISPUTE_EVENT_PAID] = P,
    [DISPUTE_EVENT_PAYMENT_FAILED] = P,
};

const station dispute__stations[CHART_STATES] = {
    [NEXT_CO] = {DISPUTE_DEADLINE_CONTACT, WINDOW_CONTACT_WAIT, S},
    [NEXT_NS] = {DISPUTE_DEADLINE_RESPONSE, WINDOW_NEGOTIATION_RESPONSE, S},
    [NEXT_NB] = {DISPUTE_DEADLINE_RESPONSE, WINDOW_NEGOTIATION_REPLY, B},
    [NEXT_GW] = {DISPUTE_DEADLINE_REVIEW, WINDOW_GUARANTEE_REVIEW, P},
    [NEXT_PR] = {DISPUTE_DEADLINE_REVIEW, WINDOW_PLATFORM_REVIEW, P},
    [NEXT_PP] = {DISPUTE_DEADLINE_PLAN, WINDOW_PLATFORM_PLAN, B | S},
    [NEXT_RA] = {DISPUTE_DEADLINE_RESPONSE, WINDOW_RETURN_ADDRESS, S},
    [NEXT_RS] = {DISPUTE_DEADLINE_RESPONSE, WINDOW_RETURN_SHIP, B},
    [NEXT_RR] = {DISPUTE_DEADLINE_RESPONSE, WINDOW_RETURN_RECEIVE, S},
    [NEXT_XD] = {DISPUTE_DEADLINE_RESPONSE, WINDOW_REPLACEMENT_SHIP, S},
    [NEXT_XR] = {DISPUTE_DEADLINE_RESPONSE, WINDOW_REPLACEMENT_RECEIVE, B},
    [NEXT_RM] = {DISPUTE_DEADLINE_APPEAL, WINDOW_APPEAL, B | S},
    [NEXT_AP] = {DISPUTE_DEADLINE_REVIEW, WINDOW_PLATFORM_REVIEW, P},
    [DISPUTE_STATE_SETTLING_PAYING] = {0, 0, P},
};

int32_t dispute__chart_silence_window(int32_t state, int32_t deadline) {
    if (deadline == DISPUTE_DEADLINE_STAGE) return WINDOW_NEGOTIATION_STAGE;
    if (deadline == DISPUTE_DEADLINE_RESPONSE || deadline == DISPUTE_DEADLINE_REVIEW
        || deadline == DISPUTE_DEADLINE_CONTACT || deadline == DISPUTE_DEADLINE_PLAN)
        return dispute__chart_window(state);
    return -1;
}

int dispute__chart_guaranteed(const dispute_policy *policy, const dispute_case *c, int32_t reason) {
    return (c->flags & FLAG_ENROLLED) && policy->reason[reason].guarantee;
}

int32_t dispute__chart_silence(const dispute_policy *policy, const dispute_case *c, int32_t window) {
    int32_t silence = window < 0 ? 0 : policy->silence[window];
    if (window == WINDOW_NEGOTIATION_RESPONSE && policy->amount_rows)
        return dispute__amount_rows_silence(policy, dispute__money_at_stake(c), silence);
    /* `accept_offer` escalates where no offer stands (Z) */
    return silence == DISPUTE_SILENCE_ACCEPT_OFFER && !c->offer_kind ? DISPUTE_SILENCE_ESCALATE : silence;
}

static int is_granted(const dispute_policy *policy, const dispute_case *c, const dispute_event *e) { /* O7 */
    int32_t kind = e->terms.kind, reason = e->reason;
    if (kind != DISPUTE_TERMS_REFUND && kind != DISPUTE_TERMS_RETURN_REFUND) return 0;
    if (reason <= 0 || reason >= REASON_SLOTS || c->sequence) return 0;
    return e->terms.amount <= policy->reason[reason].grant;
}

/* P9: does this party's evidence lapse now, and does that decide? */
static int lapses(const dispute_policy *policy, const dispute_case *c, int64_t at, int which) {
    int32_t silence = policy->silence[which ? WINDOW_EVIDENCE_SELLER : WINDOW_EVIDENCE_BUYER];
    return silence != DISPUTE_SILENCE_PROCEED && c->window[which] && c->window[which] <= at;
}

/* Where it would decide for both at the same instant, the platform goes on without. */
static int lapses_alone(const dispute_policy *policy, const dispute_case *c, const dispute_event *e, int which) {
    return lapses(policy, c, e->at, which) && !lapses(policy, c, e->at, 1 - which);
}

static int holds(const dispute_policy *policy, const dispute_case *c, const row *r, const dispute_event *e) {
    if (r->when == WHEN_ALWAYS) return 1;
    switch (r->when) {
    case WHEN_REQUEST_STANDS: return (c->flags & FLAG_STANDS) != 0;
    case WHEN_OFFER_STANDS: return c->offer_kind != 0;
    case WHEN_ESCALATION: return policy->escalate[e->by == DISPUTE_PARTY_SELLER].mode != ESCALATE_NO;
    case WHEN_GUARANTEED: return dispute__chart_guaranteed(policy, c, c->reason);
    case WHEN_WITHDRAWN:
        return c->via == DISPUTE_VIA_WITHDRAWN && policy->reopen != REOPEN_NO && !(c->flags & FLAG_PROVISIONAL);
    case WHEN_CLAIM_DUE: return c->claim == DISPUTE_CLAIM_DUE;
    case WHEN_CLAIM_FILED: return c->claim == DISPUTE_CLAIM_FILED;
    case WHEN_PAUSED: return (c->flags & FLAG_PAUSED) != 0;
    case WHEN_RUNS: return c->next_due != NEVER;
    case WHEN_OPEN: return !is_final_state(c->state);
    case WHEN_MONEY: return c->transfers > 0 || c->state == DISPUTE_STATE_CLOSED_DONE;
    case WHEN_GRANTED: return is_granted(policy, c, e);
    case WHEN_SELLER_LAPSES: return lapses_alone(policy, c, e, 1);
    case WHEN_BUYER_LAPSES: return lapses_alone(policy, c, e, 0);
    case WHEN_REVERSES: return policy->open_money == OPEN_MONEY_REVERSE;
    case WHEN_PROVISIONAL: return (c->flags & FLAG_PROVISIONAL) != 0;
    case WHEN_ROUND_TURNS:
        return c->rounds < policy->appeal_rounds && policy->round[c->rounds].decides == DECIDES_START;
    case WHEN_ROUND_OF_BUYER: return c->window[0] && !(c->flags & FLAG_STARTED_BY_SELLER);
    case WHEN_ROUND_OF_SELLER: return c->window[0] && (c->flags & FLAG_STARTED_BY_SELLER);
    default: break;
    }
    int32_t window = dispute__chart_silence_window(r->state, r->event - 100);
    return r->when - WHEN_SILENCE == dispute__chart_silence(policy, c, window);
}

static inline const row *find_in(const dispute_policy *policy, const dispute_case *c, int32_t state,
                                 const dispute_event *e) {
    uint32_t first = policy->row[state][e->kind]; /* 1-based: 0 is none */
    if (!first) return NULL;
    const row *r = &dispute__chart[first - 1];
    do
        if ((r->by >> e->by & 1) && holds(policy, c, r, e)) return r;
    while ((++r)->state == state && r->event == e->kind);
    return NULL;
}

const row *dispute__chart_find(const dispute_policy *policy, const dispute_case *c, const dispute_event *e) {
    if (e->kind <= 0 || e->kind >= CHART_EVENTS) return NULL;
    const row *r = find_in(policy, c, c->state, e);
    return r || c->state == 0 ? r : find_in(policy, c, ANY_STATE, e);
}

void dispute__chart_index(dispute_policy *policy) {
    memset(policy->row, 0, sizeof policy->row);
    for (uint32_t i = dispute__chart_rows; i-- > 0;)
        policy->row[dispute__chart[i].state][dispute__chart[i].event] = (uint16_t)(i + 1);
}
