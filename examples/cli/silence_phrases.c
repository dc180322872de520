/* silence_phrases.c - what happens in silence, as the end of a sentence in three languages. */
#include "key_phrases.h"
#include "dispute.h"

/* clang-format off */
#define ENDS(silence, key, en, en_you, hans, hans_you, hant, hant_you) \
    { DISPUTE_SILENCE_##silence, key, {en, en_you}, {hans, hans_you}, {hant, hant_you} }

const silence_phrase silence_phrases[] = {
    ENDS(ACCEPT_REQUEST, 0, "the buyer's request is carried out", NULL, "视为同意买家的诉求", NULL, "視為同意買家的訴求", NULL),
    ENDS(ACCEPT_OFFER, 0, "the seller's offer is carried out, and without an offer the case goes to the platform",
        "your offer is carried out, and without an offer the case goes to the platform",
        "视为同意卖家的方案；没有方案的，提交平台处理", "视为同意您的方案；没有方案的，提交平台处理",
        "視為同意賣家的方案；沒有方案的，提交平台處理", "視為同意您的方案；沒有方案的，提交平台處理"),
    ENDS(ESCALATE, 0, "the case goes to the platform", NULL, "由平台介入处理", NULL, "由平台介入處理", NULL),
    ENDS(CLOSE_FOR_BUYER, DISPUTE_KEY_GUARANTEE_REVIEW_ON_SILENCE, "the platform pays the buyer what was asked for, without a return", NULL,
        "由平台按买家的诉求赔付，不用退货", NULL, "由平台按買家的訴求賠償，不用退貨", NULL),
    ENDS(CLOSE_FOR_BUYER, DISPUTE_KEY_REPLACEMENT_SHIP_ON_SILENCE, "the buyer is refunded instead", NULL,
        "改为向买家退款", NULL, "改為向買家退款", NULL),
    ENDS(CLOSE_FOR_BUYER, 0, "the buyer gets what was asked for, without a return", NULL,
        "按买家的诉求结案，不用退货", NULL, "按買家的訴求結案，不用退貨", NULL),
    ENDS(CLOSE_FOR_SELLER, 0, "the seller is paid", "you are paid", "向卖家放款", "向您放款", "向賣家撥款", "向您撥款"),
    ENDS(WITHDRAW, 0, "the case counts as withdrawn", NULL, "视为买家撤销纠纷", NULL, "視為買家撤銷爭議", NULL),
    ENDS(USE_DEFAULT, 0, "the return goes to the seller's registered address", "the return goes to your registered address",
        "退货寄往卖家的登记地址", "退货寄往您的登记地址", "退貨寄往賣家的登記地址", "退貨寄往您的登記地址"),
    ENDS(DEEM_RECEIVED, DISPUTE_KEY_REPLACEMENT_RECEIVE_ON_SILENCE, "it counts as received and the seller is paid",
        "it counts as received and you are paid", "视为已收到，并向卖家放款", "视为已收到，并向您放款",
        "視為已收到，並向賣家撥款", "視為已收到，並向您撥款"),
    ENDS(DEEM_RECEIVED, 0, "it counts as received and the buyer gets what was agreed", NULL,
        "视为已收到，并按约定处理", NULL, "視為已收到，並按約定處理", NULL),
    ENDS(PROCEED, 0, "the case goes on without it", NULL, "纠纷照常进行", NULL, "爭議照常進行", NULL),
    ENDS(WAIT, 0, "everybody is told that it is overdue, and the case waits on", NULL,
        "通知各方已逾期，并继续等待", NULL, "通知各方已逾期，並繼續等待", NULL),
    ENDS(ACCEPT_RETURN, 0, "the buyer is refunded once the goods are returned", NULL,
        "视为同意退货退款", NULL, "視為同意退貨退款", NULL),
};
const size_t silence_phrase_count = sizeof silence_phrases / sizeof silence_phrases[0];
/* clang-format on */
