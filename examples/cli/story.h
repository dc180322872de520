/* story.h - what happened in a stored case and what silence will bring, as one row of moments and the deadlines that
 * ran between them: what a timeline is drawn from. */
#ifndef DISPUTE_CLI_STORY_H
#define DISPUTE_CLI_STORY_H

#include "store.h"

/* money, or what else is given or asked for */
typedef struct movement {
    int32_t kind;          /* [effect] transfer, coupon, claim_due, evidence_request */
    int32_t from, to, why; /* [account] [account] [why]; of what is no transfer `to` is a [party] */
    int64_t amount;
    int64_t due;     /* of a request for evidence */
    int64_t paid_at; /* 0: not confirmed, or not known */
    int again;       /* sent before, and declined */
} movement;

typedef struct moment {
    int64_t sequence; /* 0: silence will bring it */
    int64_t at;
    int32_t by, event, rule, from_state, state;
    int32_t moves;                  /* set of [party] whose move it is afterwards */
    int64_t due[DISPUTE_DEADLINES]; /* what runs afterwards */
    movement *moved;
    size_t moved_count;
    text said; /* what was said with it */
    text ends; /* how the case ended by it */
} moment;

enum bar_end { BAR_RUNS, BAR_PASSED, BAR_CLEARED, BAR_MOVED };

/* a deadline from the moment that set it to the moment that ended it */
typedef struct bar {
    int32_t deadline; /* [deadline] */
    int32_t party;    /* [party] that it runs against; 0: no single one */
    size_t from, to;  /* moments; `to` may be behind the last */
    int64_t due;
    enum bar_end end;
    text silence; /* what that does, where it runs now */
    int met;      /* it ended because what it waits for was done */
    int runs;     /* now */
} bar;

typedef struct story {
    dispute_view now; /* as the viewer sees it */
    int hidden;       /* while the guarantee has the case, the seller sees its state alone */
    char policy[DISPUTE_NAME_SIZE];
    moment *moments;
    size_t count, happened; /* the first `happened` of them did, the others are silence */
    bar *bars;
    size_t bar_count;
    text waits; /* for whom, where silence does not end it */
} story;

/* Of the case that is loaded, as `now` sees it. 0, or -1: said. */
int story_read(story *y, store *s, const dispute_view *now, int hidden);
void story_free(story *y);

#endif
