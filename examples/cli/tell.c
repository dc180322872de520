/* tell.c - the transitions of an answer, each with the case as it was right after it. */
#include "tell.h"
#include "answer_json.h"
#include "output.h"
#include "timeline.h"
#include "wording.h"

typedef struct turn {
    const dispute_transition *t;
    dispute_event e;
    dispute_view after;
} turn;

/* The answer tells the case as it is after all of them; the records tell it after each. */
static int read_turn(turn *to, uint32_t i, const dispute_policy *policy, dispute_case *behind,
                     const dispute_answer *answer) {
    size_t size = 0;
    const uint8_t *record = dispute_answer_record(answer, i, &size);
    to->t = dispute_answer_transition(answer, i);
    to->e.size = (uint32_t)sizeof to->e;
    to->after.size = (uint32_t)sizeof to->after;
    if (to->t && dispute_record_read(record, size, NULL, &to->e, NULL) == DISPUTE_DONE
        && dispute_replay(policy, behind, record, size, NULL) == DISPUTE_DONE
        && dispute_case_view(behind, DISPUTE_PARTY_PLATFORM, &to->after) == DISPUTE_DONE)
        return 0;
    complain(spoken("the record of step %u cannot be replayed: this is a fault of the library",
                    "第 %u 步的记录无法重新演算：这是程序库的缺陷", "第 %u 步的記錄無法重新演算：這是函式庫的缺陷"),
             (unsigned)i + 1);
    return -1;
}

int tell_lines(text *out, const char *id, const dispute_policy *policy, dispute_case *behind,
               const dispute_answer *answer) {
    turn now;
    for (uint32_t i = 0; i < dispute_answer_count(answer, DISPUTE_STRUCT_TRANSITION); i++) {
        if (read_turn(&now, i, policy, behind, answer) != 0) return -1;
        json_t *line = transition_json(now.t, &now.e, &now.after, answer, now.t->first_effect), *o = line;
        if (id) {
            o = json_object();
            put(o, "case", json_string(id));
            if (json_object_update(o, line) != 0) complain_no_memory();
            json_decref(line);
        }
        put_line(out, o);
    }
    return 0;
}

int tell_array(json_t *to, const dispute_policy *policy, dispute_case *behind, const dispute_answer *answer) {
    turn now;
    for (uint32_t i = 0; i < dispute_answer_count(answer, DISPUTE_STRUCT_TRANSITION); i++) {
        if (read_turn(&now, i, policy, behind, answer) != 0) return -1;
        append(to, transition_json(now.t, &now.e, &now.after, answer, now.t->first_effect));
    }
    return 0;
}

int tell_people(text *out, store *s, dispute_case *behind) {
    turn now;
    for (uint32_t i = 0; i < dispute_answer_count(s->answer, DISPUTE_STRUCT_TRANSITION); i++) {
        if (read_turn(&now, i, s->policy, behind, s->answer) != 0) return -1;
        step st = {now.t,
                   &now.e,
                   s->answer,
                   now.t->first_effect,
                   &now.after.outcome,
                   now.after.currency,
                   DISPUTE_PARTY_PLATFORM,
                   s,
                   STEP_SHORT};
        if (put_step(out, &st) != 0) return -1;
    }
    return 0;
}
