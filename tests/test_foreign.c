/* test_foreign.c - the words of other systems: complete, each with its meaning or with the reason why it has none, and
 * the same from every side. */
#include "play.h"
#include "foreign_lists.h"

enum { LISTS = sizeof published_lists / sizeof published_lists[0], ROOM = 64 };

static dispute_result find(const char *system, const char *kind, const char *word, dispute_foreign *row) {
    memset(row, 0, sizeof *row);
    row->size = sizeof *row;
    return dispute_foreign_word(system, strlen(system), kind, strlen(kind), word, strlen(word), row, NULL);
}

static int32_t number_of(const char *system, const char *kind, const char *word, int32_t group) {
    return dispute_foreign_number(system, strlen(system), kind, strlen(kind), word, strlen(word), group);
}

/* Does the word mean that? Any of its rows may say so. */
static int means(const char *system, const char *kind, const char *word, int32_t group, int32_t number) {
    dispute_foreign row;
    assert_int_equal(find(system, kind, word, &row), DISPUTE_DONE);
    for (uint32_t i = row.first, end = row.first + row.rows; i < end; i++) {
        assert_int_equal(dispute_foreign_at(i, &row), DISPUTE_DONE);
        if (row.group == group && row.number == number) return 1;
    }
    return 0;
}

#define MEANS(system, kind, word, group, ours) \
    assert_true(means(system, kind, word, DISPUTE_GROUP_##group, DISPUTE_##group##_##ours))

/* ---- complete ---- */

static dispute_foreign_list list_at(uint32_t index) {
    dispute_foreign_list list = {.size = sizeof list};
    assert_int_equal(dispute_foreign_list_at(index, &list), DISPUTE_DONE);
    return list;
}

static const char *next_word(const char *words, char word[ROOM]) {
    size_t size = strcspn(words, "|");
    assert_in_range(size, 1, ROOM - 1);
    memcpy(word, words, size);
    word[size] = 0;
    return words[size] ? words + size + 1 : NULL;
}

static void every_published_word_is_in_its_list(void **state) {
    (void)state;
    for (uint32_t i = 0; i < LISTS; i++) {
        const published *p = &published_lists[i];
        dispute_foreign_list list = list_at(i);
        uint32_t words = 0;
        assert_string_equal(list.system, p->system);
        assert_string_equal(list.kind, p->kind);
        for (const char *at = p->words; at; words++) {
            char word[ROOM];
            dispute_foreign row;
            at = next_word(at, word);
            if (find(p->system, p->kind, word, &row) != DISPUTE_DONE)
                fail_msg("%s %s: `%s` is missing", p->system, p->kind, word);
            assert_string_equal(row.word, word);
            assert_string_equal(row.system, p->system);
            assert_string_equal(row.kind, p->kind);
        }
        if (list.words != words) fail_msg("%s %s has %u words, not %u", p->system, p->kind, list.words, words);
    }
    dispute_foreign_list past = {.size = sizeof past};
    assert_int_equal(dispute_foreign_list_at(LISTS, &past), DISPUTE_ERROR_BAD_ARGUMENT);
}

static void every_word_means_one_of_ours_or_says_why_not(void **state) {
    (void)state;
    dispute_foreign row = {.size = sizeof row};
    uint32_t none = 0, rows = 0;
    for (; dispute_foreign_at(rows, &row) == DISPUTE_DONE; rows++) {
        const char *ours = row.group ? dispute_word_name(row.group, row.number) : NULL;
        const char *why = dispute_word_name(DISPUTE_GROUP_UNMATCHED, row.unmatched);
        if (!ours == !why)
            fail_msg("%s %s %s: group %d, number %d", row.system, row.kind, row.word, row.group, row.number);
        if (!row.group) assert_int_equal(row.rows, 1);
        if (!row.group) assert_int_equal(row.number, 0);
        none += !row.group;
    }
    assert_true(rows > 1000 && none > 100 && none < rows / 4);
}

/* ---- the same from every side ---- */

static void rows_words_and_lists_lie_end_to_end(void **state) {
    (void)state;
    uint32_t at = 0, systems = 0;
    for (uint32_t i = 0; i < LISTS; i++) {
        dispute_foreign_list list = list_at(i);
        uint32_t words = 0;
        assert_int_equal(list.first, at);
        assert_true(list.about[0] && list.rows >= list.words && (list.whole == 0 || list.whole == 1));
        if (i == 0 || strcmp(list.system, list_at(i - 1).system) != 0)
            assert_string_equal(dispute_foreign_system(systems++), list.system);
        for (uint32_t end = at + list.rows; at < end; words++) {
            dispute_foreign row = {.size = sizeof row}, again;
            assert_int_equal(dispute_foreign_at(at, &row), DISPUTE_DONE);
            assert_int_equal(row.first, at);
            assert_true(row.rows >= 1 && at + row.rows <= end);
            assert_int_equal(find(row.system, row.kind, row.word, &again), DISPUTE_DONE);
            assert_memory_equal(&row, &again, sizeof row);
            if (row.group) assert_int_equal(number_of(row.system, row.kind, row.word, row.group), row.number);
            for (uint32_t behind = 1; behind < row.rows; behind++) {
                assert_int_equal(dispute_foreign_at(at + behind, &again), DISPUTE_DONE);
                assert_string_equal(again.word, row.word);
                assert_int_equal(again.first, at);
                assert_true(again.group != 0);
            }
            at += row.rows;
        }
        assert_int_equal(words, list.words);
    }
    dispute_foreign past = {.size = sizeof past};
    assert_int_equal(dispute_foreign_at(at, &past), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_null(dispute_foreign_system(systems));
    assert_null(dispute_foreign_system(UINT32_MAX));
}

static void from_our_words_to_theirs_by_looking_through_the_rows(void **state) {
    (void)state;
    dispute_foreign row = {.size = sizeof row};
    char theirs[4][ROOM];
    uint32_t found = 0;
    for (uint32_t i = 0; dispute_foreign_at(i, &row) == DISPUTE_DONE; i++)
        if (strcmp(row.system, "stripe") == 0 && row.group == DISPUTE_GROUP_REASON
            && row.number == DISPUTE_REASON_UNAUTHORISED) {
            assert_true(found < 4);
            memcpy(theirs[found++], row.word, ROOM);
        }
    assert_int_equal(found, 3);
    assert_string_equal(theirs[0], "debit_not_authorized");
    assert_string_equal(theirs[1], "fraudulent");
    assert_string_equal(theirs[2], "unrecognized");
}

/* ---- what a host asks ---- */

static void a_reason_is_a_look_up(void **state) {
    (void)state;
    assert_int_equal(number_of("stripe", "reason", "product_not_received", DISPUTE_GROUP_REASON), DISPUTE_REASON_LOST);
    assert_int_equal(number_of("stripe", "reason", "product_not_received", DISPUTE_GROUP_CLASS),
                     DISPUTE_CLASS_NOT_RECEIVED);
    assert_int_equal(number_of("paypal", "reason", "UNAUTHORISED", DISPUTE_GROUP_REASON), DISPUTE_REASON_UNAUTHORISED);
    assert_int_equal(number_of("ebay", "return.reason", "FAKE_OR_COUNTERFEIT", DISPUTE_GROUP_REASON),
                     DISPUTE_REASON_COUNTERFEIT);
    assert_int_equal(number_of("klarna", "dispute_reason", "INCORRECT_AMOUNT", DISPUTE_GROUP_REASON),
                     DISPUTE_REASON_INCORRECT_AMOUNT);
    assert_int_equal(number_of("aliexpress", "issue_reason_id", "115", DISPUTE_GROUP_CLASS),
                     DISPUTE_CLASS_NOT_RECEIVED);
    assert_int_equal(number_of("aliexpress.rules", "class", "\u8d27\u4e0d\u5bf9\u677f", DISPUTE_GROUP_CLASS),
                     DISPUTE_CLASS_NOT_AS_DESCRIBED);
    assert_int_equal(number_of("stripe", "reason", "general", DISPUTE_GROUP_REASON), 0);
    assert_int_equal(number_of("stripe", "reason", "product_not_received", DISPUTE_GROUP_STATE), 0);
}

static void a_reason_and_its_class_agree(void **state) {
    (void)state;
    dispute_foreign row = {.size = sizeof row};
    for (uint32_t i = 0; dispute_foreign_at(i, &row) == DISPUTE_DONE; i++) {
        int32_t class_ = number_of(row.system, row.kind, row.word, DISPUTE_GROUP_CLASS);
        if (row.group == DISPUTE_GROUP_REASON && class_) assert_int_equal(class_, row.number / 20 + 1);
    }
}

/* Status words as the markets' rulebooks have them, one of each kind of station. */
static void a_status_is_a_state_and_what_led_there(void **state) {
    (void)state;
    MEANS("aliexpress.old", "issueStatus", "WAIT_SELLER_CONFIRM_REFUND", STATE, NEGOTIATION_SELLER);
    MEANS("aliexpress.old", "issueStatus", "SELLER_REFUSE_REFUND", STATE, NEGOTIATION_BUYER);
    MEANS("aliexpress.old", "issueStatus", "SELLER_REFUSE_REFUND", EVENT, REFUSE);
    MEANS("aliexpress.old", "issueStatus", "SELLER_REFUSE_REFUND", PARTY, SELLER);
    MEANS("aliexpress.old", "issueStatus", "WAIT_BUYER_SEND_GOODS", STATE, RETURN_SHIPMENT);
    MEANS("aliexpress.old", "issueStatus", "WAIT_SELLER_RECEIVE_GOODS", GOODS, RETURNING);
    MEANS("aliexpress.old", "issueStatus", "ARBITRATING", STATE, PLATFORM_REVIEW);
    MEANS("aliexpress", "solution.status", "wait_buyer_and_seller_accept", STATE, PLATFORM_PROPOSED);
    MEANS("aliexpress", "solution.status", "reach_cancle", EVENT, OBJECT_RETURN);
    MEANS("tmall", "status", "WAIT_SELLER_CONFIRM_RETURN_ADDRESS", STATE, RETURN_ADDRESS);
    MEANS("tmall", "status", "EXCHANGE_WAIT_BUYER_CONFIRM_GOODS", STATE, REPLACEMENT_RECEIPT);
    MEANS("wechat", "aftersale.status", "PLATFORM_REFUND_FAIL", EVENT, PAYMENT_FAILED);
    MEANS("wechat", "complaint_status", "111", STATE, RULING_APPEALED);
    MEANS("ebay", "return.status", "READY_FOR_SHIPPING", STATE, RETURN_SHIPMENT);
    MEANS("ebay", "case.status", "REFUND_AGREED_BUT_FAILED", STATE, SETTLING_PAYING);
    MEANS("paypal", "status", "WAITING_FOR_BUYER_RESPONSE", STATE, NEGOTIATION_BUYER);
    MEANS("paypal", "dispute_state", "APPEALABLE", STATE, RULING_MADE);
    MEANS("mercadolibre", "stage", "dispute", STATE, PLATFORM_REVIEW);
    MEANS("stripe", "status", "under_review", STATE, PLATFORM_REVIEW);
    MEANS("klarna", "state", "PRE_ARBITRATION", STATE, RULING_MADE);
    MEANS("adyen", "eventCode", "SECOND_CHARGEBACK", EVENT, APPEAL);
}

static void an_end_says_what_and_how(void **state) {
    (void)state;
    MEANS("aliexpress", "reached_type", "seller_reponse_timeout", VIA, SELLER_SILENCE);
    MEANS("ebay", "case.close_reason", "AUTO_DISPOSE_BUYER_WIN_NO_SELLER_FAULT", TERMS, REFUND);
    MEANS("ebay", "case.close_reason", "AUTO_DISPOSE_BUYER_WIN_NO_SELLER_FAULT", ACCOUNT, PLATFORM);
    MEANS("ebay", "case.close_reason", "AUTO_DISPOSE_SELLER_WIN_BUYER_FAULT", FAULT, BUYER);
    MEANS("paypal", "outcome_code", "RESOLVED_WITH_PAYOUT", WHY, COMPENSATION);
    MEANS("paypal", "adjudication.reason", "NO_SELLER_RESPONSE", VIA, SELLER_SILENCE);
    MEANS("stripe", "status", "won", TERMS, NO_REFUND);
    MEANS("stripe", "status", "lost", TERMS, REFUND);
    MEANS("ebay", "return.buyer_close_reason", "CHARGE_BACK_OPENED", VIA, ELSEWHERE);
}

/* 108: both parties are asked, so the group of parties answers twice. */
static void a_word_may_mean_several_of_one_group(void **state) {
    (void)state;
    MEANS("wechat", "complaint_status", "108", EVIDENCE, REQUESTED);
    MEANS("wechat", "complaint_status", "108", PARTY, BUYER);
    MEANS("wechat", "complaint_status", "108", PARTY, SELLER);
    MEANS("wechat", "complaint_status", "104", PARTY, BUYER);
    assert_false(means("wechat", "complaint_status", "104", DISPUTE_GROUP_PARTY, DISPUTE_PARTY_SELLER));
    assert_int_equal(number_of("wechat", "complaint_status", "108", DISPUTE_GROUP_PARTY), DISPUTE_PARTY_BUYER);
}

static void a_word_without_an_equivalent_says_why(void **state) {
    (void)state;
    dispute_foreign row;
    assert_int_equal(find("stripe", "reason", "general", &row), DISPUTE_DONE);
    assert_int_equal(row.group, 0);
    assert_int_equal(row.unmatched, DISPUTE_UNMATCHED_UNSPECIFIC);
    assert_int_equal(find("paypal", "dispute_state", "REQUIRED_ACTION", &row), DISPUTE_DONE);
    assert_int_equal(row.unmatched, DISPUTE_UNMATCHED_QUESTION);
    assert_int_equal(find("aliexpress", "issue_status", "processing", &row), DISPUTE_DONE);
    assert_int_equal(row.unmatched, DISPUTE_UNMATCHED_SEVERAL);
}

/* ---- wrong questions ---- */

static void check_unknown(const char *system, const char *kind, const char *word, const char *part) {
    dispute_foreign row = {.size = sizeof row, .word = "untouched"};
    dispute_problem problem = {.size = sizeof problem};
    char text[200];
    assert_int_equal(
        dispute_foreign_word(system, strlen(system), kind, strlen(kind), word, strlen(word), &row, &problem),
        DISPUTE_ERROR_BAD_VALUE);
    assert_string_equal(row.word, "untouched");
    assert_string_equal(problem.name, part);
    assert_int_equal(dispute_problem_sentence(&problem, DISPUTE_LANGUAGE_EN, text, sizeof text, NULL), DISPUTE_DONE);
    assert_non_null(strstr(text, part));
    assert_int_equal(number_of(system, kind, word, DISPUTE_GROUP_REASON), 0);
}

static void what_is_not_known_is_named(void **state) {
    (void)state;
    check_unknown("strip", "reason", "duplicate", "system");
    check_unknown("stripe", "reasons", "duplicate", "kind");
    check_unknown("stripe", "reason", "DUPLICATE", "word"); /* spelled as they spell it */
    check_unknown("stripe", "reason", "duplicat", "word");
    check_unknown("stripe", "reason", "duplicates", "word");
    check_unknown("stripe", "reason", "", "word");
    check_unknown("", "", "", "system");
    check_unknown("stripe", "issue_status", "processing", "kind"); /* of another system */
    assert_int_equal(dispute_foreign_number("stripe\0", 7, "reason", 6, "duplicate", 9, DISPUTE_GROUP_REASON), 0);
}

static void bad_arguments_are_refused(void **state) {
    (void)state;
    dispute_foreign row = {.size = sizeof row};
    assert_int_equal(dispute_foreign_word(NULL, 6, "reason", 6, "duplicate", 9, &row, NULL),
                     DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_foreign_word("stripe", 6, NULL, 6, "duplicate", 9, &row, NULL),
                     DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_foreign_word("stripe", 6, "reason", 6, NULL, 9, &row, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_foreign_word("stripe", 6, "reason", 6, "duplicate", 9, NULL, NULL),
                     DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_foreign_at(0, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_foreign_list_at(0, NULL), DISPUTE_ERROR_BAD_ARGUMENT);
    assert_int_equal(dispute_foreign_number(NULL, 0, "reason", 6, "duplicate", 9, DISPUTE_GROUP_REASON), 0);
    static const int32_t groups[] = {INT32_MIN, -1, 0, 99, INT32_MAX};
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        assert_int_equal(number_of("stripe", "reason", "duplicate", groups[i]), 0);
        assert_int_equal(number_of("stripe", "reason", "general", groups[i]), 0);
    }
    row.size = 7;
    assert_int_equal(find("stripe", "reason", "duplicate", &row), DISPUTE_DONE); /* which sets the size */
    row.size = 7;
    assert_int_equal(dispute_foreign_at(0, &row), DISPUTE_ERROR_BAD_SIZE);
    assert_int_equal(dispute_foreign_word("stripe", 6, "reason", 6, "duplicate", 9, &row, NULL),
                     DISPUTE_ERROR_BAD_SIZE);
    dispute_foreign_list list = {.size = 7};
    assert_int_equal(dispute_foreign_list_at(0, &list), DISPUTE_ERROR_BAD_SIZE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_published_word_is_in_its_list),
        cmocka_unit_test(every_word_means_one_of_ours_or_says_why_not),
        cmocka_unit_test(rows_words_and_lists_lie_end_to_end),
        cmocka_unit_test(from_our_words_to_theirs_by_looking_through_the_rows),
        cmocka_unit_test(a_reason_is_a_look_up),
        cmocka_unit_test(a_reason_and_its_class_agree),
        cmocka_unit_test(a_status_is_a_state_and_what_led_there),
        cmocka_unit_test(an_end_says_what_and_how),
        cmocka_unit_test(a_word_may_mean_several_of_one_group),
        cmocka_unit_test(a_word_without_an_equivalent_says_why),
        cmocka_unit_test(what_is_not_known_is_named),
        cmocka_unit_test(bad_arguments_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
