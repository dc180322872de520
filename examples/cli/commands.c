/* commands.c - every command: what it takes, what it does, and an example that works. */
#include "commands.h"
#include "act.h"
#include "advise.h"
#include "asks.h"
#include "completion.h"
#include "exposure.h"
#include "graph.h"
#include "help.h"
#include "migrate.h"
#include "policy_command.h"
#include "proof.h"
#include "provision.h"
#include "replay.h"
#include "score.h"
#include "show.h"
#include "words.h"
#include <string.h>

const phrase section_names[SECTIONS] = {
    [SECTION_CHANGE] = {"What happens in a case", "推进纠纷", "推進爭議"},
    [SECTION_ASK] = {"How cases stand", "查看纠纷", "檢視爭議"},
    [SECTION_PROVE] = {"The journal", "日志与核对", "日誌與核對"},
    [SECTION_WITHOUT] = {"Without a store", "不使用数据库", "不使用資料庫"},
    [SECTION_ABOUT] = {"About this command", "关于本命令", "關於本命令"},
};

#define REFUSED \
    { "the rules refused it, and the answer says why", "按规则被拒绝，并说明原因", "按規則被拒絕，並說明原因" }
#define NOTHING \
    { NULL, NULL, NULL }

/* clang-format off */
const command commands[] = {
    {"open", SECTION_CHANGE, {VALUE_CASE}, 0, "reason terms currency order-amount",
     "db policy set json " EVENT_OPTIONS " " ORDER_OPTIONS, command_open,
     "dispute open C-1 --reason quality --terms refund:20.00 --currency USD --order-amount 50.00 --order-freight 4.00 "
     "--delivered-at 2026-01-02 --at 2026-01-05",
     {"open a case in the store", "发起一个纠纷", "提出一個爭議"},
     {"The case keeps the rules that it is opened under, until `dispute migrate` moves it to others. With --event one JSON "
      "object says everything of the event and the order.",
      "纠纷一直适用发起时的规则，除非用 dispute migrate 改用另一份。使用 --event 时，由一个 JSON 对象给出事件和订单的全部内容。",
      "爭議一直適用提出時的規則，除非用 dispute migrate 改用另一份。使用 --event 時，由一個 JSON 物件給出事件和訂單的全部內容。"},
     REFUSED},
    {"do", SECTION_CHANGE, {VALUE_CASE, VALUE_EVENT}, 0, "", "db json " EVENT_OPTIONS, command_do,
     "dispute do C-1 propose --by seller --terms return_refund:50.00 --freight-by seller --freight 4.00 --at 2026-01-06",
     {"let something happen in a case", "在纠纷中进行一项操作", "在爭議中進行一項操作"},
     {"Deadlines that passed before the event take effect first, each at its own time, and stand even where the event is "
      "refused. Which options an event takes is in the table of events of the documentation; what is missing is said.",
      "事件之前已到的期限先生效，各自以到期的时间为准；即使事件被拒绝，它们也有效。各事件使用的选项见文档中的事件表，缺少时会有提示。",
      "事件之前已到的期限先生效，各自以到期的時間為準；即使事件被拒絕，它們也有效。各事件使用的選項見文件中的事件表，缺少時會有提示。"},
     REFUSED},
    {"sweep", SECTION_CHANGE, {VALUE_NONE}, 0, "", "db at json", command_sweep,
     "dispute sweep --at 2026-01-12",
     {"let every deadline take effect that is due", "处理所有到期的期限", "處理所有到期的期限"},
     {"It may be called as seldom as you like: a deadline takes effect at its own time, however late this comes. A case "
      "that cannot be read does not stop the others.",
      "多久运行一次都可以：无论多晚运行，期限都以自己到期的时间为准。某个纠纷无法读取时，不影响其他纠纷。",
      "多久執行一次都可以：無論多晚執行，期限都以自己到期的時間為準。某個爭議無法讀取時，不影響其他爭議。"},
     NOTHING},
    {"confirm", SECTION_CHANGE, {VALUE_EFFECT}, 1, "", "db at failed json", command_confirm,
     "dispute confirm C-1:1:0",
     {"tell that something of the outbox has happened, or that a payment has failed",
      "确认待办动作已完成，或报告付款失败", "確認待辦動作已完成，或回報付款失敗"},
     {"A case is closed once the payments that it waits for are confirmed. A payment that failed is sent again under the "
      "same id.",
      "纠纷需要等待的付款全部确认后才会关闭。失败的付款以同一编号重新发出。",
      "爭議需要等待的付款全部確認後才會關閉。失敗的付款以同一編號重新送出。"},
     {"it was confirmed before, or the rules refused it", "之前已经确认过，或按规则被拒绝",
      "之前已經確認過，或按規則被拒絕"}},
    {"migrate", SECTION_CHANGE, {VALUE_CASE}, 0, "policy", "db policy set all dry-run at json", command_migrate,
     "dispute migrate C-1 --policy aliexpress --set platform.review=P5D --at 2026-01-12 --dry-run",
     {"move open cases to another policy, and tell where each stood before and stands then",
      "让未结束的纠纷改用另一份规则，并说明每个纠纷改用前后的情况",
      "讓未結束的爭議改用另一份規則，並說明每個爭議改用前後的情況"},
     {"What was due before takes effect by the old policy; what runs keeps its due, and all that comes next is by the new "
      "one. Cases that are decided, or under that policy already, stay as they are, so it may be said again. The journal "
      "tells of it, and is made again under the old policy up to there.",
      "之前已到的期限按原规则生效；正在计时的期限不变，之后的一切按新规则。已有结果或已经适用该规则的纠纷保持不变，因此可以重复运行。"
      "改用会记入日志，此前的日志仍按原规则推算。",
      "之前已到的期限依原規則生效；正在計時的期限不變，之後的一切依新規則。已有結果或已經適用該規則的爭議保持不變，因此可以重複執行。"
      "改用會記入日誌，此前的日誌仍依原規則推算。"},
     {"the rules refused a case, or the one that was named is decided", "有纠纷按规则被拒绝，或指定的纠纷已有结果",
      "有爭議按規則被拒絕，或指定的爭議已有結果"}},

    {"list", SECTION_ASK, {VALUE_NONE}, 0, "", "db json", command_list, "dispute list",
     {"list all cases, the one that is due next first", "列出全部纠纷，最先到期的排在最前",
      "列出全部爭議，最先到期的排在最前"},
     NOTHING, NOTHING},
    {"show", SECTION_ASK, {VALUE_CASE}, 1, "", "db as svg json", command_show, "dispute show C-1 --as seller",
     {"show the timeline of a case, and where silence leads", "显示纠纷的时间线，以及无人处理时的结果",
      "顯示爭議的時間軸，以及無人處理時的結果"},
     NOTHING, NOTHING},
    {"allowed", SECTION_ASK, {VALUE_CASE}, 1, "", "db at json", command_allowed, "dispute allowed C-1",
     {"tell what everybody may do now", "列出各方现在可以进行的操作", "列出各方現在可以進行的操作"},
     NOTHING, NOTHING},
    {"forecast", SECTION_ASK, {VALUE_CASE}, 1, "", "db json", command_forecast, "dispute forecast C-1",
     {"tell what happens where nobody acts", "预测一直无人处理时的结果", "預測一直無人處理時的結果"},
     NOTHING, NOTHING},
    {"advise", SECTION_ASK, {VALUE_CASE}, 1, "", "db at fact svg json", command_advise,
     "dispute advise C-1 --fact return_cost=3.00 --fact salvage=50%",
     {"list what the seller could offer, the best first: what each costs, and what speaks for and against it",
      "列出卖家可以提出的方案（最好的在前）：各自的费用，以及支持和反对的理由",
      "列出賣家可以提出的方案（最好的在前）：各自的費用，以及支持和反對的理由"},
     {"What is not said is taken at its worst for the seller. What the rules refuse is listed last, with the reason.",
      "未提供的数据按对卖家最不利的情况计算。规则不允许的方案列在最后，并说明原因。",
      "未提供的資料按對賣家最不利的情況計算。規則不允許的方案列在最後，並說明原因。"},
     NOTHING},
    {"exposure", SECTION_ASK, {VALUE_NONE}, 0, "", "db at days svg json", command_exposure, "dispute exposure --days 60",
     {"tell how much money open cases hold, and when silence frees it, to whom, day by day",
      "按日列出未结纠纷冻结的款项，以及一直无人处理时何时放款、付给谁",
      "按日列出未結爭議凍結的款項，以及一直無人處理時何時放款、付給誰"},
     {"Days are those of UTC, the first is that of --at. However many cases there are, it needs no more memory.",
      "日期按 UTC 计算，从 --at 当天开始。纠纷再多，占用的内存也不增加。",
      "日期按 UTC 計算，從 --at 當天開始。爭議再多，占用的記憶體也不增加。"},
     NOTHING},
    {"outbox", SECTION_ASK, {VALUE_NONE}, 0, "", "db json", command_outbox, "dispute outbox",
     {"list what must happen outside and is not confirmed yet", "列出需要在系统之外执行、尚未确认的动作",
      "列出需要在系統之外執行、尚未確認的動作"},
     NOTHING, NOTHING},
    {"score", SECTION_ASK, {VALUE_FILE}, 0, "", "db thresholds at svg json", command_score,
     "dispute score --thresholds aliexpress --at 2026-06-01",
     {"tell how sellers stand against the thresholds of their market, and how many more until the next",
      "说明卖家与各项阈值的距离，以及还差多少达到下一个", "說明賣家與各項門檻的距離，以及還差多少達到下一個"},
     {"It reads facts, one JSON object a line, or without a file the cases of the store, which count as one seller's. A "
      "sanction is told, and nothing is done.",
      "读取文件中的记录（每行一个 JSON 对象）；没有文件时读取数据库中的纠纷，视为同一个卖家。只说明处罚，不执行。",
      "讀取檔案中的紀錄（每行一個 JSON 物件）；沒有檔案時讀取資料庫中的爭議，視為同一個賣家。只說明處罰，不執行。"},
     NOTHING},
    {"provision", SECTION_ASK, {VALUE_FILE}, 0, "", "db orders ahead json", command_provision,
     "dispute provision --orders 400 --ahead 1000",
     {"tell what disputes will cost an order, and by how much its price must rise",
      "估算纠纷给每笔订单带来的成本，以及价格需要上调多少", "估算爭議給每筆訂單帶來的成本，以及價格需要調高多少"},
     {"It reads orders and losses, one JSON object a line, or without a file the cases of the store for which the seller "
      "paid.",
      "读取文件中的订单和损失（每行一个 JSON 对象）；没有文件时读取数据库中由卖家付款的纠纷。",
      "讀取檔案中的訂單和損失（每行一個 JSON 物件）；沒有檔案時讀取資料庫中由賣家付款的爭議。"},
     NOTHING},

    {"log", SECTION_PROVE, {VALUE_CASE}, 1, "", "db json", command_log, "dispute log C-1",
     {"print the journal of a case as JSON, in the lines of replay", "以 JSON 输出纠纷的日志，格式与 replay 相同",
      "以 JSON 輸出爭議的日誌，格式與 replay 相同"},
     NOTHING, NOTHING},
    {"verify", SECTION_PROVE, {VALUE_CASE}, 0, "", "db json", command_verify, "dispute verify",
     {"make every journal again, and compare it with what is stored", "重新推算每份日志，并与保存的内容比对",
      "重新推算每份日誌，並與儲存的內容比對"},
     {"The head that it prints is worth keeping elsewhere: only against such a head is a cut journal found out.",
      "请把输出的最新哈希另行保存：只有与它比对，才能发现日志末尾被截断。",
      "請把輸出的最新雜湊另行儲存：只有與它比對，才能發現日誌末尾被截斷。"},
     {"something does not fit", "发现不一致", "發現不一致"}},

    {"replay", SECTION_WITHOUT, {VALUE_FILE}, 0, "", "policy set until allowed forecast view json", command_replay,
     "dispute replay --until 2026-03-01T00:00:00Z --forecast case.jsonl",
     {"play one case from JSON events, one a line, and print one line for each step",
      "逐行读取 JSON 事件，演算一个纠纷，每一步输出一行", "逐行讀取 JSON 事件，演算一個爭議，每一步輸出一行"},
     {"It reads the file, or standard input, and always prints JSON. A line that is no event is named with its number; "
      "what came before it stands.",
      "读取文件或标准输入，输出始终为 JSON。无法识别的行会连同行号一起指出，之前的结果有效。",
      "讀取檔案或標準輸入，輸出始終為 JSON。無法辨識的行會連同行號一起指出，之前的結果有效。"},
     {"the rules refused an event", "有事件按规则被拒绝", "有事件按規則被拒絕"}},
    {"graph", SECTION_WITHOUT, {VALUE_NONE}, 0, "format", "format policy set case db", command_graph,
     "dispute graph --format svg --case C-1",
     {"draw the chart of a policy: states, deadlines, and who wins by silence",
      "绘制规则的流程图：状态、期限，以及不处理时谁胜出", "繪製規則的流程圖：狀態、期限，以及不處理時誰勝出"},
     {"The picture goes to standard output.", "图输出到标准输出。", "圖輸出到標準輸出。"},
     NOTHING},
    {"policy", SECTION_WITHOUT, {VALUE_NONE}, 0, "", "policy set json", command_policy,
     "dispute policy --set negotiation.response=P3D",
     {"print every key of a policy, and its value", "输出一份规则的全部规则项及其值",
      "輸出一份規則的全部規則項目及其值"},
     NOTHING, NOTHING},
    {"policy list", SECTION_WITHOUT, {VALUE_NONE}, 0, "", "json", command_policy_list, "dispute policy list",
     {"list the policies that ship with the library", "列出随库提供的规则", "列出隨函式庫提供的規則"},
     NOTHING, NOTHING},
    {"policy show", SECTION_WITHOUT, {VALUE_POLICY}, 0, "", "set json", command_policy_show,
     "dispute policy show aliexpress",
     {"say every key of a policy in a sentence", "逐项说明一份规则", "逐項說明一份規則"},
     NOTHING, NOTHING},
    {"policy check", SECTION_WITHOUT, {VALUE_POLICY}, 0, "", "set json", command_policy_check,
     "dispute policy check --set negotiation.response=P3D",
     {"tell what a policy can come to, how long that takes, who wins by each silence, and every fault",
      "检查一份规则：纠纷会走到哪些状态、最长多久、各方不处理时谁胜出，以及所有问题",
      "檢查一份規則：爭議會走到哪些狀態、最長多久、各方不處理時誰勝出，以及所有問題"},
     NOTHING,
     {"it has faults", "规则有问题", "規則有問題"}},
    {"policy diff", SECTION_WITHOUT, {VALUE_POLICY, VALUE_POLICY}, 1, "", "set json", command_policy_diff,
     "dispute policy diff aliexpress --set negotiation.response=P3D",
     {"say what a seller would notice, were one policy exchanged for another",
      "说明换用另一份规则后卖家会察觉的变化", "說明換用另一份規則後賣家會察覺的變化"},
     {"The settings change the second policy; without one, they change the first, and it is compared with itself. What "
      "the change would have done to cases of a store is told by `dispute policy impact`.",
      "--set 修改第二份规则；只给出一份时，修改后的规则与原规则比较。对已存纠纷的影响见 dispute policy impact。",
      "--set 修改第二份規則；只給出一份時，修改後的規則與原規則比較。對已存爭議的影響見 dispute policy impact。"},
     {"they differ", "两份规则不同", "兩份規則不同"}},
    {"policy impact", SECTION_ASK, {VALUE_POLICY, VALUE_CASE}, 1, "", "db set json", command_policy_impact,
     "dispute policy impact aliexpress --set negotiation.response=P3D",
     {"tell which stored cases would have ended differently under another policy, when, and for how much",
      "说明改用另一份规则后，哪些已存的纠纷会有不同的结果，以及时间和金额",
      "說明改用另一份規則後，哪些已存的爭議會有不同的結果，以及時間和金額"},
     {"What people sent is played again at the times when they sent it; deadlines fall as the other policy says, and "
      "payments count as made when they are due. The store is only read.",
      "各方当时进行的操作按原时间重新推算，期限以另一份规则为准，付款视为到期即完成。数据库只读取、不改动。",
      "各方當時進行的操作依原時間重新推算，期限以另一份規則為準，付款視為到期即完成。資料庫只讀取、不更動。"},
     {"a case would have gone differently", "有纠纷的结果或走向会不同", "有爭議的結果或走向會不同"}},
    {"words", SECTION_WITHOUT, {VALUE_GROUP}, 0, "", "from kind json", command_words,
     "dispute words --from stripe --kind reason",
     {"list the vocabulary: the groups, or the words of one group; or the words of another system",
      "列出词汇：全部词组，或某一词组的词；也可以列出其他系统的词", "列出詞彙：全部詞組，或某一詞組的詞；也可以列出其他系統的詞"},
     {"With --from, a word behind it is one of that system, spelled as the system does.",
      "使用 --from 时，后面的词是该系统的词，写法与该系统一致。", "使用 --from 時，後面的詞是該系統的詞，寫法與該系統一致。"},
     NOTHING},

    {"completion", SECTION_ABOUT, {VALUE_SHELL}, 1, "", "", command_completion, "dispute completion bash",
     {"print what makes a shell complete this command", "输出命令行自动补全脚本", "輸出命令列自動補全指令碼"},
     {"bash: source <(dispute completion bash). zsh: dispute completion zsh > _dispute, in a directory of $fpath. "
      "fish: dispute completion fish | source.",
      "bash：source <(dispute completion bash)。zsh：dispute completion zsh > _dispute，放入 $fpath 中的目录。"
      "fish：dispute completion fish | source。",
      "bash：source <(dispute completion bash)。zsh：dispute completion zsh > _dispute，放入 $fpath 中的目錄。"
      "fish：dispute completion fish | source。"},
     NOTHING},
    {"help", SECTION_ABOUT, {VALUE_COMMAND, VALUE_COMMAND}, 0, "", "json", command_help, "dispute help open",
     {"say how a command is used", "显示命令的用法", "顯示命令的用法"},
     NOTHING, NOTHING},
};
/* clang-format on */
const size_t command_count = sizeof commands / sizeof commands[0];

