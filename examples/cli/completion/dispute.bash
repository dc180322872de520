# dispute.bash - completion of the command dispute for bash, made by `dispute completion bash`.
_dispute_options() {
    case $1 in
        'open') echo '--db --policy --set --until --json --event --by --at --id --expect --reason --terms --coupon --freight --freight-by --amount --reference --digest --goods --promised-at --payer --fault --to --effect --deadline --currency --order-amount --order-freight --paid-at --shipped-at --delivered-at --completed-at --protected-until --funds --guarantee --verified --lang --help ' ;;
        'do') echo '--db --until --json --event --by --at --id --expect --reason --terms --coupon --freight --freight-by --amount --reference --digest --goods --promised-at --payer --fault --to --effect --deadline --lang --help ' ;;
        'sweep') echo '--db --json --at --lang --help ' ;;
        'confirm') echo '--db --json --at --failed --lang --help ' ;;
        'migrate') echo '--db --policy --set --json --at --all --dry-run --lang --help ' ;;
        'list') echo '--db --json --lang --help ' ;;
        'show') echo '--db --as --json --svg --lang --help ' ;;
        'allowed') echo '--db --json --at --lang --help ' ;;
        'forecast') echo '--db --json --lang --help ' ;;
        'advise') echo '--db --json --at --fact --svg --lang --help ' ;;
        'exposure') echo '--db --json --at --days --svg --lang --help ' ;;
        'outbox') echo '--db --json --lang --help ' ;;
        'score') echo '--db --json --at --svg --thresholds --lang --help ' ;;
        'provision') echo '--db --json --orders --ahead --lang --help ' ;;
        'log') echo '--db --json --lang --help ' ;;
        'verify') echo '--db --json --lang --help ' ;;
        'replay') echo '--policy --set --until --allowed --forecast --view --json --lang --help ' ;;
        'graph') echo '--db --policy --set --format --case --lang --help ' ;;
        'policy') echo '--policy --set --json --lang --help ' ;;
        'policy list') echo '--json --lang --help ' ;;
        'policy show') echo '--set --json --lang --help ' ;;
        'policy check') echo '--set --json --lang --help ' ;;
        'policy diff') echo '--set --json --lang --help ' ;;
        'policy impact') echo '--db --set --json --lang --help ' ;;
        'words') echo '--json --from --kind --lang --help ' ;;
        'completion') echo '--lang --help ' ;;
        'help') echo '--json --lang --help ' ;;
        *) echo '--help --version --lang' ;;
    esac
}
_dispute_takes_value() {
    case $1 in
        --db) echo file ;;
        --policy) echo words ;;
        --set) echo words ;;
        --until) echo words ;;
        --view) echo words ;;
        --as) echo words ;;
        --event) echo file ;;
        --by) echo words ;;
        --at) echo words ;;
        --id) echo words ;;
        --expect) echo words ;;
        --reason) echo words ;;
        --terms) echo words ;;
        --coupon) echo words ;;
        --freight) echo words ;;
        --freight-by) echo words ;;
        --amount) echo words ;;
        --reference) echo words ;;
        --digest) echo words ;;
        --goods) echo words ;;
        --promised-at) echo words ;;
        --payer) echo words ;;
        --fault) echo words ;;
        --to) echo words ;;
        --effect) echo effects ;;
        --deadline) echo words ;;
        --currency) echo words ;;
        --order-amount) echo words ;;
        --order-freight) echo words ;;
        --paid-at) echo words ;;
        --shipped-at) echo words ;;
        --delivered-at) echo words ;;
        --completed-at) echo words ;;
        --protected-until) echo words ;;
        --funds) echo words ;;
        --fact) echo words ;;
        --days) echo words ;;
        --svg) echo file ;;
        --format) echo words ;;
        --case) echo cases ;;
        --from) echo words ;;
        --kind) echo words ;;
        --thresholds) echo file ;;
        --orders) echo words ;;
        --ahead) echo words ;;
        --lang) echo words ;;
    esac
}
_dispute_values() {
    case $1 in
        --policy) echo 'aliexpress@2017 aliexpress@2013 aliexpress@2015 taobao@2025-08-15 wechat-shop@before-2024-03-25 wechat-shop@2024-03-25 shopee-sg@2023 lazada-sg@2023-03-20 lazada-sg-refunds@2023-03-20 mercadolibre@2024-11-07 ebay@2020 paypal@2014-11-18 amazon@2020-07-27 etsy@2022-08-01 klarna@2026 klarna-unauthorised@2026 card-visa@2018 card-visa@2024-10-01 card-visa-allocation@2024-10-01 card-mastercard@2020-07-17' ;;
        --set) echo 'open.after= open.at_once_under= open.until= open.reopen= open.reopen.times= open.after.from= open.until.from= open.money= open.grant.payer= contact.wait= contact.wait.on_silence= amend.reason= amend.times= propose.buyer.times= propose.seller.times= negotiation.response= negotiation.response.on_silence= negotiation.reply= negotiation.reply.on_silence= negotiation.stage= negotiation.stage.on_silence= negotiation.stage.at_most= negotiation.response.by_amount= escalate.buyer= escalate.seller= guarantee.after= guarantee.review= guarantee.review.on_silence= platform.review.from= platform.pays_up_to= platform.evidence= platform.evidence.on_silence= platform.review= platform.review.on_silence= platform.plan= platform.plan.on_silence= platform.evidence.buyer= platform.evidence.buyer.on_silence= platform.evidence.seller= platform.evidence.seller.on_silence= return.address= return.address.on_silence= return.ship= return.ship.on_silence= return.receive= return.receive.on_silence= return.waive= return.freight_by= replacement.ship= replacement.ship.on_silence= replacement.receive= replacement.receive.on_silence= appeal.window= appeal.rounds= appeal.money= settlement.confirm= claim.file= claim.answer= suspend.at_most= extend.times= journal.chain= calendar.offset= calendar.weekend= calendar.holidays= reason.*.enabled= reason.*.liable= reason.*.evidence= reason.*.guarantee= reason.*.may_change_kind= reason.*.grant= reason.*.multiple= name= effective.from= round.*.starter= round.*.window= round.*.decides= round.*.answer= round.*.fee= round.*.loser_pays=' ;;
        --until) echo 'now' ;;
        --view) echo 'buyer seller platform carrier' ;;
        --as) echo 'buyer seller platform carrier' ;;
        --by) echo 'buyer seller platform carrier' ;;
        --at) echo 'now' ;;
        --id) echo '' ;;
        --expect) echo '' ;;
        --reason) echo 'tracking_invalid wrong_address in_transit customs_hold parcel_returned lost transport_changed description_mismatch quality damaged short_shipment counterfeit wrong_choice changed_mind usage_difficulty unauthorised duplicate_charge incorrect_amount credit_not_processed subscription_cancelled' ;;
        --terms) echo 'no_refund refund return_refund replacement return_replacement coupon guidance' ;;
        --coupon) echo '' ;;
        --freight) echo '' ;;
        --freight-by) echo 'buyer seller platform' ;;
        --amount) echo '' ;;
        --reference) echo '' ;;
        --digest) echo '' ;;
        --goods) echo 'not_shipped in_transit detained delivered bounced returning returned' ;;
        --promised-at) echo 'now' ;;
        --payer) echo 'seller platform' ;;
        --fault) echo 'buyer seller platform carrier' ;;
        --to) echo 'buyer seller carrier' ;;
        --deadline) echo 'contact response stage takeover evidence review plan appeal claim' ;;
        --currency) echo '' ;;
        --order-amount) echo '' ;;
        --order-freight) echo '' ;;
        --paid-at) echo 'now' ;;
        --shipped-at) echo 'now' ;;
        --delivered-at) echo 'now' ;;
        --completed-at) echo 'now' ;;
        --protected-until) echo 'now' ;;
        --funds) echo 'escrow released settled' ;;
        --fact) echo 'unit_cost= salvage= return_cost= return_possible= resend_cost= coupon= coupon_margin= coupon_redeemed= win_chance= accept_chance= recovery_chance=' ;;
        --days) echo '' ;;
        --format) echo 'mermaid dot svg' ;;
        --from) echo 'aliexpress.rules aliexpress.old aliexpress taobao tmall linkedmall wechat ebay ebay.returns paypal mercadolibre shopee stripe adyen klarna fiserv rapyd' ;;
        --kind) echo '' ;;
        --orders) echo '' ;;
        --ahead) echo '' ;;
        --lang) echo 'en zh-Hans zh-Hant' ;;
    esac
}
_dispute_is_command() {
    case $1 in
        'open' | 'do' | 'sweep' | 'confirm' | 'migrate' | 'list' | 'show' | 'allowed' | 'forecast' | 'advise' | 'exposure' | 'outbox' | 'score' | 'provision' | 'log' | 'verify' | 'replay' | 'graph' | 'policy' | 'policy list' | 'policy show' | 'policy check' | 'policy diff' | 'policy impact' | 'words' | 'completion' | 'help') return 0 ;;
    esac
    return 1
}
_dispute_words() { # command, how many words stand behind it
    case $1:$2 in
        :*) echo 'open do sweep confirm migrate list show allowed forecast advise exposure outbox score provision log verify replay graph policy words completion help' ;;
        'open:0') echo '@cases' ;;
        'do:0') echo '@cases' ;;
        'do:1') echo 'open amend withdraw reopen propose refuse accept escalate take_over request_evidence rule extend suspend resume settle_elsewhere submit_evidence appeal migrate confirm_address confirm_return object_return waive_return ship_return ship_replacement confirm_replacement object_replacement parcel file_claim answer_claim paid payment_failed' ;;
        'confirm:0') echo '@effects' ;;
        'migrate:0') echo '@cases' ;;
        'show:0') echo '@cases' ;;
        'allowed:0') echo '@cases' ;;
        'forecast:0') echo '@cases' ;;
        'advise:0') echo '@cases' ;;
        'score:0') echo '@file' ;;
        'provision:0') echo '@file' ;;
        'log:0') echo '@cases' ;;
        'verify:0') echo '@cases' ;;
        'replay:0') echo '@file' ;;
        'policy show:0') echo 'aliexpress@2017 aliexpress@2013 aliexpress@2015 taobao@2025-08-15 wechat-shop@before-2024-03-25 wechat-shop@2024-03-25 shopee-sg@2023 lazada-sg@2023-03-20 lazada-sg-refunds@2023-03-20 mercadolibre@2024-11-07 ebay@2020 paypal@2014-11-18 amazon@2020-07-27 etsy@2022-08-01 klarna@2026 klarna-unauthorised@2026 card-visa@2018 card-visa@2024-10-01 card-visa-allocation@2024-10-01 card-mastercard@2020-07-17' ;;
        'policy check:0') echo 'aliexpress@2017 aliexpress@2013 aliexpress@2015 taobao@2025-08-15 wechat-shop@before-2024-03-25 wechat-shop@2024-03-25 shopee-sg@2023 lazada-sg@2023-03-20 lazada-sg-refunds@2023-03-20 mercadolibre@2024-11-07 ebay@2020 paypal@2014-11-18 amazon@2020-07-27 etsy@2022-08-01 klarna@2026 klarna-unauthorised@2026 card-visa@2018 card-visa@2024-10-01 card-visa-allocation@2024-10-01 card-mastercard@2020-07-17' ;;
        'policy diff:0') echo 'aliexpress@2017 aliexpress@2013 aliexpress@2015 taobao@2025-08-15 wechat-shop@before-2024-03-25 wechat-shop@2024-03-25 shopee-sg@2023 lazada-sg@2023-03-20 lazada-sg-refunds@2023-03-20 mercadolibre@2024-11-07 ebay@2020 paypal@2014-11-18 amazon@2020-07-27 etsy@2022-08-01 klarna@2026 klarna-unauthorised@2026 card-visa@2018 card-visa@2024-10-01 card-visa-allocation@2024-10-01 card-mastercard@2020-07-17' ;;
        'policy diff:1') echo 'aliexpress@2017 aliexpress@2013 aliexpress@2015 taobao@2025-08-15 wechat-shop@before-2024-03-25 wechat-shop@2024-03-25 shopee-sg@2023 lazada-sg@2023-03-20 lazada-sg-refunds@2023-03-20 mercadolibre@2024-11-07 ebay@2020 paypal@2014-11-18 amazon@2020-07-27 etsy@2022-08-01 klarna@2026 klarna-unauthorised@2026 card-visa@2018 card-visa@2024-10-01 card-visa-allocation@2024-10-01 card-mastercard@2020-07-17' ;;
        'policy impact:0') echo 'aliexpress@2017 aliexpress@2013 aliexpress@2015 taobao@2025-08-15 wechat-shop@before-2024-03-25 wechat-shop@2024-03-25 shopee-sg@2023 lazada-sg@2023-03-20 lazada-sg-refunds@2023-03-20 mercadolibre@2024-11-07 ebay@2020 paypal@2014-11-18 amazon@2020-07-27 etsy@2022-08-01 klarna@2026 klarna-unauthorised@2026 card-visa@2018 card-visa@2024-10-01 card-visa-allocation@2024-10-01 card-mastercard@2020-07-17' ;;
        'policy impact:1') echo '@cases' ;;
        'words:0') echo 'group party class reason terms state goods funds evidence claim event deadline effect account why topic tally via fault count silence result rule key preset language struct type limit detail waits_for unmatched fact measure sanction exclusion base standing requirement estimate cost cause fit ground' ;;
        'completion:0') echo 'bash zsh fish' ;;
        'help:0') echo 'open do sweep confirm migrate list show allowed forecast advise exposure outbox score provision log verify replay graph policy words completion help' ;;
        'help:1') echo '@seconds' ;;
        'policy:0') echo 'list show check diff impact ' ;;
    esac
}
_dispute_seconds() { # the first word of a command
    case $1 in
        'policy') echo 'list show check diff impact ' ;;
    esac
}
_dispute_db() { # the store that this line names
    local i
    for ((i = 1; i < ${#_dispute_line[@]} - 1; i++)); do
        [[ ${_dispute_line[i]} == --db ]] && printf '%s' "${_dispute_line[i + 1]}" && return
    done
    printf 'dispute.db'
}
_dispute_cases() {
    "${_dispute_line[0]}" list --json --db "$(_dispute_db)" 2>/dev/null | sed -n 's/^{"case":"\([^" ]*\)".*/\1/p'
}
_dispute_effects() {
    "${_dispute_line[0]}" outbox --json --db "$(_dispute_db)" 2>/dev/null | sed -n 's/^{"id":"\([^" ]*\)".*/\1/p'
}
_dispute() {
    local line=${COMP_LINE:0:COMP_POINT} cur= before= command= position=0 i word offered prefix
    local -a _dispute_line
    read -ra _dispute_line <<<"$line"
    if [[ $line == *[[:space:]] ]]; then _dispute_line+=(''); fi
    cur=${_dispute_line[-1]}
    for ((i = 1; i < ${#_dispute_line[@]} - 1; i++)); do
        word=${_dispute_line[i]}
        if [[ $word == -* ]]; then
            [[ -n $(_dispute_takes_value "$word") ]] && ((i++))
        elif [[ -z $command ]]; then
            command=$word
        elif ((position == 0)) && _dispute_is_command "$command $word"; then
            command+=" $word"
        else
            ((position++))
        fi
    done
    ((${#_dispute_line[@]} > 2)) && before=${_dispute_line[-2]}
    COMPREPLY=()
    if [[ $cur == --*=* ]]; then
        before=${cur%%=*} prefix=$before=
        cur=${cur#*=}
    else
        prefix=
    fi
    if [[ -n $(_dispute_takes_value "$before") ]]; then
        case $(_dispute_takes_value "$before") in
            cases) offered=$(_dispute_cases) ;;
            effects) offered=$(_dispute_effects) ;;
            file) mapfile -t COMPREPLY < <(compgen -f -- "$cur") && return ;;
            *) offered=$(_dispute_values "$before") ;;
        esac
        [[ $before == --policy ]] && mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    elif [[ $cur == -* ]]; then
        offered=$(_dispute_options "$command")
    else
        offered=$(_dispute_words "$command" "$position")
        case $offered in
            @seconds) offered=$(_dispute_seconds "$before") ;;
            @cases) offered=$(_dispute_cases) ;;
            @effects) offered=$(_dispute_effects) ;;
            @file) mapfile -t COMPREPLY < <(compgen -f -- "$cur") && return ;;
        esac
    fi
    for word in $offered; do
        [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
    done
    [[ ${COMPREPLY[*]-} == *= ]] && compopt -o nospace 2>/dev/null
    # readline replaces what stands behind the last : or = alone
    word=$prefix$cur
    if [[ $word == *[:=]* ]]; then
        cur=${word%"${word##*[:=]}"}
        cur=${cur#"$prefix"}
        COMPREPLY=("${COMPREPLY[@]#"$cur"}")
    fi
}
complete -F _dispute dispute
