// library.js - finds libdispute, and asks it everything that one would otherwise copy: words, and the place of every
// field. Whatever does not fit is refused here, when the package is imported, with a sentence that says what to do.
import koffi from "koffi";
import { layout, version } from "./generated.js";

const NAMES = { darwin: "libdispute.0.dylib", win32: "dispute-0.dll" };
export const path = process.env.DISPUTE_LIB || NAMES[process.platform] || "libdispute.so.0";

const FIELD_SIZE = 72; // dispute_field, the one struct that is known before it is asked for; checked like all others

function told(number) {
  return `${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
}

const MENDMENT =
  `Install libdispute ${told(version).replace(/\.\d+$/, "")}, or let DISPUTE_LIB name the file of one, or install the ` +
  "version of this package that belongs to your library.";

function wrongLibrary(what) {
  return new Error(`dispute: wrong library: ${what}. ${MENDMENT}`);
}

function load() {
  try {
    return koffi.load(path);
  } catch (error) {
    throw new Error(`dispute: ${path} cannot be loaded (${error.message}). ${MENDMENT}`);
  }
}

const library = load();

function call(declaration) {
  try {
    return library.func(declaration);
  } catch (error) {
    throw wrongLibrary(`${path} is no libdispute, or another version of it (${error.message})`);
  }
}

/** While the major version is 0, another minor version does not fit. */
export function compareVersion(ours, theirs) {
  const fits = ours >> 16 === theirs >> 16 && (ours >> 16 > 0 || ours >> 8 === theirs >> 8);
  if (!fits) throw wrongLibrary(`${path} is libdispute ${told(theirs)}, and this package was made for ${told(ours)}`);
}

compareVersion(version, call("uint32_t dispute_version()")());

export const native = {
  never: call("int64_t dispute_never()"),
  limit: call("int32_t dispute_limit(int32_t limit)"),
  decimals: call("int32_t dispute_currency_decimals(const void *currency)"),
  wordCount: call("uint32_t dispute_word_count(int32_t group)"),
  wordAt: call("int32_t dispute_word_at(int32_t group, uint32_t index)"),
  wordName: call("const char *dispute_word_name(int32_t group, int32_t number)"),
  wordLabel: call("const char *dispute_word_label(int32_t group, int32_t number, int32_t language)"),
  wordSentence: call("const char *dispute_word_sentence(int32_t group, int32_t number, int32_t language)"),
  problemSentence: call(
    "int32_t dispute_problem_sentence(const void *problem, int32_t language, void *buffer, size_t room, void *needed)"),
  structSize: call("uint32_t dispute_struct_size(int32_t which)"),
  structField: call("int32_t dispute_struct_field(int32_t which, uint32_t index, void *field)"),
  policyNew: call("int32_t dispute_policy_new(void *allocator, _Out_ void **out)"),
  policyFree: call("void dispute_policy_free(void *policy)"),
  policyParse: call("int32_t dispute_policy_parse(void *policy, const void *text, size_t size, void *problem)"),
  policySeal: call("int32_t dispute_policy_seal(void *policy, void *problem)"),
  policyGet: call(
    "int32_t dispute_policy_get(void *policy, const void *key, size_t size, void *buffer, size_t room, void *needed)"),
  policyPrint: call("int32_t dispute_policy_print(void *policy, void *buffer, size_t room, void *needed)"),
  policyName: call("int32_t dispute_policy_name(void *policy, void *buffer, size_t room, void *needed)"),
  policyDigest: call("int32_t dispute_policy_digest(void *policy, void *digest)"),
  policyEdge: call("int32_t dispute_policy_edge(void *policy, uint32_t index, void *edge)"),
  policyCheck: call("int32_t dispute_policy_check(void *policy, void *report)"),
  caseNew: call("int32_t dispute_case_new(void *allocator, _Out_ void **out)"),
  caseFree: call("void dispute_case_free(void *c)"),
  caseBegin: call("int32_t dispute_case_begin(void *policy, void *c, const void *id, size_t size, void *order, void *problem)"),
  caseLoad: call("int32_t dispute_case_load(void *policy, void *c, const void *snapshot, size_t size)"),
  caseSave: call("int32_t dispute_case_save(void *c, void *buffer, size_t room, void *needed)"),
  caseCopy: call("int32_t dispute_case_copy(void *c, void *from)"),
  caseSequence: call("int64_t dispute_case_sequence(void *c)"),
  caseState: call("int32_t dispute_case_state(void *c)"),
  caseNextDue: call("int64_t dispute_case_next_due(void *c)"),
  caseView: call("int32_t dispute_case_view(void *c, int32_t party, void *view)"),
  caseHead: call("int32_t dispute_case_head(void *c, void *digest)"),
  answerNew: call("int32_t dispute_answer_new(void *allocator, uint32_t room, _Out_ void **out)"),
  answerCount: call("uint32_t dispute_answer_count(void *answer, int32_t which)"),
  answerTransition: call("void *dispute_answer_transition(void *answer, uint32_t index)"),
  answerRecord: call("void *dispute_answer_record(void *answer, uint32_t index, void *size)"),
  answerEffect: call("void *dispute_answer_effect(void *answer, uint32_t index)"),
  answerAction: call("void *dispute_answer_action(void *answer, uint32_t index)"),
  answerOutcome: call("void *dispute_answer_outcome(void *answer)"),
  answerProspect: call("void *dispute_answer_prospect(void *answer)"),
  answerProblem: call("void *dispute_answer_problem(void *answer)"),
  apply: call("int32_t dispute_apply(void *policy, void *c, void *event, void *answer)"),
  advance: call("int32_t dispute_advance(void *policy, void *c, int64_t now, void *answer)"),
  allowed: call("int32_t dispute_allowed(void *policy, void *c, int32_t party, int64_t now, void *answer)"),
  forecast: call("int32_t dispute_forecast(void *policy, void *c, void *answer)"),
  replay: call("int32_t dispute_replay(void *policy, void *c, const void *records, size_t size, void *problem)"),
  recordRead: call("int32_t dispute_record_read(const void *record, size_t size, void *transition, void *event, void *next)"),
  recordOrder: call("int32_t dispute_record_order(const void *record, size_t size, void *order)"),
  bytesAbout: call("int32_t dispute_bytes_about(const void *bytes, size_t size, void *policy, void *digest, void *id)"),
  applyMany: call("int32_t dispute_apply_many(void *policy, void *cases, void *events, size_t stride, size_t count, " +
    "void *answer, void *results, void *done)"),
  advanceMany: call("int32_t dispute_advance_many(void *policy, void *snapshots, size_t stride, size_t count, " +
    "int64_t now, void *answer, void *results, void *done)"),
};

/** Copies `size` bytes out of the library's memory. */
const copyInto = (() => {
  try {
    return koffi.load(null).func("void *memcpy(void *to, void *from, size_t size)");
  } catch { // where the C library cannot be had by no name; slower
    return (to, from, size) => to.set(koffi.decode(from, "uint8_t", size));
  }
})();

export function copyOut(from, size) {
  const bytes = new Uint8Array(size);
  copyInto(bytes, from, size);
  return bytes;
}

/** A place that is used again and again for what is read at once. */
export class Scratch {
  #bytes = new Uint8Array(0);
  #view = null;

  /** A view of a copy, good until the next. */
  copy(from, size) {
    if (this.#bytes.length < size) {
      this.#bytes = new Uint8Array(2 * size);
      this.#view = new DataView(this.#bytes.buffer);
    }
    copyInto(this.#bytes, from, size);
    return this.#view;
  }
}

// ---- words ----

function readGroup(number) {
  const names = new Map();
  for (let i = 0; i < native.wordCount(number); i++) {
    const word = native.wordAt(number, i);
    names.set(word, native.wordName(number, word));
  }
  return { number, names, numbers: new Map([...names].map(([word, name]) => [name, word])) };
}

/** name: { number, names: Map(number, word), numbers: Map(word, number) } */
export const groups = Object.create(null);
for (const [number, name] of readGroup(0).names) groups[name] = readGroup(number);
if (!groups.struct || !groups.type) throw wrongLibrary(`${path} has no words`);

// ---- fields ----

/** The fields of a struct as the library lays them out. */
function readFields(struct) {
  const fields = [];
  const bytes = new Uint8Array(FIELD_SIZE);
  const view = new DataView(bytes.buffer);
  const at = (offset) => view.getInt32(offset, true);
  for (view.setUint32(0, FIELD_SIZE, true); native.structField(struct, fields.length, bytes) === 0;) {
    const name = Buffer.from(bytes.subarray(32, bytes.indexOf(0, 32))).toString();
    const group = [...Object.values(groups)].find((g) => g.number === at(20));
    const by = at(24) ? [...Object.values(groups)].find((g) => g.number === at(24)) : null;
    fields.push({ name, offset: at(4), bytes: at(8), elements: at(12), kind: groups.type.names.get(at(16)), group, by });
  }
  return fields;
}

/** Throws where the library lays a struct out otherwise than this package was made for. */
export function compareLayout(struct, ours, theirs) {
  const found = new Map(theirs.map((field) => [field.name, field]));
  for (const [name, [offset, bytes, kind]] of Object.entries(ours)) {
    const field = found.get(name) ?? theirs.find((inside) => inside.name.startsWith(`${name}.`));
    const inside = field && field.name !== name;
    if (!field || field.offset !== offset || (!inside && (field.bytes * field.elements !== bytes || field.kind !== kind)))
      throw wrongLibrary(`${path} has no field ${name} of dispute_${struct} at ${offset} (${bytes} bytes, ${kind}), which ` +
        "this package was made for");
  }
}

if (new DataView(new Uint16Array([1]).buffer).getUint8(0) !== 1)
  throw new Error("dispute: this package reads structs of little-endian machines only");

/** name: { number, size, fields } */
export const structs = Object.create(null);
for (const [name, number] of groups.struct.numbers)
  structs[name] = { number, size: native.structSize(number), fields: readFields(number) };
for (const [name, ours] of Object.entries(layout)) {
  if (!structs[name]) throw wrongLibrary(`${path} has no struct ${name}`);
  compareLayout(name, ours, structs[name].fields);
}
if (structs.field.size < FIELD_SIZE) throw wrongLibrary(`${path} describes its fields in another way`);