static int is_named(const command *c, const char *const *word, int words) {
    const char *at = c->name;
    for (int i = 0; i < words; i++) {
        size_t size = strlen(word[i]);
        if (strncmp(at, word[i], size) != 0 || (at[size] != ' ' && at[size] != 0)) return 0;
        at += size + (at[size] == ' ');
    }
    return *at == 0;
}

const command *command_find(const char *const *word, int words, int *used) {
    for (*used = words < 2 ? words : 2; *used > 0; (*used)--)
        for (size_t i = 0; i < command_count; i++)
            if (is_named(&commands[i], word, *used)) return &commands[i];
    return NULL;
}

const char *command_in_family(const char *family, const command *c) {
    size_t size = strlen(family);
    return strncmp(c->name, family, size) == 0 && c->name[size] == ' ' ? c->name + size + 1 : NULL;
}

void put_family(text *t, const char *family) {
    const char *second = NULL, *separator = "";
    for (size_t i = 0; i < command_count; i++) {
        if ((second = command_in_family(family, &commands[i])) == NULL) continue;
        text_print(t, "%s%s", separator, second);
        separator = between();
    }
}

static int same_refusal(const command *a, const command *b) {
    return a->refused.english && b->refused.english && strcmp(a->refused.english, b->refused.english) == 0;
}

