/* replay.c - dispute replay: one case from a file of events, one line for each transition. */
#include "replay.h"
#include "answer_json.h"
#include "event_json.h"
#include "lines.h"
#include "output.h"
#include "policy_arg.h"
#include "rfc3339.h"
#include "seen.h"
#include "tell.h"
#include "wording.h"
#include <stdio.h>
#include <string.h>

typedef struct replay {
    dispute_policy *policy;
    const arguments *options;
    dispute_case *c;      /* the case */
    dispute_case *behind; /* the same case, taken from record to record: how it was right after each transition */
    dispute_answer *answer;
    lines from;
    seen seen;
    char case_id[DISPUTE_CASE_ID_SIZE]; /* of the latest `open` */
    int64_t last;                       /* instant of the latest line; 0: none yet */
    int64_t until;                      /* of --until */
    int begun, refused;
    text out;
} replay;

static int wrong_line(const replay *r, const char *what) {
    complain(spoken("%s:%d: %s", "%s:%d：%s", "%s:%d：%s"), r->from.name, r->from.number, what);
    return -1;
}

static int wrong_problem(const replay *r, const dispute_problem *problem) {
    text t = {NULL, 0, 0};
    put_problem(&t, problem);
    wrong_line(r, text_string(&t));
    text_free(&t);
    return -1;
}

/* ---- what comes out ---- */

static int print_transitions(replay *r) {
    if (tell_lines(&r->out, NULL, r->policy, r->behind, r->answer) != 0) return -1;
    return output_write(&r->out);
}

static int print_refusal(replay *r, const dispute_event *event, const dispute_problem *problem) {
    r->refused = 1;
    put_line(&r->out, refusal_json(event, dispute_case_state(r->c), problem));
    return output_write(&r->out);
}

/* ---- one line ---- */

/* An order for a case that no line opened yet: then every event is refused as for any unopened case. */
static const dispute_order NO_ORDER = {.size = sizeof NO_ORDER, .currency = "USD", .amount = 1};
static const char NO_NAME[] = "unopened";

/* "NAME@opening": the version that is in force on the day of the opening. */
static int choose_policy(replay *r, int64_t opening) {
    const arguments *a = r->options;
    if (!policy_is_by_opening(a->value[OPTION_POLICY])) return 0;
    dispute_policy *policy =
        policy_from_options(a->value[OPTION_POLICY], a->list[OPTION_SET], a->count[OPTION_SET], opening);
    if (!policy) return -1;
    dispute_policy_free(r->policy);
    r->policy = policy;
    return 0;
}

static int begin(replay *r, const char *id, const dispute_order *order) {
    dispute_problem problem = {.size = sizeof problem};
    r->begun = dispute_case_begin(r->policy, r->c, id, strlen(id), order, &problem) == DISPUTE_DONE;
    return r->begun ? 0 : wrong_problem(r, &problem);
}

static int check_case(replay *r, const dispute_event *event) { /* an unopened case has no name yet */
    if (!event->case_id[0] || !dispute_case_sequence(r->c) || strcmp(r->case_id, event->case_id) == 0) return 0;
    complain(spoken("%s:%d: \"case\" is %s, but this file plays %s; one file plays one case",
                    "%s:%d：\"case\" 是 %s，而这份文件演算的是 %s；一份文件只演算一个纠纷",
                    "%s:%d：\"case\" 是 %s，而這份檔案演算的是 %s；一份檔案只演算一個爭議"),
             r->from.name, r->from.number, event->case_id, r->case_id);
    return -1;
}

static int check_time(replay *r, int64_t at) {
    char now[RFC3339_SIZE], last[RFC3339_SIZE];
    if (at < r->last) {
        complain(spoken("%s:%d: \"at\" is %s, before an earlier line's %s; lines must be in the order of time",
                        "%s:%d：\"at\" 是 %s，早于之前一行的 %s；各行须按时间先后排列",
                        "%s:%d：\"at\" 是 %s，早於之前一行的 %s；各行須按時間先後排列"),
                 r->from.name, r->from.number, rfc3339_write(at, now), rfc3339_write(r->last, last));
        return -1;
    }
    r->last = at;
    return 0;
}

