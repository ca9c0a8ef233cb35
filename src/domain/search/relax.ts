/** What a search does where nothing has all that is asked for: another spelling, fewer words, or a part of it. Fetched only then. */
import type { Clause, Compiler } from './clause.ts';
import type { Evaluation, Findings } from './evaluation.ts';
import type { Notice, Outcome } from './search.ts';
import type { Sources } from './sources.ts';
import { nearestName, nearestWord } from './spelling.ts';

interface Relaxation {
  readonly base: Omit<Outcome, keyof Findings>;
  readonly asked: readonly Clause[];
  /** What has all that is asked for: nothing, as the search is narrowed. */
  readonly strict: Findings;
  readonly evaluation: Evaluation;
  readonly compiler: Compiler;
  readonly sources: Sources;
  /** Searches for another text. */
  readonly again: (text: string) => Promise<Outcome>;
}

/** What is found with less or other than was asked for, and a notice of it; undefined where nothing is. */
export async function relax({ base, asked, strict, evaluation, compiler, sources, again }: Relaxation): Promise<Outcome | undefined> {
  const unknown = asked.filter((clause) => clause.entities.length === 0 && !evaluation.isKnown(clause));
  const correction = await correct(base.request.text, asked, unknown, sources);
  if (correction) {
    const { text, ...notice } = correction;
    const corrected = await again(text);
    if (corrected.articles.length > 0 || corrected.entities.length > 0) {
      return { ...corrected, request: base.request, notice: corrected.notice ?? notice };
    }
  }
  const known = asked.filter((clause) => !unknown.includes(clause));
  const fewer = unknown.length > 0 && known.length > 0 ? await evaluation.evaluate(known) : undefined;
  if (fewer && fewer.articles.length > 0) {
    return { ...base, ...fewer, notice: { kind: 'dropped', words: unknown.map(({ text }) => text) } };
  }
  const loose = known.flatMap((clause) => {
    if (!clause.literal && clause.words.length === 1) return [clause];
    return [...(clause.entities.length > 0 ? [clause] : []), ...compiler.loosen(clause)];
  });
  if (loose.length < 2) return undefined;
  await evaluation.lookUp(loose);
  const partly = await evaluation.evaluate(loose, true);
  const phrases = known.filter(({ literal }) => literal).map(({ text }) => text);
  if (partly.articles.length === 0) return undefined;
  const facets = async () => {
    // Another value than what was chosen may find something that has all.
    const all = await Promise.all([strict, fewer ?? [], partly].flat().map((findings) => findings.facets()));
    return (await import('./facets.ts')).mergeFacets(all);
  };
  return { ...base, ...partly, facets, notice: { kind: 'partly', phrases } };
}

/** The query with a misspelt name or word put right: the longest run of words that holds an unknown one and is near to a name. */
async function correct(
  text: string,
  asked: readonly Clause[],
  unknown: readonly Clause[],
  sources: Sources,
): Promise<(Notice & { kind: 'corrected'; text: string }) | undefined> {
  const replace = (run: readonly Clause[], to: string) => {
    const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0];
    const from = run.map((clause) => clause.text).join(' ');
    return { kind: 'corrected' as const, from, to, text: `${text.slice(0, start)}${to}${text.slice(end)}` };
  };
  for (let length = Math.min(asked.length, 4); length > 0; length--) {
    for (let at = 0; at + length <= asked.length; at++) {
      const run = asked.slice(at, at + length);
      if (run.some(({ literal }) => literal) || !run.some((clause) => unknown.includes(clause))) continue;
      const to = nearestName(run.map((clause) => clause.text).join(' '), sources.names);
      if (to) return replace(run, to);
    }
  }
  for (const clause of unknown) {
    const to = clause.literal || clause.words.length > 1 ? undefined : await nearestWord(clause.words[0] ?? '', sources);
    if (to) return replace([clause], to);
  }
  return undefined;
}
