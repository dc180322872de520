/* svg_style.c - how the drawings look: on white paper, on a dark screen, in print. No colour says anything that a word
 * beside it does not say, too. */
#include "svg_style.h"

/* clang-format off */
#define PARTIES(buyer, seller, platform, carrier, clock, money) \
    ".dispute .p1{color:" buyer "}.dispute .p2{color:" seller "}.dispute .p3{color:" platform "}\n" \
    ".dispute .p4{color:" carrier "}.dispute .p5{color:" clock "}.dispute .money{color:" money "}\n"
#define STAGES(contact, negotiation, guarantee, platform, back, replacement, ruling, settling, closed) \
    ".dispute .s1{color:" contact "}.dispute .s2{color:" negotiation "}.dispute .s3{color:" guarantee "}\n" \
    ".dispute .s4{color:" platform "}.dispute .s5{color:" back "}.dispute .s6{color:" replacement "}\n" \
    ".dispute .s7{color:" ruling "}.dispute .s8{color:" settling "}.dispute .s9{color:" closed "}\n"
#define GREYS(paper, card, ink, soft, rule, edge) \
    ".dispute .paper,.dispute .hole,.dispute .slip,.dispute .open .disc,.dispute .full .figure{fill:" paper "}\n" \
    ".dispute .frame{fill:" card "}.dispute .slip,.dispute .rule{stroke:" rule "}\n" \
    ".dispute .ink{fill:" ink "}.dispute .soft{fill:" soft "}.dispute .plain{color:" soft "}\n" \
    ".dispute .lane,.dispute .lead,.dispute .now{stroke:" edge "}.dispute .faint{color:" edge "}\n"

const char svg_style[] =
    ".dispute{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,\"Noto Sans\","
    "\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif}\n"
    ".dispute .f1{font-size:22px;font-weight:700}.dispute .f2{font-size:14px;font-weight:700}\n"
    ".dispute .f3{font-size:12px;font-weight:700}.dispute .f4{font-size:12px}\n"
    ".dispute .f5{font-size:11px;font-weight:700}.dispute .f6{font-size:11px}\n"
    ".dispute .f7{font-size:10px;font-weight:700}\n"
    ".dispute text{white-space:pre}.dispute path{fill:none}\n"
    ".dispute .hue,.dispute .pill .ink{fill:currentColor}\n"
    ".dispute .rule,.dispute .lane{stroke-width:1}.dispute .lead{stroke-dasharray:1 4;stroke-linecap:round}\n"
    ".dispute .now{stroke-width:2;stroke-dasharray:8 5}\n"
    ".dispute .mark,.dispute .head{fill:currentColor}.dispute .stroke{stroke:currentColor;stroke-width:2}\n"
    ".dispute .ring{stroke:currentColor;stroke-width:2.5}.dispute .bar{fill:currentColor;fill-opacity:.5}\n"
    ".dispute .ghost{fill:none;stroke:currentColor;stroke-width:1.5;stroke-dasharray:4 3}\n"
    ".dispute .shape{fill:currentColor;fill-opacity:.1;stroke:currentColor;stroke-opacity:.55}\n"
    ".dispute .frame{stroke:currentColor;stroke-width:1.5}.dispute .here .frame{stroke-width:4}\n"
    ".dispute .gone{opacity:.4}.dispute .thin{fill:none;stroke:currentColor;stroke-width:1.5}\n"
    ".dispute .disc{stroke:currentColor;stroke-width:1.5}\n"
    ".dispute .full .disc,.dispute .open .figure{fill:currentColor}\n"
    ".dispute .trunk,.dispute .stub{stroke:currentColor;stroke-width:1.75}\n"
    ".dispute .dashed .stub{stroke-dasharray:5 4}\n"
    PARTIES("#9a3412", "#1d4ed8", "#7e22ce", "#0f766e", "#475569", "#15803d")
    STAGES("#475569", "#0369a1", "#be185d", "#7e22ce", "#0f766e", "#4d7c0f", "#a16207", "#15803d", "#475569")
    GREYS("#ffffff", "#f8fafc", "#0f172a", "#475569", "#e2e8f0", "#cbd5e1")
    "@media screen and (prefers-color-scheme:dark){\n"
    PARTIES("#fdba74", "#93c5fd", "#d8b4fe", "#5eead4", "#94a3b8", "#86efac")
    STAGES("#94a3b8", "#7dd3fc", "#f9a8d4", "#d8b4fe", "#5eead4", "#bef264", "#fde047", "#86efac", "#cbd5e1")
    GREYS("#0b1220", "#121b2e", "#f1f5f9", "#a3b1c6", "#26344d", "#3b4a63")
    "}\n"
    "@media print{.dispute .bar{fill-opacity:.6}.dispute .lane,.dispute .lead,.dispute .now{stroke:#94a3b8}}\n";