static int is_retry(replay *r, const happening *h, int *wrong) { /* K2 */
    int line = 0;
    enum seen_as as = seen_before(&r->seen, h, &line);
    if (as == SEEN_SAME) {
        dispute_problem problem = {
            .size = sizeof problem, .result = DISPUTE_REFUSED_ALREADY_DONE, .rule = DISPUTE_RULE_K2};
        problem.state = dispute_case_state(r->c);
        problem.event = h->event.kind;
        problem.party = h->event.by;
        *wrong = print_refusal(r, &h->event, &problem);
    } else if (as == SEEN_OTHER) {
        complain(spoken("%s:%d: the id %s stands for something else since line %d; a new event needs an id of its own",
                        "%s:%d：编号 %s 从第 %d 行起已用于别的事件，新事件请使用新的编号",
                        "%s:%d：編號 %s 從第 %d 行起已用於別的事件，新事件請使用新的編號"),
                 r->from.name, r->from.number, h->event.id, line);
        *wrong = -1;
    }
    return as != SEEN_NEVER;
}

static int advance(replay *r, int64_t at) {
    if (!r->begun) return 0;
    if (dispute_advance(r->policy, r->c, at, r->answer) != DISPUTE_DONE)
        return wrong_problem(r, dispute_answer_problem(r->answer));
    return print_transitions(r);
}

/* `advance` is no word of the library, but any line may say which step it expects. */
static int advance_line(replay *r, const dispute_event *event) {
    if (!event->expects || event->expect == dispute_case_sequence(r->c)) return advance(r, event->at);
    dispute_problem problem = {.size = sizeof problem, .result = DISPUTE_REFUSED_STALE, .rule = DISPUTE_RULE_K1};
    problem.limit = dispute_case_sequence(r->c);
    dispute_event told = *event;
    told.by = DISPUTE_PARTY_SYSTEM;
    return print_refusal(r, &told, &problem);
}

static int apply(replay *r, const happening *h) {
    int opens = h->event.kind == DISPUTE_EVENT_OPEN && dispute_case_sequence(r->c) == 0;
    if (opens) memcpy(r->case_id, h->event.case_id, sizeof r->case_id);
    if (opens && choose_policy(r, h->event.at) != 0) return -1;
    if (opens && begin(r, r->case_id, &h->order) != 0) return -1;
    if (!r->begun && begin(r, NO_NAME, &NO_ORDER) != 0) return -1;
    dispute_event event = h->event;
    memset(event.case_id, 0, sizeof event.case_id); /* it was checked */
    dispute_result result = dispute_apply(r->policy, r->c, &event, r->answer);
    if (result < 0) return wrong_problem(r, dispute_answer_problem(r->answer));
    if (print_transitions(r) != 0) return -1;
    if (result > 0) return print_refusal(r, &event, dispute_answer_problem(r->answer));
    seen_remember(&r->seen, h, r->from.number);
    return 0;
}

static int play_line(replay *r) {
    happening h;
    text what = {NULL, 0, 0};
    int wrong = event_json_read(r->from.line.bytes, r->from.line.size, &h, &what);
    if (wrong) wrong_line(r, text_string(&what));
    text_free(&what);
    if (!wrong) wrong = check_case(r, &h.event);
    if (wrong) return -1;
    if (!h.event.id[0]) snprintf(h.event.id, sizeof h.event.id, "%d", r->from.number);
    if (h.event.kind && is_retry(r, &h, &wrong)) return wrong;
    if (check_time(r, h.event.at) != 0) return -1;
    return h.event.kind ? apply(r, &h) : advance_line(r, &h.event);
}

/* ---- after the last line ---- */

static int read_until(replay *r, const char *time) { /* before anything is played */
    const char *wrong = time ? rfc3339_read_humane(time, strlen(time), &r->until) : NULL;
    if (wrong) complain(spoken("--until %s: it %s", "--until %s：时间%s", "--until %s：時間%s"), time, wrong);
    return wrong ? -1 : 0;
}

static int until(replay *r, const char *time) {
    char last[RFC3339_SIZE];
    if (r->until < r->last) {
        complain(spoken("--until %s: it must not be before the last line's %s", "--until %s：不能早于最后一行的 %s",
                        "--until %s：不能早於最後一行的 %s"),
                 time, rfc3339_write(r->last, last));
        return -1;
    }
    r->last = r->until;
    return advance(r, r->until);
}