void put_refusals(text *t) {
    const char *separator = "";
    for (size_t i = 0; i < command_count; i++) {
        int again = 0;
        for (size_t k = 0; k < i; k++) again += same_refusal(&commands[k], &commands[i]);
        if (again || !commands[i].refused.english) continue;
        text_put(t, separator);
        for (size_t k = i; k < command_count; k++)
            if (same_refusal(&commands[k], &commands[i]))
                text_print(t, "%s%s", k == i ? "" : between(), commands[k].name);
        text_print(t, "%s%s", colon(), said(&commands[i].refused));
        separator = spoken("; ", "；", "；");
    }
}

int command_takes(const command *c, const option_form *option) {
    return is_listed(option->name, c->options) || is_listed(option->name, EVERYWHERE);
}

/* ---- how it is called ---- */

const char *value_name(enum value_kind kind) {
    static const char *const names[] = {
        [VALUE_CASE] = "CASE",
        [VALUE_EFFECT] = "EFFECT",
        [VALUE_EVENT] = "EVENT",
        [VALUE_FILE] = "FILE|-",
        [VALUE_GROUP] = "GROUP|WORD",
        [VALUE_COMMAND] = "COMMAND",
        [VALUE_SHELL] = "bash|zsh|fish",
        [VALUE_POLICY] = "POLICY",
        [VALUE_TEXT] = "TEXT",
        [VALUE_SETTING] = "KEY=VALUE",
        [VALUE_PICTURE] = "mermaid|dot|svg",
        [VALUE_SYSTEM] = "SYSTEM",
    };
    const char *name = (size_t)kind < sizeof names / sizeof names[0] ? names[kind] : NULL;
    return name ? name : "";
}

