/** Pairs of two kinds of things that belong together beyond doubt. */

export interface Matching<A, B> {
  readonly pairs: readonly (readonly [A, B])[];
  /** What has a claim to several and to none clearly, with those. */
  readonly tied: readonly (readonly [A, readonly B[]])[];
}

/**
 * Pairs each `a` with the `b` that scores highest for it and for which it scores highest, both by more than `margin` over the next;
 * repeated until nothing more is certain. A score of undefined is no claim at all. The order of the lists decides nothing.
 */
export function matchUniquely<A, B>(
  as: readonly A[],
  bs: readonly B[],
  score: (a: A, b: B) => number | undefined,
  margin: number,
): Matching<A, B> {
  return matchClearly(as, bs, score, (one, other) => one - other > margin);
}

/** The same for claims that are more than a number: `isAhead` says whether one is beyond doubt better than another. */
export function matchClearly<A, B, C>(
  as: readonly A[],
  bs: readonly B[],
  claim: (a: A, b: B) => C | undefined,
  isAhead: (one: C, other: C) => boolean,
): Matching<A, B> {
  let open: { readonly a: A; readonly b: B; readonly value: C }[] = [];
  for (const a of as) {
    for (const b of bs) {
      const value = claim(a, b);
      if (value !== undefined) open.push({ a, b, value });
    }
  }
  const pairs: (readonly [A, B])[] = [];
  for (;;) {
    const ofA = Map.groupBy(open, ({ a }) => a);
    const ofB = Map.groupBy(open, ({ b }) => b);
    const certain = open.filter((one) =>
      [...(ofA.get(one.a) ?? []), ...(ofB.get(one.b) ?? [])].every((other) => other === one || isAhead(one.value, other.value)),
    );
    if (certain.length === 0) break;
    pairs.push(...certain.map(({ a, b }) => [a, b] as const));
    const settledA = new Set(certain.map(({ a }) => a));
    const settledB = new Set(certain.map(({ b }) => b));
    open = open.filter(({ a, b }) => !settledA.has(a) && !settledB.has(b));
  }
  const tied = [...Map.groupBy(open, ({ a }) => a)].map(([a, own]) => [a, own.map(({ b }) => b)] as const);
  return { pairs, tied };
}