static int print_questions(replay *r, const arguments *a, const int32_t *viewers) {
    if (!r->begun && begin(r, NO_NAME, &NO_ORDER) != 0) return -1;
    if (a->value[OPTION_ALLOWED]) {
        if (dispute_allowed(r->policy, r->c, 0, r->last ? r->last : 1, r->answer) != DISPUTE_DONE)
            return wrong_problem(r, dispute_answer_problem(r->answer));
        put_line(&r->out, allowed_json(r->answer));
    }
    if (a->value[OPTION_FORECAST]) {
        if (dispute_forecast(r->policy, r->c, r->answer) != DISPUTE_DONE)
            return wrong_problem(r, dispute_answer_problem(r->answer));
        put_line(&r->out, forecast_json(r->answer));
    }
    for (size_t i = 0; i < a->count[OPTION_VIEW]; i++) {
        dispute_view view = {.size = sizeof view};
        if (dispute_case_view(r->c, viewers[i], &view) != DISPUTE_DONE)
            return wrong_line(r, spoken("there is nothing to view", "没有可以显示的内容", "沒有可以顯示的內容"));
        if (strcmp(view.id, NO_NAME) == 0) view.escrow = 0; /* no line told an order */
        put_line(&r->out, view_json(&view));
    }
    return output_write(&r->out);
}

/* ---- the whole ---- */

static int play(replay *r, const arguments *a, const int32_t *viewers) {
    int more = 0, wrong = 0;
    while (!wrong && (more = lines_next(&r->from)) > 0) wrong = play_line(r);
    if (wrong || more < 0) return -1;
    if (a->value[OPTION_UNTIL] && until(r, a->value[OPTION_UNTIL]) != 0) return -1;
    return print_questions(r, a, viewers);
}

static int read_viewers(const arguments *a, int32_t viewers[], size_t room) {
    if (a->count[OPTION_VIEW] > room) {
        complain(spoken("--view is given more than %zu times", "--view 最多使用 %zu 次", "--view 最多使用 %zu 次"),
                 room);
        return -1;
    }
    for (size_t i = 0; i < a->count[OPTION_VIEW]; i++) {
        viewers[i] = word_read(DISPUTE_GROUP_PARTY, a->list[OPTION_VIEW][i]);
        if (viewers[i] < DISPUTE_PARTY_BUYER || viewers[i] > DISPUTE_PARTY_CARRIER) {
            complain(spoken("--view %s: it must be buyer, seller, platform or carrier",
                            "--view %s：须为 buyer、seller、platform 或 carrier",
                            "--view %s：須為 buyer、seller、platform 或 carrier"),
                     a->list[OPTION_VIEW][i]);
            return -1;
        }
    }
    return 0;
}

int command_replay(const arguments *a) {
    replay r;
    int32_t viewers[16];
    memset(&r, 0, sizeof r);
    int wrong = read_viewers(a, viewers, sizeof viewers / sizeof viewers[0]);
    if (!wrong) wrong = read_until(&r, a->value[OPTION_UNTIL]);
    if (!wrong) r.policy = policy_from_options(a->value[OPTION_POLICY], a->list[OPTION_SET], a->count[OPTION_SET], 0);
    r.options = a;
    if (!r.policy) return EXIT_NOT_UNDERSTOOD;
    if (dispute_case_new(NULL, &r.c) != DISPUTE_DONE || dispute_case_new(NULL, &r.behind) != DISPUTE_DONE
        || dispute_answer_new(NULL, 0, &r.answer) != DISPUTE_DONE) {
        complain_no_memory();
        wrong = -1;
    }
    if (!wrong) wrong = lines_open(&r.from, a->words > 1 ? a->word[1] : NULL);
    if (!wrong) wrong = play(&r, a, viewers);
    lines_close(&r.from);
    text_free(&r.out);
    dispute_answer_free(r.answer);
    dispute_case_free(r.behind);
    dispute_case_free(r.c);
    dispute_policy_free(r.policy);
    return wrong ? EXIT_NOT_UNDERSTOOD : r.refused ? EXIT_REFUSED : EXIT_DONE;
}