static void put_option(text *t, const option_form *o, int needed) {
    text_put(t, needed ? " " : " [");
    text_print(t, "--%s%s%s", o->name, o->value ? " " : "", o->value ? o->value : "");
    if (!needed) text_put(t, o->takes == TAKES_MANY ? "]..." : "]");
}

static void put_call(text *t, const command *c, int words_least) {
    text_print(t, "dispute %s", c->name);
    for (int i = 0; i < WORDS_MOST && c->words[i] != VALUE_NONE; i++)
        text_print(t, i < words_least ? " %s" : " [%s]", value_name(c->words[i]));
}

void put_usage(text *t, const command *c, const char *before_each) {
    enum { FEW = 6 };
    int has_event = is_listed("event", c->options), others = 0;
    for (int i = 0; i < OPTIONS; i++)
        if (is_listed(option_forms[i].name, c->options) && !is_listed(option_forms[i].name, c->needs)) others++;
    text_put(t, before_each);
    put_call(t, c, has_event ? WORDS_MOST : c->words_least);
    for (int needed = 1; needed >= 0; needed--)
        for (int i = 0; i < OPTIONS; i++) {
            const option_form *o = &option_forms[i];
            int is_needed = is_listed(o->name, c->needs);
            if (!is_listed(o->name, c->options) || is_needed != needed) continue;
            if (needed || others <= FEW) put_option(t, o, needed);
        }
    text_put(t, others > FEW ? " [OPTION]...\n" : "\n");
    if (!has_event) return;
    text_print(t, "%sdispute %s [CASE]", before_each, c->name);
    put_option(t, &option_forms[OPTION_EVENT], 1);
    text_put(t, " [OPTION]...\n");
}

