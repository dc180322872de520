/* policy_impact.c - dispute policy impact: which stored cases would have ended differently under another policy. The
 * store is read, and not a byte of it changes. */
#include "impact_report.h"
#include "output.h"
#include "policy_arg.h"
#include "policy_command.h"
#include "progress.h"
#include "store_case.h"
#include "walk.h"
#include "wording.h"
#include <string.h>

typedef struct survey {
    store s;
    rerun run;
    dispute_case *ahead; /* a case that falls silent, for as long as that is looked at */
    char policy[DISPUTE_NAME_SIZE];
    int as_json;
    impact_totals sum;
    text out;
} survey;

enum played { PLAYED, NOT_PLAYED, FAILED }; /* not played: the case is damaged (said); failed: the store is */

static enum played say_no_fate(const char *id) {
    complain(spoken("case %s: where silence leads cannot be told", "纠纷 %s：无法预测一直无人处理时的结果",
                    "爭議 %s：無法預測一直無人處理時的結果"),
             id);
    return NOT_PLAYED;
}

/* Both runs side by side, record by record. */
static enum played play(survey *x, walk *w, int64_t *decided) {
    int more = 0;
    while ((more = walk_next(w)) == WALK_STEP) {
        *decided = decided_at(*decided, &w->t);
        if (w->t.sequence == 1 && rerun_begin(&x->run, w->id, &w->order) != 0) return NOT_PLAYED;
        if (rerun_event(&x->run, &w->e) != 0) return NOT_PLAYED;
    }
    if (more == WALK_FAILED) return FAILED;
    const char *misfit = more == WALK_MISFIT ? NULL : walk_misfit_at_end(w);
    if (more == WALK_MISFIT) complain_misfit(w->sequence, w->id);
    if (misfit) complain(spoken("case %s: %s", "纠纷 %s：%s", "爭議 %s：%s"), w->id, misfit);
    if (more == WALK_MISFIT || misfit) return NOT_PLAYED;
    return rerun_until(&x->run, w->t.at) == 0 ? PLAYED : NOT_PLAYED;
}

static enum played compare(survey *x, walk *w, int64_t decided) {
    impact i = {.id = w->id, .as_of = w->t.at, .run = &x->run};
    char policy[DISPUTE_NAME_SIZE];
    size_t needed = 0;
    dispute_policy_name(x->s.policy, policy, sizeof policy, &needed);
    i.policy = policy;
    if (fate_read(&i.stored, x->s.policy, x->s.c, decided, x->ahead, x->s.answer) != DISPUTE_DONE
        || fate_read(&i.instead, x->run.policy, x->run.c, x->run.decided, x->ahead, x->s.answer) != DISPUTE_DONE)
        return say_no_fate(w->id);
    i.differs = fate_differs(&i.stored, &i.instead);
    impact_count(&x->sum, &i);
    (x->as_json ? put_impact_json : put_impact)(&x->out, &i);
    return PLAYED;
}

static enum played play_case(survey *x, const char *id) {
    walk w;
    int64_t decided = 0;
    if (store_load(&x->s, id) <= 0) return NOT_PLAYED;
    enum played as = walk_begin(&w, &x->s, id) == 0 ? play(x, &w, &decided) : FAILED;
    if (as == PLAYED) as = compare(x, &w, decided);
    walk_end(&w);
    return as;
}

static void put_title(survey *x, int settings) {
    text_print(&x->out,
               spoken(settings ? "Played again under %s, changed as said, instead of the rules of each case:\n"
                               : "Played again under %s instead of the rules of each case:\n",
                      settings ? "不按各纠纷原来的规则，改按修改后的 %s 重新推算：\n"
                               : "不按各纠纷原来的规则，改按 %s 重新推算：\n",
                      settings ? "不依各爭議原來的規則，改依修改後的 %s 重新推算：\n"
                               : "不依各爭議原來的規則，改依 %s 重新推算：\n"),
               x->policy);
}

static int play_all(survey *x, sqlite3_stmt *find, int64_t total) { /* 0, or -1: said */
    progress p;
    int more = 0, wrong = 0;
    progress_begin(&p, total, spoken("cases played again", "已重新推算的纠纷", "已重新推算的爭議"));
    while (!wrong && (more = store_step(&x->s, find)) > 0) {
        progress_step(&p, x->sum.cases);
        x->sum.cases++;
        enum played as = play_case(x, column_text(find, 0));
        if (as == NOT_PLAYED) {
            x->sum.damaged++;
            put_damaged(&x->out, column_text(find, 0), x->as_json);
        }
        wrong = as == FAILED || output_write(&x->out) != 0;
    }
    progress_end(&p);
    return wrong || more < 0 ? -1 : 0;
}

static int look(survey *x, const char *id, int settings) { /* gives the exit status */
    sqlite3_stmt *find = NULL;
    if (store_prepare(&x->s, &find, "select id from cases where id = ?1 or ?1 is null order by id") != 0)
        return EXIT_NOT_UNDERSTOOD;
    if (id) sqlite3_bind_text(find, 1, id, -1, SQLITE_STATIC);
    if (!x->as_json) put_title(x, settings);
    int wrong = play_all(x, find, id ? 1 : store_count_cases(&x->s));
    sqlite3_finalize(find);
    if (!wrong && id && !x->sum.cases) {
        complain(spoken("there is no case %s in %s", "没有找到纠纷 %s（数据库 %s）", "找不到爭議 %s（資料庫 %s）"), id,
                 x->s.name);
        return EXIT_NOT_UNDERSTOOD;
    }
    if (wrong) return EXIT_NOT_UNDERSTOOD;
    if (!x->as_json) text_put(&x->out, "\n");
    (x->as_json ? put_totals_json : put_totals)(&x->out, &x->sum, x->policy);
    if (output_write(&x->out) != 0 || x->sum.damaged) return EXIT_NOT_UNDERSTOOD;
    return x->sum.ended || x->sum.open ? EXIT_REFUSED : EXIT_DONE;
}

static int begin(survey *x, const arguments *a, const dispute_policy *policy) {
    size_t needed = 0;
    dispute_policy_name(policy, x->policy, sizeof x->policy, &needed);
    if (store_open(&x->s, a, STORE_TO_READ) != 0 || rerun_make(&x->run, policy) != 0) return -1;
    if (dispute_case_new(NULL, &x->ahead) == DISPUTE_DONE) return 0;
    complain_no_memory();
    return -1;
}

int command_policy_impact(const arguments *a) {
    survey x;
    memset(&x, 0, sizeof x);
    x.as_json = a->value[OPTION_JSON] != NULL;
    dispute_policy *policy = policy_sealed(a->word[2], a->list[OPTION_SET], a->count[OPTION_SET]);
    if (!policy) return EXIT_NOT_UNDERSTOOD;
    int status = begin(&x, a, policy) == 0 ? look(&x, a->words > 3 ? a->word[3] : NULL, a->count[OPTION_SET] != 0)
                                           : EXIT_NOT_UNDERSTOOD;
    text_free(&x.out);
    impact_totals_free(&x.sum);
    dispute_case_free(x.ahead);
    rerun_free(&x.run);
    store_close(&x.s);
    dispute_policy_free(policy);
    return status;
}
