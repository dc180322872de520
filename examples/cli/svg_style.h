/* svg_style.h - how the drawings look: on white paper, on a dark screen, in print. */
#ifndef DISPUTE_CLI_SVG_STYLE_H
#define DISPUTE_CLI_SVG_STYLE_H

extern const char svg_style[];

#endif