void put_value_words(text *t, enum value_kind kind, int32_t group, uint32_t among, const char *comma) {
    const char *separator = "";
    if (kind == VALUE_TERMS) group = DISPUTE_GROUP_TERMS;
    if (kind == VALUE_EVENT) group = DISPUTE_GROUP_EVENT;
    if (kind == VALUE_POLICY) group = DISPUTE_GROUP_PRESET;
    if (kind == VALUE_SETTING && !group) group = DISPUTE_GROUP_KEY;
    if (kind == VALUE_SHELL) text_print(t, "bash%szsh%sfish", comma, comma);
    if (kind == VALUE_PICTURE) text_print(t, "mermaid%sdot%ssvg", comma, comma);
    for (uint32_t i = 0; kind == VALUE_SYSTEM && dispute_foreign_system(i); i++)
        text_print(t, "%s%s", i ? comma : "", dispute_foreign_system(i));
    if (kind == VALUE_GROUP) text_print(t, "group"); /* whose number is 0 */
    if (kind == VALUE_GROUP) separator = comma;
    if (!group && kind != VALUE_GROUP) return;
    for (uint32_t i = 0; i < dispute_word_count(group); i++) {
        int32_t number = dispute_word_at(group, i);
        if (!number || (among && !is_among(number, among))) continue;
        if (group == DISPUTE_GROUP_EVENT && number >= DEADLINE_EVENTS) continue;
        text_print(t, "%s%s", separator, word_or_none(group, number));
        separator = comma;
    }
}
